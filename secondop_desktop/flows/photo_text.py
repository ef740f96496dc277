"""What was read of a page made from a photo: kept when the page still looks so, and turned upright by it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop.case import photos
from secondop_desktop.case.photos import Recipe
from secondop_desktop.reading.pages import PageText
from secondop_desktop.reading.turns import upright


def as_kept(
    session: Session, document_id: str, number: int, found: PageText, recipes: list[Recipe]
) -> PageText | None:
    """What is to be kept of page `number`; None when somebody changed the page while it was read.

    When its text shows that the page lies on its side or its head, the page is turned, unless a person has
    turned it. `recipes` is how the pages looked when they were handed to the reader, and is kept up to date.
    """
    there = photos.of_document(session, document_id)
    if number > len(there) or there[number - 1].recipe != recipes[number - 1]:
        return None
    photo = there[number - 1]
    if not found.turn or photo.turned_by_hand:
        return found
    photos.turned_upright(session, photo, found.turn)
    recipes[number - 1] = photo.recipe
    width, height = found.width, found.height
    if found.turn % 180:
        width, height = height, width
    return replace(found, words=upright(found.words, found.turn), turn=0, width=width, height=height)

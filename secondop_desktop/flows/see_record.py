"""What the page of a record shows: its open page with words, turns and pins, and where words stand in it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.orm import Session

from secondop_desktop.case import documents, page_turns, photos, pins
from secondop_desktop.case.documents import READ, Document, Page
from secondop_desktop.case.photos import Recipe
from secondop_desktop.case.pins import Pin
from secondop_desktop.search.words import index_query

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge of a word, in fractions of the page."""
PlacedWord = tuple[str, Box]


@dataclass(frozen=True)
class Leaf:
    """A record with the page that lies open: its text once it was read, all pins, and the turned pages.

    `hard` are the numbers of the pages to be checked by eye; `left_out` says that some could not be read.
    `recipes` is how the pages of a record of photos are made; when it changes, they have to be drawn anew.
    """

    record: Document
    number: int
    page: Page | None = None
    pins: Sequence[Pin] = ()
    turns: Mapping[int, int] = field(default_factory=dict)
    hard: Sequence[int] = ()
    left_out: bool = False
    recipes: Sequence[Recipe] = ()

    def words(self) -> tuple[PlacedWord, ...]:
        """The words of the open page with their places."""
        return words_of_page(self.page)


@dataclass(frozen=True)
class FoundIn:
    """Where typed words stand in one record: the pages in order, and how many pages were not read yet."""

    typed: str = ""
    pages: tuple[int, ...] = ()
    unread: int = 0


def leaf(session: Session, document_id: str, number: int) -> Leaf:
    """All of that at once."""
    record = documents.one(session, document_id)
    return Leaf(
        record,
        number,
        documents.page(session, document_id, number),
        pins.of_document(session, document_id),
        page_turns.of_document(session, document_id),
        documents.hard_pages(session, document_id),
        left_out=record.state == READ and documents.pages_read(session, document_id) < record.pages,
        recipes=photos.recipes(session, document_id) if photos.is_photos(record) else (),
    )


def words_of_page(page: Page | None) -> tuple[PlacedWord, ...]:
    """The words of a page that was read, in reading order; none for a text that cannot be drawn."""
    if page is None or not page.words:
        return ()
    found = json.loads(zlib.decompress(page.words))
    return tuple((words, (x0, y0, x1, y1)) for words, x0, y0, x1, y1 in found)


def find_in(session: Session, document_id: str, typed: str) -> FoundIn:
    """The pages of one record on which all typed words stand; the last word may be unfinished."""
    query = index_query(typed)
    if not query:
        return FoundIn(typed)
    known = text(
        "SELECT page.number FROM page_find JOIN page ON page.seq = page_find.rowid"
        " WHERE page_find MATCH :query AND page.document_id = :record ORDER BY page.number"
    )
    pages = tuple(session.scalars(known, {"query": query, "record": document_id}))
    read = text("SELECT count(*) FROM page WHERE document_id = :record")
    there = int(session.scalar(read, {"record": document_id}) or 0)
    return FoundIn(typed, pages, max(0, documents.one(session, document_id).pages - there))

"""Photos of paper that make up one record: which they are, in which order, and how each page is shown.

The photo itself is never changed. A page is the photo, the corners of the sheet in it, a turn and a choice of
light; so every step can be undone, back to the photo as it was taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import documents, table
from secondop_desktop.case.documents import WAITING, Document, Page
from secondop_desktop.case.page_turns import PageTurn
from secondop_desktop.case.pins import Pin
from secondop_desktop.case.table import Kept, Record, points_to

KIND = "photos"
"""The `file_kind` of a record that is made of photos; its `blob` is the photo it began with."""
PAPER, GREY, AS_TAKEN = "paper", "grey", "photo"
LIGHTS = (PAPER, GREY, AS_TAKEN)
BLURRED, DARK, SMALL = "blurred", "dark", "small"
QUARTER, ROUND = 90, 360
PARTS = 10_000
"""Corners are kept as so many parts of the photo: whole numbers are the same in every database."""
MOST, MOST_BYTES = 200, 150 << 20
"""Photos in one record, and the bytes that they have together: a worker gets all of them at once."""
GAP = 1024
Corners = tuple[tuple[float, float], ...]
"""Upper left, upper right, lower right, lower left, in fractions of the upright photo."""
Recipe = tuple[str, str, int, str]


class Photo(Kept, Record, kw_only=True):
    """One photo and the page that it becomes; `blob` names its encrypted bytes, just as they came.

    `corners` are those of the page, empty for the whole photo; `found` those that were found by themselves,
    empty when there were none. `turn` is in degrees clockwise, after the page was cut out. `trouble` names
    what may make it hard to read: some of BLURRED, DARK and SMALL with blanks between them.
    """

    __tablename__ = "photo"

    document_id: Mapped[str] = mapped_column(points_to("document.id"), index=True)
    rank: Mapped[int] = mapped_column(default=0)
    blob: Mapped[str] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(default="")
    file_kind: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    corners: Mapped[str] = mapped_column(default="")
    found: Mapped[str] = mapped_column(default="")
    turn: Mapped[int] = mapped_column(default=0)
    turned_by_hand: Mapped[bool] = mapped_column(default=False)
    light: Mapped[str] = mapped_column(default=PAPER)
    trouble: Mapped[str] = mapped_column(default="")

    @property
    def recipe(self) -> Recipe:
        """All that decides how the page looks; with the same recipe it looks the same."""
        return self.blob, self.corners, self.turn, self.light

    @property
    def as_taken(self) -> bool:
        """Whether the page is the photo just as it was taken."""
        return not self.corners and not self.turn and self.light == AS_TAKEN


def one(session: Session, photo_id: str) -> Photo:
    """One photo by id."""
    return table.find(session, Photo, photo_id)


def of_document(session: Session, document_id: str) -> Sequence[Photo]:
    """The photos of a record in the order of its pages, without those that were taken out."""
    query = select(Photo).where(Photo.document_id == document_id, Photo.binned_at.is_(None))
    return session.scalars(query.order_by(Photo.rank, Photo.id)).all()


def everything(session: Session) -> Sequence[Photo]:
    """Every photo of every record, in the order of their pages."""
    return table.all_of(session, Photo, Photo.document_id, Photo.rank)


def recipes(session: Session, document_id: str) -> tuple[Recipe, ...]:
    """How the pages of a record look now, page by page."""
    return tuple(photo.recipe for photo in of_document(session, document_id))


def add(session: Session, photos: Sequence[Photo]) -> None:
    """Put photos behind the pages that their record has; the new pages wait to be read."""
    for photo in photos:
        if not is_photos(documents.one(session, photo.document_id)):
            raise UserError(
                tr("Photos can only be put into a record that is made of photos. Nothing was changed."),
                tr("You can make a record of their own of them."),
            )
        there = of_document(session, photo.document_id)
        if len(there) >= MOST or sum(one.size for one in there) + photo.size > MOST_BYTES:
            raise UserError(
                tr("This record is full, so “{name}” was not added to it.", name=photo.file_name),
                tr("Please make a second record of the photos that are left."),
            )
        photo.rank = there[-1].rank + GAP if there else GAP
        session.add(photo)
        session.flush()
        _read_again(session, photo.document_id)


def arrange(session: Session, document_id: str, photo_ids: Sequence[str]) -> None:
    """Put the pages into this order; what was read of them and pinned to them goes along."""
    before = [photo.id for photo in of_document(session, document_id)]
    known = [identity for identity in photo_ids if identity in before]
    order = [*known, *(identity for identity in before if identity not in known)]
    for place, identity in enumerate(order, 1):
        one(session, identity).rank = place * GAP
    moved = {before.index(identity) + 1: place for place, identity in enumerate(order, 1)}
    if any(old != new for old, new in moved.items()):
        _move_pages(session, document_id, moved)


def cut(session: Session, photo_id: str, corners: Corners | None) -> None:
    """Set the corners of the sheet; without any, the whole photo is the page."""
    photo = one(session, photo_id)
    if photo.corners != written(corners):
        photo.corners = written(corners)
        _page_changed(session, photo)


def turn(session: Session, photo_id: str, degrees: int, *, by_hand: bool = True) -> None:
    """Turn a page to so many degrees clockwise; once turned by hand it is not turned by itself any more."""
    photo = one(session, photo_id)
    wanted = round(degrees / QUARTER) * QUARTER % ROUND
    photo.turned_by_hand = photo.turned_by_hand or by_hand
    if photo.turn != wanted:
        photo.turn = wanted
        _page_changed(session, photo)


def light(session: Session, photo_id: str, chosen: str) -> None:
    """Choose the light of a page, one of LIGHTS."""
    photo = one(session, photo_id)
    if chosen in LIGHTS and photo.light != chosen:
        photo.light = chosen
        _page_changed(session, photo)


def show(session: Session, photo_id: str, recipe: Recipe) -> None:
    """Make a page look as it did before; for taking back any of the steps above."""
    photo = one(session, photo_id)
    if photo.recipe != recipe:
        _, photo.corners, photo.turn, photo.light = recipe
        _page_changed(session, photo)


def show_as_taken(session: Session, photo_id: str) -> None:
    """Go back to the whole photo in its own light, as the camera took it."""
    photo = one(session, photo_id)
    photo.turned_by_hand = True
    show(session, photo_id, (photo.blob, "", 0, AS_TAKEN))


def turned_upright(session: Session, photo: Photo, degrees: int) -> None:
    """The text of a page showed which way is up; its words were turned along, so nothing is read again."""
    kept = one(session, photo.id)
    kept.turn = (kept.turn + degrees) % ROUND


def take_out(session: Session, photo_id: str, clock: Clock = SYSTEM_CLOCK) -> None:
    """Take a page out of its record, into the bin; the last page stays."""
    photo = one(session, photo_id)
    there = [one.id for one in of_document(session, photo.document_id)]
    if there == [photo_id]:
        raise UserError(
            tr("This is the only page of the record, so it stays. Nothing was changed."),
            tr("You can delete the whole record instead."),
        )
    if photo_id in there:
        at = there.index(photo_id) + 1
        table.bin_it(session, photo, clock)
        session.flush()
        closed_up = {old: old - (old > at) for old in range(1, len(there) + 1) if old != at}
        _move_pages(session, photo.document_id, {**closed_up, at: _away(session, photo)})
        for pin in _pins_away(session, photo):
            pin.binned_at = pin.binned_at or photo.binned_at
        _read_again(session, photo.document_id)


def bring_back(session: Session, photo_id: str) -> None:
    """Put a page back where it was, with what was pinned to it."""
    photo = one(session, photo_id)
    gone, count = photo.binned_at, len(of_document(session, photo.document_id))
    if gone is None:
        return
    for pin in _pins_away(session, photo):
        pin.binned_at = None if pin.binned_at == gone else pin.binned_at
    photo.binned_at = None
    session.flush()
    at = [one.id for one in of_document(session, photo.document_id)].index(photo_id) + 1
    opened = {old: old + (old >= at) for old in range(1, count + 1)}
    _move_pages(session, photo.document_id, {**opened, _away(session, photo): at})
    _read_again(session, photo.document_id)


def record_with(session: Session, blob: str) -> Document | None:
    """The record that holds these bytes: as its file, also one in the bin, or as the photo of a page."""
    as_file = select(Document).where(Document.blob == blob, Document.file_kind != KIND)
    as_page = select(Photo).where(Photo.blob == blob, Photo.binned_at.is_(None)).order_by(Photo.id)
    page = session.scalars(as_page).first()
    found = session.scalars(as_file).first()
    return found or (documents.one(session, page.document_id) if page is not None else None)


def give_first_back(session: Session) -> None:
    """Make the photo that a record names itself its page again, where the entries of its photos are lost."""
    for record in session.scalars(select(Document).where(Document.file_kind == KIND)).all():
        if not of_document(session, record.id):
            add(session, [Photo(document_id=record.id, blob=record.blob)])


def written(corners: Corners | None) -> str:
    """Corners as they are kept: "x,y x,y x,y x,y" in parts of the photo; nothing for the whole photo."""
    if not corners:
        return ""
    whole = [tuple(round(min(1.0, max(0.0, side)) * PARTS) for side in corner) for corner in corners]
    return " ".join(f"{x},{y}" for x, y in whole)


def corners_of(text: str) -> Corners | None:
    """Corners as fractions again; None for the whole photo, and for what nobody can read."""
    try:
        found = tuple(tuple(int(side) / PARTS for side in corner.split(",")) for corner in text.split())
    except ValueError:
        return None
    whole = len(found) == 4 and all(len(c) == 2 and min(c) >= 0 and max(c) <= 1 for c in found)
    return tuple((c[0], c[1]) for c in found) if whole else None


def _away(session: Session, photo: Photo) -> int:
    """The number of a page that was taken out: no page has it, and no other page that was taken out."""
    query = select(Photo.id).where(Photo.document_id == photo.document_id, Photo.id <= photo.id)
    return -len(session.scalars(query).all())


def _pins_away(session: Session, photo: Photo) -> Sequence[Pin]:
    away = _away(session, photo)
    return session.scalars(select(Pin).where(Pin.document_id == photo.document_id, Pin.number == away)).all()


def _page_changed(session: Session, photo: Photo) -> None:
    """Forget what was read of a page that looks different now, and have it read again."""
    session.flush()
    there = [one.id for one in of_document(session, photo.document_id)]
    if photo.id in there:
        _drop_pages(session, photo.document_id, {there.index(photo.id) + 1})
    _read_again(session, photo.document_id)


def laid_out(session: Session, document_id: str) -> dict[str, tuple[int, Recipe]]:
    """The page number and the look of each photo of a record, by the photo's id."""
    there = of_document(session, document_id)
    return {photo.id: (number, photo.recipe) for number, photo in enumerate(there, 1)}


def laid_anew(session: Session, document_id: str, before: Mapping[str, tuple[int, Recipe]]) -> None:
    """Photos were put back one by one and lay as in `before`: what was read of a page follows it.

    A page that looks different now, or was not there, is read again. Pins are rows of their own.
    """
    now = laid_out(session, document_id)
    if now == before:
        return
    same = {one: number for one, (number, look) in now.items() if one in before and before[one][1] == look}
    _move_texts(session, document_id, {before[one][0]: number for one, number in same.items()})
    if len(same) < len(now) or len(now) != len(before):
        _read_again(session, document_id)


def _read_again(session: Session, document_id: str) -> None:
    document = documents.one(session, document_id)
    there = of_document(session, document_id)
    document.pages, document.size = len(there), sum(photo.size for photo in there)
    document.state, document.problem = WAITING, ""


def _drop_pages(session: Session, document_id: str, numbers: set[int]) -> None:
    for page in documents.pages_of(session, document_id):
        if page.number in numbers:
            session.delete(page)
    session.flush()


def _move_pages(session: Session, document_id: str, moved: Mapping[int, int]) -> None:
    """Give the pages new numbers, and what was read of them, pinned to them, and how they are turned."""
    _move_texts(session, document_id, moved)
    for pin in session.scalars(select(Pin).where(Pin.document_id == document_id)):
        pin.number = moved.get(pin.number, pin.number)
    for turned in session.scalars(select(PageTurn).where(PageTurn.document_id == document_id)):
        turned.number = moved.get(turned.number, turned.number)
    session.flush()


def _move_texts(session: Session, document_id: str, moved: Mapping[int, int]) -> None:
    there = {page.number: page for page in documents.pages_of(session, document_id)}
    read = {new: _read_of(there[old]) for old, new in moved.items() if old in there and new > 0}
    for number, page in there.items():
        if number in read:
            for field, value in read.pop(number).items():
                setattr(page, field, value)
        else:
            session.delete(page)
    session.flush()
    for number, given in read.items():
        session.add(Page(document_id=document_id, number=number, **given))
    session.flush()


def _read_of(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in ("source", "confidence", "text", "words")}


def is_photos(document: Document) -> bool:
    """Whether a record is made of photos."""
    return document.file_kind == KIND

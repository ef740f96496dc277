"""Notes of the person's own that are pinned to a place on a page of a record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import as_typed
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

Spot = tuple[float, float]
"""A place in fractions of a page as it lies in the file, from its upper left corner."""
PARTS = 10_000
"""`x` and `y` are kept as so many parts of the page: whole numbers are the same in every database."""


class Pin(Kept, Record, kw_only=True):
    """A note at a place on page `number` (from 1) of a record; a mark without words counts too."""

    __tablename__ = "pin"

    document_id: Mapped[str] = mapped_column(points_to("document.id"), index=True)
    number: Mapped[int]
    x: Mapped[int] = mapped_column(default=0)
    y: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")

    @property
    def spot(self) -> Spot:
        """Where it stands, in fractions of the page."""
        return self.x / PARTS, self.y / PARTS


def one(session: Session, pin_id: str) -> Pin:
    """One pin by id."""
    return table.find(session, Pin, pin_id)


def of_document(session: Session, document_id: str) -> Sequence[Pin]:
    """The pins of a record that are not in the bin, in the order of its pages, on a page from the top."""
    query = select(Pin).where(Pin.document_id == document_id, Pin.binned_at.is_(None))
    return session.scalars(query.order_by(Pin.number, Pin.y, Pin.x, Pin.id)).all()


def everything(session: Session) -> Sequence[Pin]:
    """All pins that are not in the bin, the oldest first."""
    return table.all_of(session, Pin)


def put(session: Session, document_id: str, number: int, spot: Spot, text: str = "") -> Pin:
    """Pin a note to a place; outside of the page it stands at the edge."""
    x, y = _kept(spot)
    made = Pin(document_id=document_id, number=number, x=x, y=y, text=as_typed(text))
    session.add(made)
    return made


def write(session: Session, pin_id: str, text: str) -> Pin:
    """Keep the words of a pin exactly as typed."""
    pin = one(session, pin_id)
    pin.text = as_typed(text)
    return pin


def move(session: Session, pin_id: str, spot: Spot) -> Spot:
    """Pin it to another place of its page; the answer is where it was."""
    pin = one(session, pin_id)
    before = pin.spot
    pin.x, pin.y = _kept(spot)
    return before


def _kept(spot: Spot) -> tuple[int, int]:
    x, y = (round(min(1.0, max(0.0, part)) * PARTS) for part in spot)
    return x, y

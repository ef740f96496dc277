"""How the person turned the pages of a record that do not stand upright; the file stays as it is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.case.table import Kept, Record, points_to

WHOLE, QUARTER = 360, 90


class PageTurn(Kept, Record, kw_only=True):
    """Page `number` (from 1) of a record is shown turned by so many `degrees`, clockwise."""

    __tablename__ = "page_turn"

    document_id: Mapped[str] = mapped_column(points_to("document.id"), index=True)
    number: Mapped[int]
    degrees: Mapped[int] = mapped_column(default=0)


def of_document(session: Session, document_id: str) -> dict[int, int]:
    """The degrees by page, for the pages that were ever turned by hand; 0 is upright as in the file."""
    query = select(PageTurn).where(PageTurn.document_id == document_id, PageTurn.binned_at.is_(None))
    return {turn.number: turn.degrees for turn in session.scalars(query.order_by(PageTurn.id.desc()))}


def everything(session: Session) -> dict[str, dict[int, int]]:
    """The same for all records, by their ids."""
    turns: dict[str, dict[int, int]] = {}
    query = select(PageTurn).where(PageTurn.binned_at.is_(None)).order_by(PageTurn.id.desc())
    for one in session.scalars(query):
        turns.setdefault(one.document_id, {})[one.number] = one.degrees
    return turns


def turn(session: Session, document_id: str, number: int, degrees: int) -> None:
    """Show a page turned from now on, in quarters of a whole turn."""
    query = select(PageTurn).where(PageTurn.document_id == document_id, PageTurn.number == number)
    found = session.scalars(query.order_by(PageTurn.id)).first()
    if found is None:
        found = PageTurn(document_id=document_id, number=number)
        session.add(found)
    found.binned_at = None
    found.degrees = round(degrees / QUARTER) * QUARTER % WHOLE

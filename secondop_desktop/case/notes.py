"""Free notes: written in the room at a visit, or about a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import as_typed
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to


class Note(Kept, Record, kw_only=True):
    """One page of free text; it belongs to a visit or stands alone.

    The text is kept exactly as typed (only a form may tidy it), so that no keystroke is lost.
    """

    __tablename__ = "note"

    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    written_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(default="")


def of_visit(session: Session, appointment_id: str) -> Note | None:
    """The free page of one visit, once something was written."""
    query = select(Note).where(Note.appointment_id == appointment_id, Note.binned_at.is_(None))
    return session.scalars(query.order_by(Note.id)).first()


def everything(session: Session) -> Sequence[Note]:
    """All notes that are not in the bin, oldest first."""
    return table.all_of(session, Note)


def write(session: Session, appointment_id: str, text: str, now: datetime) -> Note:
    """Make `text` the free page of a visit, exactly as typed."""
    note = of_visit(session, appointment_id) or Note(appointment_id=appointment_id, written_at=now)
    note.text = as_typed(text)
    session.add(note)
    return note

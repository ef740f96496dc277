"""Papers that were received at a visit, each with its record once it was added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to


class Handout(Kept, Record, kw_only=True):
    """One paper from one visit: `what` it is, and the record that holds it when there is one."""

    __tablename__ = "handout"

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), index=True)
    what: Mapped[str]
    document_id: Mapped[str | None] = mapped_column(points_to("document.id"), index=True, default=None)
    written_at: Mapped[datetime]


def everything(session: Session) -> Sequence[Handout]:
    """The papers of all visits; nothing from the bin."""
    return table.all_of(session, Handout, Handout.written_at)


def of_visit(session: Session, appointment_id: str) -> Sequence[Handout]:
    """The papers of one visit, in the order in which they were written down."""
    query = select(Handout).where(Handout.appointment_id == appointment_id, Handout.binned_at.is_(None))
    return session.scalars(query.order_by(Handout.written_at, Handout.id)).all()


def one(session: Session, handout_id: str) -> Handout:
    """One paper by id."""
    return table.find(session, Handout, handout_id)


def keep(session: Session, handout: Handout) -> Handout:
    """Add a paper or save an edited one; what it is must be said."""
    handout.what = table.needed(handout.what, "what", tr("Please write what kind of paper it is."))
    return table.keep(session, handout)


def add(session: Session, appointment_id: str, what: str, now: datetime, *, document_id: str = "") -> Handout:
    """Write a paper down that was received."""
    made = Handout(appointment_id=appointment_id, what=what, document_id=document_id or None, written_at=now)
    return keep(session, made)

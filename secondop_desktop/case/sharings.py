"""What was given to whom, when, in which version, with the very pages as they were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import tidy
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

PRINTED, SAVED, EXPORTED, HANDED = "printed", "saved", "exported", "handed"
HOW = (PRINTED, SAVED, EXPORTED, HANDED)


class Sharing(Kept, Record, kw_only=True):
    """One thing that left the case: `what` sheet, for which kind of `recipient`, to somebody called `name`.

    `blob` is the PDF as it was given, `number` its version (the first is 1), `plan` what was chosen as JSON,
    `contents` what was on it in words, a line each.
    """

    __tablename__ = "sharing"

    what: Mapped[str]
    recipient: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    letter_id: Mapped[str | None] = mapped_column(points_to("letter.id"), index=True, default=None)
    given_at: Mapped[datetime]
    how: Mapped[str] = mapped_column(default="")
    blob: Mapped[str | None] = mapped_column(default=None)
    pages: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    number: Mapped[int] = mapped_column(default=1)
    plan: Mapped[str] = mapped_column(default="")
    contents: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


def everything(session: Session) -> Sequence[Sharing]:
    """Everything that was given away, the latest first; nothing from the bin."""
    return sorted(table.all_of(session, Sharing), key=lambda one: (one.given_at, one.id), reverse=True)


def of_what(session: Session, what: str, recipient: str, name: str, visit_id: str) -> Sequence[Sharing]:
    """How often the same thing was given to the same recipient, the latest first."""
    query = select(Sharing).where(
        Sharing.what == what,
        Sharing.recipient == recipient,
        Sharing.name == name,
        Sharing.appointment_id.is_(visit_id or None),
        Sharing.binned_at.is_(None),
    )
    return session.scalars(query.order_by(Sharing.given_at.desc(), Sharing.id.desc())).all()


def one(session: Session, sharing_id: str) -> Sharing:
    """One of them by id."""
    return table.find(session, Sharing, sharing_id)


def keep(session: Session, sharing: Sharing) -> Sharing:
    """Write down that something was given, or save a note about it."""
    sharing.name, sharing.note = tidy(sharing.name), tidy(sharing.note)
    return table.keep(session, sharing)

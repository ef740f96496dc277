"""Whether the people in the room agreed to be recorded: who was asked, what they said, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

YES, NO, NOT_NOW = "yes", "no", "not_now"
ANSWERS = (YES, NO, NOT_NOW)


class Permission(Kept, Record, kw_only=True):
    """One answer to the question whether sound may be recorded; the newest one of a visit counts."""

    __tablename__ = "permission"

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), index=True)
    asked_whom: Mapped[str] = mapped_column(default="")
    answer: Mapped[str]
    asked_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


def keep(session: Session, permission: Permission) -> Permission:
    """Note an answer; who was asked is needed, and the answer is one of ANSWERS."""
    permission.asked_whom = table.needed(
        permission.asked_whom, "asked_whom", tr("Please write whom you asked.")
    )
    if permission.answer not in ANSWERS:
        raise FieldError("answer", tr("Please choose what the answer was."))
    permission.note = tidy(permission.note)
    return table.keep(session, permission)


def of_visit(session: Session, appointment_id: str) -> Sequence[Permission]:
    """Every answer that was noted for a visit, the first one first."""
    query = select(Permission).where(
        Permission.appointment_id == appointment_id, Permission.binned_at.is_(None)
    )
    return session.scalars(query.order_by(Permission.asked_at, Permission.id)).all()


def latest(session: Session, appointment_id: str) -> Permission | None:
    """The answer that counts for a visit now, or None when nobody was asked."""
    found = of_visit(session, appointment_id)
    return found[-1] if found else None


def allowed(session: Session, appointment_id: str) -> bool:
    """Whether sound of this visit may be recorded: somebody was asked, and the last answer was yes."""
    found = latest(session, appointment_id)
    return found is not None and found.answer == YES


def answer_words() -> dict[str, str]:
    """The answers in words."""
    return {YES: tr("Yes"), NO: tr("No"), NOT_NOW: tr("Not now")}

"""How a visit was closed: how it felt, what was understood, and the report that was promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import as_typed
from secondop_desktop.case import appointments, table
from secondop_desktop.case.table import Kept, Record, points_to


class Closing(Kept, Record, kw_only=True):
    """What a person wrote down after one visit; their own words stay exactly as typed.

    The consultation report comes from `report_from`, was expected by `report_due` and has come on
    `report_came`. `step` is where the person stopped going through it, `finished_at` when they were done.
    """

    __tablename__ = "closing"

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), unique=True)
    felt: Mapped[str] = mapped_column(default="")
    understood: Mapped[str] = mapped_column(default="")
    report_from: Mapped[str] = mapped_column(default="")
    report_due: Mapped[PartialDate | None] = mapped_column(default=None)
    report_came: Mapped[PartialDate | None] = mapped_column(default=None)
    step: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None] = mapped_column(default=None)


FIELDS = ("felt", "understood", "report_from", "report_due", "report_came", "step", "finished_at")


def everything(session: Session) -> Sequence[Closing]:
    """What was written after all visits."""
    return table.all_of(session, Closing)


def of_visit(session: Session, appointment_id: str) -> Closing | None:
    """What was written after one visit, once something was."""
    query = select(Closing).where(Closing.appointment_id == appointment_id, Closing.binned_at.is_(None))
    return session.scalars(query).first()


def write(session: Session, appointment_id: str, **fields: object) -> Closing:
    """Write some of FIELDS down for a visit that is there; texts stay exactly as typed."""
    if unknown := set(fields) - set(FIELDS):
        raise ValueError(unknown)
    appointments.one(session, appointment_id)
    closing = of_visit(session, appointment_id) or Closing(appointment_id=appointment_id)
    for name, value in fields.items():
        setattr(closing, name, as_typed(value) if isinstance(value, str) else value)
    session.add(closing)
    return closing

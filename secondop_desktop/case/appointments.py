"""Visits: when, where, with whom and what for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

KINDS = ("first_opinion", "second_opinion", "third_opinion", "test", "follow_up", "other")
MODES = ("in_person", "video", "phone")
STATUSES = ("planned", "done", "cancelled")


class Appointment(Kept, Record, kw_only=True):
    """One visit.

    `day` (ISO date) and `hour` (HH:MM, may be empty) are what the clock on the wall in `zone` (IANA name)
    shows: a visit stays at its hour when the rules of daylight saving change. `minutes` is its length.
    What was written until `finished_at` stays to be seen as it was written in the room.
    """

    __tablename__ = "appointment"
    MILESTONES: ClassVar[frozenset[str]] = frozenset({"finished_at"})

    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    day: Mapped[str] = mapped_column(index=True)
    hour: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="UTC")
    minutes: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default="second_opinion")
    mode: Mapped[str] = mapped_column(default="in_person")
    status: Mapped[str] = mapped_column(default="planned")
    place: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="")
    companion: Mapped[str] = mapped_column(default="")
    office_asked: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def date(self) -> date:
        """The day of the visit."""
        return date.fromisoformat(self.day)

    @property
    def starts(self) -> datetime:
        """The instant at which the visit starts; midnight when no hour is known."""
        hour = time.fromisoformat(self.hour) if self.hour else time(0)
        return datetime.combine(self.date, hour, ZoneInfo(self.zone))

    @property
    def ends(self) -> datetime:
        """The instant at which it ends: after its length, else an hour, else the end of the day."""
        if not self.hour:
            return self.starts + timedelta(days=1)
        return self.starts.astimezone(UTC) + timedelta(minutes=self.minutes or 60)


def everything(session: Session) -> Sequence[Appointment]:
    """All visits that are not in the bin, earliest first."""
    return sorted(table.all_of(session, Appointment), key=lambda visit: visit.starts)


def one(session: Session, appointment_id: str) -> Appointment:
    """One visit by id."""
    return table.find(session, Appointment, appointment_id)


def upcoming(session: Session, now: datetime) -> list[Appointment]:
    """Planned visits that are not over yet, the next one first."""
    return [visit for visit in everything(session) if is_ahead(visit, now)]


def past(session: Session, now: datetime) -> list[Appointment]:
    """Visits that are over or were called off, the latest first."""
    return [visit for visit in reversed(everything(session)) if not is_ahead(visit, now)]


def is_ahead(visit: Appointment, now: datetime) -> bool:
    """Whether a visit still lies ahead or is going on."""
    return visit.status == "planned" and visit.ends > now


def with_doctor(session: Session, doctor_id: str) -> list[Appointment]:
    """All visits with one doctor, earliest first."""
    query = select(Appointment).where(Appointment.doctor_id == doctor_id, Appointment.binned_at.is_(None))
    return sorted(session.scalars(query), key=lambda visit: visit.starts)


def keep(session: Session, visit: Appointment) -> Appointment:
    """Add a visit or save an edited one; it needs a day, and its hour and zone must be real."""
    if not visit.day.strip():
        raise FieldError(
            "when", tr("A visit needs a date."), tr("If you do not know it yet, add a reminder instead.")
        )
    try:
        visit.day = date.fromisoformat(visit.day.strip()).isoformat()
    except ValueError:
        raise FieldError(
            "when", tr("This date cannot be read."), tr("Please write it like 14 May 2026.")
        ) from None
    try:
        visit.hour = time.fromisoformat(visit.hour).strftime("%H:%M") if visit.hour else ""
    except ValueError:
        raise FieldError("hour", tr("This time cannot be read."), tr("Please write it like 10:30.")) from None
    try:
        ZoneInfo(visit.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "America" is a folder and no zone
        raise FieldError("zone", tr("This time zone is not known.")) from None
    for field in ("place", "goal", "companion", "office_asked"):
        setattr(visit, field, tidy(getattr(visit, field)))
    return table.keep(session, visit)


def finish(session: Session, visit: Appointment, now: datetime) -> None:
    """The visit has taken place."""
    visit.status = "done"
    visit.finished_at = now
    session.add(visit)

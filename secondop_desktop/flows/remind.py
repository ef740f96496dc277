"""When a person is to be reminded of a visit, and in which words: neutral ones, for eyes that pass by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words, time_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, visit_plans
from secondop_desktop.case.appointments import Appointment

DAY = 24 * 60
_MORNING = time(9)
"""A visit without an hour is told of in the morning, of its day or of the day before."""


@dataclass(frozen=True)
class Reminder:
    """A visit that is to come: from when on it is told, until when that makes sense, and when it starts."""

    visit_id: str
    due: datetime
    until: datetime
    starts: datetime
    has_hour: bool

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to tell."""
        return self.due <= now < self.until


def reminders(session: Session, clock: Clock = SYSTEM_CLOCK) -> list[Reminder]:
    """Every visit to come of which somebody wants to be reminded."""
    plans = visit_plans.of_visits(session)
    found = []
    for visit in appointments.upcoming(session, clock.now()):
        plan = plans.get(visit.id)
        minutes = plan.remind_minutes if plan is not None else visit_plans.USUAL_MINUTES
        if minutes:
            found.append(_reminder(visit, minutes))
    return found


def sentence(reminder: Reminder, clock: Clock = SYSTEM_CLOCK) -> str:
    """What is told: the hour at the clock of this computer, and nothing else."""
    here = reminder.starts.astimezone(clock.zone() if reminder.has_hour else reminder.starts.tzinfo)
    days = (here.date() - clock.now().astimezone(here.tzinfo).date()).days
    if not reminder.has_hour:
        if days <= 0:
            return tr("You have an appointment today.")
        return tr("You have an appointment tomorrow.") if days == 1 else _on(here)
    hour = time_words(here)
    if days <= 0:
        return tr("You have an appointment at {time}.", time=hour)
    if days == 1:
        return tr("You have an appointment tomorrow at {time}.", time=hour)
    return _on(here)


def _on(day: datetime) -> str:
    return tr("You have an appointment on {day}.", day=day_words(day.date()))


def _reminder(visit: Appointment, minutes: int) -> Reminder:
    starts, ends = visit.starts, visit.ends
    if visit.hour:
        due = starts.astimezone(UTC) - timedelta(minutes=minutes)
        return Reminder(visit.id, due, starts, starts, True)
    before = timedelta(days=1 if minutes >= DAY else 0)
    morning = datetime.combine(visit.date - before, _MORNING, ZoneInfo(visit.zone))
    return Reminder(visit.id, morning, ends, starts, False)

"""Gathers what visits left open: on the first page for all of them, and on the page of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.carry_overs import CarryOver
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.notes import Note
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import see_after
from secondop_desktop.flows.as_written import as_written
from secondop_desktop.flows.see_after import LET_GO, OPEN, After
from secondop_desktop.flows.see_visit_summary import report_of
from secondop_desktop.journey.loose_ends import Carried, LooseEnd, Step, Visit, loose_ends

FAMILIES: frozenset[type] = frozenset(
    {Appointment, Asking, Captured, CarryOver, Closing, Doctor, Examination, Note, Question, Task, TaskOrigin}
)
"""Whatever changes in these may change what is open."""
MOST_VISITS = 10
"""So many visits back are looked at; what an older one left open stands on its own page."""


@dataclass(frozen=True)
class CameOf:
    """How far a visit was gone through, what is open, and which of its texts were changed since."""

    begun: bool
    finished_at: datetime | None
    ends: tuple[LooseEnd, ...]
    changed: frozenset[str]


def came_of(session: Session, visit: Appointment, clock: Clock = SYSTEM_CLOCK) -> CameOf | None:
    """What came of one visit; None for one that is still to come, or that was called off."""
    now = clock.now()
    if not _is_over(visit, now):
        return None
    came = see_after.after(session, visit.id, now)
    written, closing = as_written(session, visit), came.closing
    return CameOf(
        closing is not None,
        closing.finished_at if closing is not None else None,
        loose_ends([_seen(session, came)], clock.today()),
        written.changed if written is not None else frozenset(),
    )


def all_loose_ends(session: Session, now: datetime, today: date) -> tuple[LooseEnd, ...]:
    """What the latest visits left open, the most pressing first."""
    over = [visit for visit in appointments.past(session, now) if _is_over(visit, now)]
    seen = [_seen(session, see_after.after(session, visit.id, now)) for visit in over[:MOST_VISITS]]
    return loose_ends(seen, today)


def _is_over(visit: Appointment, now: datetime) -> bool:
    return visit.status != "cancelled" and not appointments.is_ahead(visit, now)


def _seen(session: Session, came: After) -> Visit:
    """What the rules look at."""
    visit, places = came.visit, dict(came.places)
    who = came.doctor.name if came.doctor is not None else tr("the visit of {day}", day=day_words(visit.date))
    still = [each for each in came.open if not each.settled]
    carried = [each for each in still if each.fate not in (OPEN, LET_GO)]
    return Visit(
        visit.id,
        who,
        report_of(session, visit, came.closing),
        tuple(each.text for each in still if each.fate == OPEN),
        tuple(Carried(each.text, places.get(each.fate, "")) for each in carried),
        tuple(test.examination.what for test in came.tests if test.examination.dated is None),
        tuple(
            Step(step.task.text, step.owner, step.task.due)
            for step in came.steps
            if step.task.done_at is None
        ),
    )

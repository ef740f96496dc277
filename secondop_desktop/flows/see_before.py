"""How far one has come with getting ready for a visit: gathers what the rules of the countdown ask for."""

from __future__ import annotations

from collections.abc import Sequence

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import ForVisit
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.flows.see_ready import Readiness
from secondop_desktop.journey.before import Before


def before(
    visit: Appointment,
    plan: VisitPlan,
    entries: Sequence[ForVisit],
    ready: Readiness | None = None,
    clock: Clock = SYSTEM_CLOCK,
) -> Before:
    """A visit as the countdown sees it; today is the day at its place, whatever zone this computer is in."""
    return Before(
        day=visit.date,
        today=clock.now().astimezone(visit.starts.tzinfo).date(),
        starts=visit.starts,
        ends=visit.ends,
        has_hour=bool(visit.hour),
        status=visit.status,
        doctor=visit.doctor_id is not None,
        questions=len(entries),
        stars=sum(entry.question.starred for entry in entries),
        decision=bool(plan.decision),
        companion=bool(visit.companion),
        listed=len(ready.listed) if ready is not None else 0,
        missing=len(ready.answer.missing) if ready is not None else 0,
    )

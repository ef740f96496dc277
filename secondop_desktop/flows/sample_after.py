"""The part of the sample story that tells what a visit left behind, and how it was closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import attendees, captured, closings, examinations, handouts, task_origins, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.table import find
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import after_visit

Told = Mapping[str, Any]
DAYS = ("due", "came")


class AfterVisits:
    """Tells what each visit of the story left behind; `day` turns its offsets into days."""

    def __init__(self, visits: Mapping[str, Appointment], day: Callable[[int], date]) -> None:
        self._visits, self._day = visits, day

    def tell(self, session: Session, story: Told) -> None:
        """Write all of it into the case; visits and doctors of the story have to be there already."""
        for told in story.get("attendees", []):
            there = Attendee(appointment_id=self._visit(told).id, name=told["name"], role=told["role"])
            attendees.keep(session, there)
        for told in story.get("captured", []):
            self._line(session, told)
        for told in story.get("handouts", []):
            handouts.add(session, self._visit(told).id, told["what"], self._moment(told))
        for told in story.get("closings", []):
            days = {f"report_{what}": PartialDate.of(self._day(told[f"report_{what}_day"])) for what in DAYS}
            words = {name: told[name] for name in ("felt", "understood", "report_from", "step")}
            closings.write(session, self._visit(told).id, finished_at=self._visit(told).ends, **words, **days)

    def _line(self, session: Session, told: Told) -> None:
        """A line that was caught, and what it became since."""
        line = captured.add(session, self._visit(told).id, told["kind"], told["text"], self._moment(told))
        session.flush()
        after_visit.turn(session, line.id)
        if told.get("clear"):
            captured.settle(session, line.id, captured.LOOKED_UP)
        if "planned_day" in told:
            self._plan(session, line, told)
        for origin in task_origins.of_captured(session, line.id):
            if "owner" in told:
                task_origins.give_to(session, origin.task_id, told["owner"])
            if "due_day" in told:
                find(session, Task, origin.task_id).due = PartialDate.of(self._day(told["due_day"]))

    def _plan(self, session: Session, line: Captured, told: Told) -> None:
        """The test has a day and a place by now, so that nobody has to plan it any more."""
        test = examinations.one(session, line.became_id)
        test.dated, test.facility = PartialDate.of(self._day(told["planned_day"])), told["facility"]
        for origin in task_origins.of_captured(session, line.id):
            tasks.tick(session, origin.task_id, self._visit(told).ends)

    def _visit(self, told: Told) -> Appointment:
        return self._visits[told["appointment"]]

    def _moment(self, told: Told) -> datetime:
        return self._visit(told).starts + timedelta(minutes=told["minute"])

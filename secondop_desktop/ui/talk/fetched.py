"""What appointment mode fetches of a visit, and how its texts are written back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secondop_desktop.case import (
    appointments,
    attendees,
    captured,
    doctors,
    handouts,
    line_stamps,
    notes,
    person,
    questions,
    visit_plans,
)
from secondop_desktop.questions import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.attendees import Attendee
    from secondop_desktop.case.captured import Captured
    from secondop_desktop.case.handouts import Handout
    from secondop_desktop.case.line_stamps import Stamp
    from secondop_desktop.case.questions import ForVisit
    from secondop_desktop.ui.saver import Write


@dataclass(frozen=True)
class Talk:
    """What the screen shows: the visit, with whom, its questions, its free page, and the names of phases.

    `stamps` are those of each text, by its key; `offer` is the name and the role of whom one might add next
    to the `people` who are there.
    """

    visit: Appointment
    doctor: str
    entries: list[ForVisit]
    page: str
    phases: dict[str, str]
    stamps: dict[str, list[Stamp | None]]
    captured: list[Captured]
    people: list[Attendee]
    papers: list[Handout]
    offer: tuple[str, str]

    def entry(self, asking_id: str) -> ForVisit | None:
        """One question of the visit with what came of it."""
        return next((entry for entry in self.entries if entry.asking.id == asking_id), None)

    def first_open(self) -> str:
        """The asking that comes first and has no tick; else the first one; empty without questions."""
        unanswered = (entry for entry in self.entries if entry.asking.answered_at is None)
        found = next(unanswered, self.entries[0] if self.entries else None)
        return found.asking.id if found is not None else ""


def fetch(session: Session, visit_id: str) -> Talk:
    """Everything that is shown of one visit."""
    visit = appointments.one(session, visit_id)
    doctor = doctors.one(session, visit.doctor_id).name if visit.doctor_id else ""
    note = notes.of_visit(session, visit.id)
    entries = questions.for_appointment(session, visit)
    texts = [page_key(visit.id), *(entry.asking.id for entry in entries)]
    return Talk(
        visit,
        doctor,
        entries,
        note.text if note is not None else "",
        {phase.key: phase.title for phase in catalogue.load().phases},
        {text: line_stamps.of_text(session, text) for text in texts},
        list(captured.of_visit(session, visit.id)),
        list(there := attendees.of_visit(session, visit.id)),
        list(handouts.of_visit(session, visit.id)),
        _offer(session, visit, doctor, there),
    )


def _offer(session: Session, visit: Appointment, doctor: str, there: Sequence[Attendee]) -> tuple[str, str]:
    """Who is likely to be there and is not written down yet: the companion, the person, the doctor."""
    role = visit_plans.of_visit(session, visit.id).companion_role or "listens"
    me = person.known(session)
    likely = [(visit.companion, role), (me.name if me is not None else "", "patient"), (doctor, "doctor")]
    names = {one.name.casefold() for one in there}
    roles = {one.role for one in there}
    return next(
        (
            (name, role)
            for name, role in likely
            if name and name.casefold() not in names and not (role == "patient" and role in roles)
        ),
        ("", ""),
    )


def page_key(visit_id: str) -> str:
    """The key of the free page of a visit among all its texts; that of an answer is the id of its asking."""
    return line_stamps.page_id(visit_id)


def answer_write(asking_id: str, visit_id: str) -> Write:
    """How an answer gets into the case; its question belongs to this visit from then on."""

    def write(session: Session, text: str) -> None:
        questions.settle_at(session, asking_id, visit_id)
        questions.write_answer(session, asking_id, text)

    return write


def page_write(clock: Clock, visit_id: str) -> Write:
    """How the free page gets into the case."""
    return lambda session, text: notes.write(session, visit_id, text, clock.now())

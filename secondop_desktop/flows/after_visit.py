"""Makes real things of the lines that were caught at a visit, each with who said it and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate, day_words
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import (
    appointments,
    bin,
    captured,
    doctors,
    medicines,
    opinion_facts,
    pieces,
    table,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows.heard import day_in, examination_kind
from secondop_desktop.vault.vault import Vault

TASK, EXAMINATION, MEDICINE, OPINION, VISIT = (
    "task",
    "examination",
    "medicine",
    "opinion_fact",
    "appointment",
)
MADE = (TASK, EXAMINATION, MEDICINE, OPINION, VISIT)
"""What a line can become: names of families, which are those of the bin too."""
AT_ONCE = 50
"""So many lines are made in one transaction: a long list neither takes minutes nor blocks the rest."""


@dataclass(frozen=True)
class Said:
    """Who said something and when: as a sentence, as a day, and as the doctor's id when one is known."""

    source: str
    dated: PartialDate
    doctor_id: str | None


def said_at(session: Session, visit: Appointment) -> Said:
    """The source of everything that was said at a visit."""
    day = day_words(visit.date)
    if visit.doctor_id:
        who = doctors.one(session, visit.doctor_id).name
        return Said(tr("{who} said, {day}", who=who, day=day), PartialDate.of(visit.date), visit.doctor_id)
    return Said(tr("Said at the visit, {day}", day=day), PartialDate.of(visit.date), None)


def sort_out(vault: Vault, visit_id: str, progress: Progress = NO_PROGRESS) -> int:
    """Make of every line of a visit what it speaks of, unless that was done before; how many were made.

    A line and all that it becomes are one transaction, so that it happens wholly or not at all, and never
    twice. Nothing is made for a visit in the bin.
    """
    with vault.read() as session:
        visit = appointments.one(session, visit_id)
        todo = [] if visit.binned_at else [line.id for line in captured.of_visit(session, visit_id)]
    made = 0
    groups = [todo[start : start + AT_ONCE] for start in range(0, len(todo), AT_ONCE)]
    for group in progress.each(groups):
        with vault.write() as session:
            made += sum(turn(session, line_id) for line_id in group)
    return made


def turn(session: Session, line_id: str) -> bool:
    """Make of one line what it speaks of; False when that was done, or there is nothing to be made of it."""
    line = captured.one(session, line_id)
    make = _MAKERS.get(line.kind)
    if line.became or line.binned_at or make is None or not line.text.strip():
        return False
    visit = appointments.one(session, line.appointment_id)
    family, made_id = make(session, line, visit, said_at(session, visit))
    captured.settle(session, line_id, family, made_id)
    session.flush()
    return True


def drop(session: Session, line_id: str, clock: Clock = SYSTEM_CLOCK) -> None:
    """Nothing is needed of a line: what was made of it goes into the bin; the line stays as it is."""
    line = captured.one(session, line_id)
    for family, made_id in made_of(session, line):
        bin.throw_away(session, family, made_id, clock)
    if line.became not in MADE:
        captured.settle(session, line_id, captured.LET_GO)


def pick_up(session: Session, line_id: str) -> None:
    """It is needed after all: what was made of the line comes back, as it was."""
    line = captured.one(session, line_id)
    for family, made_id in made_of(session, line):
        bin.bring_back(session, family, made_id)
    if line.became not in MADE:
        captured.settle(session, line_id, "")


def made_of(session: Session, line: Captured) -> list[tuple[str, str]]:
    """What was made of a line, also what lies in the bin by now: families and ids, the main thing first."""
    found = [(line.became, line.became_id)] if line.became in MADE and line.became_id else []
    for origin in task_origins.of_captured(session, line.id):
        if (TASK, origin.task_id) not in found:
            found.append((TASK, origin.task_id))
    return found


def as_visit(session: Session, line_id: str, zone: str, clock: Clock = SYSTEM_CLOCK) -> str:
    """A date that was given is a visit and not a reminder: plan it with the same doctor; its id.

    The reminder goes into the bin. FieldError when the line tells no whole day.
    """
    line = captured.one(session, line_id)
    if line.became == VISIT:
        return line.became_id
    before = appointments.one(session, line.appointment_id)
    due = _due_of(session, line)
    day = due.whole() if due else None
    if day is None:
        raise FieldError("due", tr("Which day is it? Please write it like 14 May 2026."))
    for family, made_id in made_of(session, line):
        bin.throw_away(session, family, made_id, clock)
    planned = Appointment(
        day=day.isoformat(),
        zone=zone,
        doctor_id=before.doctor_id,
        kind="follow_up",
        goal=tidy(line.text),
        place=before.place,
    )
    made = appointments.keep(session, planned)
    session.flush()
    captured.settle(session, line_id, VISIT, made.id)
    return made.id


def _due_of(session: Session, line: Captured) -> PartialDate | None:
    """The day of a line as it may have been put right on its task, else as the line tells it."""
    if line.became == TASK:
        return table.find(session, Task, line.became_id).due
    return day_in(line.text, appointments.one(session, line.appointment_id).date)


def _as_task(session: Session, line: Captured, visit: Appointment, said: Said) -> tuple[str, str]:
    due = day_in(line.text, visit.date) if line.kind == captured.DATE else None
    return TASK, _task(session, line, said, tidy(line.text), due)


def _as_test(session: Session, line: Captured, visit: Appointment, said: Said) -> tuple[str, str]:
    """An examination with its usual pieces, so that its report is chased, and the task to plan it."""
    kind = examination_kind(line.text)
    note = tr("Ordered: {source}", source=said.source)
    ordered = Examination(what=line.text, kind=kind, doctor_id=said.doctor_id, note=note)
    kept, _ = pieces.start(session, ordered, pieces.usual_forms(kind))
    _task(session, line, said, tr("Plan this test: {test}", test=kept.what))
    return EXAMINATION, kept.id


def _as_medicine(session: Session, line: Captured, visit: Appointment, said: Said) -> tuple[str, str]:
    named = Medicine(
        name=line.text,
        source=said.source,
        dated=said.dated,
        appointment_id=visit.id,
        doctor_id=said.doctor_id,
    )
    return MEDICINE, medicines.keep(session, named).id


def _as_opinion(session: Session, line: Captured, visit: Appointment, said: Said) -> tuple[str, str]:
    fact = OpinionFact(
        field=line.kind,
        text=line.text,
        source=said.source,
        dated=said.dated,
        appointment_id=visit.id,
        doctor_id=said.doctor_id,
    )
    return OPINION, opinion_facts.keep(session, fact).id


def _task(session: Session, line: Captured, said: Said, text: str, due: PartialDate | None = None) -> str:
    task = tasks.keep(session, Task(text=text, due=due))
    session.flush()
    origin = TaskOrigin(
        task_id=task.id, appointment_id=line.appointment_id, captured_id=line.id, source=said.source
    )
    task_origins.keep(session, origin)
    return task.id


_MAKERS: dict[str, Callable[[Session, Captured, Appointment, Said], tuple[str, str]]] = {
    captured.STEP: _as_task,
    captured.DATE: _as_task,
    captured.TEST: _as_test,
    captured.MEDICINE: _as_medicine,
    captured.GUIDELINE: _as_opinion,
    captured.TRIAL: _as_opinion,
}
"""A word to look up is no entry of its own: its line is the list."""

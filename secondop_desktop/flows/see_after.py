"""Gathers what came of a visit: for going through it, and for its summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from secondop_desktop import glossary
from secondop_desktop.base import language
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.language import tr
from secondop_desktop.case import (
    appointments,
    attendees,
    captured,
    carry_overs,
    closings,
    doctors,
    examinations,
    medicines,
    opinion_facts,
    person,
    questions,
    table,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.carry_overs import CarryOver
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.questions import Asking, ForVisit
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows.after_visit import EXAMINATION, VISIT
from secondop_desktop.flows.see_questions import visit_words

LET_GO, OPEN = carry_overs.LET_GO, carry_overs.OPEN
TO_VISIT, TO_DOCTOR = "visit:", "doctor:"
"""What a fate begins with; the id of the visit or the doctor follows."""


MOST_MEANINGS = 3
"""So many words of one line are explained."""


@dataclass(frozen=True)
class OpenQuestion:
    """A question that got no answer, and what becomes of it: LET_GO, OPEN, or where it goes to.

    `settled` says that nobody has to think of it any more: it was let go, was answered elsewhere, or stands
    on the list of another visit without a decision.
    """

    asking_id: str
    text: str
    fate: str = OPEN
    settled: bool = False


@dataclass(frozen=True)
class NextStep:
    """Something to do: the task, who does it and who said so, and the line it came from (may be empty)."""

    task: Task
    owner: str
    source: str
    line_id: str = ""
    kind: str = captured.STEP


@dataclass(frozen=True)
class Ordered:
    """A test that was ordered, with the line it came from and the reminder to plan it."""

    examination: Examination
    line_id: str
    task_id: str = ""


@dataclass(frozen=True)
class Puzzle:
    """An answer that was marked as not understood."""

    question: str
    answer: str


@dataclass(frozen=True)
class After:
    """Everything that came of one visit. `places` are the fates one can choose, with their words.

    `asked` is what was on its list of questions, answered or not.
    `waiting` counts the lines of which nothing was made yet, `line_of` tells from which line an entry came.
    `planned` are visits that came of a date, `meanings` what words mean, by the
    ids of their lines: only `explained` looks them up.
    """

    visit: Appointment
    doctor: Doctor | None
    asked: tuple[ForVisit, ...]
    open: tuple[OpenQuestion, ...]
    places: tuple[tuple[str, str], ...]
    steps: tuple[NextStep, ...]
    planned: tuple[tuple[str, Appointment], ...]
    tests: tuple[Ordered, ...]
    medicines: tuple[Medicine, ...]
    facts: tuple[OpinionFact, ...]
    words: tuple[Captured, ...]
    puzzles: tuple[Puzzle, ...]
    closing: Closing | None
    people: tuple[str, ...]
    line_of: Mapping[str, str]
    meanings: Mapping[str, str]
    waiting: int


def after(session: Session, visit_id: str, now: datetime) -> After:
    """What came of a visit, at the instant `now`; UserError when it is not there any more."""
    visit = appointments.one(session, visit_id)
    doctor = doctors.one(session, visit.doctor_id) if visit.doctor_id else None
    entries = questions.for_appointment(session, visit)
    lines = captured.of_visit(session, visit_id)
    origins = _Origins(session, visit_id, lines)
    unanswered = open_questions(session, entries, now)
    return After(
        visit=visit,
        doctor=doctor,
        asked=tuple(entries),
        open=tuple(unanswered),
        places=tuple(_places(session, visit, doctor, {each.fate for each in unanswered}, now)),
        steps=tuple(origins.steps()),
        planned=tuple(origins.planned()),
        tests=tuple(origins.tests()),
        medicines=tuple(medicines.of_visit(session, visit_id)),
        facts=tuple(opinion_facts.of_visit(session, visit_id)),
        words=tuple(line for line in lines if line.kind == captured.WORD and line.text.strip()),
        puzzles=tuple(Puzzle(e.question.text, e.asking.answer) for e in entries if e.asking.not_understood),
        closing=closings.of_visit(session, visit_id),
        people=tuple(people(session, visit, doctor)),
        line_of={line.became_id: line.id for line in lines if line.became_id},
        meanings={},
        waiting=sum(
            not line.became and line.kind != captured.WORD and bool(line.text.strip()) for line in lines
        ),
    )


def explained(came: After) -> After:
    """The same with what its words mean, as far as the glossary knows them; it takes a moment to load."""
    if not came.words:
        return came
    known = glossary.load(language.code())
    found = {}
    for line in came.words:
        whole = known.look_up(line.text)
        entries = [whole] if whole else [entry for _, _, entry in known.find_in(line.text)][:MOST_MEANINGS]
        told = [entry.plain if whole else _named(entry.term, entry.plain) for entry in entries]
        if told:
            found[line.id] = " ".join(told)
    return replace(came, meanings=found)


def _named(term: str, meaning: str) -> str:
    return tr("{term}: {meaning}", term=term, meaning=meaning)


def is_open(entry: ForVisit) -> bool:
    """Whether a question got no answer."""
    return entry.asking.answered_at is None and not entry.asking.answer.strip()


def open_questions(session: Session, entries: Sequence[ForVisit], now: datetime) -> list[OpenQuestion]:
    """Those questions that got no answer, each with what becomes of it.

    One that was carried to a visit that was called off or deleted since is open again.
    """
    left = [entry for entry in entries if is_open(entry)]
    fates = carry_overs.everything(session) if left else {}
    others = questions.askings(session, [entry.question.id for entry in left]) if left else {}
    found = []
    for entry in left:
        carried = fates.get(entry.asking.id)
        fate = fate_of(carried) if carried is not None and holds(session, carried) else OPEN
        elsewhere = [one for one in others.get(entry.question.id, []) if one.id != entry.asking.id]
        found.append(
            OpenQuestion(entry.asking.id, entry.question.text, fate, _settled(session, fate, elsewhere, now))
        )
    return found


def _settled(session: Session, fate: str, elsewhere: Sequence[Asking], now: datetime) -> bool:
    """Whether nobody has to think of a question any more, by where else it was or will be asked."""
    if fate == LET_GO or any(one.answered_at is not None or one.answer.strip() for one in elsewhere):
        return True
    if fate.startswith(TO_VISIT):
        there = session.get(Appointment, fate.removeprefix(TO_VISIT))
        return there is None or not appointments.is_ahead(there, now)
    if fate.startswith(TO_DOCTOR):
        return False
    visits = [session.get(Appointment, one.appointment_id) for one in elsewhere if one.appointment_id]
    ahead = [v for v in visits if v is not None and not v.binned_at and appointments.is_ahead(v, now)]
    return bool(ahead) or any(one.appointment_id is None for one in elsewhere)


def holds(session: Session, carried: CarryOver) -> bool:
    """Whether what was decided can still come true."""
    if carried.decision == carry_overs.VISIT:
        visit = session.get(Appointment, carried.appointment_id)
        return visit is not None and visit.binned_at is None and visit.status != "cancelled"
    if carried.decision == carry_overs.DOCTOR:
        doctor = session.get(Doctor, carried.doctor_id)
        return doctor is not None and doctor.binned_at is None
    return True


def fate_of(carried: CarryOver | None) -> str:
    """What was decided, as one of the keys that After.places has."""
    if carried is None:
        return OPEN
    if carried.decision == carry_overs.VISIT:
        return f"{TO_VISIT}{carried.appointment_id}"
    return f"{TO_DOCTOR}{carried.doctor_id}" if carried.decision == carry_overs.DOCTOR else carried.decision


def decide(session: Session, asking_id: str, fate: str, clock: Clock = SYSTEM_CLOCK) -> None:
    """Decide by a key of After.places what becomes of a question."""
    for start, decision in ((TO_VISIT, carry_overs.VISIT), (TO_DOCTOR, carry_overs.DOCTOR)):
        if fate.startswith(start):
            carry_overs.decide(session, asking_id, decision, fate.removeprefix(start), clock)
            return
    carry_overs.decide(session, asking_id, fate, clock=clock)


def tick_plan(session: Session, examination_id: str, planned: bool, clock: Clock = SYSTEM_CLOCK) -> None:
    """The reminder to plan a test is done once the test has a day, and open again without one."""
    for line in captured.everything(session):
        if line.became == EXAMINATION and line.became_id == examination_id:
            for origin in task_origins.of_captured(session, line.id):
                tasks.tick(session, origin.task_id, clock.now() if planned else None)


def people(session: Session, visit: Appointment, doctor: Doctor | None) -> list[str]:
    """Who may do something that is to be done, each once: the person, who came along, and the doctor."""
    own = person.known(session)
    found: list[str] = []
    there = [one.name for one in attendees.of_visit(session, visit.id) if one.role != "patient"]
    for name in (own.called if own else "", visit.companion, *there, doctor.name if doctor else ""):
        if name.strip() and name.casefold() not in {known.casefold() for known in found}:
            found.append(name)
    return found


def _places(
    session: Session, visit: Appointment, doctor: Doctor | None, taken: set[str], now: datetime
) -> list[tuple[str, str]]:
    """Where a question without an answer can go: nowhere yet, to a planned visit, to the doctor, or away.

    `taken` are fates that were chosen; a visit among them is offered also when it is over by now.
    """
    names = {each.id: each.name for each in doctors.everyone(session)}
    found = [(OPEN, tr("I decide later"))]
    for coming in appointments.everything(session):
        key = f"{TO_VISIT}{coming.id}"
        if coming.id != visit.id and (key in taken or appointments.is_ahead(coming, now)):
            found.append((key, visit_words(coming, names.get(coming.doctor_id or "", ""))))
    if doctor is not None and doctor.binned_at is None:
        found.append((f"{TO_DOCTOR}{doctor.id}", tr("The next visit with {doctor}", doctor=doctor.name)))
    found.append((LET_GO, tr("Let it go")))
    return found


class _Origins:
    """What the lines of a visit became."""

    def __init__(self, session: Session, visit_id: str, lines: Sequence[Captured]) -> None:
        self._session = session
        self._lines = {line.id: line for line in lines}
        self._origins = task_origins.of_visit(session, visit_id)
        known = tasks.everything(session) if self._origins else ()
        self._tasks = {task.id: task for task in known}

    def steps(self) -> list[NextStep]:
        """The tasks of the visit that are not there for a test."""
        found = []
        for origin in self._origins:
            task, line = self._tasks.get(origin.task_id), self._lines.get(origin.captured_id or "")
            if task is None or (line is not None and line.kind == captured.TEST):
                continue
            kind = line.kind if line is not None else captured.STEP
            found.append(NextStep(task, origin.owner, origin.source, origin.captured_id or "", kind))
        return found

    def planned(self) -> list[tuple[str, Appointment]]:
        """The visits that dates became, each with its line."""
        found = []
        for line in self._lines.values():
            if line.became == VISIT:
                made = table.find(self._session, Appointment, line.became_id)
                found += [] if made.binned_at else [(line.id, made)]
        return found

    def tests(self) -> list[Ordered]:
        """The tests that were ordered."""
        tasks_of = {origin.captured_id: origin.task_id for origin in self._origins}
        found = []
        for line in self._lines.values():
            if line.became == EXAMINATION:
                made = examinations.one(self._session, line.became_id)
                found += [] if made.binned_at else [Ordered(made, line.id, tasks_of.get(line.id, ""))]
        return found

"""Everything worth remembering of a visit, in order and in words, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.language import tr
from secondop_desktop.case import attendees, doctors, handouts, medicines, notes, opinion_facts
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.questions import ForVisit
from secondop_desktop.flows import see_after
from secondop_desktop.flows.see_after import After, NextStep, OpenQuestion, Ordered
from secondop_desktop.flows.visit_words import when
from secondop_desktop.journey import report
from secondop_desktop.journey.report import Report

(UNDERSTOOD, ANSWERS, OPEN, STEPS, TESTS, MEDICINES, SAID, REPORT, WORDS, PAPERS, PEOPLE, FELT, PAGE) = (
    "understood",
    "answers",
    "open",
    "steps",
    "tests",
    "medicines",
    "said",
    "report",
    "words",
    "papers",
    "people",
    "felt",
    "page",
)


@dataclass(frozen=True)
class Line:
    """One thing: its words, small words below, a word or two on how it stands, and who answered.

    Each but the words may be empty; `done` says that nothing is left to do about it.
    """

    text: str
    below: str = ""
    mark: str = ""
    who: str = ""
    done: bool = False


@dataclass(frozen=True)
class Section:
    """Things of one kind under a title; `key` is one of those above."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class VisitSummary:
    """The summary of one visit; sections that would be empty are left out."""

    visit: Appointment
    doctor: str
    when: str
    sections: tuple[Section, ...]


def visit_summary(session: Session, visit_id: str, clock: Clock = SYSTEM_CLOCK) -> VisitSummary:
    """The summary of a visit; UserError when the visit is not there any more."""
    return summary_of(session, see_after.explained(see_after.after(session, visit_id, clock.now())), clock)


def summary_of(session: Session, came: After, clock: Clock = SYSTEM_CLOCK) -> VisitSummary:
    """The summary of what came of a visit."""
    visit, who = came.visit, came.doctor.name if came.doctor is not None else ""
    titles = section_titles()
    sections = [Section(key, titles[key], tuple(lines)) for key, lines in _all(session, came, clock) if lines]
    return VisitSummary(visit, who, when(visit), tuple(sections))


def report_of(session: Session, visit: Appointment, closing: Closing | None) -> Report:
    """The report that is expected after a visit, with whom to ring for it; an empty one when none is."""
    if closing is None or not (closing.report_due or closing.report_came or closing.report_from.strip()):
        return Report()
    doctor = doctors.one(session, visit.doctor_id) if visit.doctor_id else None
    who = closing.report_from.strip() or (doctor.name if doctor is not None else "")
    known = doctor if doctor is not None and who == doctor.name else doctors.by_name(session, who)
    return Report(who, closing.report_due, closing.report_came, known.phone if known is not None else "")


def section_titles() -> Mapping[str, str]:
    """What each section is called, by its key and in the order of the summary."""
    return {
        UNDERSTOOD: tr("What I understood"),
        ANSWERS: tr("Questions and answers"),
        OPEN: tr("Questions without an answer"),
        STEPS: tr("What happens next"),
        TESTS: tr("Tests that were ordered"),
        MEDICINES: tr("Medicines that were named"),
        SAID: tr("What the doctor named"),
        REPORT: tr("The report of the visit"),
        WORDS: tr("Words to look up"),
        PAPERS: tr("Papers received"),
        PEOPLE: tr("Who was there"),
        FELT: tr("How it felt"),
        PAGE: tr("My notes"),
    }


def _all(session: Session, came: After, clock: Clock) -> Iterator[tuple[str, list[Line]]]:
    closing, visit = came.closing, came.visit
    page = notes.of_visit(session, visit.id)
    told = report.sentence(report_of(session, visit, closing), clock.today())
    places = dict(came.places)
    yield UNDERSTOOD, _own(closing.understood if closing else "")
    yield ANSWERS, [_answer(e) for e in came.asked if not see_after.is_open(e)]
    yield OPEN, [_open(each, places) for each in came.open]
    yield STEPS, [_step(step) for step in came.steps] + _planned(came)
    yield TESTS, [_test(test) for test in came.tests]
    yield MEDICINES, _medicines(came)
    yield SAID, _said(came)
    yield REPORT, _own(told)
    yield WORDS, _words(came)
    yield PAPERS, [Line(p.what) for p in handouts.of_visit(session, visit.id)]
    yield PEOPLE, _people(session, visit)
    yield FELT, _own(closing.felt if closing else "")
    yield PAGE, _own(page.text if page is not None else "")


def _own(text: str) -> list[Line]:
    return [Line(text.strip())] if text.strip() else []


def _answer(entry: ForVisit) -> Line:
    asking = entry.asking
    mark = tr("Not understood") if asking.not_understood else tr("Important") if asking.important else ""
    return Line(entry.question.text, asking.answer.strip(), mark, who=asking.answered_by.strip())


def _open(each: OpenQuestion, places: dict[str, str]) -> Line:
    if each.fate == see_after.LET_GO:
        return Line(each.text, mark=tr("Let go"))
    if each.fate == see_after.OPEN:
        return Line(each.text, mark=tr("Not decided yet"))
    return Line(each.text, tr("Goes to: {place}", place=places.get(each.fate, "")))


def _step(step: NextStep) -> Line:
    due = tr("by {day}", day=step.task.due.words()) if step.task.due is not None else ""
    who = ", ".join(part for part in (step.owner, due) if part)
    done = step.task.done_at is not None
    return Line(step.task.text, _sentences(who, step.source), tr("Done") if done else "", done=done)


def _planned(came: After) -> list[Line]:
    return [Line(visit.goal, tr("Appointment: {when}", when=when(visit))) for _, visit in came.planned]


def _test(test: Ordered) -> Line:
    done = test.examination
    day = done.dated.words() if done.dated is not None else tr("no day yet")
    where = ", ".join(part for part in (day, done.facility) if part)
    return Line(done.what, _sentences(where, done.note))


def _medicines(came: After) -> list[Line]:
    states = medicines.state_words()
    return [
        Line(m.name, _sentences(", ".join(p for p in (m.dose, m.how_often) if p), m.source), states[m.state])
        for m in came.medicines
    ]


def _said(came: After) -> list[Line]:
    words = opinion_facts.field_words()
    return [Line(fact.text, _sentences(words.get(fact.field, ""), fact.source)) for fact in came.facts]


def _words(came: After) -> list[Line]:
    return [
        Line(line.text.strip(), came.meanings.get(line.id, ""), tr("Clear now") if line.became else "")
        for line in came.words
    ]


def _people(session: Session, visit: Appointment) -> list[Line]:
    words = attendees.role_words()
    there = [Line(each.name, words.get(each.role, "")) for each in attendees.of_visit(session, visit.id)]
    return there or ([Line(visit.companion)] if visit.companion else [])


def _sentences(*parts: str) -> str:
    """Parts as sentences behind each other, each with its full stop and a capital."""
    return " ".join(_sentence(part) for part in parts if part.strip())


def _sentence(part: str) -> str:
    clean = part.strip()
    return clean[:1].upper() + clean[1:] + ("" if clean.endswith((".", "?", "!")) else ".")

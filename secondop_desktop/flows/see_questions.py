"""Gathers what the page of questions shows: the list, the visits it is for, the answers, and suggestions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from secondop_desktop.base import language
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, diagnosis, doctors, questions, reasons, treatments
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.flows.visit_words import when
from secondop_desktop.questions import catalogue, choose
from secondop_desktop.questions.choose import Suggestion

MOST_SUGGESTED = 30
SETS = {
    treatments.SURGERY: "surgery",
    treatments.CHEMOTHERAPY: "chemotherapy",
    treatments.RADIOTHERAPY: "radiotherapy",
    treatments.TARGETED: "targeted_immune",
    treatments.IMMUNOTHERAPY: "targeted_immune",
}
"""The situation of the catalogue that a kind of treatment brings."""
REMOTE = "remote"


@dataclass(frozen=True)
class Answer:
    """What one doctor said to a question: who, when in words, the text, and the flags that are up."""

    who: str
    when: str
    text: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class QuestionList:
    """Everything on the person's list, with what is needed to show any one question at once."""

    listed: Sequence[Question]
    askings: Mapping[str, list[Asking]]
    coming: Sequence[Appointment]
    visits: Mapping[str, Appointment]
    doctors: Mapping[str, Doctor]
    suggested: Sequence[Suggestion]

    def who(self, visit: Appointment) -> str:
        """With whom a visit is, or nothing when that is not known."""
        doctor = self.doctors.get(visit.doctor_id or "")
        return doctor.name if doctor is not None else ""

    def places(self, question_id: str) -> list[tuple[str, str, bool]]:
        """Where a question can be asked: "visit <id>" or "doctor <id>", in words, and whether it will be.

        Doctors with a planned visit are named by that visit, unless the question already waits for them.
        """
        asked = self.askings.get(question_id, [])
        at = {asking.appointment_id for asking in asked}
        waits_for = {asking.doctor_id for asking in asked if asking.appointment_id is None}
        planned = {visit.doctor_id for visit in self.coming}
        found = [(f"visit {v.id}", visit_words(v, self.who(v)), v.id in at) for v in self.coming]
        for doctor in self.doctors.values():
            if doctor.id not in planned or doctor.id in waits_for:
                words = tr("{name}, when a visit is planned", name=doctor.name)
                found.append((f"doctor {doctor.id}", words, doctor.id in waits_for))
        return found

    def answers(self, question_id: str) -> list[Answer]:
        """What came of a question so far, in the order in which it was asked."""
        found = [a for a in self.askings.get(question_id, []) if _came_of(a)]
        return [self._answer(asking) for asking in sorted(found, key=self._day)]

    def _day(self, asking: Asking) -> str:
        visit = self.visits.get(asking.appointment_id or "")
        return visit.day if visit is not None else ""

    def _answer(self, asking: Asking) -> Answer:
        visit = self.visits.get(asking.appointment_id or "")
        doctor = self.doctors.get((visit.doctor_id if visit is not None else asking.doctor_id) or "")
        who = doctor.name if doctor is not None else asking.answered_by or tr("A doctor")
        flags = tuple(flag for flag in questions.FLAGS if getattr(asking, flag))
        return Answer(who, day_words(visit.date) if visit is not None else "", asking.answer, flags)


def _came_of(asking: Asking) -> bool:
    return bool(
        asking.answer.strip() or asking.answered_at or any(getattr(asking, f) for f in questions.FLAGS)
    )


def gather(session: Session, now: datetime) -> QuestionList:
    """The person's questions as they stand at the instant `now`."""
    listed = questions.everything(session)
    return QuestionList(
        listed=listed,
        askings=questions.askings(session),
        coming=appointments.upcoming(session, now),
        visits={visit.id: visit for visit in appointments.everything(session)},
        doctors={doctor.id: doctor for doctor in doctors.everyone(session)},
        suggested=suggested(session, listed, now),
    )


def suggested(session: Session, listed: Sequence[Question], now: datetime) -> list[Suggestion]:
    """Questions of the catalogue worth asking, by what this case says and the next visit is for."""
    told, purpose = diagnosis.known(session), reasons.purpose(session)
    next_visit = next(iter(appointments.upcoming(session, now)), None)
    return choose.suggest(
        catalogue.load(language.code()),
        reasons=[reason.key for reason in reasons.chosen(session)],
        moment=purpose.moment if purpose is not None else "",
        cancer_type=told.cancer_type if told is not None else "",
        already={question.origin for question in listed if question.origin},
        visit_kind=next_visit.kind if next_visit is not None else "",
        situations=situations(session, next_visit),
        limit=MOST_SUGGESTED,
    )


def situations(session: Session, next_visit: Appointment | None) -> set[str]:
    """The situations of the catalogue that this case is in, by its treatments and the next visit.

    Relief and comfort are never concluded: a person picks that set. Surgery that is going on is over for
    questions to ask before it.
    """
    open_states = {treatments.PLANNED, treatments.GOING_ON}
    found = {
        SETS[kept.kind]
        for kept in treatments.everything(session)
        if kept.kind in SETS
        and kept.state in open_states
        and (kept.kind, kept.state) != (treatments.SURGERY, treatments.GOING_ON)
    }
    if next_visit is not None and next_visit.mode != "in_person":
        found.add(REMOTE)
    return found


def visit_words(visit: Appointment, who: str) -> str:
    """A visit in a line: who and when."""
    return tr("{who}, {when}", who=who, when=when(visit)) if who else when(visit)

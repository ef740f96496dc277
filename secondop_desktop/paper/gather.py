"""Gathers from a case what a sheet will say, as plain data with every date in words."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import PartialDate, day_words, moment_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import (
    appointments,
    diagnosis,
    doctors,
    documents,
    events,
    medicines,
    person,
    pieces,
    questions,
    reasons,
    treatments,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.paper.sheets import Fact, Moment, QuestionLine, QuestionSheet, Summary

LONGEST_TIMELINE = 8
TOP_QUESTIONS = 3


def question_sheet(session: Session, visit_id: str) -> QuestionSheet:
    """The questions of one visit; without any of its own, the person's whole list stands in."""
    visit = appointments.one(session, visit_id)
    doctor = _doctor_of(session, visit)
    owner = person.known(session)
    purpose = reasons.purpose(session)
    lines = [
        QuestionLine(
            text=entry.question.text,
            starred=entry.question.starred,
            asked=entry.asking.answered_at is not None,
            answer=entry.asking.answer,
            answered_by=entry.asking.answered_by,
            id=entry.question.id,
        )
        for entry in questions.for_appointment(session, visit)
    ]
    if not lines:
        lines = [QuestionLine(q.text, q.starred, id=q.id) for q in questions.everything(session)]
    return QuestionSheet(
        person=owner.name if owner else "",
        doctor=doctor.name if doctor else "",
        specialty=doctor.specialty if doctor else "",
        when=_when(visit),
        place=visit.place,
        goal=visit.goal,
        decide_by=_date(purpose.decide_by if purpose else None),
        questions=tuple(lines),
    )


def summary(session: Session, today: date, visit_id: str = "") -> Summary:
    """The case on one page; with a visit, its companion and its questions are the ones shown."""
    visit = appointments.one(session, visit_id) if visit_id else None
    owner = person.known(session)
    told = diagnosis.known(session) or Diagnosis()
    purpose = reasons.purpose(session)
    first = next((d for d in doctors.everyone(session) if d.role == "first"), None)
    return Summary(
        name=owner.name if owner else "",
        birth_date=owner.birth_date.short_words() if owner and owner.birth_date else "",
        printed_on=PartialDate.of(today).short_words(),
        phone=owner.phone if owner else "",
        allergies=owner.allergies if owner else "",
        decision=purpose.decision if purpose else "",
        decide_by=_date(purpose.decide_by if purpose else None),
        diagnosis=told.sentence,
        diagnosis_source=told.source,
        diagnosis_date=_date(told.source_date or told.diagnosed_on),
        facts=tuple(Fact(f.topic, f.text, _source(f.source, f.as_of)) for f in diagnosis.facts(session)),
        timeline=tuple(_timeline(session, told)),
        treatment=_treatment(session, told.treatment_so_far),
        plan_by=first.name if first else "",
        plan=told.first_plan,
        medicines=(*_lines(owner.medicines if owner else ""), *_taken(session)),
        conditions=_lines(owner.conditions if owner else ""),
        records_here=tuple(_record(d.title, d.dated) for d in documents.everything(session)),
        records_missing=tuple(_missing(session)),
        top_questions=tuple(_top_questions(session, visit)),
        companion=(visit.companion if visit else "") or (owner.companion if owner else ""),
    )


def _doctor_of(session: Session, visit: Appointment) -> Doctor | None:
    return doctors.one(session, visit.doctor_id) if visit.doctor_id else None


def _when(visit: Appointment) -> str:
    return moment_words(visit.starts) if visit.hour else day_words(visit.date, weekday=True)


def _date(known: PartialDate | None) -> str:
    return known.words() if known else ""


def _source(source: str, as_of: PartialDate | None) -> str:
    return ", ".join(part for part in (source, as_of.short_words() if as_of else "") if part)


def _record(title: str, dated: PartialDate | None) -> str:
    return f"{title}, {dated.short_words()}" if dated else title


def _missing(session: Session) -> list[str]:
    """The pieces of examinations that nobody has handed over yet and of which no copy is here."""
    there = {record.id for record in documents.everything(session)}
    forms = pieces.form_words()
    return [
        tr("{form}: {what}", form=forms.get(each.piece.form, ""), what=each.examination.what)
        for each in pieces.everything(session)
        if each.state in (pieces.NOT_ASKED, pieces.ASKED, pieces.PROMISED)
        and (each.piece.form == "slides" or each.piece.document_id not in there)
    ]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _taken(session: Session) -> list[str]:
    """The medicines that are taken now, each as it was told; one that was only named is none of them."""
    taken = [each for each in medicines.everything(session) if each.state == medicines.TAKING]
    return [_joined(each.name, each.strength, each.dose, each.how_often) for each in taken]


def _treatment(session: Session, told: str) -> str:
    """What the person wrote of it, and each treatment that has begun; one only planned is left out."""
    begun = [each for each in treatments.everything(session) if each.state != treatments.PLANNED]
    listed = "; ".join(_joined(each.name, each.dose, _span(each), each.stopped_why) for each in begun)
    return " ".join(part for part in (told, listed) if part)


def _span(treatment: Treatment) -> str:
    """From when until when, as far as it is known; that it goes on or was stopped early is said."""
    start = treatment.started.short_words() if treatment.started else ""
    end = treatment.ended.short_words() if treatment.ended else ""
    if treatment.state == treatments.STOPPED:
        return tr("stopped early, {end}", end=end) if end else tr("stopped early")
    if treatment.state == treatments.GOING_ON and not end:
        return tr("since {start}", start=start) if start else tr("going on")
    return tr("{start} to {end}", start=start, end=end) if start and end and start != end else start or end


def _joined(*parts: str) -> str:
    return ", ".join(part.strip() for part in parts if part.strip())


def _timeline(session: Session, told: Diagnosis) -> list[Moment]:
    """What happened so far, oldest first: the diagnosis, past visits, tests and stays in hospital."""
    found: list[tuple[str, Moment]] = []
    if told.diagnosed_on:
        found.append((told.diagnosed_on.iso(), Moment(told.diagnosed_on.short_words(), tr("Diagnosis"))))
    for visit in appointments.everything(session):
        if visit.status == "done":
            doctor = _doctor_of(session, visit)
            text = " · ".join(part for part in (visit.goal, doctor.name if doctor else "") if part)
            day = PartialDate.of(visit.date).short_words()
            found.append((visit.day, Moment(day, text or visit.place or tr("Visit"))))
    for event in events.everything(session):
        if event.kind in (events.TEST, events.HOSPITAL_STAY) and event.day:
            found.append((event.day.iso(), Moment(event.day.short_words(), event.text)))
    ordered = [moment for _, moment in sorted(found, key=lambda pair: pair[0])]
    return ordered[-LONGEST_TIMELINE:]


def _top_questions(session: Session, visit: Appointment | None) -> list[str]:
    if visit is not None:
        mine = [entry.question for entry in questions.for_appointment(session, visit)]
        starred = [q.text for q in mine if q.starred]
        if starred:
            return starred[:TOP_QUESTIONS]
    return [q.text for q in questions.everything(session) if q.starred][:TOP_QUESTIONS]

"""Gathers from a case what the rules of the journey look at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import day_words, moment_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, diagnosis, doctors, documents, questions, reasons
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.flows import track
from secondop_desktop.journey.stages import Facts

OPINION_KINDS = ("second_opinion", "third_opinion")


def facts(session: Session, now: datetime) -> Facts:
    """How things stand in this case at the instant `now`."""
    told = diagnosis.known(session)
    records = documents.everything(session)
    listed = questions.everything(session)
    done = [v for v in appointments.past(session, now) if v.status != "cancelled" and v.kind in OPINION_KINDS]
    answered, unanswered = _answers(session, done)
    counted = track.counts(track.rows(session, now.date()))
    return Facts(
        happened=told is not None and bool(told.sentence),
        reasons=len(reasons.chosen(session)),
        second_doctor=next((d.name for d in doctors.everyone(session) if d.role in ("second", "third")), ""),
        records=len(records),
        records_being_read=sum(d.state == documents.WAITING for d in records),
        records_unreadable=sum(d.state == documents.UNREADABLE for d in records),
        pieces_owed=counted.owed,
        pieces_not_asked=counted.not_asked,
        questions=len(listed),
        starred=sum(q.starred for q in listed),
        next_visit=next((when(v) for v in appointments.upcoming(session, now)), ""),
        second_visits_done=len(done),
        answers=answered,
        unanswered=unanswered,
    )


def _answers(session: Session, visits: list[Appointment]) -> tuple[int, int]:
    answered = unanswered = 0
    for visit in visits:
        for entry in questions.for_appointment(session, visit):
            if entry.asking.answered_at or entry.asking.answer.strip():
                answered += 1
            else:
                unanswered += 1
    return answered, unanswered


def when(visit: Appointment) -> str:
    """Day and hour of a visit in words, at the clock of its place."""
    if not visit.hour:
        return tr("{day}, hour not known yet", day=day_words(visit.date, weekday=True))
    return moment_words(visit.starts)

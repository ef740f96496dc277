"""Gathers from a case what the rules of the journey look at."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from secondop_desktop.case import appointments, diagnosis, doctors, documents, questions, reasons
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.flows import see_after, see_loose_ends, track
from secondop_desktop.flows.visit_words import when
from secondop_desktop.journey.loose_ends import Kind, LooseEnd
from secondop_desktop.journey.stages import Facts

OPINION_KINDS = ("second_opinion", "third_opinion")


def facts(
    session: Session, now: datetime, today: date | None = None, ends: tuple[LooseEnd, ...] | None = None
) -> Facts:
    """How things stand in this case at the instant `now`; `ends` are its loose ends when they are at hand."""
    today = today or now.date()
    ends = see_loose_ends.all_loose_ends(session, now, today) if ends is None else ends
    told = diagnosis.known(session)
    records = documents.everything(session)
    listed = questions.everything(session)
    done = [v for v in appointments.past(session, now) if v.status != "cancelled" and v.kind in OPINION_KINDS]
    answered, unanswered = _answers(session, done, now)
    counted = track.counts(track.rows(session, today))
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
        carried=_told(ends, Kind.CARRIED),
        report_late=_told(ends, Kind.REPORT_LATE),
        unplanned=_told(ends, Kind.UNPLANNED),
        steps_late=sum(end.kind is Kind.STEP_LATE for end in ends),
        steps_soon=sum(end.kind is Kind.STEP_SOON for end in ends),
    )


def _told(ends: tuple[LooseEnd, ...], kind: Kind) -> str:
    """The first sentence of a kind; empty when there is none."""
    return next((end.sentence for end in ends if end.kind is kind), "")


def _answers(session: Session, visits: list[Appointment], now: datetime) -> tuple[int, int]:
    """How many questions of visits were answered, and how many are still to be thought of."""
    answered = unanswered = 0
    for visit in visits:
        entries = questions.for_appointment(session, visit)
        open_ones = see_after.open_questions(session, entries, now)
        answered += len(entries) - len(open_ones)
        unanswered += sum(not each.settled and each.fate == see_after.OPEN for each in open_ones)
    return answered, unanswered

"""What the doctors of a case said, point by point: noted after visits, and answered to the same question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, diagnosis, doctors, opinion_facts, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.questions import Asking
from secondop_desktop.journey.standing import folded
from secondop_desktop.paper.sheets_compared import Said

NOBODY = "unknown"
"""Stands for a doctor who is not on the list of doctors."""
OPINION_ROLES = ("first", "second", "third")
Cells = dict[str, list[Said]]
"""What each doctor said about one point, by the id of the doctor; an empty list is asked, not answered."""
Shows = Callable[[str], bool]
"""Whether a part of the sheet is shown, by its key."""


@dataclass(frozen=True)
class Row:
    """One point and what was said about it; an answer belongs to a question that several were asked."""

    topic: str
    cells: Cells
    answer: bool = False


@dataclass(frozen=True)
class Known:
    """Whom the case knows, to tell who said what."""

    doctors: Mapping[str, Doctor]
    visits: Mapping[str, Appointment]

    def who(self, doctor_id: str | None, visit_id: str | None) -> str:
        """The id of the doctor who said something, by itself or by the visit; NOBODY when not known."""
        visit = self.visits.get(visit_id or "")
        for known in (doctor_id, visit.doctor_id if visit else None):
            if known and known in self.doctors:
                return known
        return NOBODY


def known(session: Session) -> Known:
    """The doctors and visits that are not in the bin."""
    return Known(
        {each.id: each for each in doctors.everyone(session)},
        {visit.id: visit for visit in appointments.everything(session)},
    )


def rows(session: Session, whom: Known, shows: Shows) -> list[Row]:
    """The points that are shown, in their order; each of the fields but "other" also without a word."""
    return [*_facts(session, whom, shows), *_answers(session, whom, shows)]


def columns(whom: Known, found: Sequence[Row]) -> list[str]:
    """Who has a column: those who said something, and the doctors asked for an opinion, in this order.

    Nobody has one as long as nobody said anything and fewer than two are to be compared.
    """
    said = {who for row in found for who, texts in row.cells.items() if texts}
    listed = [d for d in whom.doctors.values() if d.id in said or d.role in OPINION_ROLES]
    ids = [doctor.id for doctor in sorted(listed, key=_place)]
    if not said and len(ids) < 2:
        return []
    return [*ids, *([NOBODY] if NOBODY in said else [])]


def _place(doctor: Doctor) -> tuple[int, str, str]:
    return (*OPINION_ROLES, doctor.role).index(doctor.role), doctor.name.casefold(), doctor.id


def _facts(session: Session, whom: Known, shows: Shows) -> list[Row]:
    words = opinion_facts.field_words()
    cells: dict[str, Cells] = {field: {} for field in opinion_facts.FIELDS if shows(field)}
    for fact in opinion_facts.everything(session):
        if fact.field in cells:
            who = whom.who(fact.doctor_id, fact.appointment_id)
            source = _source(fact) if shows("sources") else ""
            cells[fact.field].setdefault(who, []).append(Said(fact.text, source))
    if "recommendation" in cells:
        _add_first_plan(session, whom, cells["recommendation"], sources=shows("sources"))
    return [Row(words[field], said) for field, said in cells.items() if said or field != "other"]


def _add_first_plan(session: Session, whom: Known, cells: Cells, *, sources: bool) -> None:
    """The plan of the first doctor as it stands on the summary, unless the same words are there already."""
    told = diagnosis.known(session)
    first = next((each.id for each in whom.doctors.values() if each.role == "first"), NOBODY)
    text = told.first_plan.strip() if told else ""
    if text and folded(text) not in [folded(one.text) for one in cells.get(first, [])]:
        source = tr("From my details, as the plan of my first doctor") if sources else ""
        cells.setdefault(first, []).append(Said(text, source))


def _source(fact: OpinionFact) -> str:
    day = fact.dated.words() if fact.dated else ""
    return ", ".join(part for part in (fact.source, day if day not in fact.source else "") if part)


def _answers(session: Session, whom: Known, shows: Shows) -> list[Row]:
    """A row for each question that several doctors were asked and at least one answered."""
    if not shows("answers"):
        return []
    asked = questions.askings(session)
    found = []
    for question in questions.everything(session):
        cells = _answered(asked.get(question.id, ()), whom, sources=shows("sources"))
        if len(cells) > 1 and any(cells.values()):
            found.append(Row(question.text, cells, answer=True))
    return found


def _answered(asked: Sequence[Asking], whom: Known, *, sources: bool) -> Cells:
    cells: Cells = {}
    for asking in asked:
        if asking.appointment_id and asking.appointment_id not in whom.visits:
            continue
        said = cells.setdefault(whom.who(asking.doctor_id, asking.appointment_id), [])
        text = asking.answer.strip()
        if text:
            visit = whom.visits.get(asking.appointment_id or "")
            parts = (asking.answered_by, day_words(visit.date) if visit else "")
            said.append(Said(text, ", ".join(part for part in parts if part) if sources else ""))
    return cells

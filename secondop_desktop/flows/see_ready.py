"""Is everything here for a visit? Gathers its list and where each thing is, and asks the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, diagnosis, doctors, documents, pieces, wanted
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.wanted import Line, Wanted
from secondop_desktop.flows import track
from secondop_desktop.flows.track import Phones, Row
from secondop_desktop.journey import custody, required
from secondop_desktop.journey.ready import Answer, Thing, ready

PIECE, DOCUMENT = "piece:", "document:"
"""What a key of a link begins with; the id of the piece or the record follows."""


@dataclass(frozen=True)
class Listed:
    """One line of the list of a visit: the line, how it stands, and what it may be (`offer`, a key)."""

    wanted: Wanted
    thing: Thing
    link: str = ""
    offer: str = ""
    offer_words: str = ""


@dataclass(frozen=True)
class Readiness:
    """The answer for a visit, its lines, and everything a line can be linked to: key and words."""

    answer: Answer
    listed: tuple[Listed, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    days_left: int = 0
    over: bool = False


def readiness(session: Session, visit: Appointment, clock: Clock = SYSTEM_CLOCK) -> Readiness:
    """How ready one is for a visit."""
    found = _Look(session, visit, clock)
    listed = tuple(found.line(line) for line in wanted.for_visit(session, visit.id))
    days = max(0, (visit.date - clock.today()).days)
    over = not appointments.is_ahead(visit, clock.now())
    answer = ready([line.thing for line in listed], days, over)
    return Readiness(answer, listed, tuple(found.names.items()), days, over)


def begin(session: Session, visit: Appointment) -> list[str]:
    """Put the usual list on a visit; what stands there already is left out. The ids of the new lines."""
    told = diagnosis.known(session)
    rules = required.usual(visit.kind, told.cancer_type if told else "")
    return wanted.add(session, visit.id, [Line(rule.words(), rule.required, rule.key) for rule in rules])


def paste(session: Session, visit: Appointment, pasted: str) -> list[str]:
    """Put the centre's own list on a visit, a line a thing. The ids of the new lines."""
    return wanted.add(session, visit.id, [Line(text) for text in required.lines_of(pasted)])


def link(line: Wanted, key: str) -> None:
    """Say what a line is: a key of `choices`, or nothing with an empty one."""
    line.piece_id = key.removeprefix(PIECE) if key.startswith(PIECE) else None
    line.document_id = key.removeprefix(DOCUMENT) if key.startswith(DOCUMENT) else None


class _Look:
    """Everything one has to know of a case to judge the lines of one visit."""

    def __init__(self, session: Session, visit: Appointment, clock: Clock) -> None:
        today = clock.today()
        self._rows = {row.id: row for row in track.rows(session, today)}
        self._documents = {document.id: document for document in documents.everything(session)}
        self._phones = Phones(session, [row.tracked for row in self._rows.values()])
        doctor = session.get(Doctor, visit.doctor_id) if visit.doctor_id else None
        self._doctor_id = visit.doctor_id or ""
        self._there = {n.casefold() for n in _names_of(doctor, visit) if n}
        self._taken = _taken(wanted.for_visit(session, visit.id))
        self._today = today
        self.names = {PIECE + row.id: _said(row) for row in self._rows.values()}
        self.names |= {DOCUMENT + d.id: d.title for d in self._documents.values()}
        self._telling = {PIECE + row.id: _telling(row) for row in self._rows.values()}
        self._telling |= {DOCUMENT + d.id: _telling_document(d) for d in self._documents.values()}

    def line(self, line: Wanted) -> Listed:
        row = self._rows.get(line.piece_id or "")
        document = self._documents.get(line.document_id or "")
        if line.settled:
            return Listed(line, Thing(line.text, line.required, True, where=tr("You ticked it.")), _key(line))
        if document is not None:
            where = tr("In your records: {title}", title=document.title)
            return Listed(line, Thing(line.text, line.required, True, where=where), _key(line))
        if row is not None:
            return Listed(line, self._judged(line, row), _key(line))
        offer = self._offer(line)
        words = self.names.get(offer, "")
        nowhere = tr("It is not linked to one of your records yet.")
        return Listed(line, Thing(line.text, line.required, where=nowhere), "", offer, words)

    def _judged(self, line: Wanted, row: Row) -> Thing:
        where = row.where
        there = where.here or where.state in custody.WITH_ME or self._with_the_doctor(row)
        ring = "" if there else self._whom(row)
        return Thing(
            text=line.text,
            required=line.required,
            there=there,
            unchecked=there and where.state == pieces.RECEIVED and not where.here,
            where=row.sentence,
            ring=ring,
            phone=self._phones.of(ring),
        )

    def _with_the_doctor(self, row: Row) -> bool:
        """Whether the piece has arrived, and that at the doctor of this visit."""
        last = row.tracked.last
        if last is None or row.where.state not in (pieces.CONFIRMED, pieces.RETURN_DUE):
            return False
        if last.doctor_id and self._doctor_id:
            return last.doctor_id == self._doctor_id
        return last.who.strip().casefold() in self._there

    def _whom(self, row: Row) -> str:
        where = row.where
        return where.who or where.facility if where.state in custody.AWAY else where.facility or where.who

    def _offer(self, line: Wanted) -> str:
        free = {
            key: words
            for key, words in self._telling.items()
            if key not in self._taken and key != line.refused_id
        }
        return required.match(line.text, free)


def _names_of(doctor: Doctor | None, visit: Appointment) -> tuple[str, ...]:
    return (doctor.name, doctor.hospital, visit.place) if doctor is not None else (visit.place,)


def _taken(lines: Sequence[Wanted]) -> set[str]:
    return {_key(line) for line in lines if _key(line)}


def _key(line: Wanted) -> str:
    if line.piece_id:
        return PIECE + line.piece_id
    return DOCUMENT + line.document_id if line.document_id else ""


def _said(row: Row) -> str:
    facility = row.examination.facility
    return tr("{title}, {place}", title=row.title, place=facility) if facility else row.title


def _telling(row: Row) -> str:
    """The words by which a line can be told to mean this piece; a biopsy is what pathology looks at."""
    examination = row.examination
    kind = {"biopsy": "biopsy pathology", "genes": "genes markers", "lab": "blood"}.get(
        examination.kind, examination.kind
    )
    return f"{examination.what} {kind} {row.tracked.piece.form} {examination.side} {examination.site}"


def _telling_document(document: Document) -> str:
    kinds = {"imaging": "scan report", "pathology": "pathology report", "operation": "operation report"}
    return f"{document.title} {kinds.get(document.kind, document.kind.replace('_', ' '))}"


def visits_ahead(session: Session, clock: Clock = SYSTEM_CLOCK) -> list[tuple[Appointment, str]]:
    """The visits to come with the name of their doctor, the next one first."""
    names = {doctor.id: doctor.name for doctor in doctors.everyone(session)}
    ahead = appointments.upcoming(session, clock.now())
    return [(visit, names.get(visit.doctor_id or "", "")) for visit in ahead]

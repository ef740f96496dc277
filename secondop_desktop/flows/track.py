"""Gathers from a case where each piece of the records is, what is waited for, and what is late, in words."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case import captured, doctors, documents, pieces, requests
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.pieces import Tracked
from secondop_desktop.case.requests import Request
from secondop_desktop.journey import clocks, custody
from secondop_desktop.journey.clocks import Asked
from secondop_desktop.journey.custody import Whereabouts

_NEVER = "9999"


@dataclass(frozen=True)
class Row:
    """One piece as a list shows it; `where` is what the rules of custody look at."""

    tracked: Tracked
    where: Whereabouts
    title: str
    below: str
    sentence: str
    late: bool

    @property
    def id(self) -> str:
        """The id of the piece."""
        return self.tracked.piece.id

    @property
    def examination(self) -> Examination:
        """The examination it belongs to."""
        return self.tracked.examination


@dataclass(frozen=True)
class RequestRow:
    """One request as a list shows it; `rows` are the pieces it asked for."""

    request: Request
    sentence: str
    late: bool
    over: bool
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """Something somebody owes: what, how it stands, since when (ISO), and where to look at it.

    `examination` is empty for a request; `piece` is the piece when it is one.
    """

    title: str
    sentence: str
    late: bool
    since: str
    examination: str = ""
    piece: str = ""


class Phones:
    """Under which number a place or a doctor can be rung, as far as the case knows."""

    def __init__(self, session: Session, tracked: Sequence[Tracked]) -> None:
        self._numbers: dict[str, str] = {}
        for each in tracked:
            self._note(each.examination.facility, each.examination.phone)
        for request in reversed(requests.everything(session)):
            self._note(request.facility, request.phone)
        for doctor in doctors.everyone(session):
            self._note(doctor.name, doctor.phone)
            self._note(doctor.hospital, doctor.phone)

    def of(self, name: str) -> str:
        """The number for a name; empty when none is known."""
        return self._numbers.get(name.strip().casefold(), "")

    def _note(self, name: str, phone: str) -> None:
        if name.strip() and phone.strip():
            self._numbers.setdefault(name.strip().casefold(), phone.strip())


def rows(session: Session, today: date) -> list[Row]:
    """Every piece with its whereabouts, by examination, the newest first."""
    tracked = pieces.everything(session)
    return _rows(session, tracked, Phones(session, tracked), today)


def rows_of(session: Session, examination_id: str, today: date) -> list[Row]:
    """The pieces of one examination."""
    tracked = pieces.of_examination(session, examination_id)
    return _rows(session, tracked, Phones(session, tracked), today)


def name_of(each: Tracked) -> str:
    """What a piece is called: "Slides or blocks, core biopsy"."""
    what = each.examination.what
    return tr("{form}: {what}", form=pieces.form_words().get(each.piece.form, ""), what=what)


def below(examination: Examination) -> str:
    """Day, side and place of an examination in one line."""
    day = examination.dated.short_words() if examination.dated else ""
    where = " ".join(part for part in (examination.side, examination.site) if part)
    return ", ".join(part for part in (day, where, examination.facility) if part)


def _rows(session: Session, tracked: Sequence[Tracked], phones: Phones, today: date) -> list[Row]:
    there = {document.id for document in documents.everything(session)}
    ordered = captured.made_into(session, "examination")
    found = []
    for each in tracked:
        here, to_come = (each.piece.document_id or "") in there, is_to_come(each.examination, ordered, today)
        where = replace(whereabouts(each, here, phones), to_come=to_come)
        sentence, late = custody.sentence(where, today), custody.is_late(where, today)
        found.append(Row(each, where, name_of(each), below(each.examination), sentence, late))
    return found


def is_to_come(examination: Examination, ordered: Container[str], today: date) -> bool:
    """Whether an examination was not done yet; one that was ordered at a visit has no day before that."""
    if examination.dated is None:
        return examination.id in ordered
    day = examination.dated.whole()
    return day is not None and day > today


def whereabouts(each: Tracked, here: bool, phones: Phones) -> Whereabouts:
    """What the rules look at; `here` says that a copy is in the case."""
    last, examination = each.last, each.examination
    return Whereabouts(
        name=name_of(each),
        state=each.state,
        form=each.piece.form,
        facility=examination.facility,
        phone=phones.of(examination.facility),
        who=last.who if last else "",
        day=last.day if last else None,
        due=last.due if last else None,
        carrier=last.carrier if last else "",
        tracking=last.tracking if last else "",
        here=here and each.piece.form != "slides",
    )


def request_rows(session: Session, today: date, known: Sequence[Row] | None = None) -> list[RequestRow]:
    """Every request with how it stands: late ones first, then the oldest, those that are over last.

    `known` are all pieces when they are at hand.
    """
    found_rows = rows(session, today) if known is None else known
    phones = Phones(session, [row.tracked for row in found_rows])
    by_id = {row.id: row for row in found_rows}
    asked = requests.pieces_of(session)
    found = []
    for request in requests.everything(session):
        mine = tuple(by_id[one] for one in asked.get(request.id, ()) if one in by_id)
        told = _asked(request, mine, phones)
        over = clocks.is_over(told)
        late = clocks.is_late(told, today)
        found.append(RequestRow(request, clocks.sentence(told, today), late, over, mine))
    return sorted(found, key=lambda r: (r.over, not r.late, _since(r.request.asked_on), r.request.id))


def _asked(request: Request, mine: Sequence[Row], phones: Phones) -> Asked:
    return Asked(
        facility=request.facility,
        kind=request.kind,
        phone=request.phone or phones.of(request.facility),
        receiver=request.receiver,
        asked_on=request.asked_on,
        longer_told_on=request.longer_told_on,
        answered_on=request.answered_on,
        expires_on=request.expires_on,
        revoked_on=request.revoked_on,
        open=not mine or any(_is_owed(row.where) for row in mine),
    )


def waiting(session: Session, today: date, known: Sequence[Row] | None = None) -> list[Waiting]:
    """What somebody owes: requests, pieces asked for without one, and what is on its way or to be returned.

    Late ones come first, then the oldest. A piece of a request stands for itself when a promise was broken.
    """
    found, covered = [], set()
    known = rows(session, today) if known is None else known
    for each in request_rows(session, today, known):
        if each.over:
            continue
        covered |= {row.id for row in each.rows}
        title = each.request.facility
        found.append(Waiting(title, each.sentence, each.late, _since(each.request.asked_on)))
    for row in known:
        where = row.where
        broken = where.state == pieces.PROMISED and row.late
        if row.id in covered and _is_owed(where) and not broken:
            continue
        if _is_owed(where) or where.state in (pieces.SENT, pieces.RETURN_DUE) or (row.late and where.due):
            tracked = row.tracked
            found.append(
                Waiting(
                    row.title,
                    row.sentence,
                    row.late,
                    _since(where.day),
                    tracked.examination.id,
                    tracked.piece.id,
                )
            )
    return sorted(found, key=lambda w: (not w.late, w.since, w.title))


def _is_owed(where: Whereabouts) -> bool:
    return where.state in custody.OWED


def _since(day: PartialDate | None) -> str:
    return day.iso() if day is not None else _NEVER


@dataclass(frozen=True)
class Counts:
    """How many pieces there are, and how many of them stand how; each is counted once."""

    all: int = 0
    mine: int = 0
    away: int = 0
    owed: int = 0
    not_asked: int = 0
    late: int = 0


def counts(found: Sequence[Row]) -> Counts:
    """How the pieces stand; one of which a copy is here counts as here, wherever the original is.

    Nobody has to ask for what comes of a test that was not done yet.
    """
    mine = [row for row in found if row.where.here or row.where.state in custody.WITH_ME]
    rest = [row for row in found if row not in mine]
    asked_for = [row.where.state for row in rest if not row.where.to_come]
    states = [row.where.state for row in rest]
    return Counts(
        all=len(found),
        mine=len(mine),
        away=sum(state in custody.AWAY for state in states),
        owed=sum(state in custody.OWED for state in states),
        not_asked=asked_for.count(pieces.NOT_ASKED),
        late=sum(row.late for row in found),
    )

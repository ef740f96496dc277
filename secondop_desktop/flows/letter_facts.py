"""What the case knows for a letter: who, where, which records, and for which visit."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.dates import PartialDate, day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import (
    appointments,
    diagnosis,
    doctors,
    documents,
    examinations,
    person,
    pieces,
    questions,
    reasons,
    requests,
)
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.person import Person
from secondop_desktop.case.pieces import Tracked
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.requests import Request
from secondop_desktop.flows import track
from secondop_desktop.paper.letter_forms import LetterForm
from secondop_desktop.paper.letter_words import Known

MOST_QUESTIONS = 5
_OPINIONS = ("second_opinion", "third_opinion")
_TO_COME = (pieces.NOT_ASKED, pieces.ASKED, pieces.PROMISED)


@dataclass(frozen=True)
class Aim:
    """What a letter is to be: its kind and tone, whom it goes to, and who gets the records, as ids.

    `place` is a hospital or office by its name. With a `request` the letter asks for its pieces.
    """

    kind: str
    tone: str = ""
    doctor: str = ""
    place: str = ""
    receiver: str = ""
    request: str = ""
    visit: str = ""


@dataclass(frozen=True)
class Found:
    """The records of a case that a letter is about, gathered once."""

    owner: Person
    doctor: Doctor | None
    receiver: Doctor | None
    request: Request | None
    everyone: Sequence[Doctor]
    place: str


def known(session: Session, form: LetterForm, aim: Aim, clock: Clock) -> Known:
    """Everything that may stand in a letter; what nobody wrote down is left out."""
    found = _found(session, aim)
    asked_for = _records(session, form, aim, found, clock)
    purpose, told = reasons.purpose(session) or Purpose(), diagnosis.known(session) or Diagnosis()
    values = {
        **_person(found.owner),
        **_to_whom(session, found),
        **_receiver(found),
        **_others(found, aim),
        "visit_day": _visit_day(session, aim, clock),
        "decision": purpose.decision,
        "decide_by": _day(purpose.decide_by),
        "waiting_said": purpose.waiting_said,
        "diagnosis": told.sentence,
        "treatment_so_far": told.treatment_so_far,
        "expires_on": _day(found.request.expires_on if found.request else None),
        "asked_on": _day(found.request.asked_on if found.request else None),
        "has_images": "yes" if any(each.piece.form == "images" for each in asked_for) else "",
    }
    return Known(
        values={name: words for name, words in values.items() if words.strip()},
        records=[record_words(each) for each in asked_for],
        questions=[q.text for q in questions.everything(session) if q.starred][:MOST_QUESTIONS],
        reasons={reason.key: reason.own_words for reason in reasons.chosen(session)},
        moment=purpose.moment,
    )


def places(session: Session) -> list[str]:
    """Every hospital and office of the case, by name; the same one written twice stands once."""
    found: dict[str, str] = {}
    for name in (
        *(each.facility for each in examinations.everything(session)),
        *(each.facility for each in requests.everything(session)),
        *(doctor.hospital for doctor in doctors.everyone(session)),
    ):
        if name.strip():
            found.setdefault(_folded(name), name.strip())
    return sorted(found.values(), key=str.casefold)


def recipient(session: Session, form: LetterForm, aim: Aim) -> tuple[str, str]:
    """To whom a letter goes, and the lines of the address below; both may be empty."""
    found = _found(session, aim)
    if form.to == "doctor" and found.doctor is not None:
        return found.doctor.name, _lines(found.doctor.hospital, found.doctor.address)
    if form.to == "place" and found.place:
        where = _to_whom(session, found)
        return found.place, _lines(where["department"], where["place_address"])
    return "", ""


def sender(session: Session) -> str:
    """The lines at the head of a letter: the name and how to reach the person."""
    owner = person.known(session) or Person(name="")
    return _lines(owner.name, owner.phone)


def record_words(each: Tracked) -> str:
    """One record as the place that keeps it would look it up."""
    done = each.examination
    side = " ".join(part for part in (done.side, done.site) if part)
    number = tr("number {number}", number=done.accession) if done.accession else ""
    day = done.dated.words() if done.dated else ""
    return ", ".join(part for part in (track.name_of(each), side, day, number, each.piece.extent) if part)


def _found(session: Session, aim: Aim) -> Found:
    everyone = doctors.everyone(session)
    by_id = {doctor.id: doctor for doctor in everyone}
    request = session.get(Request, aim.request) if aim.request else None
    doctor, receiver = by_id.get(aim.doctor), by_id.get(aim.receiver)
    place = aim.place or (request.facility if request else "") or (doctor.hospital if doctor else "")
    if receiver is None and request is not None and request.receiver:
        receiver = next((d for d in everyone if _folded(d.name) == _folded(request.receiver)), None)
    return Found(person.known(session) or Person(name=""), doctor, receiver, request, everyone, place.strip())


def _person(owner: Person) -> dict[str, str]:
    return {"name": owner.name, "birth_date": _day(owner.birth_date), "phone": owner.phone}


def _to_whom(session: Session, found: Found) -> dict[str, str]:
    """The doctor or the place a letter goes to; what differs between entries is left to the person."""
    mine = [d for d in found.everyone if found.place and _folded(d.hospital) == _folded(found.place)]
    there = [e for e in examinations.everything(session) if _folded(e.facility) == _folded(found.place)]
    request, doctor = found.request, found.doctor
    return {
        "doctor": doctor.name if doctor else "",
        "hospital": doctor.hospital if doctor else "",
        "doctor_phone": doctor.phone if doctor else "",
        "place": found.place,
        "department": (request.department if request else "") or _only(e.department for e in there),
        "place_address": _only(d.address for d in mine),
        "place_phone": (request.phone if request else "")
        or _only(e.phone for e in there)
        or _only(d.phone for d in mine),
        "place_fax": _only(d.fax for d in mine),
    }


def _receiver(found: Found) -> dict[str, str]:
    other, request = found.receiver, found.request
    if other is None:
        return {"receiver": request.receiver if request else ""}
    return {
        "receiver": other.name,
        "receiver_hospital": other.hospital,
        "receiver_address": other.address,
        "receiver_phone": other.phone,
        "receiver_fax": other.fax,
    }


def _others(found: Found, aim: Aim) -> dict[str, str]:
    """The doctor of the first opinion, and the one who is asked for another; only when it is clear who."""
    asked = found.doctor
    if asked is None or asked.role == "first":
        asked = next(iter(_with_role(found, "second")), None)
    first = next(iter(_with_role(found, "first")), None)
    return {
        "first_doctor": first.name if first is not None and first.id != aim.doctor else "",
        "second_doctor": asked.name if asked else "",
        "second_hospital": asked.hospital if asked else "",
    }


def _with_role(found: Found, role: str) -> list[Doctor]:
    """The one doctor with a role; none when there are several, for then nobody knows which is meant."""
    same = [doctor for doctor in found.everyone if doctor.role == role]
    return same if len(same) == 1 else []


def _visit_day(session: Session, aim: Aim, clock: Clock) -> str:
    """The day of the visit that the records are for: the one named, or the next with who gets them."""
    if aim.visit:
        return day_words(appointments.one(session, aim.visit).date)
    coming = appointments.upcoming(session, clock.now())
    if aim.receiver:
        coming = [visit for visit in coming if visit.doctor_id == aim.receiver]
    else:
        coming = [visit for visit in coming if visit.kind in _OPINIONS]
    return day_words(coming[0].date) if coming else ""


def _records(session: Session, form: LetterForm, aim: Aim, found: Found, clock: Clock) -> list[Tracked]:
    """The pieces a letter asks for: those of its request, else those its place still has."""
    if not form.forms:
        return []
    tracked = [each for each in pieces.everything(session) if each.piece.form in form.forms]
    if aim.request:
        asked = requests.pieces_of(session).get(aim.request, [])
        return [each for each in tracked if each.piece.id in asked]
    if not found.place:
        return []
    here = {document.id for document in documents.everything(session)}
    return [each for each in tracked if _is_there(each, found.place, here, clock)]


def _is_there(each: Tracked, place: str, here: Container[str], clock: Clock) -> bool:
    """Whether the place still has to give a piece: not what was received, nor a test to come."""
    copied = each.piece.form != "slides" and (each.piece.document_id or "") in here
    return (
        _folded(each.examination.facility) == _folded(place)
        and each.state in _TO_COME
        and not copied
        and not track.is_to_come(each.examination, (), clock.today())
    )


def _only(texts: Iterable[str]) -> str:
    """The one thing that all say; empty when they differ or say nothing."""
    said = {text.strip() for text in texts if text.strip()}
    return said.pop() if len(said) == 1 else ""


def _lines(*texts: str) -> str:
    return "\n".join(text.strip() for text in texts if text.strip())


def _day(known_day: PartialDate | None) -> str:
    return known_day.words() if known_day else ""


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()

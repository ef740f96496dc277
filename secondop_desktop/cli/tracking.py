"""The commands that say and write down where each report, disc and slide is, and what a visit needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import PartialDate, read_date
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import doctors, pieces, requests, wanted
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.requests import Request
from secondop_desktop.cli.commands import Given, find_visit, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows import see_ready, track
from secondop_desktop.flows.see_ready import Listed
from secondop_desktop.journey import required

_LARGEST_LIST = 100_000


def add(given: Given, voice: Voice) -> None:
    """Write down an examination and the pieces there are of it."""
    with opened(given) as vault, vault.write() as session:
        examination = Examination(what=given.what, kind=given.kind, dated=_day(given.date))
        for name in ("facility", "phone", "side", "site", "accession"):
            setattr(examination, name, getattr(given, name))
        made, parts = pieces.start(session, examination, dict.fromkeys(given.form or ["report"]))
    voice.tell(tr("Added: {text}", text=made.what))
    voice.data({"id": made.id, "pieces": {part.form: part.id for part in parts}})


def listing(given: Given, voice: Voice) -> None:
    """List every piece with where it is."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        found = track.rows(session, SYSTEM_CLOCK.today())
    rows = [
        {
            "id": row.id,
            "piece": row.title,
            "facility": row.where.facility,
            "state": row.where.state,
            "says": row.sentence,
            "late": row.late,
        }
        for row in found
        if row.late or not given.late
    ]
    voice.rows(rows, ("id", "piece", "facility", "says"), tr("Nothing is tracked yet."))


def move(given: Given, voice: Voice) -> None:
    """Write the same step down for one piece or several."""
    with opened(given) as vault, vault.write() as session:
        told: dict[str, Any] = {
            name: getattr(given, name)
            for name in ("who", "contact", "how", "fee", "carrier", "tracking", "note")
            if getattr(given, name)
        }
        told |= {"day": _day(given.day), "due": _day(given.due)}
        if given.doctor:
            told["doctor_id"] = _doctor_id(session, given.doctor)
        moved = pieces.move(session, list(dict.fromkeys(given.pieces)), given.state, told)
    said = pieces.state_words()[given.state]
    voice.tell(
        trn(
            "Written down for {n} piece: {step}.",
            "Written down for {n} pieces: {step}.",
            len(moved),
            step=said,
        )
    )
    voice.data({"steps": moved, "state": given.state})


def back(given: Given, voice: Voice) -> None:
    """Take the last step of each named piece back."""
    with opened(given) as vault, vault.write() as session:
        last = [pieces.one(session, piece).last for piece in dict.fromkeys(given.pieces)]
        steps = [step.id for step in last if step is not None]
        pieces.take_back(session, steps)
    voice.tell(trn("{n} step was taken back.", "{n} steps were taken back.", len(steps)))
    voice.data({"steps": steps})


def ask(given: Given, voice: Voice) -> None:
    """Write down a request, and for each named piece that it was asked for."""
    with opened(given) as vault, vault.write() as session:
        request = Request(facility=given.facility, kind=given.kind, asked_on=_day(given.day))
        for name in ("phone", "contact", "how", "fee", "receiver", "note"):
            setattr(request, name, getattr(given, name))
        request.expires_on = _day(given.expires)
        made, steps = requests.ask(session, request, list(dict.fromkeys(given.pieces)))
    voice.tell(tr("The request to {place} is written down.", place=given.facility))
    voice.data({"id": made, "steps": steps})


def asked(given: Given, voice: Voice) -> None:
    """List the requests with how long each has waited, late ones first."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        found = track.request_rows(session, SYSTEM_CLOCK.today())
    rows = [
        {
            "id": row.request.id,
            "facility": row.request.facility,
            "says": row.sentence,
            "late": row.late,
            "over": row.over,
        }
        for row in found
    ]
    voice.rows(rows, ("says",), tr("No request is written down yet."))


def waiting(given: Given, voice: Voice) -> None:
    """List what somebody owes, late things first, then the oldest."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        found = track.waiting(session, SYSTEM_CLOCK.today())
    rows = [{"title": each.title, "says": each.sentence, "late": each.late} for each in found]
    voice.rows(rows, ("title", "says"), tr("You are not waiting for anything."))


def need(given: Given, voice: Voice) -> None:
    """Put things on the list of a visit: named here, read from a file, or the usual ones."""
    lines = [line for text in given.text for line in required.lines_of(text)]
    if given.list:
        lines += required.lines_of(_read(given.list))
    with opened(given) as vault, vault.write() as session:
        visit = find_visit(session, given.appointment)
        made = see_ready.begin(session, visit) if given.usual else []
        more = [wanted.Line(line, required=not given.helpful) for line in lines]
        made += wanted.add(session, visit.id, more)
    voice.tell(trn("{n} thing is on the list now.", "{n} things were put on the list.", len(made)))
    voice.data({"ids": made})


def link(given: Given, voice: Voice) -> None:
    """Say which piece a line of a list is; without one, that it is taken care of."""
    with opened(given) as vault, vault.write() as session:
        line = wanted.one(session, given.line)
        if given.piece:
            see_ready.link(line, see_ready.PIECE + pieces.one(session, given.piece).piece.id)
        line.settled = given.settled
        text = line.text
    voice.tell(tr("Saved: {text}", text=text))
    voice.data({"id": given.line})


def ready(given: Given, voice: Voice) -> None:
    """Say whether everything is there for a visit, and where each thing on its list is."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        found = see_ready.readiness(session, find_visit(session, given.appointment))
    voice.tell(found.answer.sentence)
    for each in found.listed:
        mark = tr("there") if each.thing.there else tr("missing")
        voice.tell(f"  [{mark}] {each.thing.text}: {each.thing.where}")
    voice.data(
        {
            "standing": str(found.answer.standing),
            "sentence": found.answer.sentence,
            "list": [_listed(each) for each in found.listed],
        }
    )


def _listed(each: Listed) -> dict[str, object]:
    return {
        "id": each.wanted.id,
        "text": each.thing.text,
        "required": each.thing.required,
        "there": each.thing.there,
        "says": each.thing.where,
        "ring": each.thing.ring,
        "phone": each.thing.phone,
        "may_be": each.offer,
    }


def _read(name: str) -> str:
    """A list from a file, or from standard input for "-"."""
    try:
        if name == "-":
            return sys.stdin.read(_LARGEST_LIST)
        with Path(name).open(encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST_LIST)
    except OSError as error:
        raise UserError(tr("This file cannot be read: {file}", file=name)) from error


def _doctor_id(session: Session, name: str) -> str:
    found = doctors.by_name(session, name)
    if found is None:
        raise UserError(
            tr("No doctor of this name is in the case: {name}", name=name),
            tr("Add one with: secondop doctor add"),
        )
    return found.id


def _day(text: str) -> PartialDate | None:
    return read_date(text, SYSTEM_CLOCK.today()) if text else None

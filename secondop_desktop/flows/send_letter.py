"""A letter goes out: it is marked as sent, and what it asks for is waited for from that day on."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import doctors, letters, pieces, requests
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.requests import ACCESS, AUTHORIZATION, Request
from secondop_desktop.flows.letter_facts import record_words
from secondop_desktop.flows.letters import aim_of, form_of
from secondop_desktop.paper.letter_words import one_line

TAKES_BACK = "take-back"
Follows = Literal["", "asked", "taken_back"]


def follows(session: Session, letter: Letter) -> Follows:
    """What is written down when this letter goes out, if the person wants: a request, or the end of one."""
    form = form_of(letter)
    if form is None:
        return ""
    request = session.get(Request, letter.request_id) if letter.request_id else None
    if form.key == TAKES_BACK:
        return "taken_back" if request is not None and request.revoked_on is None else ""
    return "asked" if form.forms and request is None and _place(letter) else ""


def send(
    session: Session, letter_id: str, day: PartialDate, how: str, note: bool, clock: Clock = SYSTEM_CLOCK
) -> str:
    """Mark a letter as sent; with `note` also write down what follows from it. The id of the letter."""
    letter = letters.one(session, letter_id)
    then = follows(session, letter) if note else ""
    if then == "asked":
        letter.request_id = _ask(session, letter, day, how, clock)
    elif then == "taken_back" and letter.request_id:
        request = requests.one(session, letter.request_id)
        request.revoked_on = day
        requests.keep(session, request)
    return letters.mark_sent(session, letter_id, day, how).id


def _ask(session: Session, letter: Letter, day: PartialDate, how: str, clock: Clock) -> str:
    """The request that the letter makes, with those pieces of the case that its words still name."""
    form, aim = form_of(letter), aim_of(letter)
    own = form is None or not form.needs_receiver
    receiver = next((d.name for d in doctors.everyone(session) if d.id == aim.receiver), "")
    asked = Request(
        facility=_place(letter),
        kind=ACCESS if own else AUTHORIZATION,
        asked_on=day,
        how=how,
        receiver="" if own else receiver,
    )
    named = {one_line(line).lstrip("•- ") for line in letter.body.splitlines()}
    wanted = [
        each.piece.id
        for each in pieces.everything(session)
        if form is not None and each.piece.form in form.forms and one_line(record_words(each)) in named
    ]
    return requests.ask(session, asked, wanted, clock)[0]


def _place(letter: Letter) -> str:
    return aim_of(letter).place or letter.recipient.strip()

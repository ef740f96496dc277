"""Where a piece of the records is, in whole sentences, and what to do next; pure rules over plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.pieces import (
    ASKED,
    CHECKED,
    CONFIRMED,
    NOT_ASKED,
    PROMISED,
    RECEIVED,
    RETURN_DUE,
    RETURNED,
    SENT,
)

WITH_ME = frozenset({RECEIVED, CHECKED})
OWED = frozenset({ASKED, PROMISED})
"""Somebody else has to act before the piece is here."""
AWAY = frozenset({SENT, CONFIRMED, RETURN_DUE})
LONG_ASKED = 30
"""Days after which it is worth ringing about a piece; see journey/clocks.py for what the law says."""
LONG_ON_THE_WAY = 7
_NEXT = {
    NOT_ASKED: ASKED,
    ASKED: RECEIVED,
    PROMISED: RECEIVED,
    RECEIVED: CHECKED,
    CHECKED: SENT,
    SENT: CONFIRMED,
    CONFIRMED: RETURN_DUE,
    RETURN_DUE: RETURNED,
}


@dataclass(frozen=True)
class Whereabouts:
    """How one piece stands: ready words and days, nothing else.

    `name` is what it is called, `facility` and `phone` the place it comes from; `who`, `day`, `due`,
    `carrier` and `tracking` are those of its last step. `here` says that this case holds a copy of it,
    `to_come` that the examination was not done yet.
    """

    name: str
    state: str = NOT_ASKED
    form: str = "report"
    facility: str = ""
    phone: str = ""
    who: str = ""
    day: PartialDate | None = None
    due: PartialDate | None = None
    carrier: str = ""
    tracking: str = ""
    here: bool = False
    to_come: bool = False


def next_state(where: Whereabouts) -> str:
    """The usual next step; empty at the end of the way. A report is not sent back."""
    if where.form == "report" and where.state in (CONFIRMED, RETURN_DUE):
        return ""
    return _NEXT.get(where.state, "")


def sentence(where: Whereabouts, today: date) -> str:
    """Where the piece is and since when, and whether it is late."""
    said = f"{_state_sentence(where)} {late_words(where, today)}".strip()
    if where.here and where.state not in WITH_ME:
        return tr("{said} A copy is in your records.", said=said)
    return said


def is_late(where: Whereabouts, today: date) -> bool:
    """Whether it is time to ring somebody about it."""
    return bool(late_words(where, today))


def late_words(where: Whereabouts, today: date) -> str:
    """What is late about the piece; empty when nothing is."""
    over = _days(where.due, today)
    if where.state == PROMISED and over > 0:
        return trn("That was {n} day ago.", "That was {n} days ago.", over)
    if where.state in (CONFIRMED, RETURN_DUE) and over > 0:
        return trn("It is {n} day late.", "It is {n} days late.", over)
    since = _days(where.day, today)
    if where.state == ASKED and since > LONG_ASKED:
        return trn("That is {n} day ago.", "That is {n} days ago.", since)
    if where.state == SENT and since > LONG_ON_THE_WAY:
        return trn("That is {n} day ago.", "That is {n} days ago.", since)
    return ""


def with_whom(where: Whereabouts) -> str:
    """Who has the piece now: "me", the one it was sent to, or the place it comes from (may be unknown)."""
    if where.state in WITH_ME:
        return tr("me")
    if where.state in AWAY:
        return where.who
    return where.who if where.state == RETURNED and where.who else where.facility


def _state_sentence(where: Whereabouts) -> str:
    rules = {
        NOT_ASKED: _not_asked,
        ASKED: _asked,
        PROMISED: _promised,
        RECEIVED: _received,
        CHECKED: lambda _: tr("It is here and can be read."),
        SENT: _sent,
        CONFIRMED: _confirmed,
        RETURN_DUE: _return_due,
        RETURNED: _returned,
    }
    return rules[where.state](where) if where.state in rules else ""


def _not_asked(where: Whereabouts) -> str:
    if where.here:
        return tr("Nobody was asked for the original.")
    if where.to_come:
        return tr("This test was not done yet.")
    return tr("Not asked for yet.")


def _asked(where: Whereabouts) -> str:
    who, day = where.who or where.facility or tr("them"), _day(where.day)
    if _is_whole(where.day):
        return tr("You asked {who} for it on {day}.", who=who, day=day)
    return tr("You asked {who} for it: {day}.", who=who, day=day)


def _promised(where: Whereabouts) -> str:
    who = where.who or where.facility or tr("They")
    if where.due is None:
        return tr("{who} promised it.", who=who)
    return tr("{who} promised it for {day}.", who=who, day=where.due.words())


def _received(where: Whereabouts) -> str:
    if _is_whole(where.day):
        return tr("It came on {day}. Check whether it can be read.", day=_day(where.day))
    return tr("It came: {day}. Check whether it can be read.", day=_day(where.day))


def _sent(where: Whereabouts) -> str:
    who, day = where.who or tr("them"), _day(where.day)
    if _is_whole(where.day):
        said = tr("You sent it to {who} on {day}.", who=who, day=day)
    else:
        said = tr("You sent it to {who}: {day}.", who=who, day=day)
    parts = (said, _by(where), tr("Nobody has said yet that it arrived."))
    return " ".join(part for part in parts if part)


def _confirmed(where: Whereabouts) -> str:
    said = tr("It has arrived where you sent it.")
    if where.who:
        said = tr("It has arrived: {who} has it.", who=where.who)
    back = tr("It should be back by {day}.", day=where.due.words()) if where.due else ""
    return f"{said} {back}".strip()


def _return_due(where: Whereabouts) -> str:
    who = where.who or tr("They")
    if where.due is None:
        return tr("{who} should send it back.", who=who)
    return tr("{who} should send it back by {day}.", who=who, day=where.due.words())


def _returned(where: Whereabouts) -> str:
    who = where.who or where.facility
    return tr("It went back to {who}.", who=who) if who else tr("It went back where it came from.")


def _by(where: Whereabouts) -> str:
    if where.carrier and where.tracking:
        return tr("It went by {carrier}, number {number}.", carrier=where.carrier, number=where.tracking)
    if where.tracking:
        return tr("Its tracking number is {number}.", number=where.tracking)
    return tr("It went by {carrier}.", carrier=where.carrier) if where.carrier else ""


def _is_whole(day: PartialDate | None) -> bool:
    return day is not None and day.whole() is not None


def _day(day: PartialDate | None) -> str:
    return day.words() if day is not None else tr("the day is not known")


def _days(day: PartialDate | None, today: date) -> int:
    """How many days ago a whole day was; 0 for a day to come, or one that is not known."""
    whole = day.whole() if day is not None else None
    return max(0, (today - whole).days) if whole is not None else 0

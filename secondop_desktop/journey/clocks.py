"""How long a request for records has been waiting, what the rule is, and when an authorization ends.

A person who asks for their own records must get them, or an answer, within 30 days after the request was
received; once, the place may take 30 days more, when it says so in writing within the first 30 (United
States, 45 CFR 164.524(b)(2)). The day of receipt is not known here, so the day of asking stands for it.
Records that go to somebody else on the person's authorization have no such limit (45 CFR 164.508 sets none).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from secondop_desktop.base.dates import PartialDate, day_words
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.requests import ACCESS

LIMIT = timedelta(days=30)
SOON = 14
"""Days before the end of an authorization from which it is told."""


@dataclass(frozen=True)
class Asked:
    """A request as its clock sees it; `open` while something is still owed."""

    facility: str
    kind: str = ACCESS
    phone: str = ""
    receiver: str = ""
    asked_on: PartialDate | None = None
    longer_told_on: PartialDate | None = None
    answered_on: PartialDate | None = None
    expires_on: PartialDate | None = None
    revoked_on: PartialDate | None = None
    open: bool = True


def due(asked: Asked) -> date | None:
    """The last day of the limit; None where there is no limit or no whole day to count from."""
    start = asked.asked_on.whole() if asked.asked_on else None
    if start is None or asked.kind != ACCESS:
        return None
    first = start + LIMIT
    told = asked.longer_told_on.whole() if asked.longer_told_on else None
    return first + LIMIT if told is not None and start <= told <= first else first


def is_over(asked: Asked) -> bool:
    """Whether nothing is waited for any more."""
    return not asked.open or asked.answered_on is not None or asked.revoked_on is not None


def is_late(asked: Asked, today: date) -> bool:
    """Whether the limit has passed without an answer, or the authorization has ended before one."""
    last = due(asked)
    return not is_over(asked) and ((last is not None and today > last) or _has_ended(asked, today))


def sentence(asked: Asked, today: date) -> str:
    """How the request stands, and whom to ring when it is late."""
    if asked.revoked_on is not None:
        return tr("You took this back on {day}.", day=asked.revoked_on.words())
    if asked.answered_on is not None:
        return tr("{place} answered on {day}.", place=asked.facility, day=asked.answered_on.words())
    if not asked.open:
        return tr("Everything you asked {place} for has come.", place=asked.facility)
    parts = (_waiting(asked, today), _limit(asked, today), _end(asked, today), _ring(asked, today))
    return " ".join(part for part in parts if part)


def _waiting(asked: Asked, today: date) -> str:
    start = asked.asked_on.whole() if asked.asked_on else None
    if start is None or start > today:
        if asked.asked_on is None:
            return tr("{place} has your request.", place=asked.facility)
        return tr("You asked {place}: {day}.", place=asked.facility, day=asked.asked_on.words())
    days = (today - start).days
    if days == 0:
        return tr("You asked {place} today.", place=asked.facility)
    return trn(
        "{place} has had your request for {n} day.",
        "{place} has had your request for {n} days.",
        days,
        place=asked.facility,
    )


def _limit(asked: Asked, today: date) -> str:
    if asked.kind != ACCESS:
        return tr("There is no fixed limit when records go to somebody else.")
    last = due(asked)
    if last is None:
        return tr("Add the day you asked, and the 30 days of the rule are counted.")
    if _longer(asked):
        until = day_words(last)
        return tr("They wrote that they need longer, so the rule is 60 days, until {day}.", day=until)
    if asked.longer_told_on is not None:
        return tr("The rule is 30 days. They told you too late that they need longer.")
    if today > last:
        return tr("The rule is 30 days.")
    return tr("The rule is 30 days, until {day}.", day=day_words(last))


def _longer(asked: Asked) -> bool:
    start = asked.asked_on.whole() if asked.asked_on else None
    last = due(asked)
    return start is not None and last is not None and last - start > LIMIT


def _has_ended(asked: Asked, today: date) -> bool:
    last = asked.expires_on.whole() if asked.expires_on else None
    return last is not None and today > last


def _end(asked: Asked, today: date) -> str:
    last = asked.expires_on.whole() if asked.expires_on else None
    if last is None:
        return ""
    left = (last - today).days
    if left < 0:
        return tr("Your authorization ended on {day}. Sign a new one.", day=day_words(last))
    if left == 0:
        return tr("Your authorization ends today.")
    if left <= SOON:
        return trn(
            "Your authorization ends in {n} day, on {day}.",
            "Your authorization ends in {n} days, on {day}.",
            left,
            day=day_words(last),
        )
    return ""


def _ring(asked: Asked, today: date) -> str:
    if not is_late(asked, today):
        return ""
    return tr("Ring them: {phone}.", phone=asked.phone) if asked.phone else tr("Ring them.")

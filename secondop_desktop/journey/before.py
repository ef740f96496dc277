"""How much time is left until a visit, and the one next thing to do for it: pure rules over plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from secondop_desktop.base.dates import distance_words
from secondop_desktop.base.language import tr, trn

HOUR_NEEDED = 7
"""Days before a visit from which its hour should be known."""
PRINT_FROM = 3
"""Days before a visit from which its sheets are worth printing: the questions still change before."""
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Todo(StrEnum):
    """What can be the next thing."""

    DOCTOR = "doctor"
    HOUR = "hour"
    QUESTIONS = "questions"
    STARS = "stars"
    DECISION = "decision"
    LIST = "list"
    RECORDS = "records"
    COMPANION = "companion"
    PRINT = "print"
    START = "start"
    READY = "ready"
    BECAME = "became"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Before:
    """A visit as the countdown sees it; `day` and `today` are those at its place.

    `missing` counts what is required and not there, `listed` everything on its list of needs.
    """

    day: date
    today: date
    starts: datetime
    ends: datetime
    has_hour: bool
    status: str = "planned"
    doctor: bool = True
    questions: int = 0
    stars: int = 0
    decision: bool = False
    companion: bool = False
    listed: int = 0
    missing: int = 0

    @property
    def days(self) -> int:
        """Days until the visit by the calendar; less than 0 when it is past."""
        return (self.day - self.today).days


@dataclass(frozen=True)
class Next:
    """The next thing: what it is, in a sentence, and the words of its button (none without one)."""

    todo: Todo
    sentence: str
    verb: str = ""


def is_ahead(visit: Before, now: datetime) -> bool:
    """Whether the visit still lies ahead or is going on."""
    return visit.status == "planned" and now < visit.ends


def is_today(visit: Before, now: datetime) -> bool:
    """Whether it is its day: then there is one thing to do, and that is to begin."""
    return is_ahead(visit, now) and visit.days <= 0


def time_left(visit: Before, now: datetime) -> str:
    """How far off the visit is, in words: "In 3 days", "Tomorrow, in 22 hours", "Today, in 20 minutes".

    Days are those of the calendar, as everywhere else; hours are told when it is near.
    """
    if not is_ahead(visit, now):
        return _over(visit)
    left = visit.starts - now
    if not visit.has_hour:
        return _by_day(visit.days)
    if left <= timedelta(0):
        return _going_on(-left)
    if visit.days > 1:
        return trn("In {n} day", "In {n} days", visit.days)
    time = _hours(left)
    return tr("Tomorrow, in {time}", time=time) if visit.days == 1 else tr("Today, in {time}", time=time)


def next_thing(visit: Before, now: datetime) -> Next:
    """What to do now, one thing only; the later ones come when it is done."""
    if visit.status != "planned":
        return Next(Todo.NOTHING, tr("Everything on this page can still be read and changed."))
    if not is_ahead(visit, now):
        return Next(Todo.BECAME, tr("Did it take place, or was it called off? Say so below."))
    if is_today(visit, now):
        said = tr("When you are with the doctor, start here. Every word is saved while you type.")
        return Next(Todo.START, said, tr("Start appointment"))
    return next((step for step in _steps(visit) if step is not None), _all_done())


def _steps(visit: Before) -> tuple[Next | None, ...]:
    """Everything there is to do, most needed first; what is done is None."""
    hour = visit.has_hour or visit.days > HOUR_NEEDED
    return (
        None if visit.doctor else Next(Todo.DOCTOR, tr("Choose the doctor you will see."), tr("Choose")),
        None if hour else Next(Todo.HOUR, tr("Ask the office at what hour it is."), tr("Write it down")),
        None if visit.questions else _questions(),
        None if visit.stars else Next(Todo.STARS, _star_words(), tr("Choose the three")),
        None if visit.decision else Next(Todo.DECISION, _decision_words(), tr("Write it down")),
        None if visit.listed else Next(Todo.LIST, _list_words(), tr("See the list")),
        _records(visit.missing) if visit.missing else None,
        None if visit.companion else Next(Todo.COMPANION, _companion_words(), tr("Write it down")),
        Next(Todo.PRINT, _print_words(), tr("Print the sheets")) if visit.days <= PRINT_FROM else None,
    )


def _questions() -> Next:
    return Next(Todo.QUESTIONS, tr("Choose the questions you want to ask."), tr("Choose questions"))


def _star_words() -> str:
    return tr("Give a star to the three questions you want to ask first.")


def _decision_words() -> str:
    return tr("Write in one line what you need help to decide. The doctor then knows why you came.")


def _list_words() -> str:
    return tr("Ask their office what they want to have before the visit, and write it on the list.")


def _companion_words() -> str:
    return tr("Two hear more than one. Ask somebody to come along, and write down who.")


def _print_words() -> str:
    return tr("Print your question sheet, with a copy for the doctor.")


def _records(missing: int) -> Next:
    said = trn("{n} thing they need is still missing.", "{n} things they need are still missing.", missing)
    return Next(Todo.RECORDS, said, tr("See what is missing"))


def _all_done() -> Next:
    return Next(Todo.READY, tr("You have done what can be done now."))


def _over(visit: Before) -> str:
    if visit.status == "cancelled":
        return tr("This visit was called off")
    if visit.status == "done":
        return tr("This visit took place")
    return tr("This visit was planned: {when}", when=distance_words(visit.day, visit.today))


def _by_day(days: int) -> str:
    if days <= 0:
        return tr("Today. The hour is not known yet")
    if days == 1:
        return tr("Tomorrow. The hour is not known yet")
    return trn("In {n} day. The hour is not known yet", "In {n} days. The hour is not known yet", days)


def _going_on(since: timedelta) -> str:
    minutes = since // _MINUTE
    if minutes < 1:
        return tr("It begins now")
    if since < _HOUR:
        return trn("It began {n} minute ago", "It began {n} minutes ago", minutes)
    return tr("It began a while ago")


def _hours(left: timedelta) -> str:
    """The minutes are told when it is near; a minute that has begun counts whole."""
    whole = -(-left // _MINUTE)
    hours, minutes = divmod(whole, 60)
    if not hours:
        return trn("{n} minute", "{n} minutes", minutes)
    said = trn("{n} hour", "{n} hours", hours)
    return _both(said, trn("{n} minute", "{n} minutes", minutes)) if minutes and hours < 6 else said


def _both(one: str, two: str) -> str:
    return tr("{one} and {two}", one=one, two=two)

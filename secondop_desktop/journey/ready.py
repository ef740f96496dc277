"""Ready for this visit? What is on its list, what is missing, whom to ring and how much time is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from secondop_desktop.base.language import tr, trn

MOST_NAMES = 3
MOST_CALLS = 2


@dataclass(frozen=True)
class Thing:
    """One line of the list of a visit: whether it is there, where it is in words, and whom to ring.

    `unchecked` says that it came, and that nobody has looked yet whether it can be read.
    """

    text: str
    required: bool = True
    there: bool = False
    unchecked: bool = False
    where: str = ""
    ring: str = ""
    phone: str = ""


class Standing(StrEnum):
    """How ready one is."""

    NOTHING_LISTED = "nothing_listed"
    READY = "ready"
    MISSING = "missing"
    OVER = "over"


@dataclass(frozen=True)
class Answer:
    """The answer: its standing, its words, and the lines that are required and not there."""

    standing: Standing
    sentence: str
    missing: tuple[Thing, ...] = ()


def ready(things: Sequence[Thing], days_left: int, over: bool = False) -> Answer:
    """Whether everything required is there; `days_left` until the visit, `over` once it has been."""
    missing = tuple(thing for thing in things if thing.required and not thing.there)
    if over:
        return Answer(Standing.OVER, _over(things, missing), missing)
    if not things:
        return Answer(Standing.NOTHING_LISTED, _nothing(days_left))
    if missing:
        said = f"{_missing_words(missing)} {_calls(missing)} {_time(days_left)}"
        return Answer(Standing.MISSING, " ".join(said.split()), missing)
    return Answer(Standing.READY, f"{_all_there(things)} {_time(days_left)}")


def _nothing(days_left: int) -> str:
    if days_left == 0:
        return tr("Nothing is on the list for this visit, and it is today.")
    said = tr(
        "Nothing is on the list for this visit yet. Ask their office what they want to have, "
        "or begin with the usual list."
    )
    return f"{said} {_time(days_left)}"


def _all_there(things: Sequence[Thing]) -> str:
    required = sum(thing.required for thing in things)
    helpful = sum(not thing.required and not thing.there for thing in things)
    if required:
        said = trn(
            "You are ready: the {n} required thing is there.",
            "You are ready: all {n} required things are there.",
            required,
        )
    else:
        said = tr("You are ready: nothing on the list is required.")
    unchecked = sum(thing.required and thing.unchecked for thing in things)
    if unchecked:
        said += " " + trn(
            "Check whether {n} of them can be read.", "Check whether {n} of them can be read.", unchecked
        )
    if helpful:
        said += " " + trn(
            "{n} helpful thing is not there; that is all right.",
            "{n} helpful things are not there; that is all right.",
            helpful,
        )
    return said


def _missing_words(missing: Sequence[Thing]) -> str:
    names = "; ".join(thing.text for thing in missing[:MOST_NAMES])
    more = len(missing) - MOST_NAMES
    if more > 0:
        return trn(
            "{count} required things are missing: {names}; and {n} more.",
            "{count} required things are missing: {names}; and {n} more.",
            more,
            count=len(missing),
            names=names,
        )
    return trn(
        "{n} required thing is missing: {names}.",
        "{n} required things are missing: {names}.",
        len(missing),
        names=names,
    )


def _calls(missing: Sequence[Thing]) -> str:
    """Whom to ring, each place once, those with a number first."""
    numbers: dict[str, str] = {}
    for thing in missing:
        if thing.ring and not numbers.get(thing.ring):
            numbers[thing.ring] = thing.phone
    known = sorted(numbers.items(), key=lambda pair: not pair[1])[:MOST_CALLS]
    if not known:
        return ""
    said = [tr("{name}, {phone}", name=name, phone=phone) if phone else name for name, phone in known]
    if len(said) == 1:
        return tr("Ring {one}.", one=said[0])
    return tr("Ring {one}, and {two}.", one=said[0], two=said[1])


def _time(days_left: int) -> str:
    if days_left <= 0:
        return tr("The visit is today.")
    if days_left == 1:
        return tr("The visit is tomorrow.")
    return trn("{n} day is left.", "{n} days are left.", days_left)


def _over(things: Sequence[Thing], missing: Sequence[Thing]) -> str:
    if not things:
        return tr("This visit is over. Nothing was on its list.")
    if not missing:
        return tr("This visit is over. Everything required was there.")
    return trn(
        "This visit is over. {n} required thing on its list is not there.",
        "This visit is over. {n} required things on its list are not there.",
        len(missing),
    )

"""What is still open after visits, the most pressing first; pure rules over plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr, trn
from secondop_desktop.journey import report
from secondop_desktop.journey.report import Report

SOON = 7
"""Days before the day of a next step from which it is told."""
MOST_NAMES = 2
_LONGEST = 80


class Kind(StrEnum):
    """What can be open, the most pressing first."""

    REPORT_LATE = "report_late"
    STEP_LATE = "step_late"
    UNDECIDED = "undecided"
    UNPLANNED = "unplanned"
    STEP_SOON = "step_soon"
    CARRIED = "carried"
    REPORT_DUE = "report_due"


_ORDER = tuple(Kind)


@dataclass(frozen=True)
class Step:
    """Something to do that a visit brought: in words, who does it, and by when."""

    text: str
    owner: str = ""
    due: PartialDate | None = None


@dataclass(frozen=True)
class Carried:
    """A question that goes to another visit: its words, and where it goes, in words."""

    text: str
    place: str


@dataclass(frozen=True)
class Visit:
    """What is known after one visit; `who` is its doctor, or the day when no doctor is known.

    `undecided` are questions without an answer of which nobody has said what becomes of them, `unplanned`
    tests that were ordered and have no day, `steps` those that are not done.
    """

    id: str
    who: str
    report: Report = field(default_factory=Report)
    undecided: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    unplanned: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class LooseEnd:
    """One thing that is open: of which kind, in a whole sentence, and of which visit."""

    kind: Kind
    sentence: str
    visit: str

    @property
    def late(self) -> bool:
        """Whether it should have happened by now."""
        return self.kind in (Kind.REPORT_LATE, Kind.STEP_LATE)


def loose_ends(visits: Iterable[Visit], today: date) -> tuple[LooseEnd, ...]:
    """Everything that is open, the most pressing first; each thing is told once."""
    found = [end for visit in visits for end in _of_visit(visit, today)]
    return tuple(sorted(found, key=lambda end: _ORDER.index(end.kind)))


def _of_visit(visit: Visit, today: date) -> Iterable[LooseEnd]:
    told = report.sentence(visit.report, today)
    if told and visit.report.came is None:
        late = report.is_late(visit.report, today)
        yield LooseEnd(Kind.REPORT_LATE if late else Kind.REPORT_DUE, told, visit.id)
    if visit.undecided:
        yield LooseEnd(Kind.UNDECIDED, _undecided(visit), visit.id)
    if visit.unplanned:
        yield LooseEnd(Kind.UNPLANNED, _unplanned(visit), visit.id)
    if visit.carried:
        yield LooseEnd(Kind.CARRIED, _carried(visit), visit.id)
    for step in visit.steps:
        days = _days_left(step.due, today)
        if days is not None and days <= SOON:
            yield LooseEnd(Kind.STEP_LATE if days < 0 else Kind.STEP_SOON, _step(step, days), visit.id)


def _undecided(visit: Visit) -> str:
    return trn(
        "{n} question to {who} has no answer yet: {names}. Choose where it goes.",
        "{n} questions to {who} have no answer yet: {names}. Choose where they go.",
        len(visit.undecided),
        who=visit.who,
        names=_names(visit.undecided),
    )


def _unplanned(visit: Visit) -> str:
    return trn(
        "{n} test is ordered and has no day yet: {names}.",
        "{n} tests are ordered and have no day yet: {names}.",
        len(visit.unplanned),
        names=_names(visit.unplanned),
    )


def _carried(visit: Visit) -> str:
    names = _names([each.text for each in visit.carried])
    places = {each.place for each in visit.carried}
    if len(places) == 1:
        return trn(
            "You take {n} question with you to {place}: {names}.",
            "You take {n} questions with you to {place}: {names}.",
            len(visit.carried),
            place=places.pop(),
            names=names,
        )
    return trn(
        "You take {n} question with you to other visits: {names}.",
        "You take {n} questions with you to other visits: {names}.",
        len(visit.carried),
        names=names,
    )


def _step(step: Step, days: int) -> str:
    text = _short(step.text)
    if days < 0:
        said = trn("“{text}” is {n} day late.", "“{text}” is {n} days late.", -days, text=text)
    elif days == 0:
        said = tr("“{text}” is due today.", text=text)
    else:
        said = trn("“{text}” is due in {n} day.", "“{text}” is due in {n} days.", days, text=text)
    return tr("{said} {owner} does it.", said=said, owner=step.owner) if step.owner else said


def _names(texts: Iterable[str]) -> str:
    known = list(texts)
    said = ", ".join(tr("“{text}”", text=_short(text)) for text in known[:MOST_NAMES])
    more = len(known) - MOST_NAMES
    return trn("{said} and {n} more", "{said} and {n} more", more, said=said) if more > 0 else said


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _days_left(due: PartialDate | None, today: date) -> int | None:
    return (report.last_day(due) - today).days if due is not None else None

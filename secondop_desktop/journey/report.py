"""The consultation report after a visit: whether it is waited for, late or here, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr, trn


@dataclass(frozen=True)
class Report:
    """A report as the rule sees it: from whom, the days, and under which number they can be rung."""

    who: str = ""
    due: PartialDate | None = None
    came: PartialDate | None = None
    phone: str = ""


def is_late(report: Report, today: date) -> bool:
    """Whether the report should be here by now and is not."""
    return days_late(report, today) > 0


def days_late(report: Report, today: date) -> int:
    """By how many days the report is late; 0 when it is not, or when nobody knows.

    A report that was told for a month is late once the month is over.
    """
    if report.came is not None or report.due is None:
        return 0
    return max(0, (today - last_day(report.due)).days)


def sentence(report: Report, today: date) -> str:
    """How it stands, in whole sentences; empty when no report is expected."""
    if report.came is not None:
        if report.who:
            return tr("The report of {who} came on {day}.", who=report.who, day=report.came.words())
        return tr("The report came on {day}.", day=report.came.words())
    if report.due is None:
        return tr("A report of {who} is expected.", who=report.who) if report.who else ""
    late = days_late(report, today)
    if late:
        return f"{_was_due(report)} {_late(late)} {_ring(report)}"
    if report.who:
        return tr("The report of {who} is expected by {day}.", who=report.who, day=report.due.words())
    return tr("The report is expected by {day}.", day=report.due.words())


def _was_due(report: Report) -> str:
    day = report.due.words() if report.due is not None else ""
    if report.who:
        return tr("The report of {who} was expected by {day}.", who=report.who, day=day)
    return tr("The report was expected by {day}.", day=day)


def _late(days: int) -> str:
    return trn("It is {n} day late.", "It is {n} days late.", days)


def _ring(report: Report) -> str:
    if report.phone:
        return tr("Ring {phone} and ask for it.", phone=report.phone)
    return tr("Ring them and ask for it.")


def last_day(day: PartialDate) -> date:
    """The last day that a date means: of a month, or of a year, when no more is known."""
    whole = day.whole()
    if whole is not None:
        return whole
    year, month = (day.year, day.month + 1) if day.month else (day.year + 1, 1)
    first_after = date(year + 1, 1, 1) if month > 12 else date(year, month, 1)
    return date.fromordinal(first_after.toordinal() - 1)

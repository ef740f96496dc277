"""When a visit is, in words that every room uses."""

from __future__ import annotations

from secondop_desktop.base.dates import day_words, moment_words
from secondop_desktop.base.language import tr
from secondop_desktop.case.appointments import Appointment


def when(visit: Appointment) -> str:
    """Day and hour of a visit in words, at the clock of its place."""
    if not visit.hour:
        return tr("{day}, hour not known yet", day=day_words(visit.date, weekday=True))
    return moment_words(visit.starts)

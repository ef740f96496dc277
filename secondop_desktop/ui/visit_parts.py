"""Parts that show visits and questions put to doctors, for the rooms that speak of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from secondop_desktop.base.dates import day_words, month_word, weekday_word
from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.asked import Asked
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.day_tile import DayTile
from secondop_desktop.ui.widgets.labels import chip
from secondop_desktop.ui.widgets.row_button import RowButton
from secondop_desktop.ui.words import (
    as_written_words,
    companion_words,
    day_and_hours,
    earlier_words,
    flag_words,
    kind_words,
    status_words,
    with_specialty,
)

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.case.questions import ForVisit
    from secondop_desktop.case.visit_plans import VisitPlan

STATUS_TONES = {"planned": "info", "done": "ok", "cancelled": "plain"}


class VisitRows(QWidget):
    """Visits below each other, each with the leaf of its day; `opened(id)` when one is pressed."""

    opened = Signal(str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._lines = column("xs", "none", self)
        self.rows: dict[str, RowButton] = {}

    def show_visits(self, visits: Sequence[Appointment], doctors: Mapping[str, Doctor]) -> None:
        """Show these visits; `doctors` by their ids."""
        empty_out(self._lines)
        self.rows = {}
        for visit in visits:
            self._lines.addLayout(self._line(visit, doctors.get(visit.doctor_id or "")))
        show_new(self)

    def _line(self, visit: Appointment, doctor: Doctor | None) -> QBoxLayout:
        line = row("s")
        tile = DayTile(weekday_word(visit.date).upper(), str(visit.date.day), month_word(visit.date))
        line.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        kind = kind_words().get(visit.kind, "")
        title = with_specialty(doctor) if doctor is not None else visit.goal or kind
        when = day_and_hours(visit, self._clock)
        below = tr("{when}. {place}", when=when, place=visit.place) if visit.place else when
        spoken = tr("{title}, {day}", title=title, day=day_words(visit.date, weekday=True))
        made = RowButton(title, below, partial(self.opened.emit, visit.id), spoken)
        self.rows[visit.id] = made
        line.addWidget(made, 1)
        words, tone = kind, "info"
        if visit.status == "cancelled":
            words, tone = status_words()["cancelled"], "plain"
        line.addWidget(chip(words, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        return line


def asked_rows(entries: Sequence[ForVisit], changed: frozenset[str] = frozenset()) -> list[Asked]:
    """Questions with what came of each; answers that were `changed` since lead to what they were."""
    return [_asked(entry, entry.asking.id in changed) for entry in entries]


def _asked(entry: ForVisit, changed: bool) -> Asked:
    question, asking = entry.question, entry.asking
    below = tr("Answered by {doctor}", doctor=asking.answered_by) if asking.answered_by else ""
    return Asked(
        question.text,
        question.starred,
        bool(asking.answered_at or asking.answer),
        asking.answer.strip(),
        below if asking.answered_at else "",
        tuple(words for flag, words in flag_words().items() if getattr(asking, flag)),
        as_written_words() if changed else "",
    )


def way_words(visit: Appointment, plan: VisitPlan) -> str:
    """How one gets to a visit, in a line."""
    be_there = tr("be there at {time}", time=plan.arrive) if plan.arrive else ""
    link = tr("link to the video visit") if plan.link else ""
    way, parking = tr("the way") if plan.directions else "", tr("parking") if plan.parking else ""
    return _listed(be_there, way, parking, link)


def company_words(visit: Appointment, plan: VisitPlan) -> str:
    """Who comes along to a visit, and for what."""
    who, role = visit.companion, companion_words().get(plan.companion_role, "")
    return tr("{who}. {role}", who=who.rstrip(" ."), role=role) if who and role else who or role


def diary_words(plan: VisitPlan) -> str:
    """What the calendar knows, and when this program reminds, in a line."""
    earlier = earlier_words().get(plan.remind_minutes, "") if plan.remind_minutes else ""
    known = tr("in my calendar") if plan.exported else ""
    return _listed(known, tr("reminder {earlier}", earlier=earlier) if earlier else "")


def _listed(*parts: str) -> str:
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]

"""The cards of the home page: the next visit, the sample note, the day to decide by, records to watch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from secondop_desktop.base.dates import day_words, distance_words, month_word, weekday_word
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.documents import UNREADABLE
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.day_tile import DayTile
from secondop_desktop.ui.widgets.labels import chip, label
from secondop_desktop.ui.words import hours, kind_words, mode_words, with_specialty

if TYPE_CHECKING:
    from datetime import date

    from secondop_desktop.base.clock import Clock
    from secondop_desktop.base.dates import PartialDate
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.case.documents import Document

MOST_RECORDS = 4


class NextVisit(Card):
    """The next visit with *Get ready* and *Start appointment*; without one, the first thing to do."""

    def __init__(
        self,
        get_ready: Callable[[], None],
        start: Callable[[], None],
        first_step: Callable[[bool], None],
    ) -> None:
        super().__init__(soft=True)
        self._fresh = self._has_visit = self._narrow = False
        self.tile = DayTile("", "", "", large=True)
        self._over, self._title = label("", "overline"), label("", "h2")
        self._below = label("", "muted")
        self.ready = Button(tr("Get ready"), "primary", "list-checks", then=get_ready)
        self.start = Button(tr("Start appointment"), then=start)
        self.first = Button("", "primary", then=lambda: first_step(self._fresh))
        # All three as wide as the widest, where they stand below each other; none leads anywhere before the
        # visit is known.
        for made in (self.ready, self.start, self.first):
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            made.hide()
        self._near = self._far = ""
        self._line = row("l")
        self._line.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignVCenter)
        words = column("xxs")
        words.addStretch(1)
        for part in (self._over, self._title, self._below):
            words.addWidget(part)
        words.addStretch(1)
        self._line.addLayout(words, 1)
        self._buttons = column("xs")
        for made in (self.ready, self.start, self.first):
            self._buttons.addWidget(made)
        self._line.addLayout(self._buttons)
        self.add(self._line)

    def show_visit(self, visit: Appointment | None, doctor: Doctor | None, clock: Clock, fresh: bool) -> None:
        """Show a visit, or what to do while there is none; `fresh` when nothing is written yet."""
        self._fresh = fresh
        self.ready.setVisible(visit is not None)
        self.start.setVisible(visit is not None)
        self.first.setVisible(visit is None)
        self._has_visit = visit is not None
        if visit is None:
            self._show_tile()
            self._say_first_step()
            return
        day = visit.date
        today = day <= clock.now().astimezone(visit.starts.tzinfo).date()
        self.ready.set_kind("normal" if today else "primary")
        self.start.set_kind("primary" if today else "normal")
        self.tile.say(weekday_word(day).upper(), str(day.day), month_word(day))
        far = distance_words(day, clock.today())
        self._near = tr("Next appointment, {when}", when=far)
        self._far = tr("Next appointment, {when}, {day}", when=far, day=day_words(day, weekday=True))
        kind = kind_words().get(visit.kind, "")
        self._title.setText(with_specialty(doctor) if doctor is not None else kind)
        where = mode_words()[visit.mode] if visit.mode in ("video", "phone") else ""
        self._below.setText(". ".join(part for part in (hours(visit, clock), where, visit.place) if part))
        self._show_tile()

    def reflow(self, em: float) -> None:
        """Put the buttons below the words, and leave the tile away, where there is little room."""
        stand(self._line, em < 46)
        stand(self._buttons, em >= 46)
        self._narrow = em < 46
        self._show_tile()

    def _show_tile(self) -> None:
        """The leaf of the calendar where there is room for it, else its day in words."""
        self.tile.setVisible(self._has_visit and not self._narrow)
        if self._has_visit:
            self._over.setText(self._far if self._narrow else self._near)

    def _say_first_step(self) -> None:
        if self._fresh:
            self._over.setText(tr("Start here"))
            self._title.setText(tr("Write down what happened"))
            self._below.setText(tr("A sentence or two in your own words is enough to begin with."))
            self.first.say(tr("Write it down"))
        else:
            self._over.setText(tr("Next appointment"))
            self._title.setText(tr("No appointment is written down yet"))
            self._below.setText(tr("Add it here, and you can get ready for it step by step."))
            self.first.say(tr("Add an appointment"))


class SampleNote(Card):
    """Says that nothing here is real, and offers the way out."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__(flat=True, margins="l s s s")
        words = column("hair")
        words.addWidget(label(tr("This is a sample case with an invented person."), "h3"))
        words.addWidget(
            label(tr("Look around and try everything. You can make your own case at any time."), "small")
        )
        self.body.addLayout(words, 1)
        self.own = Button(tr("Make my own case"), then=leave)
        self.body.addWidget(self.own)
        self.hide()


class TimeToDecide(Card):
    """The day by which the person wants to decide, said calmly."""

    def __init__(self, change: Callable[[], None]) -> None:
        super().__init__(label(tr("Time to decide"), "h2"))
        self.sentence = label("")
        self.add(self.sentence)
        made = Button(tr("See what was said about waiting"), "quiet", then=change)
        made.setProperty("flush", True)
        self.add(made)
        self.hide()

    def show_day(self, day: PartialDate | None, today: date) -> None:
        """Show a day, or nothing when none is set."""
        self.setVisible(day is not None)
        if day is not None:
            self.sentence.setText(decide_words(day, today))


def decide_words(day: PartialDate, today: date) -> str:
    """By when the person wants to decide, and how far off that is."""
    whole = day.whole()
    if whole is None:
        return tr("You want to decide by {day}.", day=day.words())
    left = (whole - today).days
    if left < 0:
        return tr("You wanted to decide by {day}. You can choose another day.", day=day.words())
    if left == 0:
        return tr("You want to decide by today, {day}.", day=day.words())
    if left == 1:
        return tr("You want to decide by {day}. That is tomorrow.", day=day.words())
    return trn(
        "You want to decide by {day}. That is in {n} day.",
        "You want to decide by {day}. That is in {n} days.",
        left,
        day=day.words(),
    )


class WaitingRecords(Card):
    """Records that are still being read, or could not be read."""

    def __init__(self, look: Callable[[], None]) -> None:
        super().__init__(label(tr("Records to keep an eye on"), "h2"))
        self._lines = column("xs")
        self.add(self._lines)
        made = Button(tr("Open your records"), "quiet", then=look)
        made.setProperty("flush", True)
        self.add(made)
        self.hide()

    def show_records(self, records: Sequence[Document]) -> None:
        """Show the first few of these records, or nothing when there are none."""
        self.setVisible(bool(records))
        empty_out(self._lines)
        for record in records[:MOST_RECORDS]:
            line = row("s")
            line.addWidget(label(record.title), 1)
            bad = record.state == UNREADABLE
            words, tone = (tr("Could not be read"), "warn") if bad else (tr("Still being read"), "info")
            line.addWidget(chip(words, tone), 0, Qt.AlignmentFlag.AlignVCenter)
            self._lines.addLayout(line)
        more = len(records) - MOST_RECORDS
        if more > 0:
            self._lines.addWidget(label(trn("And {n} more.", "And {n} more.", more), "small"))
        show_new(self)

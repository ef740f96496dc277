"""The top of the page of a visit: how much time is left, and the one next thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from secondop_desktop.base.dates import month_word, time_words, weekday_word
from secondop_desktop.base.language import tr
from secondop_desktop.journey import before
from secondop_desktop.journey.before import Before, Next, Todo
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.day_tile import DayTile
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from datetime import datetime, time

ICONS = {Todo.START: "notebook-pen", Todo.PRINT: "printer", Todo.QUESTIONS: "list-checks", Todo.STARS: "star"}


@dataclass(frozen=True)
class Counted:
    """What the countdown shows of a visit: its facts, when to be there, and whether it lies in the bin."""

    visit: Before
    arrive: time | None = None
    binned: bool = False


class Countdown(Card):
    """Says how far off a visit is; `asked(todo)` when the button of the next thing is pressed.

    `tell` says the same again for another moment: the words grow old by themselves.
    """

    asked = Signal(str)
    brought_back = Signal()

    def __init__(self, writable: bool) -> None:
        super().__init__(soft=True)
        self._writable = writable
        self._counted: Counted | None = None
        self._next: Next | None = None
        self.tile = DayTile("", "", "", large=True)
        self.left, self.sentence = label("", "h2"), label("")
        self.arrive = label("", "muted")
        self.do = Button("", "primary", then=self._do)
        self.bring_back = Button(
            tr("Bring it back"), "primary", "archive-restore", then=self.brought_back.emit
        )
        for made in (self.do, self.bring_back):
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = column("xxs")
        words.addStretch(1)
        for part in (self.left, self.sentence, self.arrive):
            words.addWidget(part)
        words.addStretch(1)
        self._line = row("l")
        self._line.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addLayout(words, 1)
        for made in (self.do, self.bring_back):
            self._line.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(self._line)
        for hidden in (self.do, self.bring_back, self.arrive):
            hidden.hide()

    def show_visit(self, counted: Counted, now: datetime) -> None:
        """Count down to a visit."""
        self._counted = counted
        day = counted.visit.day
        self.tile.say(weekday_word(day).upper(), str(day.day), month_word(day))
        self.bring_back.setVisible(counted.binned and self._writable)
        self.tell(counted.visit, now)

    def tell(self, visit: Before, now: datetime) -> None:
        """Say how things stand at `now`."""
        counted = self._counted
        if counted is None:
            return
        self.left.setText(before.time_left(visit, now))
        found = before.next_thing(visit, now)
        binned = counted.binned
        self._next = None if binned else found
        self.sentence.setText(
            tr("This visit is in the bin. It can still be read.") if binned else found.sentence
        )
        self.do.setVisible(bool(found.verb) and self._writable and not binned)
        if found.verb:
            self.do.say(found.verb)
            self.do.set_icon(ICONS.get(found.todo, "arrow-right"))
        shown = counted.arrive is not None and before.is_ahead(visit, now) and visit.days <= 1
        self.arrive.setVisible(shown)
        if counted.arrive is not None:
            self.arrive.setText(tr("Be there at {time}.", time=time_words(counted.arrive)))

    def todo(self) -> Todo:
        """What the next thing is."""
        return self._next.todo if self._next is not None else Todo.NOTHING

    def reflow(self, em: float) -> None:
        """The button below the words, and no leaf of the calendar, where there is little room."""
        stand(self._line, em < 46)
        self.tile.setVisible(em >= 46)

    def _do(self) -> None:
        self.asked.emit(str(self.todo()))

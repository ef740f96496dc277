"""The card of the home page that says what somebody owes: late things first, then the oldest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import chip, label
from secondop_desktop.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from secondop_desktop.flows.track import Waiting

MOST_ROWS = 4


class WaitingFor(Card):
    """Hides itself when nobody owes anything; `look(waiting)` opens one, `look_at_all()` the whole list."""

    def __init__(self, look: Callable[[Waiting], None], look_at_all: Callable[[], None]) -> None:
        super().__init__(label(tr("Waiting for"), "h2"))
        self._look = look
        self._lines = column("xs")
        self.add(self._lines)
        self.all = Button(tr("See all of them"), "quiet", then=look_at_all).flush()
        self.add(self.all)
        self.rows: list[RowButton] = []
        self.hide()

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show the first few, or nothing when there are none."""
        self.setVisible(bool(waiting))
        empty_out(self._lines)
        self.rows = []
        for each in waiting[:MOST_ROWS]:
            line = row("s")
            made = RowButton(each.title, each.sentence, partial(self._look, each))
            self.rows.append(made)
            line.addWidget(made, 1)
            if each.late:
                line.addWidget(chip(tr("Late"), "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
            self._lines.addLayout(line)
        more = len(waiting) - MOST_ROWS
        self.all.say(trn("See {n} more", "See {n} more", more) if more > 0 else tr("Where everything is"))
        show_new(self)

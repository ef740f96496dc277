"""The way of a piece so far: each step with its day and what was noted, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case.pieces import state_words
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.case.pieces import Move


class WayList(QWidget):
    """Steps below each other, the latest first; `taken_back(id)` when one is not as it was."""

    taken_back = Signal(str)

    def __init__(self, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self._lines = column("xs", "none", self)
        self._shown: tuple[Move, ...] | None = None

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Show these steps."""
        empty_out(self._lines)
        if not moves:
            self._lines.addWidget(label(tr("No step is written down yet."), "muted"))
        for move in reversed(moves):
            self._lines.addWidget(self._line(move))
        show_new(self)

    def _line(self, move: Move) -> QWidget:
        made = QWidget()
        line, words = row("xs", "none", made), column("hair", "none xxs none xxs")
        title = step_title(move)
        words.addWidget(label(title, "h3"))
        details = details_of(move)
        if details:
            words.addWidget(label(details, "small").selectable())
        if move.note:
            words.addWidget(label(move.note).selectable())
        line.addLayout(words, 1)
        if self._writable:
            back: Callable[[], None] = partial(self.taken_back.emit, move.id)
            made_button = icon_button(tr("Take this step back: {step}", step=title), "undo-2", back)
            line.addWidget(made_button, 0, Qt.AlignmentFlag.AlignTop)
        return made


def step_title(move: Move) -> str:
    """A step and its day: "Asked for, 3 March 2026"."""
    state = state_words().get(move.state, "")
    return tr("{state}, {day}", state=state, day=move.day.words()) if move.day else state


def details_of(move: Move) -> str:
    """What was noted about a step, as short sentences."""
    due = tr("To be here or back by {day}.", day=move.due.words()) if move.due else ""
    said = (
        tr("With or to: {words}.", words=move.who) if move.who else "",
        tr("Spoke to: {words}.", words=move.contact) if move.contact else "",
        tr("How: {words}.", words=move.how) if move.how else "",
        tr("Cost: {words}.", words=move.fee) if move.fee else "",
        tr("Sent with: {words}.", words=move.carrier) if move.carrier else "",
        tr("Tracking number: {words}.", words=move.tracking) if move.tracking else "",
        due,
    )
    return " ".join(words for words in said if words)

"""The way as a column of round marks with a line between them, each step a place to go to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Badge, Connector
from secondop_desktop.ui.widgets.row_button import RowButton


@dataclass(frozen=True)
class Step:
    """One step; `standing` is "done", "now" or "later"."""

    key: str
    title: str
    state: str
    standing: str


class Steps(QWidget):
    """`asked(key)` when a step, or *Continue* at the present one, is pressed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column("none", "none", self)
        self._steps: list[Step] = []
        self.go_on: Button | None = None
        self.titles: dict[str, RowButton] = {}

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps; nothing moves when they are the same."""
        if list(steps) == self._steps:
            return
        self._steps = list(steps)
        empty_out(self._lines)
        self.go_on, self.titles = None, {}
        for number, step in enumerate(self._steps, 1):
            self._add(step, number, last=number == len(self._steps))
        show_new(self)

    def _add(self, step: Step, number: int, last: bool) -> None:
        line, marks = row("xs"), column("none", "none")
        marks.addSpacing(theme.tokens().px(5))
        marks.addWidget(Badge(step.standing, str(number)))
        if last:
            marks.addStretch(1)
        else:
            marks.addWidget(Connector(step.standing == "done"), 1)
        line.addLayout(marks)
        ask = partial(self.asked.emit, step.key)
        made = RowButton(step.title, step.state, ask, _spoken(step, number))
        self.titles[step.key] = made
        words = column("none", "none none none s" if not last else "none")
        words.addWidget(made)
        line.addLayout(words, 1)
        if step.standing == "now":
            self.go_on = Button(tr("Continue"), then=ask)
            self.go_on.setAccessibleName(tr("Continue: {title}", title=step.title))
            line.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(line)


def _spoken(step: Step, number: int) -> str:
    states = {"done": tr("done"), "now": tr("in progress"), "later": tr("not started")}
    return tr("Step {n}, {state}: {title}", n=number, state=states[step.standing], title=step.title)

"""What several doctors said to the same question, in neighbouring columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, empty_out
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import chip, label
from secondop_desktop.ui.widgets.reflow import Reflow

LETTERS_PER_COLUMN = 16


@dataclass(frozen=True)
class AnswerColumn:
    """One answer: who gave it, when, the words, and what was marked."""

    who: str
    when: str
    text: str
    marks: tuple[str, ...] = ()


class AnswersBeside(QWidget):
    """As many columns as there is room for; the rest goes on below."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setProperty("gap", "s")
        theme.space_layout(self._grid)
        self._answers: tuple[AnswerColumn, ...] = ()
        self._columns = 2
        self._reflow = Reflow(self, self._rearrange)

    def show_answers(self, answers: Sequence[AnswerColumn]) -> None:
        """Show other answers."""
        if tuple(answers) != self._answers:
            self._answers = tuple(answers)
            self._fill()

    def columns(self) -> int:
        """How many columns are beside each other now."""
        return max(1, min(self._columns, len(self._answers)))

    def _rearrange(self, em: float) -> None:
        columns = max(1, int(em // LETTERS_PER_COLUMN))
        if columns != self._columns:
            self._columns = columns
            self._fill()

    def _fill(self) -> None:
        empty_out(self._grid)
        columns = self.columns()
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))
        for number, answer in enumerate(self._answers):
            self._grid.addWidget(_sheet(answer), number // columns, number % columns)


def _sheet(answer: AnswerColumn) -> Card:
    made = Card(label(answer.who, "h3"), margins="m")
    if answer.when:
        made.add(label(answer.when, "small"))
    if answer.marks:
        made.add(FlowRow(*(chip(mark, "info") for mark in answer.marks)))
    made.add(label(answer.text).selectable())
    made.body.addStretch(1)
    return made

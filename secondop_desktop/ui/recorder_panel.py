"""Asks, before anything is recorded, whether the people in the room agree, and tells what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case.permissions import NO, NOT_NOW, YES
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from secondop_desktop.base.errors import UserError


class RecorderPanel(ScrollPage):
    """Lies in the place of the page; `answered(whom, answer)` when an answer was chosen, `closed()`."""

    answered = Signal(str, str)
    closed = Signal()

    def __init__(self) -> None:
        inside = QWidget()
        super().__init__(inside, clear=True)
        self.setAccessibleName(tr("Recording this visit"))
        self.whom = LineField(tr("Whom did you ask?"))
        self.yes = Button(tr("They said yes. Record"), "primary", "mic")
        self.no = Button(tr("They said no"))
        self.not_now = Button(tr("Not now"))
        self.back = Button(tr("Back to my words"), "quiet", "arrow-left", then=self.closed.emit)
        self.said = label("", "small")
        for answer, made in ((YES, self.yes), (NO, self.no), (NOT_NOW, self.not_now)):
            made.clicked.connect(lambda _=False, answer=answer: self._answer(answer))
        body = column("m", "xl m xl m", inside)
        body.addWidget(label(tr("Recording this visit"), "h1"))
        body.addWidget(
            Card(
                label(tr("Please ask everyone in the room whether you may record, and wait for a yes.")),
                label(
                    tr("The law on this differs from state to state. Asking is right everywhere."), "small"
                ),
                self.whom,
                FlowRow(self.yes, self.no, self.not_now),
                self.said,
            )
        )
        body.addWidget(self.back)
        body.addStretch(1)

    def ask(self, whom: str, said: Sequence[str]) -> None:
        """Get ready to ask: `whom` is offered when nothing is typed, `said` is what was noted before."""
        if not self.whom.typed():
            self.whom.set_value(whom)
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))

    def refuse(self, error: UserError) -> None:
        """Say at the field what is missing."""
        self.whom.refuse(error.sentence)
        self.whom.setFocus()

    def _answer(self, answer: str) -> None:
        self.whom.clear_problem()
        self.answered.emit(self.whom.typed(), answer)

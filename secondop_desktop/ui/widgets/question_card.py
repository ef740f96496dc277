"""One question of the list: its words to edit, where it will be asked, and what doctors said so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.answers_beside import AnswerColumn, AnswersBeside
from secondop_desktop.ui.widgets.boxes import column, empty_out
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card, Rule
from secondop_desktop.ui.widgets.fields import TextField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick


@dataclass(frozen=True)
class AskChoice:
    """Somewhere a question can be asked: `key` names it, `words` say it, `ticked` whether it will be."""

    key: str
    words: str
    ticked: bool


class QuestionCard(QWidget):
    """`typed()` while the words change, `left()` when the field is left; `asked(key, on)`; `deleted()`."""

    typed = Signal()
    left = Signal()
    asked = Signal(str, bool)
    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = TextField(tr("Question"), lines=2, most=6)
        self.words.changed.connect(self.typed)
        self.words.finished.connect(self.left)
        self.why = label("", "small")
        self.delete = Button(tr("Delete this question"), "quiet", "trash-2", then=self.deleted.emit)
        self.answers = AnswersBeside()
        self.no_answers = label("", "muted")
        self._choices: tuple[AskChoice, ...] = ()
        self._ticks: list[Tick] = []
        self._no_visits = label(
            tr("When a visit is planned or a doctor is in your list, you can choose here where to ask this."),
            "muted",
        )
        self._places = column("none")
        self._writable = True
        self._build()

    def show_question(self, words: str, why: str) -> None:
        """Show the words; the cursor stays when they are the same."""
        blocked = self.words.blockSignals(True)
        self.words.set_value(words)
        self.words.blockSignals(blocked)
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def show_places(self, choices: Sequence[AskChoice]) -> None:
        """Show where the question can be asked."""
        if [(c.key, c.words) for c in choices] != [(c.key, c.words) for c in self._choices]:
            self._make_ticks(choices)
        self._choices = tuple(choices)
        for tick, choice in zip(self._ticks, choices, strict=True):
            tick.setChecked(choice.ticked)
        self._no_visits.setVisible(not choices)

    def show_answers(self, answers: Sequence[AnswerColumn]) -> None:
        """Show what doctors said."""
        self.answers.show_answers(answers)
        self.answers.setVisible(bool(answers))
        self.no_answers.setText("" if answers else tr("No doctor has answered this yet."))
        self.no_answers.setVisible(not answers)

    def set_writable(self, on: bool) -> None:
        """Let the person change things, or only read."""
        self._writable = on
        self.words.editor.setReadOnly(not on)
        self.delete.setVisible(on)
        for tick in self._ticks:
            tick.setEnabled(on)

    def ticks(self) -> list[Tick]:
        """The tick boxes of the places, in their order."""
        return list(self._ticks)

    def _build(self) -> None:
        body = column("s", "none", self)
        card = Card(self.words, self.why, margins="m")
        card.add(Rule())
        card.add(label(tr("Ask it at"), "field"))
        card.add(self._no_visits)
        card.add(self._places)
        card.body.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(card)
        body.addWidget(label(tr("Answers so far"), "h2"))
        body.addWidget(self.no_answers)
        body.addWidget(self.answers)
        body.addStretch(1)

    def _make_ticks(self, choices: Sequence[AskChoice]) -> None:
        empty_out(self._places)
        self._ticks = []
        for choice in choices:
            tick = Tick(choice.words)
            tick.setProperty("key", choice.key)
            tick.setEnabled(self._writable)
            tick.clicked.connect(self._pressed)
            self._places.addWidget(tick)
            self._ticks.append(tick)

    def _pressed(self, on: bool) -> None:
        sender = self.sender()
        if sender is not None:
            self.asked.emit(str(sender.property("key")), on)

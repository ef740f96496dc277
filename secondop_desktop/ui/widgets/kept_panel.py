"""What was caught in the room so far, as a short list: each line can be changed or taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label

_LEAST_HEIGHT = 60


class KeptPanel(QWidget):
    """The lines in a list; `change_asked(id)`, `back_asked(id)` when one is to be taken back, `closed()`."""

    change_asked = Signal(str)
    back_asked = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = CardList(tr("What you wrote down"))
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        self.list.opened.connect(self.change_asked)
        self.list.chosen.connect(self._chosen)
        self.empty = label(
            tr("Nothing yet. Ctrl+1 to Ctrl+7 write down a test, a next step, a medicine, a date or a word."),
            "muted",
        )
        self.back = Button(tr("Back to my words"), icon="arrow-left", then=self.closed.emit)
        self.change = Button(tr("Change"), icon="pencil", hint=tr("Enter"), then=self._change)
        self.undo = Button(tr("Take back"), icon="undo-2", hint=tr("Delete"), then=self._take_back)
        self._card = Card(self.list, margins="xs")
        body = column("m", "xl m xl m", self)
        body.addWidget(label(tr("What you wrote down"), "h1"))
        body.addWidget(self._card, 1)
        body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        body.addWidget(FlowRow(self.back, self.change, self.undo))
        self.show_rows([])

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other lines; the chosen one stays chosen, unless a new one came."""
        before = {card.id for card in self.list.rows()}
        self.list.set_rows(rows)
        if rows and (not self.list.selected() or rows[-1].id not in before):
            self.list.select(rows[-1].id)
        self._card.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen line back."""
        if event.key() == Qt.Key.Key_Delete and self.list.selected():
            self._take_back()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> None:
        for button in (self.change, self.undo):
            button.setEnabled(bool(self.list.selected()))

    def _change(self) -> None:
        if self.list.selected():
            self.change_asked.emit(self.list.selected())

    def _take_back(self) -> None:
        if self.list.selected():
            self.back_asked.emit(self.list.selected())

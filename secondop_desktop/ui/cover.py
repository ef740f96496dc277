"""Stands where the page was: while the last words cannot be saved yet, and while the case is being closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label

TRY_EVERY_MS = 5_000
WIDEST = 560


class Cover(QWidget):
    """A few sentences and *Try again*; `asked` when it is pressed, and by itself every few seconds.

    It says nothing of the case, not even its name.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.again = Button(tr("Try again"), "primary", "lock", then=self._pressed)
        words = tr(
            "The case should be locked now, but the last words could not be saved yet. They are kept here. "
            "Please make some room on the disk: once they are saved, the case is locked by itself."
        )
        self._answer = label("", "problem")
        self._answer.hide()
        self._middle = Card(label(tr("Your page is hidden"), "h2"), label(words), self._answer)
        self._middle.add(FlowRow(self.again))
        across = row("none", "l")
        across.addStretch(1)
        across.addWidget(self._middle, 100)
        across.addStretch(1)
        body = column("none", "none", self)
        body.addStretch(1)
        body.addLayout(across)
        body.addStretch(2)
        self.setFocusProxy(self.again)
        self._measure()
        theme.on_change(self._measure)
        self._timer = QTimer(self)
        self._timer.setInterval(TRY_EVERY_MS)
        self._timer.timeout.connect(self.asked)
        self._timer.start()

    def _measure(self) -> None:
        self._middle.setMaximumWidth(theme.tokens().px(WIDEST))

    def _pressed(self) -> None:
        self._answer.setText(tr("The words could still not be saved."))
        self._answer.show()
        self.asked.emit()


class Parting(QWidget):
    """What is on the screen from the moment everything is saved until the lock screen is there."""

    def __init__(self) -> None:
        super().__init__()
        body = column("none", "xl", self)
        body.addStretch(1)
        said = label(tr("Everything is saved. The case is being locked."), "muted")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(said)
        body.addStretch(2)

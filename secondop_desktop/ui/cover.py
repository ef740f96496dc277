"""Stands where the page was, while nobody is here and the last words cannot be saved yet."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.labels import label

TRY_EVERY_MS = 5_000


class Cover(QWidget):
    """One sentence and *Try again*; `asked` when it is pressed, and by itself every few seconds.

    It says nothing of the case, not even its name.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.again = Button(tr("Try again"), "primary", "lock", then=self._pressed)
        words = tr(
            "Your page is hidden, because nobody was here for a while. The last words on it could not be "
            "saved yet, so the case is still open behind this. Please make some room on the disk. Once the "
            "words are saved, the case is locked."
        )
        body = column("none", "xl", self)
        body.addWidget(EmptyState(words, self.again, "lock"), 1)
        self._answer = label("", "problem")
        self._answer.hide()
        body.addWidget(self._answer)
        self.setFocusProxy(self.again)
        self._timer = QTimer(self)
        self._timer.setInterval(TRY_EVERY_MS)
        self._timer.timeout.connect(self.asked)
        self._timer.start()

    def _pressed(self) -> None:
        self._answer.setText(tr("The words could still not be saved. They are kept here."))
        self._answer.show()
        self.asked.emit()

"""A sentence said in passing in the bar of a visit, with at most one button; nothing moves because of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.ui.widgets.boxes import row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label

SHORTEST_STAY = 6_000
STAY_PER_WORD = 600


class TalkWord(QWidget):
    """Says one sentence at a time; `changed()` when another one is said, or nothing any more.

    A warning comes before what is told, and stays until it is taken back.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sentence = label("", "small")
        self.button = Button("", "normal", then=self._pressed)
        self._told = self._warning = ""
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        inside = row("s", "none", self)
        inside.addWidget(self.sentence, 1)
        inside.addWidget(self.button)
        self._show()

    def tell(
        self,
        sentence: str,
        do: str = "",
        then: Callable[[], object] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Say a sentence with a button `do`; it goes by itself after a while unless it `stays`."""
        self._told, self._then = sentence, then
        self.button.say(do, "")
        self._timer.stop()
        if not stays:
            self._timer.start(max(SHORTEST_STAY, STAY_PER_WORD * len(sentence.split())))
        self._show()

    def warn(self, sentence: str) -> None:
        """Say a warning until it is taken back with an empty one."""
        if sentence != self._warning:
            self._warning = sentence
            self._show()

    def clear(self) -> None:
        """Say nothing any more, but for a warning."""
        self._told, self._then = "", None
        self._timer.stop()
        self._show()

    def says_something(self) -> bool:
        """Whether there is a sentence now."""
        return bool(self._told or self._warning)

    def _pressed(self) -> None:
        then = self._then
        self.clear()
        if then is not None:
            then()

    def _show(self) -> None:
        words = self._warning or self._told
        self.sentence.setText(words)
        self.button.setVisible(bool(not self._warning and self._then and self.button.text()))
        self.setAccessibleName(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.changed.emit()

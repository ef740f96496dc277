"""The line above a page in which one looks for words in this file."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.plain_edit import PlainLine

PAUSE_MS = 200


class FindBar(QWidget):
    """`typed(words)` after a pause, `step(1 or -1)` for the next or the last place, `closed()`."""

    typed = Signal(str)
    step = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = PlainLine()
        self.line.setPlaceholderText(tr("Find words in this record"))
        self.line.setAccessibleName(tr("Find words in this record"))
        self.line.installEventFilter(self)
        self.before = icon_button(tr("Place before (Shift+F3)"), "chevron-up", lambda: self.step.emit(-1))
        self.next = icon_button(tr("Next place (F3)"), "chevron-down", lambda: self.step.emit(1))
        self.close_ = icon_button(tr("Stop looking for words (Esc)"), "x", self.closed.emit)
        self._said, self._count = label("", "small"), label("", "small")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.line.text()))
        self.line.textChanged.connect(self._pause.start)
        self._build()

    def open(self, words: str = "") -> None:
        """Show the line; other `words` stand in it then, and `typed` is not emitted for them."""
        if words:
            blocked = self.line.blockSignals(True)
            self.line.setText(words)
            self.line.blockSignals(blocked)
        self.show()

    def take_focus(self) -> None:
        """Put the cursor into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def say(self, sentence: str, count: str = "", more: bool = False) -> None:
        """Say what was found here and how much there is; `more` when one can go to another place."""
        for words, shown in ((sentence, self._said), (count, self._count)):
            shown.setText(words)
            shown.setHidden(not words)
        for made in (self.before, self.next):
            made.setEnabled(more)

    def sentence(self) -> str:
        """What is said of the open page."""
        return self._said.text()

    def count(self) -> str:
        """What is said of all pages."""
        return self._count.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next place, Shift+Enter to the one before."""
        pressed = watched is self.line and event.type() == QEvent.Type.KeyPress
        if not (pressed and isinstance(event, QKeyEvent)):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return False

    def _enter(self, back: bool) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.typed.emit(self.line.text())
        else:
            self.step.emit(-1 if back else 1)

    def _build(self) -> None:
        whole = column("xxs", "none", self)
        line = row("xxs")
        line.addWidget(self.line, 1)
        for made in (self.before, self.next, self.close_):
            line.addWidget(made)
        whole.addLayout(line)
        words = row("s")
        for said in (self._said, self._count):
            words.addWidget(said, 1, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words)
        self.say("")

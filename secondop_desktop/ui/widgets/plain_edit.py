"""Editors for plain words: whatever is pasted or dropped becomes plain text, and spelling is looked at."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets import plain_words
from secondop_desktop.ui.widgets.waves import Waves

MOST_LETTERS = 100_000
"""Far more than anybody writes into a field, and so little that each key is quick."""


class PlainEdit(QPlainTextEdit):
    """Several lines of plain text; `refused(sentence)` tells of what is too long to be pasted."""

    refused = Signal(str)

    def __init__(self, text: str = "", prose: bool = True) -> None:
        super().__init__(text)
        self.waves = Waves(self) if prose else None

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only what has words."""
        return bool(plain_words.words_of(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop plain words, whatever was copied."""
        words, instead = plain_words.words_of(source), len(self.textCursor().selectedText())
        if self.document().characterCount() - instead + len(words) > MOST_LETTERS:
            self.refused.emit(tr("This text is too long for here. Nothing was pasted."))
        elif words:
            self.insertPlainText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, then the wavy lines."""
        super().paintEvent(event)
        if self.waves is not None:
            self.waves.paint(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last word is looked at now."""
        super().focusOutEvent(event)
        if self.waves is not None:
            self.waves.left()


class PlainLine(QLineEdit):
    """One line; with `prose` its spelling is looked at. `refused(sentence)` as above."""

    refused = Signal(str)

    def __init__(self, text: str = "", prose: bool = False) -> None:
        super().__init__(text)
        self.waves = Waves(self) if prose else None
        self.textEdited.connect(self._clean)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, then the wavy lines."""
        super().paintEvent(event)
        if self.waves is not None:
            self.waves.paint(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last word is looked at now."""
        super().focusOutEvent(event)
        if self.waves is not None:
            self.waves.left()

    def _clean(self, text: str) -> None:
        """Qt pastes into a line what it likes, line ends and all, and cuts off what is too long."""
        if len(text) >= self.maxLength():
            self.undo()
            self.refused.emit(tr("This text is too long for one line. Nothing was pasted."))
            return
        cleaned = plain_words.clean(text, one_line=True)
        if cleaned != text:
            behind = len(plain_words.clean(text[self.cursorPosition() :], one_line=True))
            self.selectAll()
            self.insert(cleaned)
            self.setCursorPosition(len(cleaned) - behind)

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
        self._before, self._cleaning = text, False
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._changed)  # told after the one above

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

    def _changed(self, text: str) -> None:
        self._before = text

    def _edited(self, text: str) -> None:
        """Qt pastes into a line what it likes, line ends and all, and cuts off what is too long."""
        before = self._before
        if self._cleaning:
            return
        self._cleaning = True
        if len(text) >= self.maxLength() and len(text) > len(before) + 1:
            self.undo()
            self.refused.emit(tr("This text is too long for one line. Nothing was pasted."))
        elif not _is_clean(text) and _is_clean(before):
            self._put_in_clean(text, before)
        self._cleaning = False

    def _put_in_clean(self, text: str, before: str) -> None:
        """Put the new part in once more: what was wrong must not come back with Ctrl+Z."""
        cursor = self.cursorPosition()
        behind = len(text) - cursor
        most = min(cursor, len(before) - behind)
        new = next((at for at in range(most) if text[at] != before[at]), most)
        self.undo()
        self.setSelection(new, len(before) - behind - new)
        self.insert(plain_words.clean(text[new:cursor], one_line=True))


def _is_clean(text: str) -> bool:
    return plain_words.clean(text, one_line=True) == text

"""The large editor for notes: big letters, open lines, plain text only."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.tokens import LINE_HEIGHT_PERCENT

MOST_LETTERS = 500_000
"""With more, each key is felt; five times what somebody writes in a visit of three hours."""


class NoteEdit(QTextEdit):
    """Everything pasted becomes plain text; undo reaches back to when the text was put in.

    `refused(error)` tells of text that is too long to be pasted here.
    """

    refused = Signal(object)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setObjectName("note")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMinimumHeight(theme.tokens().px(130))
        self.set_text("")
        self.cursorPositionChanged.connect(self._keep_breaks)

    def text(self) -> str:
        """What is written, with ordinary spaces and line ends."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another note without `textChanged`; nothing happens when it is the same one."""
        if text == self.toPlainText() and text:
            return
        blocked = self.blockSignals(True)
        self.setPlainText(text)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.blockSignals(blocked)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, whatever was copied."""
        text, instead = source.text(), len(self.textCursor().selectedText())
        if len(text) > MOST_LETTERS - self.document().characterCount() + instead:
            self.refused.emit(too_long())
        elif source.hasText():
            self.insertPlainText(text)

    def _keep_breaks(self) -> None:
        """Let Qt keep where the lines of this paragraph break: else it works that out three times a key.

        In a paragraph of 100,000 letters each time takes ten milliseconds.
        """
        self.textCursor().block().layout().setCacheEnabled(True)


def too_long() -> UserError:
    """What is said about text that would make writing here slow."""
    return UserError(
        tr("This text is too long for a page of notes, so it was not pasted."),
        tr("Your notes are as they were. You can save the text as a file and add that to your records."),
    )

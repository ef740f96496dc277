"""The large editor for notes: big letters, open lines, plain text only."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from secondop_desktop.ui import theme
from secondop_desktop.ui.tokens import LINE_HEIGHT_PERCENT


class NoteEdit(QTextEdit):
    """Everything pasted becomes plain text; undo reaches back to when the text was put in."""

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
        if source.hasText():
            self.insertPlainText(source.text())

    def _keep_breaks(self) -> None:
        """Let Qt keep where the lines of this paragraph break: else it works that out three times a key.

        In a paragraph of 100,000 letters each time takes ten milliseconds.
        """
        self.textCursor().block().layout().setCacheEnabled(True)

"""The large editor for notes: big letters, open lines, plain text only."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.tokens import LINE_HEIGHT_PERCENT
from secondop_desktop.ui.widgets import plain_words
from secondop_desktop.ui.widgets.line_marks import LineMarks
from secondop_desktop.ui.widgets.marked_lines import MarkedLines
from secondop_desktop.ui.widgets.waves import Waves

_SPACED = "spaced"
MOST_PAPERS = 60
"""Of so many texts what was typed can be undone; the one that was left longest ago goes first."""
MOST_LETTERS = 500_000
"""With more, each key is felt; five times what somebody writes in a visit of three hours."""
LONG_PARAGRAPH = 20_000
"""Letters without a line end: six pages of a book."""
SHAPED = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2000-\u20cf\u2100-\u214f]")
"""Whatever is no Latin letter, digit or sign: some of it cannot be read unless its letters are joined."""


class NoteEdit(QTextEdit):
    """Everything pasted becomes plain text; undo reaches back to when the text was put in.

    `refused(error)` tells of text that is too long to be pasted here. With `set_text(text, marks)` each line
    keeps its mark; `line_asked(line)` when the mark beside a line is clicked, or asked for by key. An editor
    that shows several texts in turn keeps what can be undone in each: `turn_to`.
    """

    refused = Signal(object)
    line_asked = Signal(int)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setObjectName("note")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMinimumHeight(theme.tokens().px(130))
        self._key = ""
        self._papers: dict[str, QTextDocument] = {}
        self.document().setParent(self)  # the editor would delete its own one when it is given another
        self.lines = MarkedLines(self)
        self.lines.asked.connect(self.line_asked)
        self.waves = Waves(self)
        self.set_text("")
        self.cursorPositionChanged.connect(self._keep_breaks)

    def text(self) -> str:
        """What is written, with ordinary spaces and line ends."""
        return self.toPlainText()

    def set_text(self, text: str, marks: LineMarks | None = None) -> None:
        """Show another note without `textChanged`; nothing happens when it is the same one."""
        if text == self.toPlainText() and self.document().property(_SPACED):
            self.lines.take(marks)
            return
        self.lines.take(None)
        blocked = self.blockSignals(True)
        self._prefer_shaping(True)
        self.setPlainText(text)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.document().setProperty(_SPACED, True)
        self.blockSignals(blocked)
        self.lines.take(marks)

    def turn_to(self, key: str) -> None:
        """Take up the text of this name: `set_text` with the same words leaves what can be undone in it."""
        if key == self._key:
            return
        blocked = self.blockSignals(True)
        self._papers[self._key] = self.document()
        paper = self._papers.pop(key, None) or QTextDocument(self)
        if paper.property(_SPACED) is None:
            self.lines.follow(paper)
            self.waves.follow(paper)
        paper.setDefaultFont(self.document().defaultFont())
        self.lines.take(None)
        self._key = key
        self.setDocument(paper)
        while len(self._papers) > MOST_PAPERS:
            self._papers.pop(next(iter(self._papers))).deleteLater()
        if paper.property(_SPACED) is None:
            self.set_text("")
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter always makes a new line: on an empty one Qt would only undo the open line spacing."""
        keys = QKeySequence.StandardKey
        if self.isReadOnly() or not (
            event.matches(keys.InsertParagraphSeparator) or event.matches(keys.InsertLineSeparator)
        ):
            super().keyPressEvent(event)
            return
        self.textCursor().insertBlock()
        self.ensureCursorVisible()

    def line(self) -> int:
        """The line of the cursor, counted from 0."""
        return self.textCursor().blockNumber()

    def ask_line(self) -> None:
        """Ask for the line of the cursor, as a click on its mark does."""
        if self.lines.mark_at(self.line()) is not None:
            self.line_asked.emit(self.line())

    def show_marks(self, on: bool) -> None:
        """Show the marks in a margin, or only the words."""
        self.lines.margin.setVisible(on)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margin beside the words."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        margin = self.lines.margin
        wide = 0 if margin.isHidden() else margin.wide()
        if self.viewportMargins().left() != wide:
            self.setViewportMargins(wide, 0, 0, 0)
        view = self.viewport().geometry()
        margin.setGeometry(view.left() - wide, view.top(), wide, view.height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, whatever was copied."""
        text, instead = plain_words.words_of(source), len(self.textCursor().selectedText())
        if len(text) > MOST_LETTERS - self.document().characterCount() + instead:
            self.refused.emit(too_long())
        elif text:
            self.insertPlainText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, then the wavy lines under some of them."""
        super().paintEvent(event)
        self.waves.paint(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last word is looked at now."""
        super().focusOutEvent(event)
        self.waves.left()

    def _keep_breaks(self) -> None:
        """Let Qt keep where the lines of this paragraph break: else it works that out three times a key.

        In a paragraph of 100,000 letters each time takes ten milliseconds.
        """
        block = self.textCursor().block()
        block.layout().setCacheEnabled(True)
        if block.length() > LONG_PARAGRAPH:
            self._prefer_shaping(SHAPED.search(self.text()) is not None)

    def _prefer_shaping(self, on: bool) -> None:
        """Without it Latin letters stand beside each other just as they are: found in half the time."""
        without = QFont.StyleStrategy.PreferNoShaping
        font = self.document().defaultFont()
        if bool(font.styleStrategy() & without) is on:
            font.setStyleStrategy(self.font().styleStrategy() if on else font.styleStrategy() | without)
            self.document().setDefaultFont(font)


def too_long() -> UserError:
    """What is said about text that would make writing here slow."""
    return UserError(
        tr("This text is too long for a page of notes, so it was not pasted."),
        tr("Your notes are as they were. You can save the text as a file and add that to your records."),
    )

"""Which word somebody asks about: what is chosen in a part of the window, or the word at its cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from secondop_desktop.glossary import Glossary

Editor = QTextEdit | QPlainTextEdit | QLineEdit
_WORD = re.compile(r"\w+(?:['’-]\w+)*[+]?")


@dataclass(frozen=True)
class AskedWord:
    """The words, and on the whole screen the line in which they stand: nothing is laid over that."""

    words: str
    line: QRect


def is_secret(widget: QWidget) -> bool:
    """Whether this is a field for a secret, about which nobody asks."""
    return bool(widget.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData)


def word_of(widget: QWidget, glossary: Glossary, spot: QPoint | None = None) -> AskedWord | None:
    """What is asked about in an editor or a label; `spot` is where the mouse is, without one the cursor.

    What is chosen comes first. Else the longest word of the glossary there, "lymph node" at "node", else the
    word as it stands. None where there is no word.
    """
    if is_secret(widget):
        return None
    if isinstance(widget, QLabel):
        return _asked(widget, widget.selectedText(), widget.rect())
    if isinstance(widget, QLineEdit):
        place = widget.cursorPosition() if spot is None else widget.cursorPositionAt(spot)
        words = widget.selectedText() or word_at(widget.text(), place, glossary)
        return _asked(widget, words, widget.rect())
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return _in_text(widget, glossary, spot)
    return None


def word_at(text: str, place: int, glossary: Glossary) -> str:
    """The longest known word that covers a place in a line, else the word there as it stands."""
    known = glossary.at(text, place)
    if known is not None:
        return text[known[0] : known[1]]
    there = next((m for m in _WORD.finditer(text) if m.start() <= place <= m.end()), None)
    return there.group() if there is not None else ""


def _in_text(editor: QTextEdit | QPlainTextEdit, glossary: Glossary, spot: QPoint | None) -> AskedWord | None:
    chosen = editor.textCursor()
    cursor = chosen if spot is None or chosen.hasSelection() else editor.cursorForPosition(spot)
    if cursor.hasSelection():
        words = cursor.selectedText().replace("\u2029", "\n")
    else:
        words = word_at(cursor.block().text(), cursor.positionInBlock(), glossary)
    return _asked(editor.viewport(), words, _line_of(editor, cursor))


def _line_of(editor: QTextEdit | QPlainTextEdit, cursor: QTextCursor) -> QRect:
    """The lines from where the choice begins to where it ends, as wide as the editor."""
    rect = editor.cursorRect(cursor)
    if cursor.hasSelection():
        for end in (cursor.selectionStart(), cursor.selectionEnd()):
            other = QTextCursor(cursor)
            other.setPosition(end)
            rect = rect.united(editor.cursorRect(other))
    seen = editor.viewport().rect()
    return QRect(seen.left(), rect.top(), seen.width(), rect.height()).intersected(seen)


def _asked(widget: QWidget, words: str, inside: QRect) -> AskedWord | None:
    tidy = " ".join(words.split())
    if not tidy:
        return None
    return AskedWord(tidy, QRect(widget.mapToGlobal(inside.topLeft()), inside.size()))

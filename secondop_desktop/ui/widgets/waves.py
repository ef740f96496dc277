"""Wavy lines under words that may be misspelt, drawn over the lines that are in view and nowhere else.

Nothing of a text is changed by them, neither its letters nor its formats: a layout with formats would be made
anew with each, and in a paragraph of 100,000 letters that takes longer than a key may. The word that is just
being typed is left alone until the cursor leaves it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextBlock,
    QTextDocument,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStyle, QStyleOptionFrame, QTextEdit

from secondop_desktop.ui import theme

Words = Sequence[tuple[int, int]]
Editor = QTextEdit | QPlainTextEdit | QLineEdit
TALL = 10  # pixels that a wavy line may need, also in the largest letters
_WIDE = re.compile("[\U00010000-\U0010ffff]")
LONGEST_PIECE = 120
"""So far around a line the beginning and the end of a word are looked for."""


class Checker(Protocol):
    """Tells where in a line the words are that may be wrong; it must be quick, and may not know yet."""

    def wrong(self, text: str) -> Words:
        """Where such words begin and end."""


@dataclass
class _Now:
    checker: Checker | None = None


_NOW = _Now()


def use(checker: Checker) -> None:
    """Ask this one from now on."""
    _NOW.checker = checker


def stop_using(checker: Checker) -> None:
    """Ask nobody any more, unless another one came in its place."""
    if _NOW.checker is checker:
        _NOW.checker = None


def as_units(text: str) -> str:
    """A text in which each place is what Qt counts: letters outside the first plane count as two there."""
    return text if text.isascii() else _WIDE.sub("\ufffc\ufffc", text)


def draw_anew() -> None:
    """What the checker says is another thing now: every editor that is shown asks again."""
    for widget in QApplication.allWidgets():
        if isinstance(getattr(widget, "waves", None), Waves) and widget.isVisible():
            (widget if isinstance(widget, QLineEdit) else widget.viewport()).update()  # type: ignore[attr-defined] # only editors have waves


class Waves(QObject):
    """The wavy lines of one editor, which calls `paint` after it has painted itself.

    `ignored` are words that are left alone in this editor.
    """

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._typed_at = -1
        self.ignored: set[str] = set()
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._line_typed)
        else:
            self.follow(editor.document())
        editor.cursorPositionChanged.connect(self._moved)

    def follow(self, document: QTextDocument) -> None:
        """Hear of the typing in one more document that the editor shows in turn."""
        document.contentsChange.connect(self._changed)

    def ignore(self, word: str) -> None:
        """Leave a word alone here."""
        self.ignored.add(word)
        self.left()

    def left(self) -> None:
        """The editor was left: nothing is being typed any more."""
        self._typed_at = -1
        (self._editor if isinstance(self._editor, QLineEdit) else self._editor.viewport()).update()

    def word_at(self, position: int) -> tuple[int, int] | None:
        """Where the wrong word at a place of the whole text begins and ends."""
        text, start = self._line_of(position)
        for begin, end in self._wrong(text):
            if begin <= position - start <= end:
                return begin + start, end + start
        return None

    def paint(self, event: QPaintEvent) -> None:
        """Draw what is to be drawn in the region of the event."""
        if _NOW.checker is None:
            return
        surface = self._editor if isinstance(self._editor, QLineEdit) else self._editor.viewport()
        typed = self._typed_at if self._editor.hasFocus() else -1
        places = [place for place in self._places(event.rect()) if not place[0] <= typed <= place[1]]
        tile = _tile(theme.colours().danger, theme.tokens().px(6) // 3, surface.devicePixelRatio())
        painter = QPainter(surface)
        for _, _, left, right, y in places:
            painter.drawTiledPixmap(QRectF(left, y - TALL / 2, right - left, TALL), tile)
        painter.end()

    def _places(self, region: QRect) -> Iterator[tuple[int, int, float, float, float]]:
        """Each wrong word in view: its place in the text, its left and right edge, its lower edge."""
        editor = self._editor
        if isinstance(editor, QLineEdit):
            yield from self._in_line(editor)
            return
        for block, base in _blocks(editor, region):
            text, at = as_units(block.text()), block.position()
            for line in _lines(block.layout(), base.y(), region):
                y = base.y() + line.y() + line.ascent() + theme.tokens().px(3)
                first, last = line.textStart(), line.textStart() + line.textLength()
                begin, end = _whole_words(text, first, last)
                for start, stop in self._wrong(text[begin:end]):
                    left, right = max(start + begin, first), min(stop + begin, last)
                    if left < right:
                        yield at + left, at + right, base.x() + _x(line, left), base.x() + _x(line, right), y

    def _in_line(self, editor: QLineEdit) -> Iterator[tuple[int, int, float, float, float]]:
        text, metrics = as_units(editor.text()), editor.fontMetrics()
        if editor.echoMode() != QLineEdit.EchoMode.Normal:
            return
        option = QStyleOptionFrame()
        editor.initStyleOption(option)
        inside = editor.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, editor)
        cursor = editor.cursorRect()
        # Qt's rectangle of the cursor begins five pixels before it (QWidgetLineControl::rectForPos).
        zero = cursor.x() + 5 - metrics.horizontalAdvance(text[: editor.cursorPosition()])
        y = (
            inside.y()
            + (inside.height() - metrics.height() + 1) / 2
            + metrics.ascent()
            + theme.tokens().px(3)
        )
        for start, end in self._wrong(text):
            left = max(inside.left(), zero + metrics.horizontalAdvance(text[:start]))
            right = min(inside.right(), zero + metrics.horizontalAdvance(text[:end]))
            if left < right:
                yield start, end, left, right, y

    def _wrong(self, text: str) -> Words:
        found = _NOW.checker.wrong(text) if _NOW.checker is not None else ()
        return (
            [place for place in found if text[slice(*place)] not in self.ignored] if self.ignored else found
        )

    def _line_of(self, position: int) -> tuple[str, int]:
        """The text around a place in which its word stands whole, and where that text begins."""
        if isinstance(self._editor, QLineEdit):
            return as_units(self._editor.text()), 0
        block = self._editor.document().findBlock(position)
        at = position - block.position()
        text = as_units(block.text())
        begin, end = _whole_words(text, at, at)
        return text[begin:end], block.position() + begin

    def _changed(self, at: int, _removed: int, added: int) -> None:
        self._typed_at = at + added

    def _line_typed(self, _text: str) -> None:
        if isinstance(self._editor, QLineEdit):
            self._typed_at = self._editor.cursorPosition()

    def _moved(self) -> None:
        editor = self._editor
        now = editor.cursorPosition() if isinstance(editor, QLineEdit) else editor.textCursor().position()
        if self._typed_at not in (-1, now) and not isinstance(editor, QLineEdit):
            self.left()


def _blocks(editor: QTextEdit | QPlainTextEdit, region: QRect) -> Iterator[tuple[QTextBlock, QPointF]]:
    """The paragraphs in a region with where their lines are counted from."""
    document = editor.document()
    layout = document.documentLayout()
    scrolled = QPointF(editor.horizontalScrollBar().value(), editor.verticalScrollBar().value())
    block = editor.cursorForPosition(region.topLeft()).block()
    while block.isValid():
        if isinstance(editor, QPlainTextEdit):
            box = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
        else:
            box = layout.blockBoundingRect(block).translated(-scrolled)
        if box.top() > region.bottom():
            return
        yield block, box.topLeft() - _origin(editor, block.layout())
        block = block.next()


def _origin(editor: QTextEdit | QPlainTextEdit, layout: QTextLayout) -> QPointF:
    """A box of QTextEdit begins where the first letter is, which in a line from the right is far inside."""
    return layout.boundingRect().topLeft() if isinstance(editor, QTextEdit) else QPointF()


def _lines(layout: QTextLayout, top: float, region: QRect) -> Iterator[QTextLine]:
    """The lines of a paragraph that are in a region; there may be thousands."""
    count = layout.lineCount()
    first = bisect_left(range(count), region.top() - top, key=lambda n: _bottom(layout.lineAt(n)))
    for number in range(first, count):
        line = layout.lineAt(number)
        if top + line.y() > region.bottom():
            return
        yield line


def _bottom(line: QTextLine) -> float:
    return line.y() + line.height()


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text, made longer until no word or address is cut."""
    least, most = max(0, start - LONGEST_PIECE), min(len(text), end + LONGEST_PIECE)
    while start > least and not text[start - 1].isspace():
        start -= 1
    while end < most and not text[end].isspace():
        end += 1
    return start, end


@cache
def _tile(colour: str, step: int, ratio: float) -> QPixmap:
    """One up and down of a wavy line: to draw it once and lay it side by side costs next to nothing."""
    step = max(2, step)
    tile = QPixmap(QSizeF(2 * step * ratio, TALL * ratio).toSize())
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), max(1.0, step * 2 / 3)))
    low, high = (TALL + step) / 2, (TALL - step) / 2
    at = [QPointF(-step, high), QPointF(0, low), QPointF(step, high), QPointF(2 * step, low)]
    painter.drawPolyline([*at, QPointF(3 * step, high)])
    painter.end()
    return tile

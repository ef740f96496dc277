"""The lines of an editor with their marks: followed through each change, and shown in a quiet margin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QTextBlock, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.line_marks import Edit, LineMarks, Mark


class MarkedLines(QObject):
    """Keeps `marks` in step with the text of `editor`, at a cost that does not depend on its length.

    `asked(line)` when the mark beside a line (counted from 0) is clicked.
    """

    asked = Signal(int)

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self.marks: LineMarks | None = None
        self.words: Callable[[Mark], str] = str
        self.margin = _Margin(self, editor)
        self.margin.hide()
        self._may_redo = False
        self.follow(editor.document())

    def follow(self, document: QTextDocument) -> None:
        """Hear of the changes of one more document that the editor shows in turn."""
        document.contentsChange.connect(self._changed)
        document.redoAvailable.connect(self._redo_told)

    def take(self, marks: LineMarks | None) -> None:
        """Follow with these marks from now on: they are of the text that is shown; None follows nothing."""
        self.marks = marks
        self._may_redo = self._editor.document().isRedoAvailable()
        self.margin.update()

    def mark_at(self, line: int) -> Mark | None:
        """The mark of a line, if it has one."""
        return self.marks.at(line) if self.marks is not None else None

    def _redo_told(self, on: bool) -> None:
        self._may_redo = on

    def _changed(self, at: int, removed: int, added: int) -> None:
        """Qt tells where letters came and went; which lines these are follows from how many there are now."""
        if self.marks is None:
            return
        document = self._editor.document()
        first = document.findBlock(at)
        last = document.findBlock(min(at + added, document.characterCount() - 1))
        lines = last.blockNumber() - first.blockNumber() + 1
        gone = lines - (document.blockCount() - self.marks.count())
        # While a command is undone or done again, either something is left to be done again, or there was
        # until now and Qt has not said yet that there is not; before typing is told of, it says so.
        back = document.isRedoAvailable() or self._may_redo
        self.marks.edited(
            Edit(
                first.blockNumber(),
                gone,
                list(_texts(first, lines)),
                before=max(0, at - first.position()),
                after=max(0, last.length() - 1 - (at + added - last.position())),
                typed=added <= 1 and not back,
                came_back=back,
            )
        )
        if self.margin.isVisible():
            self.margin.update()


class _Margin(QWidget):
    """What the marks say, beside the lines that are in view; a click asks for the line."""

    def __init__(self, lines: MarkedLines, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._lines, self._editor = lines, editor
        self.setAccessibleName(tr("When each line was written"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        editor.verticalScrollBar().valueChanged.connect(self.update)

    def wide(self) -> int:
        """How much room the words need."""
        self.setFont(theme.font("small"))
        return self.fontMetrics().horizontalAdvance("00:00 MMM") + theme.tokens().space("s")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write each mark beside the first row of its line."""
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colours().text3)
        for block, place in self._in_view():
            mark = self._lines.mark_at(block.blockNumber())
            if mark is not None and place.intersects(event.rect()):
                row = QRect(place.left(), place.top(), place.width(), int(block.layout().lineAt(0).height()))
                painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self._lines.words(mark))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the button to be let go."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the line whose mark was pressed."""
        for block, place in self._in_view():
            if place.contains(event.position().toPoint()):
                if self._lines.mark_at(block.blockNumber()) is not None:
                    self._lines.asked.emit(block.blockNumber())
                return

    def _in_view(self) -> Iterator[tuple[QTextBlock, QRect]]:
        editor = self._editor
        block = editor.cursorForPosition(editor.viewport().rect().topLeft()).block()
        layout, scrolled = editor.document().documentLayout(), editor.verticalScrollBar().value()
        while block.isValid():
            place = layout.blockBoundingRect(block).translated(0, -scrolled).toAlignedRect()
            if place.top() > editor.viewport().height():
                return
            yield block, QRect(0, place.top(), self.width(), place.height())
            block = block.next()


def _texts(block: QTextBlock, number: int) -> Iterator[str]:
    for _ in range(number):
        yield block.text()
        block = block.next()

"""Paints one page of a file: its picture, turned as the person likes, with the found words marked on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform, QWheelEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.ui import theme

USUAL_SHAPE = 1.414
"""Height by width of a page that was not seen yet: A4."""
QUARTER, HALF, WHOLE = 90, 180, 360


class PageCanvas(QWidget):
    """As large as the page is shown; `zoomed(1 or -1)` on Ctrl and the wheel, `dragged` by the mouse."""

    zoomed = Signal(object)
    dragged = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.turn = 0
        self._marks: tuple[tuple[float, float, float, float], ...] = ()
        self._page_width = 100.0
        self._from = QPointF()
        theme.on_change(self.update)

    def shape(self) -> float:
        """Height by width of the page as it is shown, turned."""
        flat = self.image.height() / self.image.width() if not self.image.isNull() else USUAL_SHAPE
        return 1 / flat if self.turn % HALF else flat

    def set_image(self, image: QImage) -> None:
        """Show another page."""
        self.image = image
        self.set_page_width(self._page_width)

    def set_marks(self, marks: Sequence[tuple[float, float, float, float]]) -> None:
        """Mark places on the page, given as fractions of the page as it lies in the file."""
        self._marks = tuple(marks)
        self.update()

    def set_turn(self, turn: int) -> None:
        """Turn the page, in degrees clockwise."""
        self.turn = turn % WHOLE
        self.set_page_width(self._page_width)

    def set_page_width(self, width: float) -> None:
        """Show the page `width` logical pixels wide."""
        self._page_width = max(20.0, width)
        pad = 2 * self.pad()
        self.setMinimumSize(
            QSize(round(self._page_width) + pad, round(self._page_width * self.shape()) + pad)
        )
        self.updateGeometry()
        self.update()

    def pad(self) -> int:
        """The ground around the page."""
        return theme.tokens().space("m")

    def page_rect(self) -> QRectF:
        """Where the page lies."""
        width, height = self._page_width, self._page_width * self.shape()
        return QRectF((self.width() - width) / 2, max(self.pad(), 0), width, height)

    def mark_rects(self) -> list[QRectF]:
        """Where the marks lie, in logical pixels of this widget."""
        return [self._to_page().mapRect(QRectF(x0, y0, x1 - x0, y1 - y0)) for x0, y0, x1, y1 in self._marks]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the page and the marks."""
        c, painter = theme.colours(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if not self.image.isNull():
            rect = self.page_rect()
            painter.fillRect(rect, Qt.GlobalColor.white)
            painter.save()
            painter.setTransform(self._to_page(), combine=True)
            painter.drawImage(QRectF(0, 0, 1, 1), self.image)
            painter.restore()
            painter.setPen(QPen(QColor(c.border), 1))
            painter.drawRect(rect)
            self._paint_marks(painter)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom; the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the page."""
        self._from = event.globalPosition()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the page."""
        self.dragged.emit(event.globalPosition() - self._from)
        self._from = event.globalPosition()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the page."""
        self.unsetCursor()

    def _to_page(self) -> QTransform:
        """From fractions of the page as it lies in the file to this widget."""
        rect = self.page_rect()
        made = QTransform()
        made.translate(rect.center().x(), rect.center().y())
        made.rotate(self.turn)
        wide, high = rect.width(), rect.height()
        if self.turn % HALF:
            wide, high = high, wide
        made.scale(wide, high)
        made.translate(-0.5, -0.5)
        return made

    def _paint_marks(self, painter: QPainter) -> None:
        """A wash of colour and an edge: the edge is seen where colours are not."""
        wash = QColor("#F2B441")
        wash.setAlpha(90)
        painter.setPen(QPen(QColor("#8A4B00"), 2))
        painter.setBrush(wash)
        for rect in self.mark_rects():
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 3, 3)

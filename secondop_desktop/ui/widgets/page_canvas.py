"""Paints one page of a file, turned as the person likes, and hears what the mouse does on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform, QWheelEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.page_choice import PageChoice
from secondop_desktop.ui.widgets.page_marks import PinMark, paint_chosen, paint_found, paint_pin, pin_rect
from secondop_desktop.ui.widgets.page_words import Box, Spot

USUAL_SHAPE = 1.414
"""Height by width of a page that was not seen yet: A4."""
QUARTER, HALF, WHOLE = 90, 180, 360
MOVED = 6
"""Pixels from which on a press on a pin moves it."""


class PageCanvas(QWidget):
    """As large as the page is shown.

    `zoomed(1 or -1)` on Ctrl and the wheel, `dragged(way)` where no word stands, `spot_chosen(spot)` while a
    place is asked for, `pin_chosen(id)` and `pin_moved((id, spot))`. A spot is a place in fractions of the
    page as it lies in the file.
    """

    zoomed = Signal(object)
    dragged = Signal(object)
    spot_chosen = Signal(object)
    pin_chosen = Signal(str)
    pin_moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.turn = 0
        self.choice = PageChoice(self)
        self.movable = False
        self._part: tuple[QImage, Box] | None = None
        self._marks: tuple[Box, ...] = ()
        self._present = -1
        self._pins: tuple[PinMark, ...] = ()
        self._chosen_pin = self._held_pin = ""
        self._aims = False
        self._page_width = 100.0
        self._from = self._pressed = QPointF()
        self._does = ""
        self.setMouseTracking(True)
        self.choice.changed.connect(self.update)
        theme.on_change(self.update)

    def shape(self) -> float:
        """Height by width of the page as it is shown, turned."""
        flat = self.image.height() / self.image.width() if not self.image.isNull() else USUAL_SHAPE
        return 1 / flat if self.turn % HALF else flat

    def set_image(self, image: QImage) -> None:
        """Show another page."""
        self.image, self._part = image, None
        self.set_page_width(self._page_width)

    def set_part(self, image: QImage, box: Box) -> None:
        """Lay a sharper picture of a part over the page."""
        self._part = image, box
        self.update()

    def set_marks(self, marks: Sequence[Box], present: int = -1) -> None:
        """Mark places on the page, given as fractions of the page as it lies in the file."""
        self._marks, self._present = tuple(marks), present
        self.update()

    def set_pins(self, pins: Sequence[PinMark], chosen: str = "") -> None:
        """Show the marks of pinned notes."""
        self._pins, self._chosen_pin = tuple(pins), chosen
        self.update()

    def aim(self, on: bool) -> None:
        """Ask for a place: the next press chooses it."""
        self._aims = on
        self._show_hand(None)

    def aims(self) -> bool:
        """Whether a place is asked for."""
        return self._aims

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
        return [self.rect_of(mark) for mark in self._marks]

    def rect_of(self, box: Box) -> QRectF:
        """Where a box of the page lies in this widget."""
        x0, y0, x1, y1 = box
        return self.to_page().mapRect(QRectF(x0, y0, x1 - x0, y1 - y0))

    def point_of(self, spot: Spot) -> QPointF:
        """Where a place of the page lies in this widget."""
        return self.to_page().map(QPointF(*spot))

    def spot_of(self, point: QPointF) -> Spot:
        """Which place of the page lies there; at the edge when it is beside the page."""
        back, _ = self.to_page().inverted()
        found = back.map(point)
        return min(1.0, max(0.0, found.x())), min(1.0, max(0.0, found.y()))

    def box_of(self, rect: QRectF) -> Box:
        """Which part of the page lies in a rectangle of this widget."""
        back, _ = self.to_page().inverted()
        found = back.mapRect(rect) & QRectF(0, 0, 1, 1)
        return found.left(), found.top(), found.right(), found.bottom()

    def to_page(self) -> QTransform:
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the page and what lies over it."""
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = self.page_rect()
        painter.fillRect(rect, Qt.GlobalColor.white)
        painter.save()
        painter.setTransform(self.to_page(), combine=True)
        painter.drawImage(QRectF(0, 0, 1, 1), self.image)
        if self._part is not None:
            image, (x0, y0, x1, y1) = self._part
            painter.drawImage(QRectF(x0, y0, x1 - x0, y1 - y0), image)
        painter.restore()
        painter.setPen(QPen(QColor(theme.colours().border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        self._paint_over(painter)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom; the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the place that is asked for, take hold of a pin, begin to choose words, or take the page."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._from = event.globalPosition()
        self._pressed = event.position()
        spot, pin = self.spot_of(event.position()), self._pin_at(event.position())
        if self._aims:
            self.aim(False)
            self.spot_chosen.emit(spot)
        elif pin:
            self._does, self._held_pin = "pin", pin
            self.pin_chosen.emit(pin)
        elif self.choice.begin(spot):
            self._does = "choose"
        else:
            self.choice.clear()
            self._does = "drag"
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose the whole line."""
        if event.button() == Qt.MouseButton.LeftButton and not self._pin_at(event.position()):
            self.choice.line(self.spot_of(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what the press began; without one show what a press would do."""
        if self._does == "drag":
            self.dragged.emit(event.globalPosition() - self._from)
            self._from = event.globalPosition()
        elif self._does == "choose":
            self.choice.reach(self.spot_of(event.position()))
        elif self._does == "pin" and self._is_moved(event.position()):
            self._pins = tuple(self._moved(pin, event.position()) for pin in self._pins)
            self.update()
        elif not self._does:
            self._show_hand(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._does == "pin" and self._is_moved(event.position()):
            self.pin_moved.emit((self._held_pin, self.spot_of(event.position())))
        self._does = ""
        self._show_hand(event.position())

    def _is_moved(self, to: QPointF) -> bool:
        return self.movable and (to - self._pressed).manhattanLength() > MOVED

    def _moved(self, pin: PinMark, to: QPointF) -> PinMark:
        return PinMark(pin.id, pin.number, self.spot_of(to)) if pin.id == self._held_pin else pin

    def _pin_at(self, point: QPointF) -> str:
        for pin in reversed(self._pins):
            if pin_rect(self.point_of(pin.spot)).adjusted(-4, -4, 4, 4).contains(point):
                return pin.id
        return ""

    def _show_hand(self, point: QPointF | None) -> None:
        """Say by the pointer what a press would do."""
        if self._aims:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif point is not None and self._pin_at(point):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif point is not None and self.choice.words.at(self.spot_of(point)) is not None:
            self.setCursor(Qt.CursorShape.IBeamCursor)
        else:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _paint_over(self, painter: QPainter) -> None:
        marks = self.mark_rects()
        present = marks[self._present] if 0 <= self._present < len(marks) else None
        paint_found(painter, marks, present)
        paint_chosen(painter, (self.rect_of(box) for box in self.choice.boxes()))
        for pin in self._pins:
            paint_pin(painter, self.point_of(pin.spot), pin.number, pin.id == self._chosen_pin)

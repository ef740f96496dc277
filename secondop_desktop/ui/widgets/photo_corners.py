"""A photo with the four corners of its page on it, to be moved by mouse or by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme

Corners = tuple[tuple[float, float], ...]
WHOLE: Corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
STEP, STRIDE = 0.002, 0.02
"""How far an arrow key moves a corner, alone and with Shift, as a share of the photo."""
PAUSE_MS = 600
"""After the last key, so that the page is not drawn anew for each."""
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _Handle(QWidget):
    """One corner; as large as a finger."""

    def __init__(self, owner: PhotoCorners, number: int, spoken: str) -> None:
        super().__init__(owner)
        self._owner, self._number = owner, number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(tr("The arrow keys move it, with Shift in larger steps."))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ring that is seen on paper and on a dark table, with the corner itself in its middle."""
        c, painter = theme.colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(9, 9, -9, -9)
        painter.setBrush(QColor(255, 255, 255, 1))
        painter.setPen(QPen(QColor("white"), 6))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(c.focus if self.hasFocus() else "#1B6A68"), 3))
        painter.drawEllipse(ring)
        if self.hasFocus():
            painter.drawEllipse(QRectF(self.rect()).adjusted(3, 3, -3, -3))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the corner."""
        way = _KEYS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        step = STRIDE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        self._owner.move_by(self._number, way[0] * step, way[1] * step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the corner."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw it along."""
        self._owner.move_to(self._number, QPointF(self.mapToParent(event.position().toPoint())))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go: the page is drawn anew."""
        self._owner.let_go()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was moved by keys."""
        super().focusOutEvent(event)
        self._owner.let_go()
        self.update()


class PhotoCorners(QWidget):
    """`moved(corners)` when a corner was let go of; `allowed` says which four corners make a page."""

    moved = Signal(object)

    def __init__(self, allowed: Callable[[Corners], bool]) -> None:
        super().__init__()
        self._allowed = allowed
        self._image = QImage()
        self.shown = ""
        self._corners = self._told = WHOLE
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.let_go)
        names = (
            tr("Upper left corner"),
            tr("Upper right corner"),
            tr("Lower right corner"),
            tr("Lower left corner"),
        )
        self.handles = [_Handle(self, number, name) for number, name in enumerate(names)]
        self.set_read_only(False)
        theme.on_change(self._place)

    def set_read_only(self, read_only: bool) -> None:
        """Show the corners without letting them be moved."""
        for handle in self.handles:
            handle.setHidden(read_only or self._image.isNull())
        self._read_only = read_only

    def show_photo(self, image: QImage, corners: Corners, identity: str = "") -> None:
        """Show a photo and the corners of its page; `shown` tells afterwards which photo it is."""
        self._pause.stop()
        self.shown = identity
        self._image, self._corners, self._told = image, corners, corners
        self.set_read_only(self._read_only)
        self._place()

    def corners(self) -> Corners:
        """Where the corners are now."""
        return self._corners

    def move_by(self, number: int, across: float, down: float) -> None:
        """Move a corner by a share of the photo; it stays on the photo, and the page stays a page."""
        x, y = self._corners[number]
        self._set(number, x + across, y + down)
        self._pause.start()

    def move_to(self, number: int, place: QPointF) -> None:
        """Move a corner to a place in this widget."""
        rect = self.photo_rect()
        if rect.width() > 0 and rect.height() > 0:
            self._set(number, (place.x() - rect.x()) / rect.width(), (place.y() - rect.y()) / rect.height())

    def let_go(self) -> None:
        """Tell where the corners are, when they were moved."""
        self._pause.stop()
        if self._corners != self._told:
            self._told = self._corners
            self.moved.emit(self._corners)

    def photo_rect(self) -> QRectF:
        """Where the photo lies: as large as there is room, with room for half a corner around it."""
        room = QRectF(self.rect())
        if self._image.isNull():
            return QRectF()
        scale = min(room.width() / self._image.width(), room.height() / self._image.height())
        size = QSize(round(self._image.width() * scale), round(self._image.height() * scale))
        rect = QRectF(0, 0, size.width(), size.height())
        rect.moveCenter(room.center())
        return rect

    def sizeHint(self) -> QSize:
        """Room to see the corners well."""
        return QSize(theme.tokens().px(340), theme.tokens().px(280))

    def minimumSizeHint(self) -> QSize:
        """Small, so that it never pushes its window."""
        return QSize(theme.tokens().px(180), theme.tokens().px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the corners where they belong."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the photo, what is left out of the page darker, and the edge of the page."""
        if self._image.isNull():
            return
        painter, rect = QPainter(self), self.photo_rect()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, self._image)
        page = QPolygonF([self._at(corner) for corner in self._corners])
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(rect)
        inside.addPolygon(page)
        inside.closeSubpath()
        painter.fillPath(outside.subtracted(inside), QColor(0, 0, 0, 110))
        for colour, width in (("white", 4), ("#1B6A68", 2)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPolygon(page)
        painter.end()

    def _set(self, number: int, x: float, y: float) -> None:
        if self._read_only:
            return
        corner = min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
        wanted = tuple(corner if at == number else old for at, old in enumerate(self._corners))
        if self._allowed(wanted):
            self._corners = wanted
            self._place()

    def _at(self, corner: tuple[float, float]) -> QPointF:
        rect = self.photo_rect()
        return QPointF(rect.x() + corner[0] * rect.width(), rect.y() + corner[1] * rect.height())

    def _place(self) -> None:
        side = theme.tokens().px(44)
        room = self.rect()
        for handle, corner in zip(self.handles, self._corners, strict=True):
            at = self._at(corner)
            x = min(max(0, round(at.x() - side / 2)), max(0, room.width() - side))
            y = min(max(0, round(at.y() - side / 2)), max(0, room.height() - side))
            handle.setGeometry(x, y, side, side)
        self.update()

"""Shows the pictures that paper shows too, with the same shapes, in the colours and letters of the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.paper.picture import Box, Disc, Drawn, Line, Measure, Path, Room, Shape, Spot, Words
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import KEYBOARD_REASONS
from secondop_desktop.ui.widgets.labels import Label

Make = Callable[[Room], Drawn]
_GAP = "l"
_NARROWEST = 240
_REACH = 22  # pixels around a mark that still mean it
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class PictureView(QWidget):
    """Draws what `make` gives for its width; `opened(key)` when an entry is clicked or chosen by Enter.

    The arrow keys go from entry to entry, and each is told in words. `told` is emitted with the sentences
    that name what the pictures cannot show.
    """

    opened = Signal(str)
    told = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._make: Make | None = None
        self._drawn: dict[int, Drawn] = {}
        self._at = -1
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        theme.on_change(self._forget)

    def show_picture(self, make: Make) -> None:
        """Show another picture, or the same one after something changed."""
        self._make = make
        self._at = -1
        self._forget()

    def drawn(self) -> Drawn:
        """What is shown at the present width."""
        return self._for(self.width())

    def spots(self) -> list[Spot]:
        """The entries that can be opened, in the order in which the keys go through them."""
        return [spot for spot, _y in self._spots()]

    def place_of(self, key: str) -> QPointF:
        """The middle of an entry, for the mouse."""
        spot, down = next(each for each in self._spots() if each[0].key == key)
        return QPointF(self._edge() + spot.x + spot.width / 2, down + spot.y + spot.height / 2)

    def hasHeightForWidth(self) -> bool:
        """A narrow picture is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all pictures below each other."""
        drawn = self._for(width)
        heights = [picture.height for picture in drawn.pictures]
        gaps = theme.tokens().space(_GAP) * max(0, len(heights) - 1)
        return max(theme.tokens().control, round(sum(heights) + gaps + 2 * self._edge()))

    def sizeHint(self) -> QSize:
        """Any width will do, the height follows from it; so nothing is laid out only to be asked."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrow: the words wrap."""
        return QSize(_NARROWEST, theme.tokens().control)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shapes, and a ring around the entry that the keys are at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        down = float(self._edge())
        for picture in self.drawn().pictures:
            painter.save()
            painter.translate(self._edge(), down)
            for shape in picture.shapes:
                _put(painter, shape)
            painter.restore()
            down += picture.height + theme.tokens().space(_GAP)
        if self._ring and self.hasFocus():
            self._draw_ring(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from entry to entry, and open the one that is shown."""
        spots = self._spots()
        key = event.key()
        if key in _STEPS and spots:
            step = _STEPS[Qt.Key(key)]
            self._go(min(max(self._at + step, 0), len(spots) - 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and spots:
            self._go(0 if key == Qt.Key.Key_Home else len(spots) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._at < len(spots):
            self.opened.emit(spots[self._at][0].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard only."""
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that an entry can be opened."""
        over = self._under(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the entry that was clicked."""
        number = self._under(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = number
            self.opened.emit(self._spots()[number][0].key)

    def event(self, event: QEvent) -> bool:
        """Tell in words what the mouse rests on."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._under(QPointF(event.pos()))
            if number is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._spots()[number][0].words, self)
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what is drawn, now that it is seen."""
        super().showEvent(event)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what is drawn at another width."""
        super().resizeEvent(event)
        if self.isVisible():
            self._say()

    def _forget(self) -> None:
        self._drawn.clear()
        self.updateGeometry()
        self.update()
        if self.isVisible():
            self._say()

    def _say(self) -> None:
        drawn = self.drawn()
        self.setAccessibleDescription(" ".join(picture.alt for picture in drawn.pictures))
        self.told.emit(drawn.told)

    def _for(self, width: int) -> Drawn:
        if self._make is None:
            return Drawn(())
        wide = max(width, _NARROWEST) - 2 * self._edge()
        if wide not in self._drawn:
            self._drawn[wide] = self._make(Room(wide, theme.tokens().type("small"), measure()))
        return self._drawn[wide]

    @staticmethod
    def _edge() -> int:
        return theme.tokens().px(3)

    def _spots(self) -> list[tuple[Spot, float]]:
        """Every entry, with the upper edge of its picture."""
        out, down = [], float(self._edge())
        for picture in self.drawn().pictures:
            out += [(spot, down) for spot in picture.spots]
            down += picture.height + theme.tokens().space(_GAP)
        return out

    def _under(self, point: QPointF) -> int | None:
        """The entry at a point, or the nearest one within reach of it."""
        found: list[tuple[float, float, int]] = []
        for number, (spot, down) in enumerate(self._spots()):
            box = QRectF(spot.x + self._edge(), spot.y + down, spot.width, spot.height)
            beside = max(box.left() - point.x(), point.x() - box.right(), 0.0)
            away = max(beside, box.top() - point.y(), point.y() - box.bottom())
            if away <= _REACH:
                middle = box.center() - point
                found.append((away, abs(middle.x()) + abs(middle.y()), number))
        return min(found)[2] if found else None

    def _go(self, number: int) -> None:
        spots = self._spots()
        self._at, self._ring = number, True
        words = spots[number][0].words
        place = tr("{number} of {total}", number=number + 1, total=len(spots))
        self.setAccessibleName(tr("{name}. {place}: {words}", name=self._name, place=place, words=words))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self._bring_into_view(*spots[number])
        self.update()

    def _bring_into_view(self, spot: Spot, down: float) -> None:
        """Scroll the page to the entry that the keys are at."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        page = above.widget() if above is not None else None
        if above is not None and page is not None:
            middle = QPointF(spot.x + spot.width / 2, down + spot.y + spot.height / 2).toPoint()
            at = self.mapTo(page, middle)
            above.ensureVisible(at.x(), at.y(), 0, round(spot.height / 2) + theme.tokens().space("l"))

    def _draw_ring(self, painter: QPainter) -> None:
        spots = self._spots()
        painter.setPen(QPen(QColor(theme.colours().focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if 0 <= self._at < len(spots):
            spot, down = spots[self._at]
            box = QRectF(spot.x + self._edge() - 3, spot.y + down - 3, spot.width + 6, spot.height + 6)
            box = box.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        radius = theme.tokens().radius
        painter.drawRoundedRect(box, radius, radius)


class PicturePart(QWidget):
    """A picture with the sentences that name what it cannot show above it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.view = PictureView(name)
        self._told = Label("", "small")
        self._told.hide()
        body = column("xs", "none", self)
        body.addWidget(self._told)
        body.addWidget(self.view)
        self.view.told.connect(self._tell)

    def show_picture(self, make: Make) -> None:
        """Show another picture."""
        self.view.show_picture(make)

    def _tell(self, told: Sequence[str]) -> None:
        self._told.setText("\n".join(told))
        self._told.setHidden(not told)


def measure() -> Measure:
    """How wide words are in the letters of the screen; asked for often, so it remembers."""

    @lru_cache(maxsize=20_000)
    def wide(text: str, size: float, bold: bool) -> float:
        return QFontMetricsF(_font(size, bold)).horizontalAdvance(text)

    return wide


def _font(size: float, bold: bool) -> QFont:
    made = QFont(theme.FAMILY)
    made.setPixelSize(round(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _colour(role: str) -> QColor:
    c = theme.colours()
    roles = {
        "text": c.text,
        "quiet": c.text3,
        "grid": c.border,
        "hatch": c.scroll,
        "band": c.sunken,
        "accent": c.primary,
        "soft": c.primary_soft,
        "surface": c.surface,
    }
    return QColor(roles[role])


def _pen(role: str, width: float, dashes: Sequence[float] = ()) -> QPen:
    """Lines grow with the letters; Qt counts the lengths of dashes in widths of the line."""
    if not role:
        return QPen(Qt.PenStyle.NoPen)
    thick = max(width, 1.0) * theme.tokens().scale
    made = QPen(_colour(role), thick)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        made.setDashPattern([length / max(width, 1.0) for length in dashes])
    return made


def _put(painter: QPainter, shape: Shape) -> None:
    if isinstance(shape, Words):
        _write(painter, shape)
        return
    if isinstance(shape, Line):
        painter.setPen(_pen(shape.colour, shape.width, shape.dashes))
        painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        return
    dashes = () if isinstance(shape, Disc) else shape.dashes
    painter.setPen(_pen(shape.edge, shape.line, dashes))
    painter.setBrush(_colour(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
    if isinstance(shape, Disc):
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    elif isinstance(shape, Box):
        painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
    else:
        painter.drawPath(_outline(shape))


def _outline(shape: Path) -> QPainterPath:
    first, *rest = shape.points
    path = QPainterPath(QPointF(*first))
    for point in rest:
        path.lineTo(QPointF(*point))
    if shape.closed:
        path.closeSubpath()
    return path


def _write(painter: QPainter, words: Words) -> None:
    font = _font(words.size, words.bold)
    painter.setFont(font)
    painter.setPen(_colour(words.colour))
    wide = QFontMetricsF(font).horizontalAdvance(words.text) if words.anchor != "start" else 0.0
    x = {"start": words.x, "middle": words.x - wide / 2, "end": words.x - wide}[words.anchor]
    painter.drawText(QPointF(x, words.y), words.text)

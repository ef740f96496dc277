"""A tick box whose words wrap, painted by us so that it needs no picture file."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.buttons import KEYBOARD_REASONS

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


def paint_box(painter: QPainter, box: QRectF, ticked: bool, focused: bool = False) -> None:
    """Draw the square of a tick box into `box`."""
    c = theme.colours()
    edge = c.focus if focused else c.primary if ticked else c.edge
    painter.setPen(QPen(QColor(edge), 3 if focused else 2))
    painter.setBrush(QColor(c.primary if ticked else c.surface))
    painter.drawRoundedRect(box, 6, 6)
    if ticked:
        side = round(box.width() * 0.75)
        corner = box.center() - QRectF(0, 0, side, side).center()
        painter.drawPixmap(corner, theme.pixmap("check", side, c.on_primary, stroke=2.8))


class Tick(QCheckBox):
    """A tick box at least 44 pixels high; all of it can be pressed."""

    def __init__(self, text: str, ticked: bool = False, hint: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self._words = text
        self._ring = False
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setChecked(ticked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Change the words."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words."""
        room = QRect(0, 0, max(1, width - self._indent()), 100_000)
        needed = QFontMetrics(theme.font()).boundingRect(room, _WRAP, self._words).height()
        return max(theme.tokens().control, needed + theme.tokens().space("s"))

    def sizeHint(self) -> QSize:
        """One line when there is room."""
        wide = QFontMetrics(theme.font()).horizontalAdvance(self._words) + self._indent() + 2
        return QSize(wide, theme.tokens().control)

    def minimumSizeHint(self) -> QSize:
        """Narrow: the words wrap."""
        return QSize(theme.tokens().px(120), theme.tokens().control)

    def hitButton(self, _pos: object) -> bool:
        """All of the widget can be pressed."""
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard only."""
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and the words."""
        tokens, c, painter = theme.tokens(), theme.colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, indent = tokens.px(24), self._indent()
        box = self._mirrored(QRect(2, (self.height() - side) // 2, side, side))
        paint_box(painter, QRectF(box), self.isChecked(), self.hasFocus() and self._ring)
        painter.setFont(theme.font())
        painter.setPen(QColor(c.text if self.isEnabled() else c.text3))
        words = self._mirrored(QRect(indent, 0, self.width() - indent, self.height()))
        painter.drawText(words, _WRAP, self._words)
        painter.end()

    def _mirrored(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _indent(self) -> int:
        return theme.tokens().px(24) + theme.tokens().space("s") + 2

"""A small bar that moves with the sound."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from secondop_desktop.ui import theme

_STEPS = 40
"""So many different lengths the bar has: it is drawn anew only when it would look different."""


class LevelMeter(QWidget):
    """Shows a level from 0 to 1; what it means is said in words beside it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._step = 0

    def level(self) -> float:
        """What is shown."""
        return self._step / _STEPS

    def show_level(self, level: float, words: str) -> None:
        """Show another level, and what it means for whoever cannot see it."""
        step = round(min(1.0, max(0.0, level)) * _STEPS)
        if words != self.toolTip():
            self.setToolTip(words)
            self.setAccessibleDescription(words)
        if step != self._step:
            self._step = step
            self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to see it move, and low."""
        tokens = theme.tokens()
        return QSize(tokens.px(64), tokens.px(14))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A round bar, filled from the side where reading begins."""
        colours, painter = theme.colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        round_ = whole.height() / 2
        painter.setPen(QColor(colours.edge))
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(whole, round_, round_)
        if self._step:
            inside = whole.adjusted(2, 2, -2, -2)
            width = max(inside.height(), inside.width() * self._step / _STEPS)
            left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            x = inside.left() if left else inside.right() - width
            filled = QRectF(x, inside.top(), width, inside.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.ok))
            painter.drawRoundedRect(filled, inside.height() / 2, inside.height() / 2)
        painter.end()

"""A line of a list that can be pressed as a whole: a title, a smaller line below it, both wrapping."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.buttons import KEYBOARD_REASONS

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class RowButton(QAbstractButton):
    """At least 44 pixels high; `spoken` replaces the title for a screen reader."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        then: Callable[[], object] | None = None,
        spoken: str = "",
    ) -> None:
        super().__init__()
        self._title, self._subtitle = title, subtitle
        self._ring = False
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(spoken or title)
        self.setAccessibleDescription(subtitle)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if then is not None:
            self._then = then
            self.clicked.connect(self._run)

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words."""
        title, below = self._boxes(max(1, width))
        return max(theme.tokens().control, title.height() + below.height() + 2 * self._pad())

    def sizeHint(self) -> QSize:
        """One line each when there is room."""
        words = (
            (QFontMetrics(self._font(True)), self._title),
            (QFontMetrics(self._font(False)), self._subtitle),
        )
        wide = max(metrics.horizontalAdvance(text) for metrics, text in words) + 2 * self._pad() + 2
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrow: the words wrap."""
        return QSize(theme.tokens().px(120), theme.tokens().control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it as well as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

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
        """Draw the words, and the ground under the mouse."""
        c, painter = theme.colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.sunken))
            painter.drawRoundedRect(edge, theme.tokens().radius, theme.tokens().radius)
        if self.hasFocus() and self._ring:
            painter.setPen(QPen(QColor(c.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(edge, theme.tokens().radius, theme.tokens().radius)
        title, below = self._boxes(self.width())
        top = max(self._pad(), (self.height() - title.height() - below.height()) // 2)
        self._write(painter, title.translated(0, top), True)
        self._write(painter, below.translated(0, top + title.height()), False)
        painter.end()

    def _write(self, painter: QPainter, box: QRect, heading: bool) -> None:
        c = theme.colours()
        painter.setFont(self._font(heading))
        painter.setPen(QColor(c.text if heading else c.text2))
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
        painter.drawText(place, _WRAP, self._title if heading else self._subtitle)

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        room = max(1, width - 2 * self._pad())
        heights = [
            QFontMetrics(self._font(heading)).boundingRect(QRect(0, 0, room, 100_000), _WRAP, text).height()
            if text
            else 0
            for heading, text in ((True, self._title), (False, self._subtitle))
        ]
        return QRect(self._pad(), 0, room, heights[0]), QRect(self._pad(), 0, room, heights[1])

    @staticmethod
    def _font(heading: bool) -> QFont:
        return theme.font("h3", QFont.Weight.DemiBold) if heading else theme.font("small")

    @staticmethod
    def _pad() -> int:
        return theme.tokens().px(6)

    def _run(self) -> None:
        self._then()

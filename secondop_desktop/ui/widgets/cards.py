"""Cards, rules and the round badges of the journey."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QSizePolicy, QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column, row


class Card(QFrame):
    """A white sheet with a hairline edge; put things into `body`."""

    def __init__(
        self, *children: QWidget, soft: bool = False, flat: bool = False, margins: str = "l"
    ) -> None:
        super().__init__()
        self.setObjectName("cardsoft" if soft else "card")
        self.body: QBoxLayout = row("s", margins, self) if flat else column("xs", margins, self)
        for child in children:
            self.body.addWidget(child)

    def add(self, child: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout at the end."""
        if isinstance(child, QWidget):
            self.body.addWidget(child, stretch)
        else:
            self.body.addLayout(child, stretch)


class Rule(QFrame):
    """A hairline across."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule")


class Badge(QWidget):
    """The round mark of a step: "done", "now" or "later". The words beside it say the same."""

    def __init__(self, state: str, number: str = "") -> None:
        super().__init__()
        self._state, self._number = state, number
        self._measure()

    def set_state(self, state: str) -> None:
        """Change the state."""
        self._state = state
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the size of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle with a tick or the number."""
        c, painter = theme.colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self._state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.primary))
            painter.drawEllipse(circle)
            side = theme.tokens().px(18)
            corner = QPointF(circle.center().x() - side / 2, circle.center().y() - side / 2)
            painter.drawPixmap(corner, theme.pixmap("check", side, c.on_primary, stroke=2.6))
        else:
            now = self._state == "now"
            painter.setPen(QPen(QColor(c.primary if now else c.edge), 2))
            painter.setBrush(QColor(c.surface))
            painter.drawEllipse(circle)
            painter.setFont(theme.font("small", QFont.Weight.DemiBold))
            painter.setPen(QColor(c.on_soft if now else c.text2))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._number)
        painter.end()

    def _measure(self) -> None:
        side = theme.tokens().px(32)
        self.setFixedSize(side, side)


class Connector(QWidget):
    """The line between two badges."""

    def __init__(self, passed: bool) -> None:
        super().__init__()
        self._passed = passed
        self.setFixedWidth(theme.tokens().px(32))
        self.setMinimumHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(theme.tokens().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        c, painter, middle = theme.colours(), QPainter(self), self.width() / 2
        painter.setPen(QPen(QColor(c.primary if self._passed else c.edge), 2))
        painter.drawLine(QPointF(middle, 1), QPointF(middle, self.height() - 1))
        painter.end()

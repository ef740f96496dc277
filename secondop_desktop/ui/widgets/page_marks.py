"""What is painted over a page: found words, chosen words, and the numbered marks of pinned notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.page_words import Spot

# A page is white in every theme, so what is painted on it has the same colours in every theme.
INK, PAPER = "#1E2A2F", "#FFFFFF"
FOUND, FOUND_EDGE = "#F2B441", "#8A4B00"
CHOSEN, CHOSEN_EDGE = "#1B6A68", "#125251"
PIN, PIN_CHOSEN = "#1B6A68", "#8A1F57"


@dataclass(frozen=True)
class PinMark:
    """A pinned note as it is painted: its id, the number in its mark, and its place on the page."""

    id: str
    number: int
    spot: Spot


def paint_found(painter: QPainter, rects: Iterable[QRectF], present: QRectF | None) -> None:
    """A wash of colour and an edge, since colours are not seen by all; the present one has a thick edge."""
    wash = QColor(FOUND)
    wash.setAlpha(90)
    painter.setBrush(wash)
    for rect in rects:
        painter.setPen(QPen(QColor(FOUND_EDGE), 4 if rect == present else 2))
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 3, 3)


def paint_chosen(painter: QPainter, rects: Iterable[QRectF]) -> None:
    """Chosen words, with a line below them."""
    wash = QColor(CHOSEN)
    wash.setAlpha(70)
    for rect in rects:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawRect(rect)
        painter.setPen(QPen(QColor(CHOSEN_EDGE), 2))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def pin_rect(at: QPointF) -> QRectF:
    """Where the mark of a pin is painted: a drop whose point is at the place."""
    wide, high = theme.tokens().px(28), theme.tokens().px(34)
    return QRectF(at.x() - wide / 2, at.y() - high, wide, high)


def paint_pin(painter: QPainter, at: QPointF, number: int, chosen: bool) -> None:
    """A drop with its number in it; the chosen one is larger edged and of another colour."""
    rect, c = pin_rect(at), QColor(PIN_CHOSEN if chosen else PIN)
    head = QRectF(rect.left(), rect.top(), rect.width(), rect.width())
    painter.setPen(QPen(QColor(PAPER), 2))
    painter.setBrush(c)
    low = head.center().y() + head.height() * 0.35
    side = head.width() * 0.3
    painter.drawPolygon(
        [QPointF(at.x() - side, low), QPointF(at.x(), rect.bottom()), QPointF(at.x() + side, low)]
    )
    painter.drawEllipse(head)
    if chosen:
        painter.setPen(QPen(c, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(head.adjusted(-4, -4, 4, 4))
    painter.setPen(QColor(PAPER))
    painter.setFont(theme.font("least", QFont.Weight.Bold))
    painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(number))

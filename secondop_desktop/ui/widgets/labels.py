"""Words on the screen: headings, sentences and chips, always plain text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStylePainter, QWidget

from secondop_desktop.ui import theme

ROLES = ("body", "display", "h1", "h2", "h3", "small", "muted", "overline", "field", "problem")
TONES = ("plain", "ok", "warn", "info", "danger")


class Label(QLabel):
    """A sentence that wraps, and never makes its window wider than the screen."""

    def __init__(self, text: str = "", role: str = "body", wrap: bool = True) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setText(text)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def selectable(self) -> Label:
        """Let the words be marked with the mouse and copied."""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return self

    def minimumSizeHint(self) -> QSize:
        """The narrowest the label may get: long words are cut before the window is pushed wide."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.tokens().px(120)), least.height()) if self.wordWrap() else least


class OneLine(QLabel):
    """A name in one line, cut with dots where it is too long; a tool tip has the whole of it."""

    def __init__(self, role: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the bar needs it."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole name where it does not fit."""
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cut a long name with dots."""
        painter = QStylePainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        place = self.contentsRect()
        self.style().drawItemText(
            painter, place, int(side), self.palette(), True, text, self.foregroundRole()
        )
        painter.end()


def label(text: str, role: str = "body", wrap: bool = True, spoken: str = "") -> Label:
    """A label in one of ROLES; `spoken` replaces its words for a screen reader."""
    made = Label(text, role, wrap)
    if spoken:
        made.setAccessibleName(spoken)
    return made


def chip(text: str, tone: str = "plain") -> QLabel:
    """A state in a word or two, in one of TONES; the words carry the meaning, the colour only helps."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", "chip")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def dress_again(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_chip(made: QLabel, text: str, tone: str) -> None:
    """Change the words and the tone of a chip."""
    made.setText(text)
    if made.property("tone") != tone:
        made.setProperty("tone", tone)
        dress_again(made)

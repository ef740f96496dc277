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
    """Words in one line: the longest of several ways to say them that fits; a tool tip has the first.

    When not even the shortest fits, it is cut with dots.
    """

    def __init__(self, role: str = "body") -> None:
        super().__init__()
        self._ways: tuple[str, ...] = ("",)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def say(self, *ways: str) -> None:
        """Change the words; the whole of them first, then what may be said where there is less room."""
        self._ways = ways
        self.setAccessibleName(ways[0])
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as what is beside it needs."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cut what is still too long with dots."""
        painter = QStylePainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        painter.drawItemText(self.contentsRect(), side, self.palette(), True, text, self.foregroundRole())
        painter.end()

    def _fit(self) -> None:
        fitting = (way for way in self._ways if self.fontMetrics().horizontalAdvance(way) <= self.width())
        self.setText(next(fitting, self._ways[-1]))
        self.setToolTip("" if self.text() == self._ways[0] else self._ways[0])


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

"""A sentence with a small picture before it, that says how something stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import row
from secondop_desktop.ui.widgets.labels import Label, label

_PICTURES = {"ok": "circle-check", "warn": "circle-alert", "info": "info", "plain": "circle"}


class Said(QWidget):
    """`say(sentence, tone)` in one of ok, warn, info, plain; the words carry the meaning alone."""

    def __init__(self, sentence: str = "", tone: str = "plain", role: str = "body") -> None:
        super().__init__()
        self._tone = tone
        self._picture, self._words = Label("", wrap=False), label(sentence, role)
        line = row("s", "none", self)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self._draw()
        theme.on_change(self._draw)

    def say(self, sentence: str, tone: str = "plain") -> None:
        """Say something else."""
        self._words.setText(sentence)
        self._tone = tone
        self._draw()

    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def tone(self) -> str:
        """In which tone it is said."""
        return self._tone

    def _draw(self) -> None:
        c = theme.colours()
        shade = {"ok": c.ok, "warn": c.warn}.get(self._tone, c.text2)
        side = theme.tokens().px(20)
        self._picture.setPixmap(theme.pixmap(_PICTURES[self._tone], side, shade))
        # As high as a line of the words, so that the picture stands beside the first one.
        self._picture.setFixedHeight(self._words.fontMetrics().lineSpacing())

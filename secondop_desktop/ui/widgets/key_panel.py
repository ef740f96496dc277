"""A page that says in plain words what keys do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import ScrollPage


class KeyPanel(ScrollPage):
    """The keys with their words, and a button `back`; `closed()` when it is pressed."""

    closed = Signal()

    def __init__(self, title: str, keys: Sequence[tuple[str, str]], back: str = "") -> None:
        inside = QWidget()
        super().__init__(inside, clear=True)
        self.setAccessibleName(title)
        self.back = Button(back or tr("Back to my words"), icon="arrow-left", then=self.closed.emit)
        body = column("m", "xl m xl m", inside)
        body.addWidget(label(title, "h1"))
        card, grid = Card(margins="l"), QGridLayout()
        grid.setProperty("gap", "s")
        theme.space_layout(grid)
        for line, (key, words) in enumerate(keys):
            grid.addWidget(label(key, "field", wrap=False), line, 0)
            grid.addWidget(label(words), line, 1)
        grid.setColumnStretch(1, 1)
        card.add(grid)
        body.addWidget(card)
        body.addWidget(self.back)
        body.addStretch(1)

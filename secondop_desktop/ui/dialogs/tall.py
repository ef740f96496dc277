"""A dialog whose middle scrolls, so that a long one fits on a small screen and in large print."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.page import Canvas, ScrollPage

WIDTH, HEIGHT = 640, 680
EDGE = 24
LOWEST = 120


class TallAsk(Ask):
    """Put things into `inside`; it is as large as its window allows."""

    def __init__(self, parent: QWidget | None, title: str, text: str) -> None:
        super().__init__(parent, title, text)
        content = Canvas()
        self.inside = column("s", "none xxs xs none", content)
        middle = ScrollPage(content, clear=True)
        middle.setMinimumHeight(LOWEST)  # where there is little room, the buttons come before the middle
        self.body.addWidget(middle, 1)
        outer = self.layout()
        if isinstance(outer, QBoxLayout):
            outer.setStretchFactor(self.body, 1)
        self.fit(HEIGHT)

    def fit(self, height: int) -> None:
        """Be `height` pixels high at 100 %, or as high as the window around it allows."""
        px, around = theme.tokens().px, self.parentWidget()
        room = (around.window() if around is not None else self.screen()).size()
        self.setMinimumWidth(0)
        self.resize(min(px(WIDTH), room.width() - 2 * EDGE), min(px(height), room.height() - 2 * EDGE))

"""The one anatomy of every screen: a title, what it says, buttons on the right, and a body that scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label

_MOST_BUTTONS = 0.6
"""The share of the width that the buttons beside a title may take."""


class ScrollPage(QScrollArea):
    """Scrolls up and down only; never a nameless stop of the Tab key."""

    def __init__(self, content: QWidget, clear: bool = False) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if clear:
            self.setObjectName("clear")
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """Small, so that a long page never pushes the window off the screen."""
        side = theme.tokens().px(160)
        return QSize(side, side)


class Canvas(QWidget):
    """The ground of a page; it is as high as its words need at its width, and not a line higher."""

    def minimumSizeHint(self) -> QSize:
        """The narrowest width; the height follows from the width, where anything on the page wraps."""
        least, inside = super().minimumSizeHint(), self.layout()
        wraps = inside is not None and inside.hasHeightForWidth()
        return QSize(least.width(), 0) if wraps else least


class Page(ScrollPage):
    """A screen's frame; put things into `body` with `add`."""

    back_asked = Signal()

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        buttons: Sequence[QWidget] = (),
        back: str = "",
        role: str = "h1",
        reading: bool = False,
    ) -> None:
        canvas = Canvas()
        canvas.setObjectName("canvas")
        super().__init__(canvas)
        self._outer = column("m", "xl l xl l", canvas)
        self._over = label("", "overline")
        self._over.hide()
        self._title, self._subtitle = label(title, role), label(subtitle, "muted")
        # A widget without a parent that is told to be visible becomes a window: only ever hide here.
        if not subtitle:
            self._subtitle.hide()
        self._head = row("m")
        self._buttons = FlowRow(*buttons)
        self.back = Button(back or tr("Back"), "quiet", "arrow-left", then=self.back_asked.emit)
        if not back:
            self.back.hide()
        self._build_head(bool(buttons))
        self.body = column("m")
        self._outer.addLayout(self.body, 1)
        if reading:
            canvas.setMaximumWidth(theme.tokens().px(720))

    def add(self, child: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout at the end of the body."""
        if isinstance(child, QWidget):
            self.body.addWidget(child, stretch)
        else:
            self.body.addLayout(child, stretch)

    def finish(self) -> None:
        """Push the body to the top when it is shorter than the window."""
        self.body.addStretch(1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words at the top."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_over(self, words: str) -> None:
        """Say in small letters above the title where one is."""
        self._over.setText(words)
        self._over.setVisible(bool(words))

    def reflow(self, em: float) -> None:
        """Put the buttons under the title when the page is narrow, or when they leave it too little room."""
        crowded = self._buttons.sizeHint().width() > _MOST_BUTTONS * self.viewport().width()
        stand(self._head, em < 44 or crowded)

    def _build_head(self, buttons: bool) -> None:
        self.back.flush()
        words = column("hair")
        words.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._over, self._title, self._subtitle):
            words.addWidget(part)
        self._head.addLayout(words, 1)
        if buttons:
            self._head.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(self._head)

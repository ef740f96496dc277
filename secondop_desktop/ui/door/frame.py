"""The frame of every page before the rooms: the mark, a narrow column in the middle, errors in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column, empty_out, row
from secondop_desktop.ui.widgets.labels import Label, label
from secondop_desktop.ui.widgets.page import ScrollPage

WIDEST = 560


class DoorFrame(ScrollPage):
    """Put one page at a time into the column with `show_page`."""

    def __init__(self) -> None:
        canvas = QWidget()
        canvas.setObjectName("canvas")
        super().__init__(canvas)
        across = QHBoxLayout(canvas)
        across.addStretch(1)
        self._middle = QWidget()
        across.addWidget(self._middle, 100)
        across.addStretch(1)
        inside = column("m", "m xl m xl", self._middle)
        self._mark = Label("", wrap=False)
        head = row("s")
        head.addWidget(self._mark)
        head.addWidget(label("SecondOp", "h2"), 1)
        inside.addLayout(head)
        self._page = column("none")
        inside.addLayout(self._page)
        self._problem = label("", "problem")
        self._problem.hide()
        inside.addWidget(self._problem)
        self._waiting = _Waiting()
        self._waiting.hide()
        inside.addWidget(self._waiting)
        inside.addStretch(1)
        self._draw()
        theme.on_change(self._draw)

    def show_page(self, page: QWidget) -> None:
        """Replace what is in the column; the old page is thrown away."""
        empty_out(self._page)
        self.clear_problem()
        self._page.addWidget(page)
        page.show()
        self.verticalScrollBar().setValue(0)

    def show_problem(self, error: object) -> None:
        """Say what went wrong; anything but a UserError is a bug and goes up."""
        if not isinstance(error, UserError):
            assert isinstance(error, BaseException)  # noqa: S101 - only errors come here
            raise error
        self._problem.setText(error.sentence)
        self._problem.show()
        self.ensureWidgetVisible(self._problem)

    def clear_problem(self) -> None:
        """Take the sentence away."""
        self._problem.clear()
        self._problem.hide()

    def problem(self) -> str:
        """The sentence shown now."""
        return self._problem.text()

    def wait(self, sentence: str) -> None:
        """Say what takes a moment; an empty sentence ends it."""
        self._waiting.say(sentence)

    def _draw(self) -> None:
        tokens = theme.tokens()
        side = tokens.px(44)
        self._mark.setPixmap(theme.pixmap("mark", side, theme.colours().primary))
        self._mark.setFixedSize(side, side)
        self._middle.setMaximumWidth(tokens.px(WIDEST))


class _Waiting(QWidget):
    """A sentence and a bar that moves."""

    def __init__(self) -> None:
        super().__init__()
        inside = column("xs", "none", self)
        self._words = label("")
        inside.addWidget(self._words)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("One moment"))
        inside.addWidget(self._bar)
        inside.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        # A bar without an end repaints all the time: only while something is waited for.
        self._bar.setRange(0, 0 if sentence else 1)
        self.setVisible(bool(sentence))

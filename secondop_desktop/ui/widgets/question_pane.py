"""The questions of a visit at its side: what was answered, what is open, and a line for one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from secondop_desktop.base.language import tidy, tr, trn
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.plain_edit import PlainLine

_ANY_WIDTH = 16_777_215
_LEAST_HEIGHT = 60


class QuestionPane(QFrame):
    """The list `list` with its count; `added(text)` when a question was typed and Enter pressed."""

    added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._wide = False
        self.list = CardList(tr("My questions"), stars=True)
        self.count = label("", "small")
        self.empty = label(
            tr("No questions are on the list for this visit. You can add one below at any time."), "muted"
        )
        self.line = PlainLine(prose=True)
        self.line.setPlaceholderText(tr("Type a new question, then press Enter"))
        self.line.setAccessibleName(tr("New question"))
        self.line.setToolTip(tr("Ctrl+N"))
        self.line.returnPressed.connect(self.add_typed)
        self._build()
        theme.on_change(self._measure)

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show the questions and how many are answered."""
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.recount()

    def recount(self) -> None:
        """Say how many questions are ticked."""
        rows = self.list.rows()
        done = sum(bool(card.ticked) for card in rows)
        words = trn("{done} of {n} answered", "{done} of {n} answered", len(rows), done=done)
        self.count.setText(words if rows else "")

    def add_typed(self) -> None:
        """Hand over the question in the line, when there is one."""
        text = tidy(self.line.text())
        if text:
            self.line.clear()
            self.added.emit(text)

    def give_back(self, text: str) -> None:
        """Put a question that could not be kept into the line again, before what was typed since."""
        self.line.setText(f"{text} {self.line.text()}".strip())

    def set_writable(self, on: bool) -> None:
        """Let the person add questions, or only read."""
        self.line.setVisible(on)

    def widen(self, on: bool) -> None:
        """Take the whole width, when nothing else is beside the list."""
        self._wide = on
        self._measure()

    def _build(self) -> None:
        body = column("xs", "m", self)
        head = row("s")
        head.addWidget(label(tr("My questions"), "h2"), 1)
        head.addWidget(self.count)
        body.addLayout(head)
        body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        body.addWidget(self.list, 1)
        body.addWidget(self.line)
        self._measure()

    def _measure(self) -> None:
        self.setMinimumWidth(theme.tokens().px(300))
        self.setMaximumWidth(_ANY_WIDTH if self._wide else theme.tokens().px(440))

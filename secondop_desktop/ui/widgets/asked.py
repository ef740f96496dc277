"""Questions to read: a star where one must be asked, and the answer where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Rule
from secondop_desktop.ui.widgets.labels import Label, chip, label


@dataclass(frozen=True)
class Asked:
    """One question; `said` is the answer, `below` who gave it and when, `marks` are flags in words.

    `link` is what a button below it says, when there is more to see.
    """

    text: str
    starred: bool = False
    answered: bool = False
    said: str = ""
    below: str = ""
    marks: tuple[str, ...] = ()
    link: str = ""


class AskedList(QWidget):
    """The questions in order, with a hairline between them; `link_asked` when a link is pressed."""

    link_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = column("xs", "none", self)
        self._shown: list[Asked] = []
        self._marks: list[tuple[QLabel, Asked]] = []
        theme.on_change(self._draw)

    def set_questions(self, asked: Sequence[Asked]) -> None:
        """Show other questions."""
        if list(asked) == self._shown:
            return
        self._shown = list(asked)
        self._marks = []
        empty_out(self._lines)
        for number, one in enumerate(self._shown):
            if number:
                self._lines.addWidget(Rule())
            self._lines.addLayout(self._line(one))
        self._draw()
        show_new(self)

    def _line(self, one: Asked) -> QBoxLayout:
        line = row("s", "none xxs none xxs")
        mark = Label("", wrap=False)
        self._marks.append((mark, one))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = column("xxs")
        spoken = tr("Starred: {text}", text=one.text) if one.starred else one.text
        words.addWidget(label(one.text, spoken=spoken).selectable())
        if one.said:
            words.addWidget(label(one.said, "muted").selectable())
        if one.below:
            words.addWidget(label(one.below, "small"))
        if one.marks:
            words.addWidget(FlowRow(*(chip(mark, "warn") for mark in one.marks)))
        if one.link:
            link = Button(one.link, "quiet", then=self.link_asked.emit).flush()
            link.setAccessibleName(tr("{link}: {text}", link=one.link, text=one.text))
            words.addWidget(link)
        line.addLayout(words, 1)
        return line

    def _draw(self) -> None:
        c, side = theme.colours(), theme.tokens().px(22)
        for mark, one in self._marks:
            mark.setFixedWidth(side)
            if one.starred:
                mark.setPixmap(theme.pixmap("star", side, c.warn, fill=c.warn))
            elif one.answered:
                mark.setPixmap(theme.pixmap("check", side, c.ok))

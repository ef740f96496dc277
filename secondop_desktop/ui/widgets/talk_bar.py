"""The bar over a visit that is going on: with whom, where, what time it is, and whether all is safe."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import chip, label, set_chip

QUESTIONS, FREE_PAGE = "questions", "page"
TWO_LINES_UNDER = 58
ONLY_NAME_UNDER = 50


class TalkBar(QWidget):
    """`page_chosen(key)` is QUESTIONS or FREE_PAGE; `keys_asked()`, `leave_asked()` and `finish_asked()`."""

    page_chosen = Signal(str)
    keys_asked = Signal()
    leave_asked = Signal()
    finish_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.who, self.when = label("", "h2"), label("", "small")
        self.clock = label("", "h3", wrap=False)
        self.saved = chip("", "ok")
        self.trouble = label("")
        self.switch = FilterRow(
            tr("What to write on"), [(QUESTIONS, tr("Questions")), (FREE_PAGE, tr("Free page"))]
        )
        self.switch.setToolTip(tr("Ctrl+P"))
        self.switch.chosen.connect(self.page_chosen)
        self.leave = icon_button(
            tr("Leave this visit open and go back (Esc)"), "log-out", self.leave_asked.emit
        )
        self.keys = icon_button(tr("Keys that help here (F1)"), "keyboard", self.keys_asked.emit)
        self.finish = Button(
            tr("Finish"), "primary", hint=tr("The visit is over. Everything is kept."),
            then=self.finish_asked.emit,
        )  # fmt: skip
        self._bar, self._banner = QFrame(), QFrame()
        self._bar.setObjectName("topbar")
        self._banner.setObjectName("banner")
        self._build()

    def say(self, who: str, when: str) -> None:
        """Change with whom and when the visit is."""
        self.who.setText(who)
        self.when.setText(when)

    def show_saved(self, words: str, tone: str, trouble: str = "") -> None:
        """Say how safe the words are; `trouble` is a whole sentence under the bar."""
        set_chip(self.saved, words, tone)
        if trouble != self.trouble.text():
            self.trouble.setText(trouble)
        self._banner.setVisible(bool(trouble))

    def reflow(self, em: float) -> None:
        """Two lines where one is too short, and no more than the name where every line counts."""
        stand(self._line, em < TWO_LINES_UNDER)
        self.when.setVisible(em >= ONLY_NAME_UNDER)

    def _build(self) -> None:
        outer = column("none", "none", self)
        self._line = row("s", "l xs l xs", self._bar)
        words, head, ways = column("none"), row("s"), row("s")
        words.addWidget(self.who)
        words.addWidget(self.when)
        head.addLayout(words, 1)
        head.addWidget(self.clock)
        head.addWidget(self.saved)
        ways.addWidget(self.switch, 1)
        for button in (self.keys, self.leave, self.finish):
            ways.addWidget(button)
        self._line.addLayout(head, 1)
        self._line.addLayout(ways)
        inside = row("s", "l s l s", self._banner)
        inside.addWidget(self.trouble, 1)
        self._banner.hide()
        outer.addWidget(self._bar)
        outer.addWidget(self._banner)

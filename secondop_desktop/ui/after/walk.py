"""The frame of the pages that go through a visit: where one is, one page, and the way on and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Rule
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from secondop_desktop.ui.after.step import Step


class Walk(QWidget):
    """Shows one of `steps` or of the pages to `read`; asks for the next one, the one before, or to leave."""

    next_asked = Signal()
    back_asked = Signal()
    left = Signal()
    read_asked = Signal(str)

    def __init__(self, steps: Sequence[Step], read: Mapping[str, QWidget]) -> None:
        super().__init__()
        self._steps = {step.key: step for step in steps}
        self._pages: dict[str, QWidget] = {**self._steps, **read}
        self._allowed = list(self._steps)
        self._shown = ""
        self.page = Page("", role="display", back=tr("To the visit"), reading=True)
        self.page.back_asked.connect(self.left)
        self.remark = label("", "h3")
        self.remark.hide()
        self.page.add(self.remark)
        for each in self._pages.values():
            self.page.add(each)
            each.hide()
        self.page.finish()
        outer = column("none", "none", self)
        outer.addWidget(self.page, 1)
        outer.addWidget(Rule())
        outer.addWidget(self._foot())

    def say(self, about: str, remark: str) -> None:
        """Say with whom and when the visit was, and what else has to be known of it."""
        self._about = about
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def allow(self, keys: Sequence[str]) -> None:
        """Only these steps have something to do or to say; the one that is open stays open."""
        self._allowed = [key for key in self._steps if key in keys or key == self._shown]

    def shown(self) -> str:
        """The key of the page that is open."""
        return self._shown

    def turn_to(self, key: str) -> None:
        """Open a page; the first step when there is none of that name, or nothing to do on it."""
        read = key in self._pages and key not in self._steps
        if not read and key not in self._allowed:
            later = list(self._steps)[list(self._steps).index(key) :] if key in self._steps else []
            key = next((each for each in [*later, *self._allowed] if each in self._allowed), "")
        if key != self._shown:
            self.page.verticalScrollBar().setValue(0)
        self._shown = key
        for name, each in self._pages.items():
            each.setVisible(name == key)

    def after(self, key: str) -> str:
        """The step behind this one; empty behind the last."""
        return self._beside(key, 1)

    def before(self, key: str) -> str:
        """The step before this one, the last one before a page to read; empty before the first."""
        if key not in self._steps:
            return self._allowed[-1] if self._allowed else ""
        return self._beside(key, -1)

    def title(self, title: str, why: str) -> None:
        """What stands at the top of the page."""
        self.page.set_title(title, why)
        if self._shown in self._allowed:
            number = self._allowed.index(self._shown) + 1
            where = tr("Step {number} of {all}", number=number, all=len(self._allowed))
            self.page.set_over(f"{where}. {self._about}")
        else:
            self.page.set_over(self._about)

    def show_foot(self, on: str, leave: str, *, back: bool, read: tuple[str, str] = ("", "")) -> None:
        """Say what the buttons at the foot do; without words a button is not there."""
        for button, words in ((self.on, on), (self.leave_it, leave), (self.read, read[1])):
            button.setVisible(bool(words))
            button.say(words)
        self._read = read[0]
        self.back.setVisible(back)

    def say_saved(self, words: str, tone: str) -> None:
        """Say how safe the words are; nothing where nothing is typed."""
        self.saved.setVisible(bool(words))
        set_chip(self.saved, words, tone)

    def reflow(self, em: float) -> None:
        """The buttons at the head below the title where there is little room."""
        self.page.reflow(em)

    def _beside(self, key: str, by: int) -> str:
        at = self._allowed.index(key) + by if key in self._allowed else -1
        return self._allowed[at] if 0 <= at < len(self._allowed) else ""

    def _foot(self) -> QWidget:
        self.back = Button(tr("Back"), "normal", "arrow-left", then=self.back_asked.emit)
        self.leave_it = Button("", "quiet", then=self.left.emit)
        self.read = Button("", "quiet", then=lambda: self.read_asked.emit(self._read))
        self.on = Button("", "primary", then=self.next_asked.emit)
        self.saved: QLabel = chip(tr("Saved"), "ok")
        self._read = self._about = ""
        foot = QWidget()
        foot.setMaximumWidth(theme.tokens().px(720))
        line = row("s", "xl s xl l", foot)
        line.addWidget(self.back)
        line.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        for button in (self.read, self.leave_it, self.on):
            line.addWidget(button)
        return foot

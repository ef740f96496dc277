"""The quiet reminder of a second place for safe copies, among the small things to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Rule
from secondop_desktop.ui.widgets.said import Said

if TYPE_CHECKING:
    from secondop_desktop.ui.copy_keeper import CopyKeeper


class CopyReminder(QWidget):
    """Shows itself when no second place holds a copy of the last days; `look` leads to the settings."""

    def __init__(self, copies: CopyKeeper | None, look: Callable[[], None]) -> None:
        super().__init__()
        self._copies = copies
        self._wanted = False
        self.said = Said(role="body")
        self.look = Button(tr("See the safe copies"), "quiet", then=look).flush()
        self.not_now = Button(tr("Not now"), "quiet", then=self._not_now)
        body = column("xxs", "none", self)
        for part in (self.said, FlowRow(self.look, self.not_now), Rule()):
            body.addWidget(part)
        self.hide()
        if copies is not None:
            copies.changed.connect(self._show)

    def set_wanted(self, wanted: bool) -> None:
        """Remind at all, or not: a sample and a case that is only looked at need no second place."""
        self._wanted = wanted
        self._show()

    def _show(self) -> None:
        words = self._copies.reminder() if self._copies is not None and self._wanted else ""
        self.said.say(words, "info")
        self.setVisible(bool(words))

    def _not_now(self) -> None:
        if self._copies is not None:
            self._copies.not_now()

"""The very pages that will come out of the printer, drawn anew with each choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from secondop_desktop.base.language import tr
from secondop_desktop.flows.seen_by import Seen, see
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui.page_turner import PageTurner
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.flows.plan import Plan
    from secondop_desktop.ui.screen import House
    from secondop_desktop.vault.vault import Vault

    Look = Callable[[Vault, Plan, Clock], Seen]


class SharePreview(Card):
    """`came(seen)` when a sheet was drawn, or could not be; `pdf` is what is seen, and nothing meanwhile."""

    came = Signal(object)

    def __init__(self, house: House) -> None:
        super().__init__(margins="m")
        self._house = house
        self._number = 0
        self._what = ("", "")
        self.pdf = b""
        self.view = PageView(whole=True)
        self._turner = PageTurner(house.work, self.view)
        self.add(self.view, 1)

    def draw(self, plan: Plan, look: Look = see) -> None:
        """Draw a sheet; until it is there, the page before stays in sight but cannot be printed.

        `look` gives its pages, where they are not simply drawn.
        """
        self.forget()
        number, clock = self._number, self._house.clock
        if (plan.what, plan.letter) != self._what:
            self._what = (plan.what, plan.letter)
            self._turner.close(tr("The sheet is being drawn."))

        def flow(vault: Vault, _progress: object) -> Seen:
            return look(vault, plan, clock)

        job = self._house.work.start(tr("Drawing a sheet"), flow, quiet=True, drawn=True)
        job.finished.connect(lambda seen: self._arrived(number, seen))

    def forget(self) -> None:
        """What is seen no longer holds: something else was chosen."""
        self._number += 1
        self.pdf = b""

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the pages."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._turner.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Show again what was put away."""
        super().showEvent(event)
        if self.pdf and not event.spontaneous():
            self._turner.open(PagePictures.of_pdf(self.pdf))

    def _arrived(self, number: int, seen: Seen) -> None:
        if number != self._number:
            return
        self.pdf = seen.pdf
        self.view.tools.setHidden(not seen.pdf)
        if seen.problem is not None:
            self._turner.close(seen.problem.sentence)
        elif self.isVisible():
            self._turner.open(PagePictures.of_pdf(seen.pdf), self.view.page, again=True)
        self.came.emit(seen)

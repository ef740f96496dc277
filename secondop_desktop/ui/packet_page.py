"""How the room for packets is arranged: the choices on one side, the finished pages on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui import theme
from secondop_desktop.ui.packet_choice import PacketChoice
from secondop_desktop.ui.packet_extras import PacketSending, PacketSheets
from secondop_desktop.ui.packet_list import PacketList
from secondop_desktop.ui.page_turner import PageTurner
from secondop_desktop.ui.printer_part import PrinterPart
from secondop_desktop.ui.widgets.boxes import Filling, FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page, ScrollPage
from secondop_desktop.ui.widgets.page_view import PageView
from secondop_desktop.ui.widgets.said import Said

if TYPE_CHECKING:
    from secondop_desktop.ui.screen import House

FOLDED_UNDER = 58


class PacketPreview(Card):
    """The pages of the packet as it was made."""

    def __init__(self, house: House) -> None:
        super().__init__(margins="m")
        self.view = PageView(whole=True, jump=True)
        self._turner = PageTurner(house.work, self.view)
        self._pages: Callable[[], PagePictures] | None = None
        self.add(self.view, 1)
        self.say(tr("The pages of the packet stand here when it is made."))

    def show_pages(self, pages: Callable[[], PagePictures]) -> None:
        """Show a packet."""
        self._pages = pages
        if self.isVisible():
            self._turner.open(pages())

    def say(self, sentence: str) -> None:
        """Show a sentence in its place."""
        self._pages = None
        self._turner.close(sentence)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the pages."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._turner.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Show again what was put away."""
        super().showEvent(event)
        if self._pages is not None and not event.spontaneous():
            self._turner.open(self._pages())


class PacketMaking(Card):
    """The estimate, the button that makes the packet, how far it is, and what came of it."""

    def __init__(self, printer: PrinterPart) -> None:
        super().__init__(margins="m")
        self.estimate = label("", "body")
        self.make = Button(tr("Make the packet"), "primary", "paperclip")
        self.cancel = Button(tr("Stop"), icon="x")
        self.bar, self.doing = QProgressBar(), label("", "small")
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(tr("How far the packet is"))
        self.said = Said()
        self.left_out = label("", "body")
        self.open_with = label("", "body")
        self.printer = printer
        self._locked, self._can_print = False, True
        self.not_printed = label(
            tr(
                "A packet with a passphrase cannot be printed. To print it, take the passphrase out and make "
                "the packet again."
            ),
            "small",
        )
        self.save = Button(tr("Save as PDF"), icon="download")
        self.handed = Button(tr("I handed it over"), "quiet", "hand")
        self._given = FlowRow(self.save, self.handed)
        for part in (self.estimate, FlowRow(self.make, self.cancel), self.bar, self.doing, self.said):
            self.add(part)
        more: tuple[QWidget, ...] = (
            self.left_out,
            self.open_with,
            self.printer,
            self.not_printed,
            self._given,
        )
        for widget in more:
            self.add(widget)
        self.show_making(False)
        self.show_made(False)

    def show_making(self, on: bool) -> None:
        """While it is made."""
        self.make.setEnabled(not on)
        for widget in (self.cancel, self.bar, self.doing):
            widget.setHidden(not on)

    def show_printing(self, can: bool) -> None:
        """Saving is what there is to do where nothing can be printed, and with a locked packet."""
        self._can_print = can
        self.save.set_kind("normal" if can and not self._locked else "primary")

    def show_made(self, on: bool, locked: bool = False) -> None:
        """Once it is made; a locked one is not printed."""
        self.make.set_kind("normal" if on else "primary")
        self._locked = locked
        self.show_printing(self._can_print)
        for widget, shown in (
            (self.said, on),
            (self.left_out, on and bool(self.left_out.text())),
            (self.open_with, on and locked),
            (self.printer, on and not locked),
            (self.not_printed, on and locked),
            (self._given, on),
        ):
            widget.setHidden(not shown)


class PacketPage(Page):
    """The frame of the room."""

    def __init__(
        self,
        choice: PacketChoice,
        records: PacketList,
        sheets: PacketSheets,
        sending: PacketSending,
        making: PacketMaking,
        preview: PacketPreview,
    ) -> None:
        super().__init__(
            tr("Put a packet together"),
            tr("One PDF with the records you choose, a cover, page numbers and a list of what is inside."),
            back=tr("Print and share"),
        )
        self._preview, self._side = preview, QWidget()
        inside = column("m", "none", self._side)
        inside.addWidget(Card(choice, choice.paper_fold, margins="m"))
        inside.addWidget(Card(label(tr("Which records"), "h2"), records, margins="m"))
        inside.addWidget(Card(sheets, sending, margins="m"))
        inside.addWidget(making)
        inside.addStretch(1)
        self._scroll, self._whole = ScrollPage(self._side, clear=True), Filling()
        self._beside = row("m", "none", self._whole)
        self._beside.addWidget(self._scroll, 1)
        self._beside.addWidget(preview, 1)
        self._below = column("m")
        self.add(self._whole, 1)
        self.add(self._below)
        self._narrow = False

    def bring_in_view(self, widget: QWidget) -> None:
        """Scroll so that a part of the choices is seen."""
        self._scroll.ensureWidgetVisible(widget)

    def arrange(self, em: float) -> None:
        """The pages below the choices when there is no room beside them."""
        self.reflow(em)
        narrow = em < FOLDED_UNDER
        self._preview.setMinimumHeight(theme.tokens().px(460) if narrow else 0)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._scroll.takeWidget()
            self._below.addWidget(self._side)
            self._below.addWidget(self._preview)
            self._side.show()
        else:
            self._scroll.setWidget(self._side)
            self._beside.addWidget(self._preview, 1)
        self._whole.setHidden(narrow)

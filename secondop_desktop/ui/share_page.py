"""How Print and share is arranged: the choices on one side, the pages on the other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.printer_part import PrinterPart
from secondop_desktop.ui.share_choice import ShareChoice
from secondop_desktop.ui.share_parts import ShareParts
from secondop_desktop.ui.share_preview import SharePreview
from secondop_desktop.ui.widgets.boxes import Filling, FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page, ScrollPage

FOLDED_UNDER = 58


class SharePage(Page):
    """The frame of the room, with its buttons; beside each other the choices scroll and the pages stay."""

    def __init__(
        self, choice: ShareChoice, parts: ShareParts, printer: PrinterPart, preview: SharePreview
    ) -> None:
        self.given = Button(tr("What was given to whom"), "quiet", "share-2")
        self.packet = Button(tr("Put a packet together"), "quiet", "paperclip")
        self.whole = Button(tr("Give out the whole case"), "quiet", "folder-open")
        self.letters = Button(tr("Letters and call sheets"), "quiet", "mail")
        super().__init__(
            tr("Print and share"),
            tr("What you see here is what comes out of the printer."),
            [made.flush() for made in (self.packet, self.letters, self.given, self.whole)],
        )
        self.save = Button(tr("Save as PDF"), icon="download")
        hint = tr("For paper that you printed somewhere else: it is put on the list of what was given.")
        self.handed = Button(tr("I handed it over"), "quiet", "hand", hint)
        self._read_only = label(
            tr(
                "This case can only be looked at. What you print now is not put on the list of what "
                "was given."
            ),
            "small",
        )
        self._preview = preview
        self._side = QWidget()
        inside = column("m", "none", self._side)
        inside.addWidget(Card(choice, parts, margins="m"))
        out = Card(printer, FlowRow(self.save, self.handed), self._read_only, margins="m")
        out.add(choice.paper_fold)
        inside.addWidget(out)
        inside.addStretch(1)
        self._scroll = ScrollPage(self._side, clear=True)
        self._whole = Filling()
        self._beside = row("m", "none", self._whole)
        self._beside.addWidget(self._scroll, 2)
        self._beside.addWidget(preview, 3)
        self._below = column("m")
        self.add(self._whole, 1)
        self.add(self._below)
        self._narrow = False

    def show_read_only(self, on: bool) -> None:
        """Say what does not happen in a case that can only be looked at."""
        self._read_only.setHidden(not on)
        self.handed.setHidden(on)

    def show_printing(self, can: bool) -> None:
        """Saving is what there is to do where nothing can be printed."""
        self.save.set_kind("normal" if can else "primary")

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
            self._beside.addWidget(self._preview, 3)
        self._whole.setHidden(narrow)

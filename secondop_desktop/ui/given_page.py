"""How "What was given to whom" is arranged: the list, and beside it the pages with what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.printer_part import PrinterPart
from secondop_desktop.ui.share_words import long_line, what_words
from secondop_desktop.ui.widgets.boxes import Filling, FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.fields import TextField
from secondop_desktop.ui.widgets.fold import Fold
from secondop_desktop.ui.widgets.labels import Label, label
from secondop_desktop.ui.widgets.page import Page, ScrollPage
from secondop_desktop.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from secondop_desktop.case.sharings import Sharing
    from secondop_desktop.ui.screen import House

FOLDED_UNDER = 58


class GivenPage(Page):
    """The frame of the room: a list that fills its side, and one given thing beside it or below it."""

    def __init__(self, house: House, elsewhere: Callable[[Exception], object]) -> None:
        self.all = Button(tr("Show everything that was given"), "quiet", "list")
        super().__init__(tr("What was given to whom"), "", [self.all], back=tr("Print and share"))
        self.list = CardList(tr("What was given to whom"))
        self.title, self.line = label("", "h2"), Label("", "small")
        self.save = Button(tr("Save as PDF"), icon="download")
        self.delete = Button(tr("Delete"), "quiet", "trash-2")
        self.form = Form(elsewhere)
        self.note = self.form.add("note", TextField(tr("My note about it"), lines=1))
        self.contents = Label("")
        self.on_it = Fold(tr("What was on it"), self.contents)
        self.printer = PrinterPart(house)
        self.again = Fold(tr("Print it again"), self.printer)
        self.view = PageView(whole=True, jump=True)
        self.empty = EmptyState(
            tr(
                "When you print or save something, it is kept here with its pages: what it was, who has it, "
                "and since when. So you always know what each doctor has in hand."
            ),
            None,
            "share-2",
        )
        self._clock = house.clock
        self._narrow = False
        self._arrange_all()

    def show_rows(self, some: bool) -> None:
        """Show the list, or what the room is for."""
        self._shown = some
        self.empty.setHidden(some)
        self._place_all()

    def show_one(self, sharing: Sharing | None) -> None:
        """Show what is known of one given thing."""
        self._one.setHidden(sharing is None)
        if sharing is None:
            return
        self.title.setText(what_words(sharing.what))
        self.line.setText(long_line(sharing, self._clock))
        self.contents.setText(sharing.contents)
        self.on_it.setHidden(not sharing.contents)
        there = sharing.blob is not None
        for part in (self.save, self.again):
            part.setHidden(not there)

    def arrange(self, em: float) -> None:
        """The pages below the list when there is no room beside it."""
        self.reflow(em)
        narrow = em < FOLDED_UNDER
        self.list.setMinimumHeight(theme.tokens().px(220) if narrow else 0)
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                self._scroll.takeWidget()
                self._below.addWidget(self._list_card)
                self._below.addWidget(self._one)
            else:
                self._scroll.setWidget(self._one)
                self._beside.insertWidget(0, self._list_card, 2)
        self._place_all()

    def _arrange_all(self) -> None:
        self._shown = False
        self._one = QWidget()
        inside = column("m", "none", self._one)
        inside.addWidget(Card(self.title, self.line, FlowRow(self.save, self.delete), margins="m"))
        self.view.setMinimumHeight(theme.tokens().px(420))
        inside.addWidget(Card(self.view, margins="m"), 1)
        inside.addWidget(Card(self.form, self.on_it, self.again, margins="m"))
        self._list_card = Card(self.list, margins="xs")
        self._scroll = ScrollPage(self._one, clear=True)
        self._whole = Filling()
        self._beside = row("m", "none", self._whole)
        self._beside.addWidget(self._list_card, 2)
        self._beside.addWidget(self._scroll, 3)
        self._below = column("m")
        self.add(self._whole, 1)
        self.add(self._below)
        self.add(self.empty, 1)
        self.empty.hide()
        self._one.hide()

    def _place_all(self) -> None:
        self._whole.setHidden(self._narrow or not self._shown)
        self._list_card.setHidden(not self._shown)

"""The pages of one record to leaf through: small pictures, words to find and to copy, and pinned notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.reading.errors import NO_PICTURE
from secondop_desktop.ui import theme
from secondop_desktop.ui.page_turner import PageTurner, Wish
from secondop_desktop.ui.record_find import RecordFind
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.find_bar import FindBar
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page_marks import PinMark
from secondop_desktop.ui.widgets.page_view import PageView
from secondop_desktop.ui.widgets.small_pages import PICTURE, SmallPages

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document
    from secondop_desktop.case.photos import Recipe
    from secondop_desktop.flows.see_record import Leaf
    from secondop_desktop.ui.widgets.page_words import Box, Spot
    from secondop_desktop.ui.work import Work

MOST_SPOKEN = 20_000
"""Letters of the page that a screen reader is given with its picture; the rest stands in the read text."""
STRIP_FROM = 36
"""Letters of width from which on the small pictures have room beside the page."""


class RecordPages(QWidget):
    """`turned_to(page)`, `rotated((page, degrees))`, `refused(error)` when no page can be shown.

    `record_id` is the record whose pages are on the screen, which is what a note or a turn belongs to.
    `pin_asked((page, spot))` when a place for a note was chosen, `pin_chosen(id)`, `pin_moved((id, spot))`.
    """

    turned_to = Signal(object)
    rotated = Signal(object)
    refused = Signal(object)
    pin_asked = Signal(object)
    pin_chosen = Signal(str)
    pin_moved = Signal(object)

    def __init__(self, work: Work, read_only: bool = False) -> None:
        super().__init__()
        self._work = work
        self._open = self.record_id = ""
        self._recipes: tuple[Recipe, ...] = ()
        self._strip_wanted, self._wide, self._drawable = True, True, True
        self.view = PageView(jump=True)
        self.turner = PageTurner(work, self.view)
        self.bar = FindBar()
        self.finder = RecordFind(work, self.view, self.bar)
        self.strip = SmallPages(self._small)
        self.hint = label("", "small")
        self.show_strip = icon_button(tr("Show or hide all pages (T)"), "panel-left", self.toggle_strip)
        self.look = icon_button(tr("Find words in this record (Ctrl+F)"), "search", self.finder.open)
        self.view.canvas.movable = not read_only
        self._build()
        self._listen()

    def open(self, record: Document, page: int, password: str = "", recipes: Sequence[Recipe] = ()) -> None:
        """Show the file of a record at a page, unless it lies open with pages that look the same."""
        if self._open == record.id and self._recipes == tuple(recipes) and not password:
            return
        self._open = self.record_id = record.id
        self._recipes = tuple(recipes)
        self._drawable = True
        self.strip.set_pages(0)
        self.turner.open(PagePictures.of_record(self._work.vault, record), page, password)

    def let_go(self) -> None:
        """Let go of the file."""
        self._open = ""
        self.turner.close()
        self.strip.set_pages(0)

    def is_open(self) -> bool:
        """Whether a file lies open."""
        return bool(self._open)

    def forget(self) -> None:
        """Let another file be opened, even before this one is let go of."""
        self._open = ""

    def show_leaf(self, leaf: Leaf, chosen_pin: str = "") -> None:
        """Show what the case knows of the open page: its words, how it is turned, the notes on it."""
        self.view.set_turns(leaf.turns)
        self.strip.set_marks(Counter(pin.number for pin in leaf.pins), leaf.turns)
        if leaf.number != self.view.page:
            return
        canvas, text = self.view.canvas, leaf.page.text if leaf.page is not None else ""
        canvas.choice.set_words(leaf.words(), canvas.turn)
        here = [
            PinMark(pin.id, number, pin.spot)
            for number, pin in enumerate(leaf.pins, 1)
            if pin.number == leaf.number
        ]
        canvas.set_pins(here, chosen_pin)
        self.view.sheet.setAccessibleDescription(text[:MOST_SPOKEN])
        self.finder.show_leaf(leaf)

    def aim(self) -> None:
        """Ask for the place of a note."""
        if self.view.sentence():
            return
        self.view.canvas.aim(True)
        self.hint.setText(
            tr(
                "Press the place on the page where your note belongs. Enter takes the chosen words, or the "
                "middle of what you see. Esc stops this."
            )
        )
        self.hint.show()
        self.view.sheet.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stop_aiming(self) -> bool:
        """Ask for no place any more; False when none was asked for."""
        asked = self.view.canvas.aims()
        self.view.canvas.aim(False)
        self.hint.hide()
        return asked

    def pin_here(self) -> None:
        """Take the place of the chosen words, or the middle of what is seen."""
        canvas = self.view.canvas
        boxes = canvas.choice.boxes()
        if boxes:
            spot: Spot = (boxes[0][0], (boxes[0][1] + boxes[0][3]) / 2)
        else:
            spot = canvas.spot_of(self.view.sheet.seen().center())
        self._place(spot)

    def escape(self) -> bool:
        """Close the topmost thing; False when there is none."""
        if self.stop_aiming():
            return True
        choice = self.view.canvas.choice
        if not choice.is_empty():
            choice.clear()
            return True
        return self.finder.close()

    def toggle_strip(self) -> None:
        """Show or hide the small pictures."""
        self._strip_wanted = self.strip.isHidden()
        self._wide = self._wide or self._strip_wanted
        self._arrange()
        if not self.strip.isHidden():
            self.strip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reflow(self, em: float) -> None:
        """Leave the small pictures out where there is no room for them."""
        self._wide = em >= STRIP_FROM
        self._arrange()

    def _build(self) -> None:
        whole = column("xs", "none", self)
        whole.addWidget(self.bar)
        whole.addWidget(self.hint)
        whole.addWidget(self.view.tools)
        beside = row("xs")
        beside.addWidget(self.strip)
        beside.addWidget(self.view, 1)
        whole.addLayout(beside, 1)
        for part in (self.bar, self.hint, self.strip):
            part.hide()
        self.view.add_tool(self.show_strip)
        self.view.add_tool(self.look)

    def _listen(self) -> None:
        view, canvas = self.view, self.view.canvas
        view.turned_to.connect(self._turned)
        view.rotated.connect(self.rotated)
        canvas.spot_chosen.connect(self._place)
        canvas.pin_chosen.connect(self.pin_chosen)
        canvas.pin_moved.connect(self.pin_moved)
        canvas.choice.changed.connect(self._say_chosen)
        self.turner.refused.connect(self._refused)
        self.turner.opened.connect(self._opened)
        self.turner.shown.connect(self._shown)
        self.turner.small_came.connect(self.strip.show_small)
        self.turner.small_wanted = self._wish
        self.strip.chosen.connect(view.turn_to)
        self.strip.seen_changed.connect(self.turner.nudge)
        view.sheet.calls |= self._calls()

    def _calls(self) -> dict[str, Callable[[], object]]:
        view, choice = self.view, self.view.canvas.choice
        return {
            "+": lambda: view.zoom(1),
            "=": lambda: view.zoom(1),
            "-": lambda: view.zoom(-1),
            "0": lambda: view.fit(False),
            "9": lambda: view.fit(True),
            "r": view.rotate,
            "R": lambda: view.rotate(-1),
            "t": self.toggle_strip,
            "Ctrl+A": choice.everything,
            "Ctrl+C": choice.copy,
            "Ctrl+Right": lambda: self._step(choice.step, 1),
            "Ctrl+Left": lambda: self._step(choice.step, -1),
            "Shift+Right": lambda: self._step(choice.grow, 1),
            "Shift+Left": lambda: self._step(choice.grow, -1),
            "Shift+Down": lambda: self._step(choice.grow_lines, 1),
            "Shift+Up": lambda: self._step(choice.grow_lines, -1),
            "Return": self._enter,
            "Enter": self._enter,
        }

    def _step(self, step: Callable[[int, Box], None], by: int) -> None:
        """Choose words by key, and bring the last of them into view."""
        canvas = self.view.canvas
        step(by, canvas.box_of(self.view.sheet.seen()))
        last = canvas.choice.last_box()
        if last is not None:
            self.view.sheet.bring(canvas.rect_of(last))

    def _enter(self) -> None:
        if self.view.canvas.aims():
            self.pin_here()

    def _place(self, spot: Spot) -> None:
        self.stop_aiming()
        self.pin_asked.emit((self.view.page, spot))

    def _say_chosen(self) -> None:
        chosen = self.view.canvas.choice.text()
        self.view.canvas.setAccessibleDescription(tr("Chosen: {words}", words=chosen) if chosen else "")

    def _turned(self, page: int) -> None:
        self.strip.show_page(page)
        self.turned_to.emit(page)

    def _opened(self, pages: int) -> None:
        self.strip.set_pages(pages)
        self.strip.show_page(self.view.page)
        self._arrange()

    def _refused(self, error: object) -> None:
        if getattr(error, "reason", "") == NO_PICTURE:
            self._drawable = False
            self._arrange()
        self.refused.emit(error)

    def _shown(self, page: int) -> None:
        self.strip.show_page(page)

    def _arrange(self) -> None:
        several = self.view.pages > 1 and self._drawable
        self.show_strip.setHidden(not several)
        self.strip.setVisible(several and self._strip_wanted and self._wide)
        self.turner.nudge()

    def _small(self, page: int) -> QImage | None:
        return self.turner.small.get(page)

    def _wish(self) -> Wish | None:
        page = self.strip.missing(self.turner.failed)
        across = round(theme.tokens().px(PICTURE) * self.devicePixelRatioF())
        return Wish(page, across, small=True) if page is not None else None

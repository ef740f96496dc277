"""Beside the pages of a record: what is known of it, my notes on its pages, and the text of the open page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from secondop_desktop.base.language import tr
from secondop_desktop.case.documents import UNREADABLE
from secondop_desktop.intake.kinds import KEPT
from secondop_desktop.ui.record_pins import PinPane
from secondop_desktop.ui.record_side import PageText, RecordDetails
from secondop_desktop.ui.record_words import hard_words
from secondop_desktop.ui.widgets.boxes import FlowRow
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.flows.see_record import Leaf
    from secondop_desktop.ui.screen import House

ABOUT, NOTES, TEXT = "about", "notes", "text"


class RecordRight(Card):
    """Chips to turn from one to the other; `again` asks to read a record that could not be read once more."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.side = FilterRow(
            tr("What is shown beside the pages"),
            [(ABOUT, tr("About")), (NOTES, tr("My notes")), (TEXT, tr("Text"))],
        )
        self.details, self.notes, self.text = RecordDetails(house), PinPane(house), PageText()
        self.problem = label("", "small")
        self.again = Button(tr("Try to read it again"), icon="refresh-cw")
        self._again = FlowRow(self.again)
        super().__init__(self.side, self.problem, self._again, margins="m")
        self.add(self.details, 1)
        self.add(self.notes, 1)
        self.add(self.text, 1)
        for part in (self.notes, self.text, self.problem, self._again):
            part.hide()
        self.side.chosen.connect(self.turn)

    def show_leaf(self, leaf: Leaf, doctors: Sequence[Doctor], pin: str = "") -> None:
        """Show what the case knows of a record and of its open page."""
        record, house = leaf.record, self._house
        self.details.show_record(record, doctors)
        self.text.show_page(record, leaf.number, leaf.page)
        said = f"{record.problem} {hard_words(leaf.hard)}".strip()
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        readable = (record.state == UNREADABLE or leaf.left_out) and record.file_kind not in KEPT
        self._again.setVisible(readable and house.tray is not None and not house.read_only)
        self.notes.show_pins(leaf.pins)
        if any(found.id == pin for found in leaf.pins):
            self.notes.select(pin)
        count, words = len(leaf.pins), tr("My notes")
        self.side.say(NOTES, tr("{words} ({n})", words=words, n=count) if count else words)

    def turn(self, key: str) -> None:
        """Turn to one of ABOUT, NOTES and TEXT."""
        if key not in (ABOUT, NOTES, TEXT):
            return
        self.side.choose(key)
        self.details.setVisible(key == ABOUT)
        self.notes.setVisible(key == NOTES)
        self.text.setVisible(key == TEXT)

    def read_text(self) -> None:
        """Turn to the text of the page and put the cursor into it."""
        self.turn(TEXT)
        part = self.text.text if self.text.text.isVisible() else self.side.chip(TEXT)
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

"""What a letter would say if it were filled in again: each place with what stands there now, to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.flows.letter_changes import Change


def part_words() -> dict[str, str]:
    """The parts of a letter outside its text."""
    return {
        "sender": tr("Who writes"),
        "dated": tr("Day"),
        "recipient": tr("To whom"),
        "address": tr("Address"),
        "subject": tr("What it is about"),
        "signer": tr("Name below the signature"),
    }


class LetterOffers(Card):
    """`accepted(changes)` with those that are ticked; `given_up` when everything stays."""

    accepted = Signal(object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._changes: list[Change] = []
        self.ticks: list[Tick] = []
        self._lines = column("s")
        self.add(label(tr("Your case says something else by now"), "h2"))
        words = tr("Tick what is to be filled in. Everything else stays as it is.")
        self.add(label(words, "small"))
        self.add(self._lines)
        self.accept = Button(tr("Fill in what is ticked"), icon="check", then=self._accept)
        leave = Button(tr("Leave it as it is"), "quiet", then=self.given_up.emit)
        self.add(FlowRow(self.accept, leave))
        self.hide()

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show these; what the person has changed is not ticked."""
        empty_out(self._lines)
        self._changes, self.ticks = list(changes), []
        for change in self._changes:
            tick = Tick(_now(change), ticked=not change.edited)
            self.ticks.append(tick)
            self._lines.addWidget(tick)
            self._lines.addWidget(label(_before(change), "small"))
        self.setVisible(bool(changes))
        show_new(self)

    def _accept(self) -> None:
        pairs = zip(self._changes, self.ticks, strict=True)
        self.accepted.emit([change for change, tick in pairs if tick.isChecked()])


def _now(change: Change) -> str:
    said = "\n".join(line for line in change.after if line.strip())
    if change.field:
        name = part_words()[change.field]
        return tr("{part}: {words}", part=name, words=said) if said else tr("{part}: nothing", part=name)
    return said or tr("Take this out")


def _before(change: Change) -> str:
    was = "\n".join(line for line in change.before if line.strip())
    if not was:
        return tr("Nothing stands there now.")
    if change.edited:
        return tr("You wrote: {words}", words=was)
    return tr("Now it says: {words}", words=was)

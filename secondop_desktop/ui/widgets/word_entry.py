"""What a word means: the term, plain sentences, how a doctor may say it, and words that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import FlowRow, column, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.glossary import Entry

MOST_OTHER_NAMES = 4
SHORT_FORM = 5


class WordEntry(QWidget):
    """One entry of the glossary; `asked(key)` when a word that goes with it is pressed.

    Whoever shows it may put `term` somewhere else, when it is made with `titled` off.
    """

    asked = Signal(str)

    def __init__(self, *, titled: bool = True) -> None:
        super().__init__()
        self.term, self.others = label("", "h2"), label("", "small")
        self.plain, self.example = label("").selectable(), label("", "muted").selectable()
        self._see_words = label(tr("Words that go with it"), "overline")
        self.see = FlowRow(gap="xxs")
        body = column("xs", "none", self)
        if titled:
            body.addWidget(self.term)
        for part in (self.others, self.plain, self.example, self._see_words, self.see):
            body.addWidget(part)

    def show_entry(self, entry: Entry, linked: Sequence[Entry]) -> None:
        """Show another entry with those it points to."""
        self.term.setText(entry.term)
        names = other_names(entry)
        self.others.setText(tr("Also: {names}", names=names))
        self.others.setHidden(not names)
        self.plain.setText(entry.plain)
        self.example.setText(tr("A doctor may say: “{words}”", words=entry.example))
        self.example.setHidden(not entry.example)
        self._show_linked(linked)

    def buttons(self) -> list[Button]:
        """The words that go with it, in their order."""
        return [made for made in self.see.findChildren(Button) if not made.isHidden()]

    def spoken(self) -> str:
        """All that is shown, in one go for a screen reader."""
        shown = (self.others, self.plain, self.example)
        said = (part.text() for part in shown if not part.isHidden())
        return " ".join([f"{self.term.text()}.", *said])

    def _show_linked(self, linked: Sequence[Entry]) -> None:
        self.see.clear()
        for other in linked:
            made = Button(other.term, "quiet", hint=tr("Shows what this word means."))
            made.clicked.connect(lambda _on=False, key=other.key: self.asked.emit(key))
            self.see.add(made)
        for part in (self._see_words, self.see):
            part.setHidden(not linked)
        show_new(self.see)


def other_names(entry: Entry) -> str:
    """Other names of an entry in one line, without those that differ in an ending or a hyphen only."""
    shown: list[str] = []
    for name in (*entry.also, *entry.capitals):
        if not any(_alike(_bare(name), _bare(other)) for other in (entry.term, *shown)):
            shown.append(name)
    return ", ".join(shown[:MOST_OTHER_NAMES])


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > SHORT_FORM and (one in other or other in one))


def _bare(name: str) -> str:
    """A name without its ending, its hyphens and its British spelling."""
    plain = name.casefold().replace("ae", "e").replace("oe", "e").replace("our", "or")
    return "".join(c for c in plain if c.isalnum()).removesuffix("s")

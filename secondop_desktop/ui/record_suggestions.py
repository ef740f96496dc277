"""What the text of a record suggests for its empty fields: one press agrees, nothing happens by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.flows import suggest
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.record_words import kind_words
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, show_new
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document
    from secondop_desktop.intake.clues import Clue
    from secondop_desktop.ui.screen import House


class RecordSuggestions(QWidget):
    """Shows itself only when there is something to suggest; `asked_for(place)` to see the words on the page.

    What was refused is not asked again while the program runs. A field that the person fills in is not asked
    about any more.
    """

    asked_for = Signal(object)

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._record_id = ""
        self._refused: set[tuple[str, str, str]] = set()
        self.shown: list[Clue] = []
        self._lines = column("s")
        card = Card(label(tr("Found in the text. Is it right?"), "h3"), soft=True, margins="m")
        card.add(self._lines)
        column("none", "none", self).addWidget(card)
        self.hide()

    def show_record(self, record: Document) -> None:
        """Look what the pages that were read say about a record."""
        if record.id != self._record_id:
            self._record_id = record.id
            self._show([])
        if self._house.read_only or not suggest.untouched(record):
            self._show([])
            return
        identity, today = record.id, self._house.clock.today()

        def came(found: list[Clue]) -> None:
            if self._record_id == identity:
                self._show(self._next_ones(found))

        self._house.work.read(self, lambda session: suggest.suggestions(session, identity, today), came)

    def _next_ones(self, found: list[Clue]) -> list[Clue]:
        """For each field the likeliest that was not refused."""
        fields = suggest.by_field([clue for clue in found if self._key(clue) not in self._refused])
        return [fields[name][0] for name in ("title", "kind", "dated", "facility") if name in fields]

    def _key(self, clue: Clue) -> tuple[str, str, str]:
        return self._record_id, clue.field, str(clue.value)

    def _show(self, clues: list[Clue]) -> None:
        if clues == self.shown:
            return
        self.shown = clues
        empty_out(self._lines)
        for clue in clues:
            self._lines.addWidget(self._line(clue))
        self.setVisible(bool(clues))
        if self.isVisible():
            show_new(self)

    def _line(self, clue: Clue) -> QWidget:
        line = QWidget()
        body = column("xxs", "none", line)
        value = value_words(clue)
        body.addWidget(label(f"{field_words()[clue.field]}: {value}", "field"))
        body.addWidget(label(tr("Page {page}: “{words}”", page=clue.page, words=clue.words), "small"))
        yes = Button(tr("Use it"), icon="check", hint=clue.why, then=lambda: self._accept(clue))
        yes.setAccessibleName(tr("Use it: {what}", what=value))
        no = Button(tr("No"), "quiet", then=lambda: self._refuse(clue))
        no.setAccessibleName(tr("No: {what}", what=value))
        where = tr("Show me where it stands: {what}", what=value)
        body.addWidget(FlowRow(yes, no, icon_button(where, "eye", lambda: self._see(clue))))
        return line

    def _accept(self, clue: Clue) -> None:
        identity, house = self._record_id, self._house
        words = tr("{field}: {value}. It is saved.", field=field_words()[clue.field], value=value_words(clue))

        def told(_: object) -> None:
            house.notices.tell(words, house.work.undo.way_back())

        name = tr("use a suggestion")
        house.work.write(self, lambda session: suggest.accept(session, identity, clue), told, name=name)

    def _refuse(self, clue: Clue) -> None:
        self._refused.add(self._key(clue))
        identity, today = self._record_id, self._house.clock.today()
        self._house.work.read(
            self,
            lambda session: suggest.suggestions(session, identity, today),
            lambda found: self._show(self._next_ones(found)),
        )

    def _see(self, clue: Clue) -> None:
        self.asked_for.emit(Place(RECORD, self._record_id, str(clue.page), clue.words.rstrip("…")))


def field_words() -> dict[str, str]:
    """What the fields are called where they are filled in."""
    return {
        "title": tr("Name"),
        "kind": tr("What it is"),
        "dated": tr("Date on it"),
        "facility": tr("Hospital or office it is from"),
    }


def value_words(clue: Clue) -> str:
    """The suggested value as a person says it."""
    if isinstance(clue.value, PartialDate):
        return clue.value.words()
    return kind_words()[clue.value] if clue.field == "kind" else clue.value

"""What was thrown away: listed with the day, and brought back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import bin
from secondop_desktop.case.bin import FAMILIES, Binned
from secondop_desktop.ui.places import BACK
from secondop_desktop.ui.screen import House, Screen
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ICONS = {
    "appointment": "calendar-days",
    "attendee": "user-round",
    "captured": "notebook-pen",
    "diagnosis_fact": "info",
    "doctor": "stethoscope",
    "doctor_fact": "info",
    "document": "file-text",
    "handout": "file-text",
    "medicine": "pill",
    "note": "notebook-pen",
    "opinion_fact": "stethoscope",
    "photo": "image",
    "pin": "map-pin",
    "recording": "mic",
    "question": "message-circle-question-mark",
    "task": "list-checks",
    "examination": "microscope",
    "piece": "scan",
    "move": "send",
    "request": "mail",
    "wanted": "clipboard-list",
    "treatment": "activity",
    "event": "calendar-days",
    "result": "chart-line",
    "letter": "mail",
    "sharing": "share-2",
}
LONGEST_TITLE = 160


def family_words() -> dict[str, str]:
    """What a thing in the bin is, by family."""
    return {
        "appointment": tr("Visit"),
        "attendee": tr("Somebody at a visit"),
        "captured": tr("Line from a visit"),
        "diagnosis_fact": tr("Fact about the diagnosis"),
        "doctor": tr("Doctor"),
        "doctor_fact": tr("Note about a doctor"),
        "document": tr("Record"),
        "handout": tr("Paper from a visit"),
        "medicine": tr("Medicine"),
        "note": tr("Note"),
        "opinion_fact": tr("What a doctor said"),
        "photo": tr("Photo of a page"),
        "pin": tr("Note on a page"),
        "recording": tr("Recording"),
        "question": tr("Question"),
        "task": tr("Reminder"),
        "examination": tr("Examination"),
        "piece": tr("Piece of an examination"),
        "move": tr("Step of a record on its way"),
        "request": tr("Request for records"),
        "wanted": tr("Needed for a visit"),
        "treatment": tr("Treatment"),
        "event": tr("What happened"),
        "result": tr("Result"),
        "letter": tr("Letter"),
        "sharing": tr("Given to somebody"),
    }


class BinScreen(Screen):
    """Nothing is deleted for good here."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(family for family, _ in FAMILIES.values())

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._there: dict[str, Binned] = {}
        self.bring = Button(tr("Bring back"), "primary", "archive-restore", then=self._bring_chosen)
        self._page = Page(
            tr("Bin"),
            tr("What you threw away stays here until you bring it back. Nothing is deleted for good."),
            [self.bring],
            back=tr("Back"),
        )
        self.list = CardList(tr("In the bin"))
        self._card = Card(self.list, margins="xs")
        self._empty = EmptyState(
            tr("The bin is empty. What you throw away comes here first."), None, "trash-2"
        )
        self._page.add(self._card, 1)
        self._page.add(self._empty, 1)
        self._empty.hide()
        self.bring.setHidden(house.read_only)
        self.frame.addWidget(self._page)
        self._page.back_asked.connect(lambda: self.asked_for.emit(BACK))
        self.list.opened.connect(self._bring)
        self.list.chosen.connect(lambda _: self._enable())
        self.list.menu_asked.connect(self._menu)

    def reflow(self, em: float) -> None:
        """Put the button under the title when the page is narrow."""
        self._page.reflow(em)

    def query(self, session: Session) -> list[Binned]:
        """What lies in the bin, the latest first."""
        return bin.contents(session)

    def show_data(self, data: list[Binned]) -> None:
        """Show the rows."""
        self._there = {thing.id: thing for thing in data}
        self.list.set_rows([self._row(thing) for thing in data])
        self._card.setVisible(bool(data))
        self._empty.setVisible(not data)
        if data and not self.list.selected():
            self.list.select(data[0].id)
        self._enable()

    def _row(self, thing: Binned) -> CardRow:
        day = day_words(thing.at.astimezone(self.house.clock.zone()).date())
        kind = family_words().get(thing.family, "")
        below = tr("{kind}, thrown away on {day}", kind=kind, day=day)
        title = " ".join(thing.title.split()) or kind
        short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
        return CardRow(thing.id, short, below, ICONS.get(thing.family, "file-text"))

    def _enable(self) -> None:
        self.bring.setEnabled(bool(self.list.selected()))
        self.bring.setHidden(self.house.read_only or not self._there)

    def _bring_chosen(self) -> None:
        self._bring(self.list.selected())

    def _bring(self, identity: str) -> None:
        thing = self._there.get(identity)
        if thing is None or self.house.read_only:
            return
        family = thing.family

        def told(_: object) -> None:
            self.notices.tell(tr("It is back where it was."), self.work.undo.way_back())

        name = tr("bring back from the bin")
        self.work.write(self, lambda session: bin.bring_back(session, family, identity), told, name=name)

    def _menu(self, identity: str, where: QPoint) -> None:
        if self.house.read_only:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Bring back")).triggered.connect(lambda _on=False: self._bring(identity))
        menu.popup(where)

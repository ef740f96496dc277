"""All letters and call sheets, and the page on which a new one is begun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors, letters, requests
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.requests import Request
from secondop_desktop.flows import letter_facts
from secondop_desktop.flows import letters as write_letters
from secondop_desktop.ui.new_letter import NewLetter, Offer
from secondop_desktop.ui.places import LETTER, LETTERS, NEW, PRINT, Place
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card, Rule
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.labels import chip
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from secondop_desktop.flows.letter_facts import Aim


@dataclass(frozen=True)
class Written:
    """The letters there are, and whom a new one can go to."""

    letters: Sequence[Letter]
    offer: Offer


class LettersScreen(Screen):
    """`Place(LETTERS)`, or `Place(LETTERS, item, NEW)` to write one: a kind, a doctor or a request."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Letter, Doctor, Examination, Request})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._begun: Place | None = None
        self.add = Button(tr("Write a letter"), "primary", "square-pen", then=self._to_new)
        self.first = Button(tr("Write a letter"), "primary", "square-pen", then=self._to_new)
        self._page = Page(
            tr("Letters and call sheets"),
            tr("To doctors, hospitals and your insurer, filled in from your case."),
            [self.add],
            back=tr("Print and share"),
        )
        self._page.back_asked.connect(lambda: self.asked_for.emit(Place(PRINT)))
        self.rows: dict[str, RowButton] = {}
        self._lines = column("xs")
        self._list = Card(margins="m")
        self._list.add(self._lines)
        self._empty = EmptyState(
            tr(
                "Here you write what to say to your doctor, ask for records, let your doctors talk to each "
                "other, and get ready for a call."
            ),
            self.first,
            "mail",
        )
        for part in (self._list, self._empty):
            self._page.add(part)
            part.hide()
        self._page.finish()
        self.new = NewLetter(house.work.failed.emit)
        self.new.hide()
        self.new.back_asked.connect(self._to_all)
        self.new.given_up.connect(self._to_all)
        self.new.wanted.connect(self._write)
        for page in (self._page, self.new):
            self.frame.addWidget(page)

    def go(self, place: Place) -> None:
        """Turn to the list, or to the page of a new letter."""
        if place != self.place:
            self._begun = None
        super().go(place)
        is_new = place.part == NEW and not self.house.read_only
        self._page.setVisible(not is_new)
        self.new.setVisible(is_new)

    def standing(self) -> State:
        """What is chosen for a new letter."""
        return {"new": self.new.raw()} if self.place.part == NEW else {}

    def take_up(self, state: State) -> None:
        """Choose it again."""
        if isinstance(state.get("new"), dict):
            self.new.set_raw(state["new"])

    def reflow(self, em: float) -> None:
        """Put the button under the title where there is little room."""
        self._page.reflow(em)
        self.new.reflow(em)

    def query(self, session: Session) -> Written:
        """The letters, and whom one can write to."""
        offer = Offer(
            doctors.everyone(session),
            letter_facts.places(session),
            {request.id: request for request in requests.everything(session)},
        )
        return Written(letters.everything(session), offer)

    def show_data(self, data: Written) -> None:
        """Show one line each, and offer what there is."""
        self._list.setVisible(bool(data.letters))
        self._empty.setVisible(not data.letters)
        self.add.setVisible(bool(data.letters) and not self.house.read_only)
        self.first.setVisible(not self.house.read_only)
        empty_out(self._lines)
        self.rows = {}
        for number, letter in enumerate(data.letters):
            if number:
                self._lines.addWidget(Rule())
            self._lines.addLayout(self._line(letter))
        show_new(self._list)
        self.new.offer(data.offer)
        if self.place.part == NEW and self._begun != self.place:
            self._begun = self.place
            self.new.begin(self.place.item)

    def _line(self, letter: Letter) -> QBoxLayout:
        line = row("s")
        zone = self.house.clock.now().tzinfo
        made_on = PartialDate.of(letter.made_at.astimezone(zone).date()).short_words()
        to = tr("To {name}", name=letter.recipient) if letter.recipient.strip() else ""
        below = ". ".join(part for part in (to, tr("Written on {day}", day=made_on)) if part)
        state, tone = _state(letter)
        spoken = tr("{title}, {state}", title=letter.title, state=state)
        made = RowButton(letter.title, below, partial(self._open, letter.id), spoken)
        self.rows[letter.id] = made
        line.addWidget(made, 1)
        line.addWidget(chip(state, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _to_new(self) -> None:
        self.asked_for.emit(Place(LETTERS, part=NEW))

    def _to_all(self) -> None:
        self.asked_for.emit(Place(LETTERS))

    def _open(self, letter_id: str) -> None:
        self.asked_for.emit(Place(LETTER, letter_id))

    def _write(self, aim: Aim) -> None:
        clock = self.house.clock
        self.work.write(
            self,
            lambda session: write_letters.write(session, aim, clock),
            lambda letter_id: self.asked_for.emit(Place(LETTER, letter_id)),
            name=tr("write a letter"),
        )


def _state(letter: Letter) -> tuple[str, str]:
    form = write_letters.form_of(letter)
    is_letter = form is None or form.is_letter
    if letter.sent_on is None:
        return (tr("Not sent"), "plain") if is_letter else (tr("Not used yet"), "plain")
    day = letter.sent_on.short_words()
    return (tr("Sent on {day}", day=day) if is_letter else tr("Used on {day}", day=day)), "ok"

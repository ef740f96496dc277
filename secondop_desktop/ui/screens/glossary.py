"""All words of the glossary: look one up by typing, by its letter or by what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from secondop_desktop import glossary
from secondop_desktop.base import language
from secondop_desktop.base.language import tr, trn
from secondop_desktop.glossary import Entry
from secondop_desktop.ui.places import BACK, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Canvas, Page, ScrollPage
from secondop_desktop.ui.widgets.word_entry import WordEntry, other_names

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FOLDS_UNDER, FIELDS_FOLD_UNDER = 44, 36
EVERY = ""


class GlossaryScreen(Screen):
    """`Place(GLOSSARY, item=key)`; without a key the whole list. Nothing of the case is shown here."""

    SHOWS: ClassVar[frozenset[type]] = frozenset()

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._glossary = glossary.load(language.code())
        self._titles = dict(self._groups())
        self._page = Page(tr("What words mean"), back=tr("Back"))
        self.typed = LineField(tr("Find a word"), placeholder=tr("A word or a short form, such as CT"))
        self.line: QLineEdit = self.typed.line
        self.group = ChoiceField(tr("About"), [(EVERY, tr("Everything")), *self._groups()], value=EVERY)
        self.letter = ChoiceField(
            tr("Begins with"), [(EVERY, tr("Any letter")), *self._letters()], value=EVERY
        )
        self.list = CardList(tr("Words"))
        self.entry = WordEntry()
        self.to_list = Button(tr("Back to the list"), "quiet", "arrow-left", then=self._to_list).flush()
        self._said = label("", "small")
        self._folded = self._reading = False
        self._build()
        self._arrange()
        self._page.back_asked.connect(lambda: self.asked_for.emit(BACK))
        for field in (self.typed, self.group, self.letter):
            field.changed.connect(self._narrow)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._read)
        self.entry.asked.connect(self._follow)
        # A long list is laid out in steps: only with the last one can every word be brought into view.
        self.list.verticalScrollBar().rangeChanged.connect(lambda *_: self.list.select(self.list.selected()))
        self._narrow()

    def go(self, place: Place) -> None:
        """Show one word, or the list as it was left."""
        super().go(place)
        if place.item in self._glossary.by_key:
            self._follow(place.item)

    def standing(self) -> State:
        """What was looked for, and the word that is shown."""
        return some(
            typed=self.line.text(),
            group=self.group.value(),
            letter=self.letter.value(),
            word=self.list.selected(),
        )

    def take_up(self, state: State) -> None:
        """Look for the same again."""
        self.line.setText(str(state.get("typed", "")))
        self.group.set_value(state.get("group", EVERY))
        self.letter.set_value(state.get("letter", EVERY))
        if state.get("word") in self._glossary.by_key:
            self._show(str(state["word"]))

    def reflow(self, em: float) -> None:
        """Show the list or the word where there is no room for both side by side."""
        self._page.reflow(em)
        self._folded = em < FOLDS_UNDER
        self.list.set_one_click(self._folded)
        stand(self._fields, em < FIELDS_FOLD_UNDER)
        self._arrange()

    def escape(self) -> bool:
        """From the word back to the list, where only one of them has room."""
        if not (self._folded and self._reading):
            return False
        self._to_list()
        return True

    def query(self, _session: Session) -> None:
        """The words ship with the program; nothing is fetched."""

    def show_data(self, data: None) -> None:
        """Nothing of the case is shown here."""

    def _build(self) -> None:
        self._fields, self._beside = row("m"), row("m")
        self._fields.addWidget(self.typed, 2)
        self._fields.addWidget(self.group, 2)
        self._fields.addWidget(self.letter, 1)
        self._page.add(self._fields)
        self._page.add(self._said)
        self._list_card = Card(self.list, margins="xs")
        self._beside.addWidget(self._list_card, 1)
        inside = Canvas()
        words = column("s", "l", inside)
        words.addWidget(self.to_list)
        words.addWidget(self.entry)
        words.addStretch(1)
        self._word = ScrollPage(inside, clear=True)
        self._word_card = Card(self._word, margins="none")
        self._beside.addWidget(self._word_card, 1)
        self._page.add(self._beside, 1)
        self.frame.addWidget(self._page)

    def _groups(self) -> list[tuple[str, str]]:
        return [(group.key, group.title) for group in self._glossary.groups]

    def _letters(self) -> list[tuple[str, str]]:
        letters = sorted({_letter(entry) for entry in self._glossary.entries})
        return [(letter, letter) for letter in letters]

    def _narrow(self) -> None:
        """Show the words that fit what is typed and chosen; typed words bring the best one first."""
        group, letter, typed = self.group.value(), self.letter.value(), self.line.text().strip()
        fitting = [
            entry
            for entry in self._glossary.that_begin(typed)
            if group in (EVERY, entry.group) and letter in (EVERY, _letter(entry))
        ]
        meant = None
        if not fitting and typed:
            meant = self._glossary.look_up(typed) or self._glossary.nearly(typed)
            fitting = [meant] if meant is not None else []
        if not typed:
            fitting.sort(key=lambda entry: entry.term.casefold())
        self.list.set_rows(
            [CardRow(entry.key, entry.term, self._below(entry), "book-open") for entry in fitting]
        )
        self._say(len(fitting), meant)
        if fitting:
            selected = self.list.selected()
            self._show(selected if selected and not typed else fitting[0].key)

    def _below(self, entry: Entry) -> str:
        """Other names, else what the word is about."""
        return other_names(entry) or self._titles[entry.group]

    def _say(self, count: int, meant: Entry | None) -> None:
        if meant is not None:
            self._said.setText(tr("Nothing begins like that. The nearest word is {word}.", word=meant.term))
        elif count:
            self._said.setText(trn("{n} word", "{n} words", count))
        else:
            self._said.setText(tr("This word is not in the list. You can write it down as a question."))

    def _show(self, key: str) -> None:
        self.list.select(key)
        entry = self._glossary.by_key[key]
        self.entry.show_entry(entry, self._glossary.linked(entry))

    def _read(self, key: str) -> None:
        """Show a word, in place of the list where there is no room for both."""
        self._show(key)
        self._reading = True
        self._arrange()
        if self._folded:
            self.to_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_list(self) -> None:
        self._reading = False
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        about = tr("Words from appointments, reports and letters. What they mean for you, your doctor knows.")
        self._page.set_title(tr("What words mean"), "" if self._folded else about)
        alone = self._folded and self._reading
        for part in (self.typed, self.group, self.letter, self._said, self._list_card):
            part.setHidden(alone)
        self._word_card.setHidden(self._folded and not self._reading)
        self.to_list.setHidden(not alone)

    def _follow(self, key: str) -> None:
        """Show a word that may not be in the list as it is narrowed now."""
        if key not in {shown.id for shown in self.list.rows()}:
            for field in (self.group, self.letter):
                field.set_value(EVERY)
            self.line.clear()
        self._read(key)


def _letter(entry: Entry) -> str:
    """The letter under which a word stands; "#" for a number."""
    first = glossary.folded(entry.term)[:1].upper()
    return first if first.isalpha() else "#"

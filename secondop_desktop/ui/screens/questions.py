"""My questions in their order, what each doctor answered, and the catalogue to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from secondop_desktop.base import language
from secondop_desktop.base.language import as_typed, tidy, tr, trn
from secondop_desktop.case import bin as bin_
from secondop_desktop.case import questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.reasons import Purpose, Reason
from secondop_desktop.flows.see_questions import QuestionList, gather
from secondop_desktop.questions import catalogue
from secondop_desktop.ui.leftovers import told
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.saver import Saver
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.widgets.answers_beside import AnswerColumn
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.catalogue_pane import CataloguePane, Offer
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.key_calls import KeyCalls
from secondop_desktop.ui.widgets.page import Page, ScrollPage
from secondop_desktop.ui.widgets.question_card import AskChoice, QuestionCard
from secondop_desktop.ui.words import flag_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.saver import Write

FOLDS_UNDER = 58
CATALOGUE = "catalogue"
_ASK: dict[tuple[str, bool], Callable[[Session, str, str], object]] = {
    ("visit", True): questions.ask_at,
    ("visit", False): questions.do_not_ask_at,
    ("doctor", True): questions.ask_doctor,
    ("doctor", False): questions.do_not_ask_doctor,
}


class QuestionsScreen(Screen):
    """`Place(QUESTIONS, item=question id)` selects one, `part="catalogue"` opens the catalogue."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(
        {Question, Asking, Appointment, Doctor, Reason, Purpose, Diagnosis}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._data: QuestionList | None = None
        self._chosen = ""
        self._folded = self._beside_wanted = self._catalogue_shown = False
        self.saver = Saver(house.work, house.clock, self)
        self._known = catalogue.load(language.code())
        self._phases = {phase.key: phase.title for phase in self._known.phases}
        self.choose = Button(
            tr("Choose from the catalogue"), "primary", "list-checks", then=self._catalogue_pressed
        )
        self.back = Button(tr("My list"), "quiet", "arrow-left", then=self._show_list)
        self.page = Page(tr("Questions"), tr("What you want to ask, in your order."), [self.choose])
        self.line = LineField(
            tr("Add a question of your own"), placeholder=tr("Type it here, then press Enter"), prose=True
        )
        self.list = CardList(tr("My questions"), stars=True, movable=not house.read_only, one_click=True)
        self.empty = EmptyState(
            tr("Here you collect what you want to ask. Write your own, or choose from questions of others."),
            icon="message-circle-question-mark",
        )
        self.card = QuestionCard()
        self.catalogue = CataloguePane(list(self._phases.items()), self._known.serves)
        self._build()
        self._connect()

    def go(self, place: Place) -> None:
        """Select the question, or open the catalogue."""
        if place != self.place:
            self._chosen = place.item or self._chosen
            self._catalogue_shown = place.part == CATALOGUE or (self._catalogue_shown and not place.item)
            self._beside_wanted = bool(place.item or place.part)
            self.catalogue.start_anew()
        super().go(place)

    def leave(self) -> bool:
        """Keep what is half typed; a question in the line is one."""
        self._add()
        return told(self, self.saver.flush() and not self.line.value())

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return told(self, self.saver.flush())

    def half_typed(self) -> State:
        """The new question in the line."""
        return some(line=self.line.raw())

    def standing(self) -> State:
        """The chosen question, and what is shown beside the list."""
        return {"chosen": self._chosen, "catalogue": self._catalogue_shown, "beside": self._beside_wanted}

    def take_up(self, state: State) -> None:
        """Put it back."""
        self.line.set_raw(state.get("line"))
        self._choose(str(state.get("chosen", self._chosen)))
        self.list.select(self._chosen)
        self._catalogue_shown = bool(state.get("catalogue"))
        self._beside_wanted = bool(state.get("beside"))
        self._arrange()

    def escape(self) -> bool:
        """Go back to the list."""
        if self._folded and self._beside_wanted:
            self._show_list()
            return True
        if self._catalogue_shown and self._chosen:
            self._catalogue_shown = False
            self._arrange()
            return True
        return False

    def reflow(self, em: float) -> None:
        """One column where two are too narrow."""
        self._folded = em < FOLDS_UNDER
        self.page.reflow(em)
        self.catalogue.reflow(em if self._folded else em * 0.55)
        self._arrange()

    def query(self, session: Session) -> QuestionList:
        """All there is to show; the choosing happens without asking the case again."""
        return gather(session, self.house.clock.now())

    def show_data(self, data: QuestionList) -> None:
        """Show the list, the chosen question and what can be chosen."""
        self._data = data
        self.list.set_rows([self._row(question) for question in data.listed])
        self._say_how_many(data)
        if self._question() is None:
            self._chosen = data.listed[0].id if data.listed else ""
        if self._chosen:
            self.list.select(self._chosen)
        self._show_chosen()
        self._show_offers(data)
        self._arrange()

    @Slot(object)
    def _records_changed(self, kinds: frozenset[type]) -> None:
        # The words that are being typed here come back as a change: nothing to fetch, no cursor to lose.
        if not (self.saver.writing() and kinds <= {Question}):
            super()._records_changed(kinds)

    # --- what is shown ---

    def _build(self) -> None:
        self._left, self._right = QWidget(), QWidget()
        left, right = column("s", "none", self._left), column("s", "none", self._right)
        left.addWidget(self.line)
        left.addWidget(self.empty, 1)
        self._sheet = Card(self.list, margins="xs")
        left.addWidget(self._sheet, 1)
        right.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._card_scroll = ScrollPage(self.card, clear=True)
        right.addWidget(self._card_scroll, 1)
        right.addWidget(self.catalogue, 1)
        self._card_frame = right
        beside = row("l")
        beside.addWidget(self._left, 4)
        beside.addWidget(self._right, 5)
        self.page.add(beside, 1)
        self.frame.addWidget(self.page)
        self.empty.hide()
        self.back.hide()
        writable = not self.house.read_only
        self.line.setVisible(writable)
        self.card.set_writable(writable)

    def _connect(self) -> None:
        self.line.line.returnPressed.connect(self._add)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.starred.connect(self._star)
        self.list.moved.connect(self._move)
        self.card.typed.connect(self._typed)
        self.card.left.connect(self._typed_enough)
        self.card.asked.connect(self._ask)
        self.card.deleted.connect(self._delete)
        self.catalogue.picked.connect(self._pick)
        self.saver.refused.connect(self.work.failed)
        KeyCalls(self.list, {"Del": self._delete})

    def _arrange(self) -> None:
        nothing = self._data is not None and not self._data.listed
        catalogue_shown = (self._catalogue_shown or nothing) and not self.house.read_only
        beside = self._beside_shown()
        self._left.setVisible(not self._folded or not self._beside_wanted)
        self._right.setVisible(beside and self._data is not None)
        self.back.setVisible(self._folded and not catalogue_shown)
        self._scroll_card(not self._folded)
        self.catalogue.setVisible(catalogue_shown)
        for part in (self._card_scroll, self.card):
            part.setVisible(not catalogue_shown and bool(self._chosen))
        if self._folded:
            self._card_scroll.hide()
        words = tr("Done choosing") if catalogue_shown and beside else tr("Choose from the catalogue")
        self.choose.say(words)
        # Nothing is offered that would lead to where one is, or that another button does already.
        useless = (nothing and not self._folded) or (self._folded and beside and not catalogue_shown)
        self.choose.setVisible(not self.house.read_only and not useless)
        self.empty.setVisible(nothing)
        self._sheet.setVisible(not nothing)

    def _beside_shown(self) -> bool:
        return not self._folded or self._beside_wanted

    def _scroll_card(self, alone: bool) -> None:
        """Beside the list the question scrolls alone; in one column the whole page does."""
        if alone and self._card_scroll.widget() is None:
            self._card_frame.removeWidget(self.card)
            self._card_scroll.setWidget(self.card)
        elif not alone and self._card_scroll.widget() is not None:
            self._card_scroll.takeWidget()
            self._card_frame.insertWidget(2, self.card)

    def _say_how_many(self, data: QuestionList) -> None:
        starred = sum(question.starred for question in data.listed)
        words = trn("{n} question on your list.", "{n} questions on your list.", len(data.listed))
        if data.listed and starred:
            words += " " + trn("{n} of them has a star.", "{n} of them have a star.", starred)
        elif data.listed:
            words += " " + tr("Give a star to the three that matter most.")
        self.page.set_title(tr("Questions"), words)

    def _row(self, question: Question) -> CardRow:
        answered = bool(self._data and self._data.answers(question.id))
        return CardRow(
            question.id,
            question.text,
            self._phases.get(question.phase, tr("Your own question")),
            "message-circle-question-mark",
            tr("Answered") if answered else "",
            "ok" if answered else "plain",
            starred=question.starred,
        )

    def _question(self) -> Question | None:
        listed = self._data.listed if self._data is not None else ()
        return next((question for question in listed if question.id == self._chosen), None)

    def _show_chosen(self) -> None:
        question, data = self._question(), self._data
        if question is None or data is None:
            return
        words = self.saver.begin(question.id, question.text, _text_write(question.id))
        self.card.show_question(words, question.why)
        self.card.show_places([AskChoice(*place) for place in data.places(question.id)])
        marks = flag_words()
        self.card.show_answers(
            [
                AnswerColumn(
                    answer.who,
                    answer.when,
                    answer.text or tr("Ticked as answered. Nothing is written down."),
                    tuple(marks[flag] for flag in answer.flags),
                )
                for answer in data.answers(question.id)
            ]
        )

    def _show_offers(self, data: QuestionList) -> None:
        mine = {question.origin for question in data.listed if question.origin}
        self.catalogue.show_offers(
            [Offer(q.id, q.text, q.why, q.phase, q.serves, q.id in mine) for q in self._known.questions],
            {suggestion.question.id: suggestion.because for suggestion in data.suggested},
        )

    # --- what the person does ---

    def _catalogue_pressed(self) -> None:
        self._catalogue_shown = self._beside_wanted = self.catalogue.isHidden() or not self._beside_shown()
        self._arrange()
        chosen_from = self.catalogue.list if self._catalogue_shown else self.list
        chosen_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        self._beside_wanted = False
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, question_id: str) -> None:
        self.saver.save_now()
        self._chosen = question_id
        self._catalogue_shown = False
        self._show_chosen()
        self._arrange()

    def _open(self, question_id: str) -> None:
        self._beside_wanted = True
        self._choose(question_id)

    def _typed(self) -> None:
        if self._chosen:
            self.saver.typed(self._chosen, as_typed(self.card.words.editor.toPlainText()))

    def _typed_enough(self) -> None:
        question = self._question()
        if question is not None and tidy(self.card.words.editor.toPlainText()) != question.text:
            self.saver.save_now()
            self.refresh()

    def _write(self, name: str, command: Callable[[Session], object], said: str = "") -> None:
        def then(_: object) -> None:
            if said:
                self.notices.tell(said, self.work.undo.way_back())

        def failed(error: Exception) -> None:
            self.work.failed.emit(error)
            self.refresh()

        self.work.write(self, command, then, failed, name)

    def _add(self) -> None:
        text = self.line.value()
        if not text:
            return
        self.line.line.clear()

        def failed(error: Exception) -> None:
            self.line.set_value(f"{text} {self.line.value()}".strip())
            self.work.failed.emit(error)

        new, name = Question(text=text), tr("add a question")
        self.work.write(self, lambda session: questions.keep(session, new).id, self._added, failed, name)

    def _added(self, question_id: str) -> None:
        self._chosen = question_id
        self._catalogue_shown = False
        self.refresh()

    def _star(self, question_id: str, on: bool) -> None:
        if self.house.read_only:
            self.refresh()
        else:
            name = tr("give a question a star") if on else tr("take a star away")
            self._write(name, lambda session: questions.star(session, question_id, on))

    def _move(self, question_id: str, to: int) -> None:
        self._write(tr("move a question"), lambda session: questions.move(session, question_id, to))

    def _ask(self, key: str, on: bool) -> None:
        kind, _, place = key.partition(" ")
        command, chosen = _ASK[kind, on], self._chosen
        name = tr("ask a question at a visit") if on else tr("not ask a question at a visit")
        self._write(name, lambda session: command(session, chosen, place))

    def _delete(self) -> None:
        question, data = self._question(), self._data
        if question is None or data is None or self.house.read_only or not self.saver.flush():
            return
        place = [q.id for q in data.listed].index(question.id)
        rest, gone = [q.id for q in data.listed if q.id != question.id], question.id
        self._chosen = rest[min(place, len(rest) - 1)] if rest else ""
        said, name = tr("The question was deleted."), tr("delete the question")
        self._write(name, lambda session: bin_.throw_away(session, "question", gone), said)

    def _pick(self, offered: str) -> None:
        listed = self._data.listed if self._data is not None else ()
        mine = next((question for question in listed if question.origin == offered), None)
        if mine is not None:
            self.list.select(mine.id)
            self._open(mine.id)
            return
        # An empty list showed the catalogue by itself; it stays while one chooses from it.
        self._catalogue_shown = True
        q = self._known.by_id[offered]
        add, words = questions.add_from_catalogue, (q.id, q.text, q.why, q.phase)
        self._write(tr("add a question"), lambda session: add(session, *words))


def _text_write(question_id: str) -> Write:
    def write(session: Session, text: str) -> bool:
        # An emptied line is no question: the words that were there stay until there are others.
        if tidy(text):
            questions.one(session, question_id).text = tidy(text)
        return bool(tidy(text))

    return write

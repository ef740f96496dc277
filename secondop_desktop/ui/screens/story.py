"""What happened and why a second opinion: what was told, by whom, the reasons, the time, and the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QLabel

from secondop_desktop.base.language import code, tr
from secondop_desktop.case import bin, diagnosis, person, reasons
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.person import Person
from secondop_desktop.case.reasons import Purpose, Reason
from secondop_desktop.questions import catalogue
from secondop_desktop.ui import story_forms
from secondop_desktop.ui.facts import FactList
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.leftovers import put_down, settle
from secondop_desktop.ui.places import HOME, LETTERS, NEW, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Story:
    """Everything the page shows."""

    owner: Person | None
    told: Diagnosis | None
    facts: list[DiagnosisFact]
    purpose: Purpose | None
    chosen: dict[str, str]


class StoryScreen(Screen):
    """One page to write on, kept while it is being written."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Person, Diagnosis, DiagnosisFact, Purpose, Reason})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        words = catalogue.load(code())
        elsewhere = self.work.failed.emit
        self.saver = FormSaver(self.work, self)
        self.saver.changed.connect(self._say_saved)
        self.saver.refused.connect(elsewhere)
        self.saved: QLabel = chip(*self.saver.words())
        self.told = story_forms.told(words, house.clock, elsewhere)
        self.plan = story_forms.plan(elsewhere)
        self.why = story_forms.why(words, house.clock, elsewhere)
        self.time = story_forms.time_to_decide(house.clock, elsewhere)
        self.owner = story_forms.owner(house.clock, elsewhere)
        self.saver.take(self.told, _write_diagnosis)
        self.saver.take(self.plan, _write_diagnosis)
        self.saver.take(self.why, _write_purpose)
        self.saver.take(self.time, _write_purpose)
        self.saver.take(self.owner, lambda session, name, value: person.write(session, {name: value}))
        self.facts = FactList(
            house.clock, elsewhere, story_forms.fact_topics(), tr("Add a fact"), tr("What was found")
        )
        self.tell = Button(tr("Write what I tell my doctor"), "quiet", "square-pen", then=self._to_letter)
        self._build()

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        self._page.reflow(em)
        stand(self._beside, em < 56)

    def leave(self) -> bool:
        """Keep every word."""
        return settle(self, [self.saver], [self.facts])

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.saver])

    def half_typed(self) -> State:
        """What a field cannot take, and the fact that is being written."""
        return some(fields=self.saver.half_typed(), fact=self.facts.half_typed())

    def take_up(self, state: State) -> None:
        """Put both back."""
        self.saver.take_up(state.get("fields", {}))
        self.facts.take_up(state.get("fact", {}))

    def escape(self) -> bool:
        """Close the fact that is being written; what is typed in it is kept."""
        if not self.facts.is_open():
            return False
        settle(self, lists=[self.facts])
        return True

    def query(self, session: Session) -> Story:
        """What is written so far."""
        return Story(
            person.known(session),
            diagnosis.known(session),
            list(diagnosis.facts(session)),
            reasons.purpose(session),
            {reason.key: reason.own_words for reason in reasons.chosen(session)},
        )

    def show_data(self, data: Story) -> None:
        """Show what is written; what is being typed stays."""
        told, purpose = data.told or Diagnosis(), data.purpose or Purpose()
        owner = data.owner or Person(name="")
        for form, values in (
            (self.told, _values(self.told, told)),
            (self.plan, _values(self.plan, told)),
            (self.why, {**_values(self.why, purpose), "reasons": data.chosen}),
            (self.time, _values(self.time, purpose)),
            (self.owner, _values(self.owner, owner)),
        ):
            self.saver.show(form, values)
        self.facts.show_facts(data.facts)
        self._say_saved()

    def _build(self) -> None:
        self._page = Page(
            tr("What happened and why"),
            tr("Write as much or as little as you like. A doctor who reads it knows where you stand."),
            [self.saved],
            back=tr("Home"),
        )
        self._page.back_asked.connect(lambda: self.asked_for.emit(Place(HOME)))
        self.facts.set_writable(not self.house.read_only)
        self.facts.saved.connect(self._keep_fact)
        self.facts.deleted.connect(self._delete_fact)
        facts = Card(label(tr("The facts, each with who says so"), "h2"), self.facts)
        left = (_card(tr("What I was told"), self.told), facts, _card(tr("Plan and treatment"), self.plan))
        why = _card(tr("Why I want a second opinion"), self.why)
        if not self.house.read_only:
            why.add(FlowRow(self.tell))
        right = (
            why,
            _card(tr("Is there time?"), self.time),
            _card(tr("About me"), self.owner),
        )
        self._beside = row("m")
        for cards in (left, right):
            together = column("m")
            for card in cards:
                together.addWidget(card)
            together.addStretch(1)
            self._beside.addLayout(together, 1)
        for form in (self.told, self.plan, self.why, self.time, self.owner):
            form.setEnabled(not self.house.read_only)
        self._page.add(self._beside)
        self._page.finish()
        self.frame.addWidget(self._page)

    def _to_letter(self) -> None:
        self.asked_for.emit(Place(LETTERS, "tell-my-doctor", NEW))

    def _say_saved(self) -> None:
        words = (tr("Only to read"), "plain") if self.house.read_only else self.saver.words()
        set_chip(self.saved, *words)

    def _keep_fact(self, fact_id: str, values: dict[str, Any]) -> None:
        def command(session: Session) -> None:
            present = {fact.id: fact for fact in diagnosis.facts(session)}
            ranks = [fact.rank for fact in present.values()]
            fact = present.get(fact_id) or DiagnosisFact(topic="", text="", rank=max(ranks, default=-1) + 1)
            for name, value in values.items():
                setattr(fact, name, value)
            diagnosis.keep_fact(session, fact)

        name = tr("change the fact") if fact_id else tr("add a fact")
        self.work.write(self, command, lambda _: self.facts.close_editor(), self.facts.refuse, name)

    def _delete_fact(self, fact_id: str) -> None:
        clock = self.house.clock
        self.work.write(
            self,
            lambda session: bin.throw_away(session, "diagnosis_fact", fact_id, clock),
            lambda _: self.notices.tell(tr("The fact is in the bin."), self.work.undo.way_back()),
            name=tr("delete the fact"),
        )


def _card(title: str, form: Form) -> Card:
    card = Card(label(title, "h2"))
    card.body.addSpacing(4)
    card.add(form)
    return card


def _values(form: Form, record: object) -> dict[str, Any]:
    return {name: getattr(record, name) for name in form.fields() if hasattr(record, name)}


def _write_diagnosis(session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
    told = diagnosis.known(session) or Diagnosis()
    setattr(told, name, value)
    diagnosis.keep(session, told)


def _write_purpose(session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
    if name == "reasons":
        reasons.choose(session, value)
        return
    wanted = reasons.purpose(session) or Purpose()
    setattr(wanted, name, value)
    reasons.keep_purpose(session, wanted)

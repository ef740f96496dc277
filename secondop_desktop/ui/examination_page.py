"""The page of one examination: where each of its pieces is, the next step, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from secondop_desktop.base.language import tr
from secondop_desktop.case import pieces
from secondop_desktop.journey import custody
from secondop_desktop.ui import theme
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.move_card import MoveCard, step_words
from secondop_desktop.ui.piece_words import kind_words, state_chip
from secondop_desktop.ui.way_list import WayList
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card, Rule
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.case.documents import Document
    from secondop_desktop.flows.track import Row

Elsewhere = Callable[[Exception], object]
_PLACE = ("facility", "department", "phone")
ABOUT = ("what", "kind", "dated", *_PLACE, "side", "site", "accession", "doctor_id", "note")
OF_PIECE = ("extent", "original", "document_id")


class ExaminationPage(Page):
    """One piece at a time on the left, what is known of the examination on the right.

    `step_asked(state)` when a step is to be written down, `form_asked(form)` when another piece is wanted.
    """

    step_asked = Signal(str)
    form_asked = Signal(str)

    def __init__(self, clock: Clock, elsewhere: Elsewhere, writable: bool) -> None:
        self.saved = chip(tr("Saved"), "ok")
        self.delete = Button(tr("Delete"), "danger", "trash-2")
        super().__init__("", buttons=[self.saved, self.delete], back=tr("Where everything is"))
        self._writable = writable
        self.which = FilterRow(tr("Which piece is shown"), list(pieces.form_words().items()))
        self.none = label("", "muted")
        self.start = Button("", icon="plus", then=self._ask_form)
        self.sentence, self.state = label("", "h2"), chip("", "plain")
        self.next = Button("", "primary", "check", then=self._ask_next)
        self.other = Button(tr("Another step"), icon="chevron-down", then=self._menu)
        self.step = MoveCard(clock, elsewhere)
        self.piece_form, self.form = _piece_form(elsewhere), _form(clock, elsewhere)
        self.way = WayList(writable)
        self._next_state, self._there = "", False
        self._beside = row("m")
        self._build()

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        super().reflow(em)
        stand(self._beside, em < 56)

    def say_saved(self, words: str, tone: str) -> None:
        """Say how safe the words are."""
        set_chip(self.saved, words, tone)

    def offer(self, doctors: Sequence[Doctor], documents: Sequence[Document]) -> None:
        """Offer doctors and records to choose from."""
        choice = self.form.field("doctor_id")
        if isinstance(choice, ChoiceField):
            choice.set_choices([("", tr("Nobody chosen")), *((d.id, d.name) for d in doctors)])
        copies = self.piece_form.field("document_id")
        if isinstance(copies, ChoiceField):
            copies.set_choices([("", tr("No copy in my records")), *((d.id, d.title) for d in documents)])
        self.step.offer_doctors(doctors)

    def show_piece(self, row: Row | None, form: str) -> None:
        """Show one piece, or that there is none of this form yet."""
        there = row is not None
        self.none.setHidden(there)
        self.start.setHidden(there or not self._writable)
        for part in (self.sentence, self.state, self.piece_form, self._way_title, self.way):
            part.setVisible(there)
        self._there = there
        self._show_steps()
        if row is None:
            said = pieces.form_words()[form]
            self.none.setText(tr("Nothing is written down here about: {form}.", form=said))
            self.start.say(tr("Keep track of it"))
            self.start.set_icon("plus")
            return
        self.sentence.setText(row.sentence)
        words, tone = state_chip(row)
        set_chip(self.state, words, tone)
        self._next_state = custody.next_state(row.where)
        self.next.setVisible(bool(self._next_state))
        if self._next_state:
            self.next.say(step_words()[self._next_state])
            self.next.set_icon("check")
        self.way.show_moves(row.tracked.moves)

    def open_step(self, title: str, state: str, who: str) -> None:
        """Open the form of a step in the place of the buttons that lead to it."""
        self.step.open_for(title, state, who)
        self._show_steps()
        QTimer.singleShot(0, self, self._bring_into_view)

    def steps_menu(self) -> QMenu:
        """All steps that can be written down."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for state, words in step_words().items():
            if state != self._next_state:
                menu.addAction(words).triggered.connect(
                    lambda _on=False, state=state: self.step_asked.emit(state)
                )
        return menu

    def _build(self) -> None:
        self._steps = FlowRow(self.next, self.other)
        self._way_title = label(tr("Its way so far"), "h2")
        state = row("none")
        state.addWidget(self.state)
        state.addStretch(1)
        left = Card(self.which, self.none, FlowRow(self.start), self.sentence)
        left.add(state)
        for part in (self._steps, self.step, Rule(), self.piece_form, Rule(), self._way_title, self.way):
            if isinstance(part, Rule):
                left.body.addSpacing(8)
            left.add(part)
        self.none.hide()
        self.start.hide()
        self.step.put_away.connect(self._step_put_away)
        about = Card(label(tr("About the examination"), "h2"), self.form)
        for form in (self.form, self.piece_form):
            form.setEnabled(self._writable)
        self.delete.setHidden(not self._writable)
        for share, card in ((3, left), (2, about)):
            together = column("none")
            together.addWidget(card)
            together.addStretch(1)
            self._beside.addLayout(together, share)
        self.add(self._beside)
        self.finish()

    def _show_steps(self) -> None:
        self._steps.setVisible(self._there and self._writable and self.step.isHidden())

    def _step_put_away(self) -> None:
        self._show_steps()
        if self.next.isVisible():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_view(self) -> None:
        self.ensureWidgetVisible(self.step.form.field("day").control, 0, theme.tokens().px(160))

    def _ask_next(self) -> None:
        self.step_asked.emit(self._next_state)

    def _ask_form(self) -> None:
        self.form_asked.emit(self.which.key())

    def _menu(self) -> None:
        self.steps_menu().popup(self.other.mapToGlobal(self.other.rect().bottomLeft()))


def _piece_form(elsewhere: Elsewhere) -> Form:
    form = Form(elsewhere)
    form.add(
        "extent",
        LineField(tr("How much it is"), placeholder=tr("For example: 12 slides and 2 blocks"), prose=True),
    )
    form.add("original", LineField(tr("Where the original is")))
    form.add("document_id", ChoiceField(tr("The copy in my records")))
    return form


def _form(clock: Clock, elsewhere: Elsewhere) -> Form:
    form = Form(elsewhere)
    form.add("what", LineField(tr("What was done"), prose=True))
    form.add("kind", ChoiceField(tr("Kind"), list(kind_words().items())))
    form.add("dated", DateField(tr("When it was done"), tr("The month or the year is enough."), clock=clock))
    form.add("facility", LineField(tr("Hospital or office")))
    form.add("department", LineField(tr("Department")))
    form.add("phone", LineField(tr("Phone of their records office")))
    form.add_beside(
        ("side", LineField(tr("Side"), placeholder=tr("For example: left"))),
        ("site", LineField(tr("Part of the body"), prose=True)),
        narrow=20,
    )
    form.add("accession", LineField(tr("Their number for it"), tr("Often called accession or study number.")))
    form.add("doctor_id", ChoiceField(tr("Who ordered it")))
    form.add("note", TextField(tr("My note"), lines=2))
    return form

"""The page of one doctor, and the short page on which a new one is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors
from secondop_desktop.ui.facts import FactList
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.visit_parts import VisitRows
from secondop_desktop.ui.widgets.asked import Asked, AskedList
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.fields import LineField, TextField, in_words
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.doctors import Doctor

Elsewhere = Callable[[Exception], object]


class DoctorPage(Page):
    """Background, visits and questions on one side; how to reach the doctor on the other."""

    def __init__(self, clock: Clock, elsewhere: Elsewhere, writable: bool) -> None:
        self.saved: QLabel = chip(tr("Saved"), "ok")
        super().__init__(tr("Doctor"), buttons=[self.saved], back=tr("All doctors"))
        self.form = _form(elsewhere, whole=True)
        self.form.setEnabled(writable)
        self.facts = FactList(clock, elsewhere, topics(), tr("Add what I found out"), tr("What I found out"))
        self.facts.set_writable(writable)
        self.visits = VisitRows(clock)
        self.questions = AskedList()
        self._no_visits = label(tr("No visit with this doctor is written down yet."), "muted")
        self._no_questions = label(tr("No questions are meant for this doctor yet."), "muted")
        self.delete = Button(tr("Delete this doctor"), "danger", "trash-2")
        self.write = Button(tr("Write a letter or call sheet"), "quiet", "square-pen")
        if not writable:
            self.delete.hide()
            self.write.hide()
        self.deeds = FlowRow(self.write, self.delete)
        self._beside = row("m")
        self._build()

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        super().reflow(em)
        stand(self._beside, em < 56)

    def say_saved(self, words: str, tone: str) -> None:
        """Say how safe the words are."""
        set_chip(self.saved, words, tone)

    def show_visits(self, visits: Sequence[Appointment], doctor: Doctor) -> None:
        """Show the visits with this doctor."""
        self._no_visits.setVisible(not visits)
        self.visits.show_visits(visits, {doctor.id: doctor})

    def show_questions(self, asked: Sequence[Asked]) -> None:
        """Show what was or will be asked."""
        self._no_questions.setVisible(not asked)
        self.questions.set_questions(asked)

    def _build(self) -> None:
        about = label(tr("Facts from the hospital, the office or other people, with who says so."), "small")
        left = (
            Card(label(tr("What I found out"), "h2"), about, self.facts),
            Card(label(tr("Visits"), "h2"), self._no_visits, self.visits),
            Card(label(tr("Questions for this doctor"), "h2"), self._no_questions, self.questions),
        )
        details = Card(label(tr("Name and how to reach"), "h2"), self.form)
        details.body.addSpacing(8)
        details.add(self.deeds)
        for share, cards in ((3, left), (2, (details,))):
            together = column("m")
            for card in cards:
                together.addWidget(card)
            together.addStretch(1)
            self._beside.addLayout(together, share)
        self.add(self._beside)
        self.finish()


class NewDoctor(Page):
    """Asks only what a doctor needs to be found again."""

    added = Signal()
    given_up = Signal()

    def __init__(self, elsewhere: Elsewhere) -> None:
        super().__init__(
            tr("New doctor"),
            tr("A name is enough to begin with. You can add the rest at any time."),
            back=tr("All doctors"),
            reading=True,
        )
        self.form = _form(elsewhere, whole=False)
        self._untouched = self.form.raw()
        self.add_it = Button(tr("Add the doctor"), "primary", "check", then=self.added.emit)
        cancel = Button(tr("Do not add"), "quiet", then=self._give_up)
        card = Card(self.form)
        card.body.addSpacing(4)
        card.add(FlowRow(self.add_it, cancel))
        self.add(card)
        self.finish()

    def words(self) -> str:
        """Everything that was typed."""
        return in_words(self.form.fields().values())

    def raw(self) -> dict[str, Any]:
        """Everything that stands here to the letter; nothing when nobody has changed anything."""
        raw = self.form.raw()
        return raw if raw != self._untouched else {}

    def clear(self) -> None:
        """Show an empty page."""
        empty = {"name": "", "specialty": "", "role": "candidate", "hospital": "", "phone": ""}
        self.form.fill(empty)
        self._untouched = self.form.raw()

    def _give_up(self) -> None:
        self.clear()
        self.given_up.emit()


def topics() -> list[str]:
    """What is worth finding out about a doctor before one goes there."""
    return [
        tr("Training"),
        tr("Board certification"),
        tr("Years treating this type of cancer"),
        tr("Patients like me in a year"),
        tr("Operations in a year"),
        tr("Team and tumor board"),
        tr("Clinical trials"),
        tr("Languages"),
        tr("Fee"),
        tr("How long one waits for a visit"),
        tr("In my insurance network"),
        tr("Recommended by"),
        tr("What the office told me"),
        tr("My impression"),
    ]


def _form(elsewhere: Elsewhere, whole: bool) -> Form:
    form = Form(elsewhere)
    form.add("name", LineField(tr("Name")))
    form.add("specialty", LineField(tr("Specialty"), placeholder=tr("For example: breast surgeon")))
    form.add("role", ChoiceField(tr("Part in my journey"), list(doctors.role_words().items())))
    form.add("hospital", LineField(tr("Hospital or practice")))
    form.add("phone", LineField(tr("Phone")))
    if whole:
        form.add("fax", LineField(tr("Fax")))
        form.add("email", LineField(tr("E-mail")))
        form.add("address", TextField(tr("Address"), lines=1, prose=False))
        form.add("note", TextField(tr("Note"), lines=2))
    return form

"""The page of the person's health: what was found, the timeline, the lists, and results over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import events, medicines, treatments
from secondop_desktop.ui import health_forms
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.health_cards import Charts, Glance, TimelineCard
from secondop_desktop.ui.health_lists import HealthList
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import TextField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from secondop_desktop.base.clock import Clock

Elsewhere = Callable[[Exception], object]


class HealthPage(Page):
    """All parts of the room; `lists` are the ones that are written in, by the family of their entries."""

    def __init__(
        self, clock: Clock, elsewhere: Elsewhere, saved: QLabel, change: Callable[[], object]
    ) -> None:
        self.print = Button(tr("Print my timeline"), icon="printer")
        super().__init__(
            tr("My health"),
            tr("What was found, what was done, and what you take. Each with who says so."),
            [saved, self.print],
        )
        self.lists = _lists(clock, elsewhere)
        self.glance = Glance(change)
        self.timeline = TimelineCard(self.lists["treatment"].write_new)
        self.charts = Charts()
        self.own_lines = own_lines(elsewhere)
        self.own_words = own_words(elsewhere)
        self._beside, self._results = row("m"), row("l")
        self._build()

    def set_writable(self, writable: bool) -> None:
        """Offer to write, or only show."""
        for each in self.lists.values():
            each.set_writable(writable)
        for form in (self.own_words, self.own_lines):
            form.setEnabled(writable)
        self.glance.change.setVisible(writable)

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        super().reflow(em)
        self.glance.reflow(em)
        stand(self._beside, em < 56)
        stand(self._results, em < 62)

    def _build(self) -> None:
        treatments_card = _card(tr("Treatments"), self.lists["treatment"])
        events_card = _card(tr("What happened on the way"), self.lists["event"])
        medicines_card = _card(tr("Medicines"), self.lists["medicine"], self.own_lines)
        own_card = _card(tr("Allergies and other conditions"), self.own_words)
        for cards in ((treatments_card, own_card), (medicines_card, events_card)):
            together = column("m")
            for card in cards:
                together.addWidget(card)
            together.addStretch(1)
            self._beside.addLayout(together, 1)
        numbers = column("none")
        numbers.addWidget(self.lists["result"])
        numbers.addStretch(1)
        self._results.addWidget(self.charts, 3)
        self._results.addLayout(numbers, 2)
        results = _card(tr("Results over time"))
        results.add(self._results)
        for part in (self.glance, self.timeline, self._beside, results):
            self.add(part)
        self.finish()


def _card(title: str, *parts: QWidget) -> Card:
    card = Card(label(title, "h2"))
    for part in parts:
        card.add(part)
    return card


def _lists(clock: Clock, elsewhere: Elsewhere) -> dict[str, HealthList]:
    """The lists by the names of their families in the bin."""
    return {
        "treatment": HealthList(
            health_forms.treatment(clock, elsewhere),
            tr("Add a treatment"),
            tr("Operations, radiation, medicines by drip: what is planned, what goes on, and what is done."),
            {"kind": treatments.SURGERY, "state": treatments.PLANNED},
        ),
        "event": HealthList(
            health_forms.event(clock, elsewhere),
            tr("Add what happened"),
            tr("What you felt or noticed, tests, stays in hospital, and what else a doctor should know."),
            {"kind": events.SYMPTOM},
        ),
        "medicine": HealthList(
            health_forms.medicine(clock, elsewhere),
            tr("Add a medicine"),
            tr("What you take, what a doctor named, and what you stopped, with the reason."),
            {"state": medicines.TAKING},
        ),
        "result": HealthList(
            health_forms.result(clock, elsewhere),
            tr("Add a result"),
            tr("Values from the laboratory. Two values of the same kind become a picture."),
            {},
        ),
    }


def own_lines(elsewhere: Elsewhere) -> Form:
    """The medicines as they stand on the summary, a line for each."""
    form = Form(elsewhere)
    hint = tr("These lines stand on your summary, as you write them.")
    form.add("medicines", TextField(tr("Medicines in my own words, a line for each"), hint, lines=2))
    return form


def own_words(elsewhere: Elsewhere) -> Form:
    """Allergies and other conditions, as they stand on the summary."""
    form = Form(elsewhere)
    example = tr("For example: penicillin, rash, 1998")
    form.add("allergies", TextField(tr("Allergies, a line for each"), placeholder=example, lines=2))
    form.add("conditions", TextField(tr("Other illnesses and operations, a line for each"), lines=2))
    return form

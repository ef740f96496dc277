"""The catalogue beside the list: suggestions first, or all questions by part, reason, situation and word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import label

SUGGESTED, ALL = "suggested", "all"
Words = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Offer:
    """A question of the catalogue; `why` says what it is good for, `mine` that it is on the list.

    `reasons` are the keys of the reasons and situations it serves.
    """

    id: str
    text: str
    why: str
    phase: str
    reasons: tuple[str, ...]
    mine: bool = False

    def has(self, word: str) -> bool:
        """Whether a word in small letters is in the question or in what it is good for."""
        return word in self.text.casefold() or word in self.why.casefold()


class CataloguePane(QWidget):
    """`picked(id)` when one is wanted; the owner adds it, or shows it when it is on the list."""

    picked = Signal(str)

    def __init__(self, phases: Words, reasons: Words) -> None:
        super().__init__()
        self._phases = dict(phases)
        self._all: dict[str, Offer] = {}
        self._because: dict[str, str] = {}
        self._offered: list[str] = []
        self.which = FilterRow(
            tr("Which questions"), [(SUGGESTED, tr("Suggested for you")), (ALL, tr("All questions"))]
        )
        self.search = LineField(tr("Find a word"))
        self.search.line.setClearButtonEnabled(True)
        self.phase = ChoiceField(tr("Part of the talk"), [("", tr("Any part")), *phases])
        self.reason = ChoiceField(tr("Reason or situation"), [("", tr("Any reason")), *reasons])
        self.list = CardList(tr("Questions to choose from"), one_click=True)
        self.found = label("", "small")
        self.why = label("", "small")
        self._build()
        self.which.chosen.connect(self._refill)
        for field in (self.search, self.phase, self.reason):
            field.changed.connect(self._refill)
        self.list.opened.connect(self.picked)
        self.list.chosen.connect(self._explain)

    def show_offers(self, offers: Sequence[Offer], because: Mapping[str, str]) -> None:
        """Show what there is to choose from; `because` says why a question, by its id, is suggested.

        What was suggested stays where it is when it is added: nothing moves under the hand.
        """
        self._all = {offer.id: offer for offer in offers}
        kept = [key for key in self._offered if key in because or (key in self._all and self._all[key].mine)]
        self._offered = kept + [key for key in because if key not in kept and key in self._all]
        self._because = {**self._because, **because}
        self._refill()

    def start_anew(self) -> None:
        """Forget what was suggested before."""
        self._offered = []

    def reflow(self, em: float) -> None:
        """Fields above each other where there is no room."""
        stand(self._fields, em < 34)

    def _build(self) -> None:
        body = column("s", "none", self)
        body.addWidget(self.which)
        self._filters = QWidget()
        self._fields = row("s", "none", self._filters)
        for field in (self.search, self.phase, self.reason):
            self._fields.addWidget(field, 1)
        body.addWidget(self._filters)
        body.addWidget(self.found)
        body.addWidget(Card(self.list, margins="xs"), 1)
        body.addWidget(self.why)

    def _refill(self) -> None:
        suggesting = self.which.key() == SUGGESTED
        self._filters.setVisible(not suggesting)
        offers = [self._all[key] for key in self._offered] if suggesting else self._matching()
        self.list.set_rows([self._row(offer, suggesting) for offer in offers])
        if not offers:
            self.found.setText(tr("Nothing fits. Try another word, or look at all questions."))
        elif suggesting:
            self.found.setText(tr("These fit what you wrote down. Press one to add it to your list."))
        else:
            self.found.setText(
                trn(
                    "{n} question. Press it to add it to your list.",
                    "{n} questions. Press one to add it to your list.",
                    len(offers),
                )
            )
        self._explain(self.list.selected())

    def _matching(self) -> list[Offer]:
        words = self.search.value().casefold().split()
        phase, reason = self.phase.value(), self.reason.value()
        return [
            offer
            for offer in self._all.values()
            if (not phase or offer.phase == phase)
            and (not reason or reason in offer.reasons)
            and all(offer.has(word) for word in words)
        ]

    def _row(self, offer: Offer, suggesting: bool) -> CardRow:
        part = self._phases.get(offer.phase, "")
        return CardRow(
            offer.id,
            offer.text,
            self._because.get(offer.id, part) if suggesting else part,
            "check" if offer.mine else "plus",
            tr("On your list") if offer.mine else "",
            "ok" if offer.mine else "plain",
            done=offer.mine,
        )

    def _explain(self, identity: str) -> None:
        offer = self._all.get(identity)
        self.why.setText(offer.why if offer is not None else "")
        self.why.setVisible(offer is not None)

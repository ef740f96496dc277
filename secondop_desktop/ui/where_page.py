"""The page that shows where everything is: filters, the list, and what can be done with what is ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.move_card import MoveCard
from secondop_desktop.ui.new_examination import NewExamination
from secondop_desktop.ui.places import WHERE
from secondop_desktop.ui.record_views import RecordViews
from secondop_desktop.ui.request_fields import BLANK, request_form
from secondop_desktop.ui.widgets.boxes import FlowRow, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.fields import in_words
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.doctors import Doctor

Elsewhere = Callable[[Exception], object]


def filter_words() -> list[tuple[str, str]]:
    """The filter chips in their order."""
    return [
        ("all", tr("All")),
        ("late", tr("Late")),
        ("owed", tr("Waiting for")),
        ("not_asked", tr("Not asked for")),
        ("mine", tr("With me")),
        ("away", tr("With others")),
    ]


class AskCard(Card):
    """The little form in which a request for the ticked pieces is written down: `asked(values)`."""

    asked = Signal(object)
    put_away = Signal()

    def __init__(self, clock: Clock, elsewhere: Elsewhere) -> None:
        super().__init__(soft=True, margins="m")
        self._clock = clock
        self.title = label("", "h3")
        self.form = request_form(clock, elsewhere, whole=False)
        self.save = Button(tr("Write it down"), icon="check", then=self._save)
        cancel = Button(tr("Cancel"), "quiet", then=self.close_form)
        for part in (self.title, self.form, FlowRow(self.save, cancel)):
            self.add(part)
        self.hide()

    def open_for(self, title: str, values: dict[str, Any]) -> None:
        """Open it for what `title` names."""
        self.title.setText(title)
        self.form.fill({**BLANK, "asked_on": self._clock.today(), **values})
        self.show()
        self.form.field("facility").control.setFocus()

    def close_form(self) -> None:
        """Put it away without keeping what is in it."""
        if not self.isHidden():
            self.hide()
            self.put_away.emit()

    def half_typed(self) -> dict[str, Any]:
        """What stands in it to the letter, with its title; nothing when it is closed."""
        return {} if self.isHidden() else {"title": self.title.text(), "form": self.form.raw()}

    def take_up(self, state: dict[str, Any]) -> None:
        """Open it again as `half_typed` told."""
        if isinstance(state.get("form"), dict):
            self.open_for(str(state.get("title", "")), {})
            self.form.set_raw(state["form"])

    def _save(self) -> None:
        values = self.form.read()
        if values is not None:
            self.asked.emit(values)


class WherePage(Page):
    """`opened(id)` for a piece; the buttons of what is ticked are `write_step` and `ask`."""

    def __init__(self, clock: Clock, elsewhere: Elsewhere, then: Callable[[str], object]) -> None:
        self.add_one = Button(tr("Add an examination"), "primary", "plus")
        super().__init__(tr("Records"), buttons=[self.add_one])
        self.views = RecordViews(WHERE, then)
        self.filters = FilterRow(tr("Which pieces are shown"), filter_words())
        self.visit = ChoiceField(tr("Needed for"), [("", tr("Any visit"))])
        self.list = CardList(tr("Where everything is"))
        self.new = NewExamination(clock, elsewhere)
        self.step, self.asking = MoveCard(clock, elsewhere), AskCard(clock, elsewhere)
        self.chosen_words = label("", "h3")
        self.write_step = Button(tr("Write down a step"), icon="check")
        self.ask = Button(tr("Ask for these"), icon="mail")
        self.untick = Button(tr("Untick all"), "quiet")
        self.none = label("", "muted")
        self.how = label(
            tr("Tick several to write the same step down for all of them at once. Open one to see its way."),
            "small",
        )
        self.empty = EmptyState(
            tr(
                "Here you see where every report, disc and slide is: whom you asked, what has come, what is "
                "on its way, and what has to go back. Begin with one examination, such as your biopsy."
            ),
            None,
            "map-pin",
        )
        self._build()

    def reflow(self, em: float) -> None:
        """The filters below each other where there is little room."""
        super().reflow(em)
        stand(self._tools, em < 62)

    def cards(self) -> tuple[NewExamination, MoveCard, AskCard]:
        """The three little forms; one is open at a time."""
        return self.new, self.step, self.asking

    def offer_doctors(self, doctors: Sequence[Doctor]) -> None:
        """Offer these doctors as those a piece may go to."""
        self.step.offer_doctors(doctors)

    def show_ticked(self, count: int) -> None:
        """Show what can be done with so many ticked pieces."""
        open_one = any(not card.isHidden() for card in self.cards())
        self._batch.setHidden(count == 0 or open_one)
        self.chosen_words.setText(trn("{n} is ticked.", "{n} are ticked.", count))

    def typed_words(self) -> str:
        """Everything that was typed into an open form and is not kept."""
        said = [self.new.words()]
        if self.step.is_half_typed():
            said += [self.step.title.text(), in_words(self.step.form.fields().values())]
        if not self.asking.isHidden():
            said += [self.asking.title.text(), in_words(self.asking.form.fields().values())]
        return "\n".join(words for words in said if words)

    def _build(self) -> None:
        self._tools = row("m")
        self._tools.addWidget(self.filters, 3)
        self._tools.addWidget(self.visit, 1)
        self._batch = Card(self.chosen_words, soft=True, margins="m")
        self._batch.add(FlowRow(self.write_step, self.ask, self.untick))
        self.box = Card(self.none, margins="xs")
        self.box.add(self.list, 1)
        self.add(self.views)
        self.add(self._tools)
        for part in (self.new, self.step, self.asking, self._batch, self.how):
            self.add(part)
        self.add(self.box, 1)
        self.add(self.empty, 1)
        self._batch.hide()
        self.none.hide()
        self.empty.hide()

"""The little form in which a step of a piece is written down, for one piece or for several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal

from secondop_desktop.base.language import tr
from secondop_desktop.case import pieces
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import FlowRow
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.doctors import Doctor

_ASKED_FOR: dict[str, tuple[str, ...]] = {
    pieces.NOT_ASKED: (),
    pieces.ASKED: ("who", "contact", "how", "fee"),
    pieces.PROMISED: ("who", "contact", "due"),
    pieces.RECEIVED: ("how", "fee"),
    pieces.CHECKED: (),
    pieces.SENT: ("doctor_id", "who", "carrier", "tracking", "due"),
    pieces.CONFIRMED: ("doctor_id", "who", "contact", "due"),
    pieces.RETURN_DUE: ("doctor_id", "who", "due"),
    pieces.RETURNED: ("who", "carrier", "tracking"),
}
"""Which fields each step asks for, besides its day and a note."""


def step_words() -> dict[str, str]:
    """What a person says happened, by state."""
    return {
        pieces.ASKED: tr("I asked for it"),
        pieces.PROMISED: tr("They promised it"),
        pieces.RECEIVED: tr("It came"),
        pieces.CHECKED: tr("I looked: it can be read"),
        pieces.SENT: tr("I sent it"),
        pieces.CONFIRMED: tr("It has arrived there"),
        pieces.RETURN_DUE: tr("It has to be sent back"),
        pieces.RETURNED: tr("It was sent back"),
        pieces.NOT_ASKED: tr("It was not asked for after all"),
    }


class MoveCard(Card):
    """`kept(state, told)` when the person saves the step; `put_away()` when it is closed without."""

    kept = Signal(str, object)
    put_away = Signal()

    def __init__(self, clock: Clock, elsewhere: Callable[[Exception], object]) -> None:
        super().__init__(soft=True, margins="m")
        self._clock = clock
        self.form = Form(elsewhere)
        self.title = label("", "h3")
        self.state = self.form.add("state", ChoiceField(tr("What happened"), list(step_words().items())))
        self._add_fields()
        self.save = Button(tr("Write it down"), icon="check", then=self._save)
        self.cancel = Button(tr("Cancel"), "quiet", then=self.close_form)
        for part in (self.title, self.form, FlowRow(self.save, self.cancel)):
            self.add(part)
        self.state.changed.connect(self._show_fields)
        self._before: dict[str, Any] = {}
        self.hide()

    def offer_doctors(self, doctors: Sequence[Doctor]) -> None:
        """Offer these doctors as those a piece may go to."""
        self._doctor.set_choices([("", tr("Nobody from my list")), *((d.id, d.name) for d in doctors)])

    def open_for(self, title: str, state: str, who: str = "") -> None:
        """Open it for a step; `who` is offered as the one who has it or is asked."""
        self.title.setText(title)
        blank = dict.fromkeys(self.form.fields(), "")
        values = {**blank, "state": state, "day": self._clock.today(), "due": None, "who": who}
        self.form.fill(values)
        self._show_fields()
        self._before = self.form.raw()
        self.show()
        self.form.field("day").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Put it away without keeping what is in it."""
        if not self.isHidden():
            self.hide()
            self.put_away.emit()

    def refuse(self, error: Exception) -> None:
        """Show why the step cannot be kept."""
        self.form.refuse(error)

    def is_half_typed(self) -> bool:
        """Whether it is open and was changed."""
        return not self.isHidden() and self.form.raw() != self._before

    def half_typed(self) -> dict[str, Any]:
        """What stands in it to the letter, with its title; nothing when it is closed."""
        return {} if self.isHidden() else {"title": self.title.text(), "form": self.form.raw()}

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Open it again as `half_typed` told."""
        if isinstance(state.get("form"), dict):
            self.open_for(str(state.get("title", "")), str(state["form"].get("state", pieces.ASKED)))
            self.form.set_raw(state["form"])
            self._show_fields()

    def _add_fields(self) -> None:
        add, clock = self.form.add, self._clock
        add("day", DateField(tr("When"), tr("The month is enough."), clock=clock))
        self._doctor = add("doctor_id", ChoiceField(tr("To which doctor")))
        add("who", LineField(tr("Which hospital, office or person")))
        add("contact", LineField(tr("Whom I spoke to")))
        add("how", LineField(tr("How"), placeholder=tr("For example: phone, portal, by post, in person")))
        add("fee", LineField(tr("What it costs"), placeholder=tr("As they said it, for example $15 a disc")))
        self.form.add_beside(
            ("carrier", LineField(tr("Sent with"), placeholder=tr("For example: FedEx"))),
            ("tracking", LineField(tr("Tracking number"))),
        )
        add(
            "due",
            DateField(tr("When it should come, or be back"), tr("You can leave this empty."), clock=clock),
        )
        add("note", TextField(tr("Note"), lines=1))

    def _show_fields(self) -> None:
        wanted = _ASKED_FOR.get(self.state.value() or "", ())
        for name, field in self.form.fields().items():
            field.setHidden(name not in ("state", "day", "note", *wanted))

    def _save(self) -> None:
        keep = {"state", "day", "note", *_ASKED_FOR.get(self.state.value() or "", ())}
        for name in self.form.fields().keys() - keep:  # what cannot be seen cannot be put right either
            self.form.field(name).set_value(None if name == "due" else "")
        values = self.form.read()
        if values is None:
            return
        state = str(values.pop("state"))
        told = {name: value or None if name == "doctor_id" else value for name, value in values.items()}
        self.kept.emit(state, {name: value for name, value in told.items() if name in keep})

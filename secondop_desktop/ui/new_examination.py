"""The few questions with which an examination is written down, so that its pieces can be tracked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal

from secondop_desktop.base.language import tr
from secondop_desktop.case.pieces import FORMS, form_words, usual_forms
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.piece_words import kind_words
from secondop_desktop.ui.widgets.boxes import FlowRow
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, in_words
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock


class NewExamination(Card):
    """`added(values, forms)` when it is to be kept; answer with `close_form()` or `refuse(error)`."""

    added = Signal(object, object)
    put_away = Signal()

    def __init__(self, clock: Clock, elsewhere: Callable[[Exception], object]) -> None:
        super().__init__(soft=True, margins="m")
        self.form = Form(elsewhere)
        add = self.form.add
        add(
            "what",
            LineField(tr("What was done"), placeholder=tr("For example: core biopsy, or MRI"), prose=True),
        )
        add("kind", ChoiceField(tr("Kind"), list(kind_words().items())))
        add("dated", DateField(tr("When it was done"), tr("The month or the year is enough."), clock=clock))
        self.form.add_beside(
            ("facility", LineField(tr("Hospital or office"))),
            ("phone", LineField(tr("Phone of their records office"))),
        )
        self.form.body.addWidget(label(tr("What there is of it"), "field"))
        for form, words in form_words().items():
            add(form, TickField(words))
        self.save = Button(tr("Keep track of it"), icon="check", then=self._save)
        cancel = Button(tr("Cancel"), "quiet", then=self.close_form)
        for part in (label(tr("An examination"), "h3"), self.form, FlowRow(self.save, cancel)):
            self.add(part)
        self._blank: dict[str, Any] = dict.fromkeys(("what", "facility", "phone"), "")
        self._blank |= {"kind": "other", "dated": None}
        self._blank |= _ticks("other")
        self._kind = "other"
        self.form.field("kind").changed.connect(self._kind_chosen)
        self._before: dict[str, Any] = {}
        self.hide()

    def open_form(self) -> None:
        """Open it empty."""
        self.form.fill(self._blank)
        self._before, self._kind = self.form.raw(), "other"
        self.show()
        self.form.field("what").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Put it away without keeping what is in it."""
        if not self.isHidden():
            self.hide()
            self.put_away.emit()

    def refuse(self, error: Exception) -> None:
        """Show why it cannot be kept."""
        self.form.refuse(error)

    def words(self) -> str:
        """Everything typed in it that is not kept; empty when it is closed or as it was."""
        return "" if self.isHidden() else in_words(self.form.fields().values())

    def half_typed(self) -> dict[str, Any]:
        """What stands in it to the letter; nothing when it is closed."""
        return {} if self.isHidden() else {"form": self.form.raw()}

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Open it again as `half_typed` told."""
        if isinstance(state.get("form"), dict):
            self.open_form()
            self.form.set_raw(state["form"])

    def _kind_chosen(self) -> None:
        """Tick what such an examination leaves behind, as long as nobody has ticked anything else."""
        kind, raw = self.form.field("kind").value(), self.form.raw()
        if {form: raw[form] for form in FORMS} == _ticks(self._kind):
            self.form.set_raw(_ticks(kind))
        self._kind = kind

    def _save(self) -> None:
        values = self.form.read()
        if values is not None:
            forms = [form for form in FORMS if values.pop(form)]
            self.added.emit(values, forms or ["report"])


def _ticks(kind: str) -> dict[str, bool]:
    usual = usual_forms(kind)
    return {form: form in usual for form in FORMS}

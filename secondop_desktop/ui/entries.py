"""A short list whose entries are written, changed and thrown away in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import in_words


@dataclass(frozen=True)
class Entry:
    """One entry: its id, and its values by the names of the fields of the form."""

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Entries(QWidget):
    """Shows each entry as the widget that `row(entry, edit)` makes; `edit` opens the form in its place.

    `saved(id, values)` when the person saves (the id is empty for a new entry); answer with `close_editor()`
    or with `refuse(error)`. `deleted(id)` when one is thrown away.
    """

    saved = Signal(str, object)
    deleted = Signal(str)

    def __init__(
        self,
        form: Form,
        row: Callable[[Entry, Callable[[], None]], QWidget],
        add_words: str,
        blank: Mapping[str, Any],
    ) -> None:
        super().__init__()
        self.form = form
        self._row = row
        self._blank = dict(blank)
        self._entries: list[Entry] = []
        self._open: Entry | None = None
        self._rows: dict[str, QWidget] = {}
        self._writable = True
        self._before: dict[str, Any] = {}
        outer = column("xs", "none", self)
        self._lines = column("xxs")
        outer.addLayout(self._lines)
        self.add = Button(add_words, "quiet", "plus", then=self.write_new)
        self.add.setProperty("flush", True)
        self._editor = self._build_editor()
        outer.addWidget(self._editor)
        outer.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._outer = outer

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries; a form that is open stays open with what is typed in it."""
        if list(entries) == self._entries:
            return
        self._entries = list(entries)
        self._lines.removeWidget(self._editor)
        empty_out(self._lines)
        self._rows = {}
        for entry in self._entries:
            made = self._row(entry, lambda entry=entry: self.edit(entry))  # type: ignore[misc]
            self._rows[entry.id] = made
            self._lines.addWidget(made)
        if self._open is not None:
            self._place_editor(self._open)
        show_new(self)

    def set_writable(self, writable: bool) -> None:
        """Offer or do not offer to add entries."""
        self._writable = writable
        self.add.setVisible(writable)

    def write_new(self) -> None:
        """Open the empty form at the end."""
        self.edit(Entry("", self._blank))

    def edit(self, entry: Entry) -> None:
        """Open the form in the place of an entry."""
        self.close_editor()
        self._open = entry
        self.form.fill({**self._blank, **entry.values})
        self._before = self.form.raw()
        self._delete.setVisible(bool(entry.id))
        self._place_editor(entry)
        next(iter(self.form.fields().values())).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        """Close the form without keeping what is in it."""
        if self._open is None:
            return
        hidden = self._rows.get(self._open.id)
        self._open = None
        self._editor.hide()
        self.add.setVisible(self._writable)
        if hidden is not None:
            hidden.show()

    def refuse(self, error: Exception) -> None:
        """Show why what was typed cannot be kept."""
        self.form.refuse(error)

    def save(self) -> None:
        """Hand over what is in the form, when it can be read."""
        values = self.form.read()
        if self._open is not None and values is not None:
            self.saved.emit(self._open.id, values)

    def typed_words(self) -> str:
        """What stands in the form now, each text with the name of its field."""
        return in_words(self.form.fields().values())

    def is_open(self) -> bool:
        """Whether the form is open."""
        return self._open is not None

    def is_half_typed(self) -> bool:
        """Whether the form is open and holds something that is not kept."""
        return self._open is not None and self.form.raw() != self._before

    def half_typed(self) -> dict[str, Any]:
        """Which entry the form is open for, and what stands in it to the letter; nothing when it is shut."""
        return {"entry": self._open.id, "form": self.form.raw()} if self._open is not None else {}

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Open the form again as `half_typed` told; an entry that is not there any more is a new one."""
        if not isinstance(state.get("form"), dict):
            return
        entry = next((e for e in self._entries if e.id == state.get("entry")), Entry("", self._blank))
        self.edit(entry)
        self.form.set_raw(state["form"])

    def _build_editor(self) -> Card:
        card = Card(self.form, soft=False, margins="m")
        self._save = Button(tr("Save"), "normal", "check", then=self.save)
        self._cancel = Button(tr("Cancel"), "quiet", then=self.close_editor)
        self._delete = Button(tr("Delete"), "danger", "trash-2", then=self._throw_away)
        card.add(FlowRow(self._save, self._cancel, self._delete))
        card.hide()
        return card

    def _place_editor(self, entry: Entry) -> None:
        row = self._rows.get(entry.id)
        at = self._lines.indexOf(row) if row is not None else self._lines.count()
        self._outer.removeWidget(self._editor)
        self._lines.removeWidget(self._editor)
        self._lines.insertWidget(at, self._editor)
        if row is not None:
            row.hide()
        self.add.hide()
        self._editor.show()

    def _throw_away(self) -> None:
        if self._open is not None:
            identity = self._open.id
            self.close_editor()
            self.deleted.emit(identity)

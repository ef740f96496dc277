"""Entries below each other, each a small form that is saved as it is typed, and a line to add one more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, show_new, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.labels import Label, label
from secondop_desktop.ui.widgets.reflow import Reflow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.work import Work

    Write = Callable[[Session, str, str, Any], object]
    """Puts the value of a field, by its name, into the entry with that id."""

_NARROW = 34
AT_FIRST = 12
"""So many entries are shown at once; a list of thousands would take minutes to build."""


@dataclass(frozen=True)
class Entry:
    """One entry: its id, its values by the names of its fields, and small words below (may be empty)."""

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    below: str = ""


class RowForm(Card):
    """The form of one entry; the names of its fields begin with its id, so that drafts tell them apart."""

    def __init__(self, entry_id: str, work: Work, write: Write) -> None:
        super().__init__(margins="m")
        self.id = entry_id
        self._work, self._put = work, write
        self.form = Form(work.failed.emit)
        self.saver = FormSaver(work, self)
        self.saver.refused.connect(work.failed)
        self._below = Label("", "small")
        self._below.hide()
        self.tools = FlowRow()
        self.tools.hide()
        self.body.addWidget(self.form)
        foot = row("s")
        foot.addWidget(self._below, 1)
        foot.addWidget(self.tools, 1)
        self.body.addLayout(foot)
        self._foot_line = Reflow(self, lambda em: stand(foot, em < _NARROW))

    def key(self, name: str) -> str:
        """What the field is called in the form of this entry."""
        return f"{self.id}.{name}"

    def begin(self) -> None:
        """All fields are there: look after them."""
        self.saver.take(self.form, self._write)

    def tool(self, made: Button) -> Button:
        """Put a button below the fields."""
        self.tools.add(made)
        self.tools.show()
        return made

    def show_entry(self, entry: Entry) -> None:
        """Show what the case has; what is being typed stays."""
        self.saver.show(self.form, {self.key(name): value for name, value in entry.values.items()})
        self._below.setText(entry.below)
        self._below.setVisible(bool(entry.below))

    def _write(self, session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
        self._put(session, self.id, name.removeprefix(f"{self.id}."), value)


class RowList(QWidget):
    """Shows each entry as the form that `make(id)` builds; entries that went take their forms along."""

    changed = Signal()

    def __init__(self, make: Callable[[str], RowForm], nothing: str = "") -> None:
        super().__init__()
        self._make = make
        self._entries: list[Entry] = []
        self._most = AT_FIRST
        self.rows: dict[str, RowForm] = {}
        outer = column("s", "none", self)
        self._nothing = label(nothing, "muted")
        self._lines = column("s")
        self.more = Button("", "quiet", "chevron-down", then=self._show_more)
        self.more.flush().hide()
        outer.addWidget(self._nothing)
        outer.addLayout(self._lines)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._nothing.setVisible(bool(nothing))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries; forms stay as long as their entry is there."""
        self._entries = list(entries)
        shown = self._entries[: self._most]
        kept = {entry.id for entry in shown}
        for entry_id in [known for known in self.rows if known not in kept]:
            self._take_out(entry_id)
        for entry in shown:
            if entry.id not in self.rows:
                made = self.rows[entry.id] = self._make(entry.id)
                made.saver.changed.connect(self.changed)
                self._lines.addWidget(made)
            self.rows[entry.id].show_entry(entry)
        left = len(self._entries) - len(shown)
        self.more.setVisible(left > 0)
        self.more.say(trn("Show {n} more", "Show {n} more", left))
        self._nothing.setVisible(not shown and bool(self._nothing.text()))
        show_new(self)

    def clear(self) -> None:
        """Show nothing, as for another visit."""
        self._most = AT_FIRST
        for entry_id in list(self.rows):
            self._take_out(entry_id)
        self._entries = []

    def savers(self) -> list[FormSaver]:
        """Those that look after the forms."""
        return [made.saver for made in self.rows.values()]

    def _take_out(self, entry_id: str) -> None:
        gone = self.rows.pop(entry_id)
        gone.saver.save_now()
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _show_more(self) -> None:
        self._most += AT_FIRST
        self.show_entries(self._entries)


class AddLine(QWidget):
    """A line with a button beside it; `added(kind, text)`; `kinds` are offered when there are several."""

    added = Signal(str, str)

    def __init__(
        self, words: str, verb: str, kinds: Sequence[tuple[str, str]], placeholder: str = ""
    ) -> None:
        super().__init__()
        self._kinds = list(kinds)
        self.line = LineField(words, placeholder=placeholder)
        self.kind = ChoiceField(tr("What it is"), self._kinds)
        self.button = Button(verb, "normal", "plus", then=self.give)
        inside = row("s", "none", self)
        if len(self._kinds) > 1:
            inside.addWidget(self.kind, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self.kind.setParent(self)
            self.kind.hide()
        inside.addWidget(self.line, 2, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.line.line.returnPressed.connect(self.give)

    def give(self) -> bool:
        """Hand over what was typed; False when nothing was."""
        text = self.line.value()
        if not text:
            self.line.control.setFocus()
            return False
        self.line.set_value("")
        self.added.emit(str(self.kind.value()), text)
        return True

    def give_back(self, kind: str, text: str) -> None:
        """It could not be added: it stands here again, unless somebody types something else by now."""
        if not self.line.value():
            self.kind.set_value(kind)
            self.line.set_value(text)

    def half_typed(self) -> dict[str, Any]:
        """What stands in it; nothing when it is empty."""
        raw = self.line.raw()
        return {"kind": self.kind.raw(), "line": raw} if raw and raw.strip() else {}

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Put it back."""
        self.kind.set_raw(state.get("kind"))
        self.line.set_raw(state.get("line"))

"""Lists of what belongs to a person's health, each entry with who says so, written and changed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.entries import Entries, Entry
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.health_forms import page_number
from secondop_desktop.ui.widgets.boxes import column, row, show_new
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import chip, label

SHOWN_AT_ONCE = 25
"""So many rows are made; the rest when somebody asks for them."""
_NO_RECORD = ("doctor_id", "document_id")


@dataclass(frozen=True)
class Row:
    """How one entry is shown: its name, lines below it, a chip with its tone, and who says so."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    chip: str = ""
    tone: str = "plain"
    source: str = ""
    heading: str = ""


class HealthList(Entries):
    """Entries of one family; `blank` is what a new one begins with."""

    def __init__(self, form: Form, add_words: str, purpose: str, blank: dict[str, Any]) -> None:
        self._shown_as: dict[str, Row] = {}
        self._records: dict[str, Any] = {}
        self._ids: list[str] = []
        self._most = SHOWN_AT_ONCE
        empty = {name: field_blank(name) for name in form.fields()}
        super().__init__(form, self._line, add_words, {**empty, **blank})
        self._purpose = label(purpose, "muted")
        self.more = Button("", "quiet", "chevron-down", then=self._show_more).flush()
        self._outer.insertWidget(0, self._purpose)
        self._outer.insertWidget(2, self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def show_rows(self, rows: Sequence[Row], records: Iterable[Any]) -> None:
        """Show these rows; each is the one of the record with its id, whose values are edited."""
        shown = {row.id: row for row in rows}
        changed = shown != self._shown_as
        self._shown_as = shown
        self._records = {record.id: record for record in records}
        self._ids = [row.id for row in rows]
        self._purpose.setHidden(bool(rows))
        if changed:
            self._entries = [Entry("")]  # the rows say something else, even where the values are the same
        self._show()

    def open_entry(self, entry_id: str) -> bool:
        """Open the form of one entry, also of one that is not shown yet; False when it is not there."""
        if entry_id not in self._records:
            return False
        if self._ids.index(entry_id) >= self._most:
            self._most = self._ids.index(entry_id) + 1
            self._show()
        if self._writable:
            self.edit(self._entry(entry_id))
        return True

    def place(self, entry_id: str) -> QWidget:
        """The widget that shows an entry now: its form while it is open, else its row."""
        opened = self._open is not None and self._open.id == entry_id
        return self._editor if opened else self._rows.get(entry_id, self)

    def _entry(self, entry_id: str) -> Entry:
        return Entry(entry_id, values_of(self.form, self._records[entry_id]))

    def _show(self) -> None:
        entries = [self._entry(entry_id) for entry_id in self._ids[: self._most]]
        if self._entries and entries[: len(self._entries)] == self._entries:
            self._append(entries[len(self._entries) :])
        else:
            self.set_entries(entries)
        left = len(self._ids) - self._most
        self.more.setHidden(left <= 0)
        if left > 0:
            self.more.say(trn("Show {n} more", "Show {n} more", min(left, SHOWN_AT_ONCE)))

    def _append(self, entries: Sequence[Entry]) -> None:
        """Make the rows that are new; those above them stay as they are."""
        for entry in entries:
            self._rows[entry.id] = self._line(entry, partial(self.edit, entry))
            self._lines.addWidget(self._rows[entry.id])
        self._entries += entries
        if entries:
            show_new(self)

    def _show_more(self) -> None:
        self._most += SHOWN_AT_ONCE
        self._show()

    def _line(self, entry: Entry, edit: Callable[[], None]) -> QWidget:
        shown, made = self._shown_as[entry.id], QWidget()
        outer = column("none", "none", made)
        if shown.heading:
            outer.addWidget(label(shown.heading, "overline"))
        line, words = row("xs"), column("hair", "none xs none xs")
        words.addWidget(label(shown.title, "h3"))
        if shown.lines:
            words.addWidget(label("\n".join(shown.lines)).selectable())
        if shown.chip:
            words.addWidget(chip(shown.chip, shown.tone), 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(label(shown.source or tr("No source written yet"), "small"))
        line.addLayout(words, 1)
        if self._writable:
            pencil = icon_button(tr("Change: {what}", what=shown.title), "pencil", edit)
            line.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(line)
        return made


def field_blank(name: str) -> Any:  # noqa: ANN401 - each field has its own kind of value
    """What an empty field holds, by its name."""
    return None if name in ("started", "ended", "stopped", "day", "until", "dated") else ""


def values_of(form: Form, record: object) -> dict[str, Any]:
    """The values of a record for its form."""
    found = {name: getattr(record, name) for name in form.fields()}
    for name in _NO_RECORD:
        if name in found:
            found[name] = found[name] or ""
    if "page" in found:
        found["page"] = str(found["page"] or "")
    return found


def for_record(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a form as a record takes them; FieldError for a page that is none."""
    out = dict(values)
    for name in _NO_RECORD:
        if name in out:
            out[name] = out[name] or None
    if "page" in out:
        out["page"] = page_number(out["page"])
    return out

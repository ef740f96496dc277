"""My notes on the pages of a record: the list of them, and the words of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import pins
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.fields import TextField
from secondop_desktop.ui.widgets.key_calls import KeyCalls
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from secondop_desktop.case.pins import Pin, Spot
    from secondop_desktop.ui.screen import House

STEP = 0.01
"""A pin is moved by key so much of the page at a time."""
LONGEST_TITLE = 80


class PinPane(QWidget):
    """`chosen(id)` when a person chooses a note, `add_asked()`, `delete_asked(id)`, `moved((id, spot))`."""

    chosen = Signal(str)
    add_asked = Signal()
    delete_asked = Signal(str)
    moved = Signal(object)

    def __init__(self, house: House) -> None:
        super().__init__()
        self._pins: Sequence[Pin] = ()
        self._shown = ""
        self._read_only = house.read_only
        self.add = Button(tr("Pin a note"), icon="map-pin", hint=tr("Ctrl+M"), then=self.add_asked.emit)
        self.delete = Button(tr("Delete this note"), "danger", "trash-2", then=self._delete)
        self.list = CardList(tr("My notes on the pages"))
        self.form = Form(house.work.failed.emit)
        self.note = TextField(tr("Note at this place"), lines=4)
        self.form.add("text", self.note)
        self.saver = FormSaver(house.work, self)
        self.saver.take(self.form, self._write)
        self.saver.refused.connect(house.work.failed.emit)
        self._empty = label(
            tr(
                "No note is pinned to this record yet. Press “Pin a note”, then the place on the page it "
                "belongs to. Only you see these notes."
            ),
            "muted",
        )
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _identity: self.take_focus())
        self._build()

    def show_pins(self, found: Sequence[Pin]) -> None:
        """Show the notes of a record; what is being typed stays."""
        self._pins = found
        self.list.set_rows([_row(number, pin) for number, pin in enumerate(found, 1)])
        self._empty.setHidden(bool(found))
        self.list.setHidden(not found)
        if self._shown and self._pin(self._shown) is None:
            self._turn("")
        self._show()

    def select(self, identity: str) -> None:
        """Choose a note without telling."""
        if identity != self._shown:
            self._turn(identity)
        self.list.select(identity)
        self._show()

    def selected(self) -> str:
        """The id of the chosen note, or nothing."""
        return self._shown

    def take_focus(self) -> None:
        """Put the cursor into the words of the chosen note."""
        if self._shown:
            self.note.setFocus()

    def _build(self) -> None:
        body = column("s", "none", self)
        body.addWidget(FlowRow(self.add))
        body.addWidget(self._empty)
        body.addWidget(self.list, 1)
        body.addWidget(self.form)
        body.addWidget(FlowRow(self.delete))
        body.addStretch(0)
        self.add.setHidden(self._read_only)
        self.form.setEnabled(not self._read_only)
        self.form.hide()
        self.delete.hide()
        self.list.hide()
        ways = {"Left": (-STEP, 0.0), "Right": (STEP, 0.0), "Up": (0.0, -STEP), "Down": (0.0, STEP)}
        calls = {f"Ctrl+{key}": (lambda way=way: self._move(way)) for key, way in ways.items()}
        KeyCalls(self.list, calls | {"Del": self._delete})

    def _pin(self, identity: str) -> Pin | None:
        return next((pin for pin in self._pins if pin.id == identity), None)

    def _choose(self, identity: str) -> None:
        self._turn(identity)
        self._show()
        self.list.select(self._shown)
        self.chosen.emit(self._shown)

    def _turn(self, identity: str) -> None:
        """Turn to another note once the words of the one before are kept; on a full disk it stays."""
        if self._pin(self._shown) is not None and not self.saver.flush():
            return
        self.saver.forget()
        self._shown = identity

    def _show(self) -> None:
        pin = self._pin(self._shown)
        self.form.setHidden(pin is None)
        self.delete.setHidden(pin is None or self._read_only)
        if pin is not None:
            self.saver.show(self.form, {"text": pin.text})

    def _write(self, session: Session, _name: str, value: object) -> None:
        pins.write(session, self._shown, str(value))

    def _delete(self) -> None:
        if self._shown and not self._read_only:
            self.saver.flush()
            self.delete_asked.emit(self._shown)

    def _move(self, way: Spot) -> None:
        pin = self._pin(self._shown)
        if pin is not None and not self._read_only:
            x, y = pin.spot
            self.moved.emit((pin.id, (x + way[0], y + way[1])))


def _row(number: int, pin: Pin) -> CardRow:
    words = " ".join(pin.text.split())
    title = words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rstrip() + "…"
    below = tr("Note {number}, page {page}", number=number, page=pin.number)
    return CardRow(pin.id, title or tr("No words yet"), below, "map-pin")

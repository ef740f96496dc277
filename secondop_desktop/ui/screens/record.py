"""One record: its pages to leaf through, what is known of it, its words, my notes, and another one beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors, documents
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import UNREADABLE, WAITING, Document, Page
from secondop_desktop.case.page_turns import PageTurn
from secondop_desktop.case.photos import Photo, is_photos
from secondop_desktop.case.pins import Pin
from secondop_desktop.flows import see_record
from secondop_desktop.flows.see_record import Leaf
from secondop_desktop.reading.errors import NO_PICTURE
from secondop_desktop.ui import record_acts, theme
from secondop_desktop.ui.leftovers import put_down, settle
from secondop_desktop.ui.outside_viewer import OutsideViewer
from secondop_desktop.ui.places import BACK, PHOTOS, Place
from secondop_desktop.ui.record_beside import RecordBeside, others_than
from secondop_desktop.ui.record_keys import key_words
from secondop_desktop.ui.record_lock import RecordLock
from secondop_desktop.ui.record_notes import RecordNotes
from secondop_desktop.ui.record_pages import RecordPages
from secondop_desktop.ui.record_right import NOTES, TEXT, RecordRight
from secondop_desktop.ui.record_words import long_line
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.widgets.boxes import Filling, row, stand
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.key_panel import KeyPanel
from secondop_desktop.ui.widgets.page import Page as Frame
from secondop_desktop.ui.widgets.reflow import ems

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

FOLDED_UNDER, BOTH_FOLDED_UNDER = 58, 44


@dataclass(frozen=True)
class Sheet:
    """What the screen shows: the record with its open page, all doctors, and what may lie beside it."""

    leaf: Leaf
    doctors: Sequence[Doctor]
    others: Sequence[Document] = ()
    beside: Leaf | None = None


class RecordScreen(Screen):
    """`Place(RECORD, id, page number, words to mark)`."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Document, Photo, Page, Doctor, Pin, PageTurn})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._data: Sheet | None = None
        self._number = 1
        self._pin = self._typed = ""
        self._both = self._keys_shown = False
        self.copy = Button(tr("Save a copy of the file"), icon="download", then=self._save_copy)
        self.delete = Button(tr("Delete"), "danger", "trash-2", then=self._delete)
        self.outside = OutsideViewer(self)
        self.sheets = Button(tr("Change the pages"), icon="image", then=self._to_sheets)
        self.sheets.hide()
        head = [self.sheets, self.outside.open, self.copy, self.delete]
        self._page = Frame("", "", head, back=tr("All records"))
        self.pages, self.beside = RecordPages(house.work, house.read_only), RecordBeside(house)
        self.view = self.pages.view
        self.both = icon_button(tr("Another record beside this one (Ctrl+D)"), "columns-2", self.turn_both)
        self.help = icon_button(tr("Keys that help here (F1)"), "keyboard", self.turn_keys)
        self.keys = KeyPanel(tr("Keys that help here"), key_words(), tr("Back to the record"))
        self.lock = RecordLock()
        self.right = RecordRight(house)
        self.side, self.details, self.notes = self.right.side, self.right.details, self.right.notes
        self.details.suggestions.asked_for.connect(self.asked_for)
        self._kept_notes = RecordNotes(self)
        self._build()
        self._listen()

    def go(self, place: Place) -> None:
        """Open a record at a page."""
        other = place.item != self.place.item
        super().go(place)
        self._number = int(place.part) if place.part.isdecimal() else 1
        self.pages.finder.begin(place.find)
        if other:
            self._pin = self._typed = ""
            self.pages.forget()
        elif self.pages.is_open():
            self.view.turn_to(self._number)

    def leave(self) -> bool:
        """Keep what is half typed."""
        return settle(self, [self.details.saver, self.notes.saver])

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.details.saver, self.notes.saver])

    def half_typed(self) -> State:
        """What a field cannot take."""
        return self.details.saver.half_typed()

    def standing(self) -> State:
        """Which side is shown beside the pages, which note is chosen, and what lies beside."""
        other = {"beside": self.beside.record_id, "beside_page": self.beside.number} if self._both else {}
        return {"side": self.side.key(), "pin": self._pin, **other}

    def take_up(self, state: State) -> None:
        """Put all of that back."""
        self.details.saver.take_up(state)
        self.right.turn(str(state.get("side", "")))
        self._pin = str(state.get("pin", ""))
        page = state.get("beside_page")
        if state.get("beside"):
            self.beside.open(str(state["beside"]), page if isinstance(page, int) else 1)
            self._show_both(True)

    def here(self) -> Place:
        """The page that lies open, with the words that are looked for."""
        return replace(self.place, part=str(self._number), find=self.pages.finder.words)

    def dialogs(self) -> dict[str, Callable[[], object]]:
        """The questions before a record leaves the case."""
        return {
            tr("Save a copy outside of your case?"): self._save_copy,
            self.outside.title(): self.outside.ask,
        }

    def escape(self) -> bool:
        """Close the keys, the asking for a place, the chosen words or the line for finding."""
        if self._keys_shown:
            self.turn_keys()
            return True
        return self.pages.escape() or (self._both and self.beside.pages.escape())

    def reflow(self, em: float) -> None:
        """Pages above and the rest below when there is no room beside."""
        self._page.reflow(0 if em < FOLDED_UNDER else em)  # three buttons leave the title no room beside them
        narrow = em < (BOTH_FOLDED_UNDER if self._both else FOLDED_UNDER)
        stand(self._row, narrow)
        high = theme.tokens().px(420) if narrow else 0
        for part in (self._left, self.right, self._other):
            part.setMinimumHeight(high)
        share = 1.0 if narrow else 0.5 if self._both else 0.62
        for pages in (self.pages, self.beside.pages):
            pages.reflow(em * share)

    def query(self, session: Session) -> Sheet:
        """The record and its open page; beside it the other one, when it is asked for."""
        leaf = see_record.leaf(session, self.place.item, self._number)
        team = doctors.everyone(session)
        if not self._both:
            return Sheet(leaf, team)
        others = others_than(leaf.record, documents.everything(session))
        wanted = next((r for r in others if r.id == self.beside.record_id), None)
        if wanted is not None:
            return Sheet(leaf, team, others, see_record.leaf(session, wanted.id, self.beside.number))
        return Sheet(leaf, team, others, see_record.leaf(session, others[0].id, 1) if others else None)

    def show_data(self, data: Sheet) -> None:
        """Show what is known, the pages, the words and the notes."""
        self._data = data
        record = data.leaf.record
        if self.house.tray is not None:
            self.house.tray.reader.look_at(record.id, self._number)
        doctor = next((d.name for d in data.doctors if d.id == record.doctor_id), "")
        self._page.set_title(record.title, long_line(record, doctor))
        self.right.show_leaf(data.leaf, data.doctors, self._pin)
        self.outside.show_record(record)
        self.sheets.setVisible(is_photos(record) and not self.house.read_only)
        self._open_pages()
        self._read_with_password()
        if self._both:
            self.beside.show_side(data.others, data.beside)

    def showEvent(self, event: QShowEvent) -> None:
        """Open the file again that was let go of when the screen was left."""
        super().showEvent(event)
        if self._data is not None and self._data.leaf.record.id == self.place.item:
            self._open_pages()
            if self._both:
                self.beside.show_side(self._data.others, self._data.beside)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the files."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.pages.let_go()
            self.beside.close_pages()

    def _to_sheets(self) -> None:
        self.asked_for.emit(Place(PHOTOS, self.place.item))

    def turn_both(self) -> None:
        """Show another record beside this one, or put it away."""
        self._show_both(not self._both)
        self.refresh()

    def turn_keys(self) -> None:
        """Show what keys do, or go back to the record."""
        self._keys_shown = not self._keys_shown
        self.keys.setVisible(self._keys_shown)
        self._whole.setHidden(self._keys_shown)
        part = self.keys.back if self._keys_shown else self.view.sheet
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        self._left, self._other = Card(margins="m"), Card(self.beside, margins="m")
        self._left.add(self.pages, 1)
        self._left.add(self.lock)
        self._whole = Filling()
        self._row = row("m", "none", self._whole)
        for card, share in ((self._left, 5), (self.right, 3), (self._other, 5)):
            self._row.addWidget(card, share)
        self._page.add(self._whole, 1)
        self._page.add(self.keys, 1)
        self.frame.addWidget(self._page)
        self._other.hide()
        self.keys.hide()
        self.delete.setHidden(self.house.read_only)
        self.view.add_tool(self.both)
        self.view.add_tool(self.help)

    def _listen(self) -> None:
        pages, notes, kept = self.pages, self.notes, self._kept_notes
        self._page.back_asked.connect(lambda: self.asked_for.emit(BACK))
        self.right.again.clicked.connect(self._read_again)
        pages.turned_to.connect(self._turned)
        pages.refused.connect(self._refused)
        pages.rotated.connect(lambda turned: kept.turn(pages.record_id, *turned))
        pages.pin_asked.connect(lambda place: kept.pin(pages.record_id, *place))
        pages.pin_moved.connect(lambda moved: kept.move(*moved))
        pages.pin_chosen.connect(self._choose_pin)
        pages.finder.in_note.connect(self._choose_pin)
        notes.moved.connect(lambda moved: kept.move(*moved))
        notes.delete_asked.connect(kept.delete)
        notes.add_asked.connect(pages.aim)
        notes.chosen.connect(self._go_to_pin)
        kept.added.connect(self._pin_added)
        self.beside.chosen.connect(self.refresh)
        self.beside.closed.connect(self.turn_both)
        self.beside.pages.rotated.connect(lambda turned: kept.turn(self.beside.pages.record_id, *turned))
        self.keys.closed.connect(self.turn_keys)
        self.lock.tried.connect(self._try_password)
        for key, call in self._key_calls().items():
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(call)

    def _key_calls(self) -> dict[str, Callable[[], object]]:
        calls: dict[str, Callable[[], object]] = {
            "Ctrl+F": self._find,
            "F3": lambda: self._present().finder.step(1),
            "Shift+F3": lambda: self._present().finder.step(-1),
            "Ctrl+G": self._ask_for_page,
            "Ctrl+D": self.turn_both,
            "Ctrl+E": self._read_text,
            "F1": self.turn_keys,
            "F6": self._other_side,
            "Ctrl+Tab": self._other_side,
        }
        return calls if self.house.read_only else calls | {"Ctrl+M": self.pages.pin_here}

    def _find(self) -> None:
        self._present().finder.open()

    def _ask_for_page(self) -> None:
        self._present().view.tools.ask_for_page()

    def _present(self) -> RecordPages:
        """The side the cursor is on."""
        at = self.focusWidget()
        return self.beside.pages if at is not None and self.beside.isAncestorOf(at) else self.pages

    def _other_side(self) -> None:
        at = self.focusWidget()
        on_left = at is not None and self._left.isAncestorOf(at)
        if on_left and self._both:
            part: QWidget = self.beside.pages.view.sheet
        elif on_left:
            part = self.side.chip(self.side.key())
        else:
            part = self.view.sheet
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_both(self, on: bool) -> None:
        self._both = on
        self.right.setHidden(on)
        self._other.setVisible(on)
        self.both.setChecked(on)
        if not on:
            self.beside.close_pages()
        self.reflow(ems(self.width()))

    def _open_pages(self) -> None:
        if self._data is None:
            return
        if not self.pages.is_open():
            self.lock.hide()
        self.pages.open(self._data.leaf.record, self._number, recipes=self._data.leaf.recipes)
        self.pages.show_leaf(self._data.leaf, self._pin)

    def _turned(self, number: int) -> None:
        self._number = number
        self.refresh()

    def _choose_pin(self, identity: str) -> None:
        self._turn_to_notes()
        self._pin = identity
        self.notes.select(identity)
        self._show_pin()

    def _go_to_pin(self, identity: str) -> None:
        self._pin = identity
        found = [pin for pin in self._data.leaf.pins if pin.id == identity] if self._data is not None else []
        for pin in found:
            self.view.turn_to(pin.number)
            self.view.bring(pin.spot)
        self._show_pin()

    def _show_pin(self) -> None:
        if self._data is not None:
            self.pages.show_leaf(self._data.leaf, self._pin)

    def _pin_added(self, identity: str) -> None:
        self._turn_to_notes()
        self._pin = identity
        self.work.read(self, self.query, self._note_begun)

    def _note_begun(self, data: Sheet) -> None:
        self.show_data(data)
        self.notes.take_focus()

    def _turn_to_notes(self) -> None:
        if self._both:
            self.turn_both()
        self.right.turn(NOTES)

    def _read_text(self) -> None:
        if self._both:
            self.turn_both()
        self.right.read_text()

    def _refused(self, error: object) -> None:
        """Ask for a password, or show the text of what has no picture."""
        self.lock.hear(error)
        if getattr(error, "reason", "") == NO_PICTURE:
            self.right.turn(TEXT)

    def _try_password(self, typed: str) -> None:
        if self._data is None:
            return
        self.pages.open(self._data.leaf.record, self._number, typed)
        self._typed = typed
        self._read_with_password()

    def _read_with_password(self) -> None:
        """Read with the typed password, once it is known that there is no reading without one."""
        if self._data is None or not self._typed or self.house.read_only:
            return
        record, typed = self._data.leaf.record, self._typed
        if record.id == self.place.item and record.state != WAITING:
            self._typed = ""
            if record.state == UNREADABLE:
                record_acts.read_locked(self, record.id, typed)

    def _read_again(self) -> None:
        record_acts.read_again(self, self.place.item)

    def _save_copy(self) -> None:
        if self._data is not None:
            record_acts.save_a_copy(self, self._data.leaf.record)

    def _delete(self) -> None:
        if self._data is not None:
            record_acts.throw_away(self, self._data.leaf.record)

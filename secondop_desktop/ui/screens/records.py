"""All records in one list: searched by their words, looked at beside it, added in any way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QIcon, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import bin, doctors, documents
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import WAITING, Document, Page
from secondop_desktop.search import find
from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.files import choose_files, choose_photos
from secondop_desktop.ui.places import RECORD, RECORDS, Place
from secondop_desktop.ui.record_peek import RecordPeek
from secondop_desktop.ui.record_views import RecordViews
from secondop_desktop.ui.record_words import (
    KIND_ICONS,
    belongs,
    filter_words,
    short_line,
    state_chip,
)
from secondop_desktop.ui.scan_dialog import ScanDialog
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.search_words import ICONS, below_line, told
from secondop_desktop.ui.widgets.boxes import row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page as Frame
from secondop_desktop.ui.widgets.plain_edit import PlainLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session


PAUSE_MS = 200
FOLDED_UNDER = 58
_BETWEEN = "#"
"""Between the id of a record and a page number, in the id of a row that was found."""


@dataclass(frozen=True)
class Shelf:
    """Everything on the screen: the records, the doctors by id, and what the search found."""

    records: Sequence[Document]
    doctors: dict[str, Doctor] = field(default_factory=dict)
    found: find.Found = field(default_factory=find.Found)
    typed: str = ""


class RecordsScreen(Screen):
    """The list on the left, the chosen record beside it."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Document, Page, Doctor})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._data = Shelf(())
        self._typed = ""
        self._coming = ""
        self._narrow = False
        self.add = Button(tr("Add a record"), "primary", "plus", then=self._choose)
        self.photos = Button(tr("Add photos of paper"), icon="image", then=self._choose_photos)
        self.scan = Button(tr("Scan a paper"), icon="scan", then=self._scan)
        buttons = [self.photos, self.scan, self.add]
        self._page = Frame(tr("Records"), tr("Everything you were handed, in one place."), buttons)
        self.search = PlainLine()
        self.filters = FilterRow(tr("Which records are shown"), filter_words())
        self.list = CardList(tr("Records"))
        self.peek = RecordPeek(house)
        self._none = label("", "muted")
        self._status, self._go_on = label("", "small"), Button(tr("Stop reading"), "quiet", then=self._turn)
        self._empty = EmptyState(
            tr(
                "Here you keep reports, letters and scans. Drop files anywhere in this window, paste them, "
                "or choose them. They are stored encrypted, and you can search the words in them."
            ),
            None,
            "folder-open",
        )
        self._build()
        self._listen()

    def go(self, place: Place) -> None:
        """Select the record of the place, or search for its words."""
        super().go(place)
        if place.find and place.find != self.search.text():
            self.search.setText(place.find)
        if place.item:
            self._coming = place.item

    def reflow(self, em: float) -> None:
        """Only the list when there is no room beside it."""
        self._page.reflow(em)
        self._narrow = em < FOLDED_UNDER
        stand(self._tools, self._narrow)
        self.peek.setHidden(self._narrow)
        self.list.set_one_click(self._narrow)
        self._peek()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the chosen record again; its picture was let go of when the page was left."""
        super().showEvent(event)
        self._peek()

    def standing(self) -> State:
        """The chosen record, and the words that are looked for."""
        return {"row": self.list.selected(), "search": self.search.text()}

    def take_up(self, state: State) -> None:
        """Look for the words and choose the record again."""
        self.search.setText(str(state.get("search", "")))
        self.list.select(str(state.get("row", "")))
        self._peek()

    def dialogs(self) -> dict[str, Callable[[], object]]:
        """The window in which files are chosen."""
        return {
            tr("Which files would you like to add?"): self._choose,
            tr("Which photos would you like to add?"): self._choose_photos,
        }

    def escape(self) -> bool:
        """Empty the search line."""
        found = bool(self.search.text())
        self.search.clear()
        return found

    def query(self, session: Session) -> Shelf:
        """The records, and where the typed words stand."""
        typed = self._typed
        records = documents.everything(session)
        found = find.find(session, typed, within=find.IN_RECORDS) if typed.strip() else find.Found()
        return Shelf(records, {d.id: d for d in doctors.everyone(session)}, found, typed)

    def show_data(self, data: Shelf) -> None:
        """Show list, sentence and the chosen record."""
        self._data = data
        there = bool(data.records)
        for widget in (self.search, self.filters, self._beside):
            widget.setVisible(there)
        self._empty.setVisible(not there)
        self._say_how_many()
        self._show_rows()
        self._show_status()

    def _build(self) -> None:
        self.search.setPlaceholderText(tr("Search in names, notes and the text of pages"))
        self.search.setAccessibleName(tr("Search in names, notes and the text of pages"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            QIcon(theme.pixmap("search", 18, theme.colours().text2)),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self._tools = row("xs")
        self._tools.addWidget(self.search, 1)
        self._tools.addWidget(self.filters)
        self._page.add(RecordViews(RECORDS, lambda room: self.asked_for.emit(Place(room))))
        self._page.add(self._tools)
        status = row("xs")
        status.addWidget(self._status)
        status.addWidget(self._go_on)
        status.addStretch(1)
        self._page.add(status)
        self._status.hide()
        self._go_on.hide()
        self._list_card = Card(self._none, margins="xs")
        self._list_card.add(self.list, 1)
        self._none.hide()
        self._beside = QWidget()
        inside = row("m", "none", self._beside)
        inside.addWidget(self._list_card, 5)
        inside.addWidget(self.peek, 6)
        self._page.add(self._beside, 1)
        self._page.add(self._empty, 1)
        self._empty.hide()
        self.add.setHidden(self.house.read_only)
        self.photos.setHidden(self.house.read_only)
        self.scan.setHidden(self.house.read_only or self.house.tray is None)
        self.frame.addWidget(self._page)

    def _listen(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(self._pause.start)
        self.filters.chosen.connect(self._show_rows)
        self.list.chosen.connect(self._peek)
        self.list.opened.connect(self._open)
        self.list.menu_asked.connect(self._menu)
        self.peek.opened.connect(self._open)
        find_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find_key.activated.connect(self._to_search)
        tray = self.house.tray
        if tray is not None:
            tray.came.connect(self._came)
            tray.reader.changed.connect(self._reader_changed)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _search(self) -> None:
        self._typed = self.search.text()
        self.mark_stale()

    def _say_how_many(self) -> None:
        count = trn("{n} record is here.", "{n} records are here.", len(self._data.records))
        how = tr("Drop files anywhere in this window to add more, or paste them with Ctrl+V.")
        if self.house.read_only:
            how = ""
        self._page.set_title(tr("Records"), f"{count} {how}".strip() if self._data.records else "")

    def _show_rows(self, _key: str = "") -> None:
        searched = bool(self._data.typed.strip())
        rows = self._found_rows() if searched else self._all_rows()
        self.list.set_rows(rows)
        said = tr("Nothing was found. Another word may help, or fewer letters of it.")
        if not searched:
            said = tr("No record of this kind is here yet.")
        about = told(self._data.found) if searched else []
        self._none.setText(" ".join([*about, *([] if rows else [said])]))
        self._none.setHidden(not self._data.records or not (about or not rows))
        self.list.setHidden(not rows)
        if self._coming and any(r.id == self._coming for r in rows):
            self.list.select(self._coming)
            self._coming = ""
        if rows and not self.list.selected():
            self.list.select(rows[0].id)
        self._peek()

    def _all_rows(self) -> list[CardRow]:
        key = self.filters.key()
        return [self._row(record) for record in self._data.records if belongs(record, key)]

    def _found_rows(self) -> list[CardRow]:
        key = self.filters.key()
        shown = {record.id: record for record in self._data.records if belongs(record, key)}
        rows: dict[str, CardRow] = {}
        for hit in self._data.found.hits:
            identity = f"{hit.item}{_BETWEEN}{hit.page}" if hit.page else hit.item
            if hit.item not in shown or identity in rows:
                continue
            page = CardRow(identity, hit.title, below_line(hit), ICONS[hit.kind])
            rows[identity] = page if hit.page else self._row(shown[hit.item])
        return list(rows.values())

    def _row(self, record: Document) -> CardRow:
        words, tone = state_chip(record, record.id == self._being_read())
        icon = KIND_ICONS.get(record.kind, "file-text")
        return CardRow(record.id, record.title, short_line(record), icon, words, tone)

    def _being_read(self) -> str:
        tray = self.house.tray
        return tray.reader.record() if tray is not None else ""

    def _reader_changed(self) -> None:
        if self.isVisible():
            self._show_status()
            self._show_rows()

    def _show_status(self) -> None:
        tray = self.house.tray
        waiting = sum(record.state == WAITING for record in self._data.records)
        reading, stopped = False, False
        if tray is not None:
            reading, stopped = tray.reader.is_reading(), tray.reader.is_stopped() and waiting > 0
            self._status.setText(tray.reader.words() or tr("The records are being read."))
        if stopped:
            self._status.setText(
                trn(
                    "Reading is stopped. {n} record waits. You can use everything meanwhile.",
                    "Reading is stopped. {n} records wait. You can use everything meanwhile.",
                    waiting,
                )
            )
        self._status.setVisible(reading or stopped)
        self._go_on.setVisible(reading or stopped)
        self._go_on.say(tr("Go on reading") if stopped else tr("Stop reading"))

    def _turn(self) -> None:
        tray = self.house.tray
        if tray is not None:
            (tray.reader.go_on if tray.reader.is_stopped() else tray.reader.stop)()

    def _chosen(self) -> tuple[Document | None, int]:
        identity, _, page = self.list.selected().partition(_BETWEEN)
        found = next((record for record in self._data.records if record.id == identity), None)
        return found, int(page or 1)

    def _peek(self, _identity: str = "") -> None:
        record, page = self._chosen()
        doctor = self._data.doctors.get(record.doctor_id or "") if record else None
        if self.isVisible() and not self._narrow:
            self.peek.show_record(record, page, doctor.name if doctor else "")

    def _open(self, identity: str) -> None:
        record, _, page = identity.partition(_BETWEEN)
        found = self._data.found
        hit = next((h for h in found.hits if page and (h.item, str(h.page)) == (record, page)), None)
        marks = found.words_in(hit) if hit is not None else ""
        self.asked_for.emit(Place(RECORD, record, page, marks))

    def menu_of(self, identity: str) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open")).triggered.connect(lambda _on=False: self._open(identity))
        if not self.house.read_only:
            delete = menu.addAction(tr("Delete"))
            delete.triggered.connect(lambda _on=False: self._delete(identity.partition(_BETWEEN)[0]))
        return menu

    def _menu(self, identity: str, where: QPoint) -> None:
        self.menu_of(identity).popup(where)

    def _delete(self, identity: str) -> None:
        record = next((r for r in self._data.records if r.id == identity), None)
        if record is None:
            return

        def told(_: object) -> None:
            self.notices.tell(tr("“{title}” is in the bin.", title=title), self.work.undo.way_back())

        clock, title = self.house.clock, record.title
        self.work.write(
            self,
            lambda session: bin.throw_away(session, "document", identity, clock),
            told,
            name=tr("delete the record"),
        )

    def _choose(self) -> None:
        if self.house.tray is not None:
            self.house.tray.take(choose_files(self, tr("Which files would you like to add?")))

    def _scan(self) -> None:
        if self.house.tray is not None:
            ScanDialog(self, self.house, self.house.tray).open()

    def _choose_photos(self) -> None:
        if self.house.tray is not None:
            self.house.tray.photos.take(choose_photos(self))

    def _came(self, ids: list[str]) -> None:
        self._coming = ids[-1] if ids else ""
        self.filters.choose("all")
        self.search.clear()
        self.mark_stale()

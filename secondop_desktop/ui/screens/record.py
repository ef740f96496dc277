"""One record: its pages to leaf through, what is known of it, and the words on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, doctors, documents
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import UNREADABLE, Document, Page
from secondop_desktop.flows import read_waiting
from secondop_desktop.flows.save_copy import name_of_copy, save_copy
from secondop_desktop.flows.show_pages import PagePictures, places_of
from secondop_desktop.reading.errors import Protected
from secondop_desktop.search.words import holds_all
from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.leftovers import put_down, settle
from secondop_desktop.ui.outside_viewer import OutsideViewer
from secondop_desktop.ui.page_turner import PageTurner
from secondop_desktop.ui.places import BACK, Place
from secondop_desktop.ui.record_side import PageText, RecordDetails
from secondop_desktop.ui.record_words import long_line
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.widgets.boxes import FlowRow, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import PassphraseField
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page as Frame
from secondop_desktop.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from secondop_desktop.base.progress import Progress
    from secondop_desktop.vault.vault import Vault

FOLDED_UNDER = 58


@dataclass(frozen=True)
class Sheet:
    """What the screen shows: the record, all doctors, and the page that lies open once it was read."""

    record: Document
    doctors: Sequence[Doctor]
    number: int
    page: Page | None


class RecordScreen(Screen):
    """`Place(RECORD, id, page number, words to mark)`."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Document, Page, Doctor})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._data: Sheet | None = None
        self._open = ""
        self._number = 1
        self._marked = ("", 0)
        self.copy = Button(tr("Save a copy of the file"), icon="download", then=self._save_copy)
        self.delete = Button(tr("Delete"), "danger", "trash-2", then=self._delete)
        self.outside = OutsideViewer(self)
        head = [self.outside.open, self.copy, self.delete]
        self._page = Frame("", "", head, back=tr("All records"))
        self.view = PageView()
        self._turner = PageTurner(house.work, self.view)
        self._mark_words = label("", "small")
        self.password = PassphraseField(tr("Password of this PDF"), tr("It is used once and not kept."))
        self._unlock = Button(tr("Open the pages"), icon="key-round", then=self._try_password)
        self._locked = Card(self.password, self._unlock, soft=True, margins="m")
        self.side = FilterRow(
            tr("What is shown beside the pages"),
            [("about", tr("About this record")), ("text", tr("Read text"))],
        )
        self.details, self.text = RecordDetails(house), PageText()
        self.details.suggestions.asked_for.connect(self.asked_for)
        self._problem = label("", "small")
        self.again = Button(tr("Try to read it again"), icon="refresh-cw", then=self._read_again)
        self._build()

    def go(self, place: Place) -> None:
        """Open a record at a page."""
        other = place.item != self.place.item
        super().go(place)
        self._number = int(place.part) if place.part.isdecimal() else 1
        self._marked = ("", 0)
        if other:
            self._open = ""
        elif self._open:
            self.view.turn_to(self._number)

    def leave(self) -> bool:
        """Keep what is half typed."""
        return settle(self, [self.details.saver])

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.details.saver])

    def half_typed(self) -> State:
        """What a field cannot take."""
        return self.details.saver.half_typed()

    def standing(self) -> State:
        """Which side is shown beside the pages."""
        return {"side": self.side.key()}

    def take_up(self, state: State) -> None:
        """Put both back."""
        self.details.saver.take_up(state)
        side = state.get("side")
        if side in ("about", "text"):
            self.side.choose(side)
            self._turn_side(side)

    def here(self) -> Place:
        """The page that lies open."""
        return replace(self.place, part=str(self._number))

    def dialogs(self) -> dict[str, Callable[[], object]]:
        """The questions before a record leaves the case."""
        return {
            tr("Save a copy outside of your case?"): self._save_copy,
            self.outside.title(): self.outside.ask,
        }

    def reflow(self, em: float) -> None:
        """Pages above and the rest below when there is no room beside."""
        self._page.reflow(em)
        narrow = em < FOLDED_UNDER
        stand(self._beside, narrow)
        high = theme.tokens().px(420) if narrow else 0
        self._left.setMinimumHeight(high)
        self._right.setMinimumHeight(high)

    def query(self, session: Session) -> Sheet:
        """The record and its open page."""
        number = self._number
        record = documents.one(session, self.place.item)
        page = documents.page(session, record.id, number)
        return Sheet(record, doctors.everyone(session), number, page)

    def show_data(self, data: Sheet) -> None:
        """Show what is known, the pages and the words."""
        self._data = data
        record = data.record
        doctor = next((d.name for d in data.doctors if d.id == record.doctor_id), "")
        self._page.set_title(record.title, long_line(record, doctor))
        self.details.show_record(record, data.doctors)
        self.text.show_page(record, data.number, data.page)
        self.outside.show_record(record)
        self._problem.setText(record.problem)
        self._problem.setVisible(bool(record.problem))
        readable = record.state == UNREADABLE and record.file_kind != "unknown"
        self.again.setVisible(readable and self.house.tray is not None and not self.house.read_only)
        self._open_pages()
        self._mark()

    def showEvent(self, event: QShowEvent) -> None:
        """Open the file again that was let go of when the screen was left."""
        super().showEvent(event)
        if self._data is not None and self._data.record.id == self.place.item:
            self._open_pages()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the file."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._open = ""
            self._turner.close()

    def _build(self) -> None:
        left = Card(self._mark_words, margins="m")
        left.add(self.view, 1)
        left.add(self._locked)
        self._locked.hide()
        self._mark_words.hide()
        right = Card(self.side, self._problem, margins="m")
        right.add(FlowRow(self.again))
        right.add(self.details, 1)
        right.add(self.text, 1)
        self.text.hide()
        self._problem.hide()
        self.again.hide()
        self.delete.setHidden(self.house.read_only)
        self._left, self._right = left, right
        whole = QWidget()
        self._beside = row("m", "none", whole)
        self._beside.addWidget(left, 3)
        self._beside.addWidget(right, 2)
        self._page.add(whole, 1)
        self.frame.addWidget(self._page)
        self._page.back_asked.connect(lambda: self.asked_for.emit(BACK))
        self.side.chosen.connect(self._turn_side)
        self.view.turned_to.connect(self._turned)
        self._turner.refused.connect(self._refused)
        self.password.line.returnPressed.connect(self._try_password)

    def _open_pages(self) -> None:
        if self._data is None or self._open == self._data.record.id:
            return
        record = self._data.record
        self._open = record.id
        self._locked.hide()
        self._turner.open(PagePictures.of_record(self.work.vault, record), self._number)

    def _turned(self, number: int) -> None:
        self._number = number
        self.refresh()

    def _mark(self) -> None:
        data, words = self._data, self.place.find
        self._mark_words.setVisible(bool(words))
        if data is None or not words or data.number != self.view.page:
            return
        places = places_of(data.page, words) if data.page is not None else ()
        self._mark_words.setText(_mark_sentence(data.page, words, bool(places)))
        here = (data.record.id, data.number)
        self.view.set_marks(places, go=here != self._marked)
        self._marked = here

    def _turn_side(self, key: str) -> None:
        self.details.setVisible(key == "about")
        self.text.setVisible(key == "text")

    def _refused(self, error: object) -> None:
        locked = isinstance(error, Protected)
        self._locked.setVisible(locked)
        if locked:
            self.password.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try_password(self) -> None:
        data, typed = self._data, self.password.value()
        if data is None or not typed:
            self.password.refuse(tr("Please type the password."))
            return
        self.password.set_value("")
        self._locked.hide()
        self._turner.open(PagePictures.of_record(self.work.vault, data.record), self._number, typed)
        if data.record.state == UNREADABLE and not self.house.read_only:
            self._read_locked(data.record.id, typed)

    def _read_locked(self, record_id: str, password: str) -> None:
        workers = read_waiting.Workers()

        def flow(vault: Vault, progress: Progress) -> bool:
            try:
                read_waiting.read_locked(vault, record_id, password, progress, workers)
            except Protected:
                return False  # the view says so already
            return True

        job = self.work.start(tr("Reading a locked PDF."), flow)
        job.stopping.connect(workers.stop)

    def _read_again(self) -> None:
        identity = self.place.item
        tray = self.house.tray
        if tray is not None:
            self.work.write(
                self,
                lambda session: documents.read_again(session, [identity]),
                lambda _: tray.reader.go_on(),
            )

    def _save_copy(self) -> None:
        if self._data is None:
            return
        record = self._data.record
        agreed = confirm(
            self,
            tr("Save a copy outside of your case?"),
            tr(
                "The copy is not encrypted: everybody who can open files on this computer can read it. "
                "The record in your case stays as it is."
            ),
            tr("Save a copy"),
        )
        file = save_file(self, tr("Save a copy of the file"), name_of_copy(record)) if agreed else None
        if file is None:
            return
        job = self.work.start(tr("Saving a copy."), lambda vault, _: save_copy(vault, record, file))
        saved = tr("The copy is saved as {name}. It is not encrypted.", name=file.name)
        job.finished.connect(lambda _: self.notices.tell(saved))

    def _delete(self) -> None:
        if self._data is None:
            return
        identity, title, clock = self._data.record.id, self._data.record.title, self.house.clock
        work, notices = self.work, self.notices

        def undo() -> None:
            work.write(self, lambda session: bin.bring_back(session, "document", identity))

        def gone(_: object) -> None:
            notices.tell(tr("“{title}” is in the bin.", title=title), undo)
            self.asked_for.emit(BACK)

        work.write(self, lambda session: bin.throw_away(session, "document", identity, clock), gone)


def _mark_sentence(page: Page | None, words: str, marked: bool) -> str:
    """Where the words one looked for are; a text file has them, but no picture to mark them on."""
    if page is None or marked:
        return tr("Marked on the page: {words}", words=words)
    if holds_all(page.text, words):
        return tr("“{words}” stands in the read text of this page.", words=words)
    return tr("“{words}” does not stand on this page.", words=words)

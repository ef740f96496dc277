"""The pages of a record that is made of photos: each photo beside its page, put right by mouse or keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import documents, photos
from secondop_desktop.case.documents import Document
from secondop_desktop.case.photos import AS_TAKEN, GREY, PAPER, Corners, Photo
from secondop_desktop.flows.photos import words_about
from secondop_desktop.reading.photo_pack import WHOLE, good
from secondop_desktop.ui.dialogs.files import choose_photos
from secondop_desktop.ui.photo_drawer import PhotoDrawer
from secondop_desktop.ui.places import BACK, RECORD, Place
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page as Frame
from secondop_desktop.ui.widgets.photo_corners import PhotoCorners
from secondop_desktop.ui.widgets.photo_list import PhotoList
from secondop_desktop.ui.widgets.photo_page import PhotoPage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FOLDED_UNDER, STACKED_UNDER = 58, 46


@dataclass(frozen=True)
class Sheets:
    """The record and its photos in the order of the pages."""

    record: Document
    photos: Sequence[Photo]


class PhotosScreen(Screen):
    """`Place(PHOTOS, record id)`. Every change is kept at once, and can be taken back."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Document, Photo})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._data: Sheets | None = None
        self.done = Button(tr("Done"), "primary", "check", then=self._leave)
        self.more = Button(tr("Add more photos"), icon="plus", then=self._add_more)
        self._page = Frame(tr("Pages of paper"), "", [self.more, self.done], back=tr("Back"))
        self.list = PhotoList(tr("Pages in their order"))
        earlier, later = tr("Move this page up"), tr("Move this page down")
        self.up = Button(tr("Up"), icon="arrow-up", hint=earlier, then=lambda: self._move(-1))
        self.down = Button(tr("Down"), icon="arrow-down", hint=later, then=lambda: self._move(1))
        self._name, self._about = label("", "h2"), label("", "body")
        self.corners, self.sheet = PhotoCorners(good), PhotoPage(tr("The page as it will be read"))
        self.left = Button(tr("Turn left"), icon="rotate-ccw", then=lambda: self._turn(-90))
        self.right = Button(tr("Turn right"), icon="rotate-cw", then=lambda: self._turn(90))
        self.light = ChoiceField(
            tr("Light"),
            [
                (PAPER, tr("Paper white, with colors")),
                (GREY, tr("Paper white, only gray")),
                (AS_TAKEN, tr("As photographed")),
            ],
        )
        self.refind = Button(tr("Set the corners as found"), icon="scan", then=self._as_found)
        self.undo = Button(tr("Back to the photo as taken"), icon="undo-2", then=self._as_taken)
        self.out = Button(tr("Take this page out"), "danger", "trash-2", then=self._take_out)
        self._drawer = PhotoDrawer(house.work, self)
        self._build()

    def reflow(self, em: float) -> None:
        """The list above the photo when there is no room beside it; photo above page when there is less."""
        self._page.reflow(em)
        stand(self._beside, em < FOLDED_UNDER)
        stand(self._two, em < STACKED_UNDER)

    def standing(self) -> State:
        """The chosen page."""
        return {"row": self.list.selected()}

    def take_up(self, state: State) -> None:
        """Choose it again."""
        self.list.select(str(state.get("row", "")))
        self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the photos again that were let go of when the page was left."""
        super().showEvent(event)
        self._show_chosen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the photos."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._drawer.close()
            self.list.forget_pictures()

    def dialogs(self) -> dict[str, Callable[[], object]]:
        """The window in which photos are chosen."""
        return {tr("Which photos would you like to add?"): self._add_more}

    def query(self, session: Session) -> Sheets:
        """The record and its photos."""
        record = documents.one(session, self.place.item)
        return Sheets(record, photos.of_document(session, record.id))

    def show_data(self, data: Sheets) -> None:
        """Show the cards and the chosen page."""
        self._data = data
        self._page.set_title(data.record.title, _how_it_goes(data))
        self.list.set_rows([_card(number, photo) for number, photo in enumerate(data.photos, 1)])
        if data.photos and not self.list.selected():
            self.list.select(data.photos[0].id)
        self._show_chosen()

    def _build(self) -> None:
        order = FlowRow(self.up, self.down)
        left = Card(self.list, order, margins="s")
        tools = FlowRow(self.left, self.right, self.refind, self.undo, self.out)
        whole, self._two = QWidget(), row("m")
        before, after = column("xs"), column("xs")
        before.addWidget(label(tr("The photo. Move the corners if needed."), "small"))
        before.addWidget(self.corners, 1)
        after.addWidget(label(tr("The page as it will be read"), "small"))
        after.addWidget(self.sheet, 1)
        self._two.addLayout(before, 1)
        self._two.addLayout(after, 1)
        right = Card(self._name, self._about, margins="m")
        right.add(self._two, 1)
        right.add(tools)
        right.add(self.light)
        self._beside = row("m", "none", whole)
        self._beside.addWidget(left, 2)
        self._beside.addWidget(right, 5)
        self._page.add(whole, 1)
        self.frame.addWidget(self._page)
        self._listen()
        for widget in (self.more, self.up, self.down, tools, self.light):
            widget.setHidden(self.house.read_only)
        self.corners.set_read_only(self.house.read_only)

    def _listen(self) -> None:
        self._page.back_asked.connect(lambda: self.asked_for.emit(BACK))
        self.list.chosen.connect(lambda _id: self._show_chosen())
        self.list.moved.connect(lambda _id, _at: self._arrange([card.id for card in self.list.rows()]))
        self.corners.moved.connect(self._cut)
        self.light.changed.connect(self._light_chosen)
        self._drawer.drawn.connect(self._drawn)
        self._drawer.refused.connect(self._refused)

    def _chosen(self) -> Photo | None:
        there = self._data.photos if self._data is not None else ()
        return next((photo for photo in there if photo.id == self.list.selected()), None)

    def _show_chosen(self) -> None:
        data, photo = self._data, self._chosen()
        if data is None or photo is None:
            return
        at = [one.id for one in data.photos].index(photo.id)
        self._name.setText(tr("Page {number} of {total}", number=at + 1, total=len(data.photos)))
        self._about.setText(" ".join(words_about(photo)))
        self._about.setHidden(not self._about.text())
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < len(data.photos) - 1)
        self.refind.setEnabled(bool(photo.found) and photo.found != photo.corners)
        self.undo.setEnabled(not photo.as_taken)
        self.out.setEnabled(len(data.photos) > 1)
        self.light.set_value(photo.light)
        self._show_pictures(photo)
        others = [one for one in data.photos if one is not photo and not self.list.has_picture(one.id)]
        self._drawer.want([photo, *others])

    def _show_pictures(self, photo: Photo) -> None:
        both = self._drawer.both(photo)
        if both is None:
            self.sheet.wait()
            if self.corners.shown != photo.id:
                self.corners.show_photo(QImage(), WHOLE)
            return
        self.corners.show_photo(both[0], photos.corners_of(photo.corners) or WHOLE, photo.id)
        self.sheet.show_page(both[1])

    def _drawn(self, photo_id: str) -> None:
        there = self._data.photos if self._data is not None else ()
        photo = next((photo for photo in there if photo.id == photo_id), None)
        both = self._drawer.both(photo) if photo is not None else None
        if both is not None:
            self.list.set_picture(photo_id, both[1])
        if photo is not None and photo_id == self.list.selected():
            self._show_pictures(photo)

    def _refused(self, photo_id: str, error: object) -> None:
        photo = self._chosen()
        if photo is not None and photo.id == photo_id:
            self.sheet.say(getattr(error, "sentence", ""))

    def _change(self, change: Callable[[Session, str], object], said: str, name: str) -> None:
        """Change the chosen page, and offer to take that back."""
        photo = self._chosen()
        if photo is not None:
            identity = photo.id
            self._write(lambda session: change(session, identity), said, name)

    def _write(self, command: Callable[[Session], object], said: str, name: str) -> None:
        def then(_: object) -> None:
            self.notices.tell(said, self.work.undo.way_back())

        self.work.write(self, command, then, name=name)

    def _cut(self, corners: Corners) -> None:
        whole = None if corners == WHOLE else corners
        said, name = tr("The corners are set."), tr("set the corners of a page")
        self._change(lambda session, one: photos.cut(session, one, whole), said, name)

    def _as_found(self) -> None:
        photo = self._chosen()
        if photo is not None:
            found = photos.corners_of(photo.found)
            said, name = tr("The corners are as they were found."), tr("set the corners of a page")
            self._change(lambda session, one: photos.cut(session, one, found), said, name)

    def _turn(self, by: int) -> None:
        photo = self._chosen()
        if photo is not None:
            degrees = photo.turn + by
            said, name = tr("The page is turned."), tr("turn a page")
            self._change(lambda session, one: photos.turn(session, one, degrees), said, name)

    def _light_chosen(self) -> None:
        photo, chosen = self._chosen(), self.light.value()
        if photo is not None and chosen != photo.light:
            said, name = tr("The light is changed."), tr("change the light of a page")
            self._change(lambda session, one: photos.light(session, one, chosen), said, name)

    def _as_taken(self) -> None:
        said, name = tr("The page is the photo as it was taken."), tr("show a photo as it was taken")
        self._change(photos.show_as_taken, said, name)

    def _take_out(self) -> None:
        photo, clock = self._chosen(), self.house.clock
        if photo is None:
            return
        identity = photo.id
        said, name = tr("The page is in the bin."), tr("take a page out")
        self._write(lambda session: photos.take_out(session, identity, clock), said, name)

    def _move(self, by: int) -> None:
        order = [card.id for card in self.list.rows()]
        at = order.index(self.list.selected()) if self.list.selected() in order else -1
        if at >= 0 and 0 <= at + by < len(order):
            order.insert(at + by, order.pop(at))
            self._arrange(order)

    def _arrange(self, order: list[str]) -> None:
        record = self.place.item
        before = [photo.id for photo in self._data.photos] if self._data else []
        if order != before:
            said, name = tr("The pages have another order."), tr("put pages into another order")
            self._write(lambda session: photos.arrange(session, record, order), said, name)

    def _add_more(self) -> None:
        tray = self.house.tray
        if tray is not None:
            tray.photos.take(choose_photos(self), self.place.item)

    def _leave(self) -> None:
        self.asked_for.emit(Place(RECORD, self.place.item))


def _card(number: int, photo: Photo) -> CardRow:
    said = words_about(photo)
    chip = tr("Please look") if said else ""
    spoken = " ".join([tr("Page {page}", page=number), *said])
    tone, title = "warn" if said else "plain", tr("Page {page}", page=number)
    return CardRow(photo.id, title, photo.file_name, "image", chip, tone, spoken=spoken)


def _how_it_goes(data: Sheets) -> str:
    troubled = sum(bool(words_about(photo)) for photo in data.photos)
    pages = trn("{n} page, from a photo.", "{n} pages, each from a photo.", len(data.photos))
    kept = tr("The photos themselves are always kept.")
    if not troubled:
        return f"{pages} {kept}"
    look = trn("Please look at {n} of them.", "Please look at {n} of them.", troubled)
    return f"{pages} {look} {kept}"

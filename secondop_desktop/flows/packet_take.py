"""Takes one record after the other into a packet: what of it goes in, and on how many pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import photos
from secondop_desktop.flows import packet_records
from secondop_desktop.flows.packet_records import TOO_LONG, Chosen
from secondop_desktop.flows.whole_file import content_of, shot_of
from secondop_desktop.intake.kinds import bare_kind
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_packet import WrittenRecord
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.bind_pages import Shape
from secondop_desktop.reading.bindery import Bindery, Bytes
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.listener import Ranges
from secondop_desktop.reading.photo_pack import PICTURE_KINDS, packed
from secondop_desktop.reading.reader import Reader
from secondop_desktop.vault.vault import Vault

MOST_WRITTEN = 1_500
"""Pages of words of one record; a longer one is a book."""
_ENDED = (errors.STOPPED, errors.TOO_SLOW, errors.NOT_STARTED)
_ACROSS, _QUALITY = 2480, 88


class NotTaken(Exception):
    """A record that cannot be in the packet; `reason` is a key of packet_records.why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class PageIn:
    """One page of a record: which source, which of its pages (from 0), how large, turned how by hand.

    `number` is the number of the page in the record, from 1.
    """

    source: int
    place: int
    shape: Shape
    number: int
    turn: int = 0


@dataclass(frozen=True)
class Taken:
    """A record in the packet: its words as a sheet, if it is made of words, and its pages."""

    chosen: Chosen
    pages: tuple[PageIn, ...] = ()
    sheet: bytes = b""
    sheet_pages: int = 0

    @property
    def total(self) -> int:
        """How many pages it takes."""
        return self.sheet_pages + len(self.pages)

    @property
    def broken(self) -> list[int]:
        """The numbers of the pages that cannot be shown."""
        return [page.number for page in self.pages if not page.shape.whole]


class Taker:
    """Takes records into a bindery; `whose` remembers which record a source belongs to."""

    def __init__(
        self,
        vault: Vault,
        bindery: Bindery,
        style: PaperStyle,
        small: bool,
        open_blob: Callable[[str], Ranges],
    ) -> None:
        self._vault, self._bindery, self._style, self._small = vault, bindery, style, small
        self._open_blob = open_blob
        self.whose: dict[int, tuple[str, int, bool]] = {}

    def take(self, chosen: Chosen, as_pictures: bool, progress: Progress) -> Taken:
        """Everything of a record; NotTaken for one that cannot be in a packet, Lost, UserError, Cancelled."""
        kind = chosen.record.file_kind
        if photos.is_photos(chosen.record):
            return self._photos(chosen, progress)
        if bare_kind(kind) == "pdf" or kind in PICTURE_KINDS:
            return self._file(chosen, as_pictures, progress)
        reason = packet_records.reason_of_kind(kind)
        if reason:
            raise NotTaken(reason)
        return self._written(chosen, progress)

    def _file(self, chosen: Chosen, as_pictures: bool, progress: Progress) -> Taken:
        record = chosen.record
        source = self._bindery.add(self._open_blob(record.blob))
        self.whose[source] = (record.id, 0, record.file_kind != "pdf")
        shapes = self._bindery.take(
            source,
            record.file_kind,
            chosen.password,
            pages=record.pages if record.file_kind == "pdf" else 0,
            small=self._small,
            as_pictures=as_pictures,
            progress=progress,
        )
        self.whose[source] = (record.id, 0, shapes[0].picture)
        pages = [
            PageIn(source, place, shape, place + 1, chosen.turns.get(place + 1, 0))
            for place, shape in enumerate(shapes)
        ]
        return Taken(chosen, tuple(pages))

    def _photos(self, chosen: Chosen, progress: Progress) -> Taken:
        """Each photo by itself: all of them together may be larger than the memory."""
        with self._vault.read() as session:
            found = photos.of_document(session, chosen.record.id)
        pages = []
        for number, photo in enumerate(found, start=1):
            progress.at(number / len(found))
            source = self._bindery.add(Bytes(packed([shot_of(self._vault, photo)])))
            self.whose[source] = (chosen.record.id, number - 1, True)
            try:
                (shape,) = self._bindery.take(source, photos.KIND, small=self._small, progress=progress)
            except Unreadable as error:
                _must_go_on(error)
                shape = Shape(self._style.width, self._style.height, whole=False, picture=True)
            self._bindery.forget(source)
            pages.append(PageIn(source, 0, shape, number))
        if not any(page.shape.whole for page in pages):
            raise NotTaken(errors.BROKEN if pages else errors.EMPTY)
        return Taken(chosen, tuple(pages))

    def _written(self, chosen: Chosen, progress: Progress) -> Taken:
        """A record of words: the words are set anew, the pictures in it come behind."""
        record = chosen.record
        if record.size > limits.MOST_BYTES:
            raise NotTaken(errors.TOO_BIG)
        texts, pictures = [], []
        with Reader() as reader:
            opened = reader.open(content_of(self._vault, record.blob), record.file_kind)
            if opened.pages > MOST_WRITTEN:
                raise NotTaken(TOO_LONG)
            for number in range(1, opened.pages + 1):
                progress.at(number / opened.pages)
                layer = reader.page_text(number)
                if layer.pictures:
                    pictures.append(self._picture(chosen, reader, number, progress))
                else:
                    texts.append(layer.text)
        if not any(text.strip() for text in texts):
            if not pictures:
                raise NotTaken(errors.EMPTY)
            return Taken(chosen, _numbered(pictures, 0))
        sheet = draw.written_record(WrittenRecord(chosen.title, _told(), tuple(texts)), self._style)
        count = pages_of(sheet)
        return Taken(chosen, _numbered(pictures, count), sheet, count)

    def _picture(self, chosen: Chosen, reader: Reader, number: int, progress: Progress) -> PageIn:
        from PIL import Image  # noqa: PLC0415 - slow to load

        try:
            seen = reader.picture(number, _ACROSS)
        except Unreadable:
            return PageIn(-1, 0, Shape(self._style.width, self._style.height, False, True), number)
        out = io.BytesIO()
        Image.frombytes("RGB", (seen.width, seen.height), seen.rgb).save(out, "JPEG", quality=_QUALITY)
        source = self._bindery.add(Bytes(out.getvalue()))
        self.whose[source] = (chosen.record.id, number - 1, True)
        (shape,) = self._bindery.take(source, "jpeg", small=self._small, progress=progress)
        self._bindery.forget(source)
        return PageIn(source, 0, shape, number)


def pages_of(sheet: bytes) -> int:
    """How many pages a PDF has that was drawn here."""
    import pikepdf  # noqa: PLC0415 - loads slowly

    with pikepdf.open(io.BytesIO(sheet)) as opened:
        return len(opened.pages)


def _numbered(pages: list[PageIn], begun: int) -> tuple[PageIn, ...]:
    return tuple(
        PageIn(page.source, page.place, page.shape, begun + place)
        for place, page in enumerate(pages, start=1)
    )


def _told() -> str:
    return tr("These are the words of a computer file. How they stood on its pages is not shown.")


def _must_go_on(error: UserError) -> None:
    """A worker that ended has forgotten what it took; only a refusal may be passed over."""
    if isinstance(error, Unreadable) and error.reason in _ENDED:
        raise error

"""How large a packet will be, before it is made: an estimate from the sizes of the chosen files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import photos
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.packet_records import reason_of_kind
from secondop_desktop.flows.packet_sheets import Sheet

_SHEET, _PAGE, _FRONT = 40_000, 1_500, 45_000
"""Bytes of a sheet, of what every page has of its own, and of the cover with its letters."""
_PHOTO, _SMALL_PAGE = 900_000, 130_000
"""Bytes of a page made of a photo, and of any page of pictures that was made smaller; measured on samples."""
_WRITTEN_PAGE = 6_000
_AS_THEY_ARE = ("pdf", "jpeg")
_SWELLS = {"tiff": 1.0, "png": 1.5, "heic": 2.5, "webp": 2.5, "bmp": 1.0}
"""How many times as many bytes such a picture takes in a packet, up to those of a photo."""
_LARGE_PAGE = 200_000


@dataclass(frozen=True)
class Estimate:
    """About how many bytes and pages a packet will have."""

    size: int
    pages: int

    @property
    def words(self) -> str:
        """As a person reads it: "about 12 MB, 214 pages"."""
        pages = trn("about {n} page", "about {n} pages", self.pages)
        return tr("{size}, {pages}", size=size_words(self.size), pages=pages)


def estimate(records: Sequence[Document], small: bool, sheets: Sequence[Sheet] | int = 0) -> Estimate:
    """What the chosen records and sheets (or so many sheets) will come to, with cover and contents."""
    count = sheets if isinstance(sheets, int) else len(sheets)
    drawn = 2 * count if isinstance(sheets, int) else sum(sheet.pages for sheet in sheets)
    there = [record for record in records if not reason_of_kind(record.file_kind)]
    pages = sum(max(1, record.pages) for record in there)
    size = _FRONT + count * _SHEET + sum(_size(record, small) for record in there)
    front = 1 + max(1, -(-(len(there) + count) // 13))
    return Estimate(size + (pages + drawn) * _PAGE, pages + drawn + front)


def size_words(size: int) -> str:
    """A size as a person says it; rounded, since it is an estimate."""
    if size < 950_000:
        return tr("about {n} KB", n=max(10, round(size / 10_000) * 10))
    megabytes = size / 1_000_000
    number = f"{megabytes:.1f}" if megabytes < 10 else f"{megabytes:.0f}"
    return tr("about {n} MB", n=number.removesuffix(".0"))


def _size(record: Document, small: bool) -> int:
    pages = max(1, record.pages)
    if photos.is_photos(record):
        usual = pages * _PHOTO
    elif record.file_kind in _AS_THEY_ARE:
        usual = record.size
    elif record.file_kind in _SWELLS:
        usual = min(round(record.size * _SWELLS[record.file_kind]), pages * _PHOTO)
    else:
        usual = min(record.size, pages * _WRITTEN_PAGE)
    if small and usual > pages * _LARGE_PAGE:
        return pages * _SMALL_PAGE
    return usual

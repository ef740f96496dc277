"""Opens one chosen file for a packet: a PDF as vectors, a picture or photo of paper as a picture.

Runs in the binder only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from secondop_desktop.reading import errors, limits, photo_pack
from secondop_desktop.reading.bind_pages import Paper
from secondop_desktop.reading.bind_pdf import NotAsSeen, PdfPaper
from secondop_desktop.reading.bind_pictures import (
    ACROSS,
    SMALL_ACROSS,
    Encoded,
    Lay,
    PicturePaper,
    Shelf,
    bare_jpeg,
    black_and_white,
    checked,
    encoded,
)
from secondop_desktop.reading.bind_source import Source
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.pages import Opened, PageText, Picture

_AS_IT_CAME = 12_000_000
"""Pixels of a photo up to which it goes into a packet as it came; a larger one is made smaller."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file to be taken: its bytes by pieces, what it is, and how many pages the viewer saw (0: unknown)."""

    source: Source
    kind: str
    password: str
    pages: int
    small: bool
    as_pictures: bool = False


def take(given: Given, lay: Lay) -> Paper:
    """The pages of a file; raises Refused for one that cannot be had."""
    if given.source.size > limits.MOST_BYTES:
        raise Refused(errors.TOO_BIG)
    if given.kind == "pdf" and not given.as_pictures:
        try:
            shelf = Shelf(lay)
            return PdfPaper(given.source, given.password, given.pages, shelf if given.small else None)
        except NotAsSeen:
            given.source.tell_trouble()
    made = PicturePaper(Shelf(lay))
    _take_pictures(given, made)
    return made


def _take_pictures(given: Given, made: PicturePaper) -> None:
    content = given.source.whole()
    file = _opened(given, content)
    count = file.opened().pages
    if count < 1:
        raise Refused(errors.EMPTY)
    good = 0
    for number in range(1, count + 1):
        try:
            picture, orientation = _page(given, content, file, number)
        except Refused:
            if count == 1:
                raise
            made.add(None)
            continue
        good += 1
        made.add(picture, orientation)
    if not good:
        raise Refused(errors.BROKEN)
    made.end()


def _opened(given: Given, content: bytes) -> _File:
    if given.kind == "pdf":
        from secondop_desktop.reading.pdf import Pdf  # noqa: PLC0415 - only what is needed is loaded

        return Pdf(content, given.password)
    if given.kind in photo_pack.PICTURE_KINDS:
        from secondop_desktop.reading.pictures import Pictures  # noqa: PLC0415 - as above

        return Pictures(content, given.kind)
    if given.kind == photo_pack.KIND:
        from secondop_desktop.reading.photos import Photos  # noqa: PLC0415 - as above

        return Photos(content)
    raise Refused(errors.NO_READER)


class _File(Protocol):
    """What the readers of pictures have in common."""

    def opened(self) -> Opened:
        """How many pages there are."""

    def page_text(self, number: int) -> PageText:
        """How large a page is."""

    def picture(self, number: int, width_px: int) -> Picture:
        """A page as pixels."""


def _page(given: Given, content: bytes, file: _File, number: int) -> tuple[Encoded, int]:
    """One page as a picture, and how it has to be turned."""
    if given.kind == "jpeg" and not given.small:
        bare = bare_jpeg(content)
        if bare is not None and bare.width * bare.height <= _AS_IT_CAME:
            return checked(bare), _orientation(content)
    if given.kind == "tiff":
        fax = _fax(content, number, file.page_text(number))
        if fax is not None:
            return fax, 1
    across = SMALL_ACROSS if given.small else ACROSS
    size = file.page_text(number) if given.kind != "pdf" else None
    if size is not None and size.width > size.height > 0:
        across = round(across * min(2.0, size.width / size.height))
    return encoded(file.picture(number, across), given.small), 1


def _fax(content: bytes, number: int, page: PageText) -> Encoded | None:
    """A page without greys as it was scanned; nothing for any other."""
    import io  # noqa: PLC0415 - of this function only

    from PIL import Image  # noqa: PLC0415 - loaded already

    try:
        with Image.open(io.BytesIO(content), formats=["TIFF"]) as image:
            image.seek(number - 1)
            if image.mode != "1":
                return None
            image.load()
            if (image.width > image.height) != (page.width > page.height):  # turned by itself
                return None
            return black_and_white(image, (page.width, page.height))
    except Exception:  # the usual way tells what is wrong with it
        return None


def _orientation(content: bytes) -> int:
    import io  # noqa: PLC0415 - of this function only

    from PIL import Image  # noqa: PLC0415 - loaded already

    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            found = int(image.getexif().get(0x0112, 1))
    except Exception:  # a photo with broken notes on its camera is still a photo
        return 1
    return found if 1 <= found <= 8 else 1

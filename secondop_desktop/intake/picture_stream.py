"""A picture that comes in pieces as bare pixels, in the netpbm form a scanner's program writes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

MOST_BYTES = 400 << 20
"""A page of A4 in colour has 26 million bytes at 300 dots per inch, 104 at 600."""
_HEADER = re.compile(rb"P([456])(?:\s+#[^\n]*)*\s+(\d{1,6})\s+(\d{1,6})\s(?:\s*(\d{1,5})\s)?")
_LONGEST_HEADER = 512


@dataclass(frozen=True)
class Raw:
    """Pixels row by row: `bands` 3 for red, green, blue; 1 for grey; 0 for one bit a pixel, 1 is black."""

    width: int
    height: int
    bands: int
    pixels: bytes


class PictureStream:
    """Takes pieces, and knows how far the picture is; raises UserError when it is none, or far too large."""

    def __init__(self) -> None:
        self._header = b""
        self._pixels = bytearray()
        self._shape: tuple[int, int, int] | None = None
        self._expected = 0

    def add(self, piece: bytes) -> None:
        """Take the next bytes."""
        if self._shape is None:
            self._header += piece
            piece = self._begin()
        self._pixels += piece
        if len(self._pixels) > max(self._expected, _LONGEST_HEADER):
            raise _not_a_page()

    def fraction(self) -> float:
        """How much of the picture has come, from 0 to 1."""
        return min(1.0, len(self._pixels) / self._expected) if self._expected else 0.0

    def whole(self) -> Raw:
        """The picture, once all of it has come."""
        if self._shape is None or len(self._pixels) != self._expected:
            raise _not_a_page()
        return Raw(*self._shape, bytes(self._pixels))

    def _begin(self) -> bytes:
        """Read the first line when it is whole; gives back what came behind it."""
        found = _HEADER.match(self._header)
        if found is None or (found[1] != b"4" and found[4] is None):
            if len(self._header) > _LONGEST_HEADER:
                raise _not_a_page()
            return b""
        kind, width, height = int(found[1]), int(found[2]), int(found[3])
        bands = {4: 0, 5: 1, 6: 3}[kind]
        self._expected = height * (width * bands if bands else (width + 7) // 8)
        too_deep = bands > 0 and int(found[4] or 0) != 255
        if too_deep or not 0 < self._expected <= MOST_BYTES:
            raise _not_a_page()
        self._shape = (width, height, bands)
        rest = self._header[found.end() :] if bands else self._header[_end_of_bits_header(found) :]
        self._header = b""
        return rest


def _end_of_bits_header(found: re.Match[bytes]) -> int:
    """Behind the height of a picture in bits stands one blank, then pixels, which may look like a number."""
    return found.end(3) + 1


def _not_a_page() -> UserError:
    return UserError(
        tr("What the scanner sent is not a whole page, so it was not kept."),
        tr("Please scan this page once more."),
    )

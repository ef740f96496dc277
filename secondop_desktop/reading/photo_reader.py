"""Asks a worker where the sheet lies in a photo and how good the photo is; its answers are checked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from secondop_desktop.reading import errors, wire
from secondop_desktop.reading.errors import unreadable
from secondop_desktop.reading.photo_pack import KIND, Corners, Shot, good, packed
from secondop_desktop.reading.reader import Reader

BLURRED = 0.5
"""Measured on one page blurred step by step: at 0.57 one letter in a thousand is misread, at 0.49 two in a
hundred, at 0.34 six, at 0.26 eighty."""
DARK = 0.32
"""Paper that is darker than this, of 1.0, was photographed in too little light."""
FEW_PIXELS = 900
"""Pixels across a sheet below which small print has less than nine dots from its foot to its head."""


@dataclass(frozen=True, slots=True)
class Look:
    """What can be seen of a photo: how big it is upright, and the corners of the sheet when `found`.

    `sharp` and `bright` are from 0.0 to 1.0, `across` counts the pixels across the sheet.
    """

    width: int
    height: int
    found: bool
    corners: Corners
    sharp: float
    bright: float
    across: int

    @property
    def blurred(self) -> bool:
        """Whether small print on it may be read wrongly, because it is not sharp."""
        return self.sharp < BLURRED

    @property
    def dark(self) -> bool:
        """Whether there was too little light."""
        return self.bright < DARK

    @property
    def small(self) -> bool:
        """Whether the sheet takes up too little of the photo."""
        return self.across < FEW_PIXELS


class PhotoReader(Reader):
    """A Reader that can also look at photos."""

    def look(self, shot: Shot) -> Look:
        """Look at one photo; raises Unreadable for what is no picture, and Cancelled."""
        self.open(packed([shot]), KIND)
        header, _ = self._ask({"do": "look", "page": 1}, 0)
        return look_of_answer(header)


def look_of_answer(header: wire.Header) -> Look:
    """A look out of a worker's answer, which may hold anything; raises Unreadable when it is none."""
    try:
        corners = tuple((_share(x), _share(y)) for x, y in header["corners"])
        size = [_whole(header[name]) for name in ("width", "height", "across")]
        sharp, bright = _share(header["sharp"]), _share(header["bright"])
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable(errors.BROKEN) from error
    if not good(corners):
        raise unreadable(errors.BROKEN)
    return Look(size[0], size[1], header.get("found") is True, corners, sharp, bright, size[2])


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError
    return min(1.0, max(0.0, float(value)))


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
        raise ValueError
    return value

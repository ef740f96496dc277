"""A record made of photos on its way to a worker: the photos as they were taken, and how each is shown.

One frame of bytes holds all of them, so whoever opens files, draws pages or reads text need not know that
this file was put together.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import Refused

KIND = "photos"
PICTURE_KINDS = ("jpeg", "png", "tiff", "heic", "webp", "bmp")
NO_PICTURE = "no picture"
"""The kind of a photo that is not there; its page cannot be read, the others can."""
PAPER, GREY, AS_TAKEN = "paper", "grey", "photo"
LIGHTS = (PAPER, GREY, AS_TAKEN)
"""White paper in colour, white paper in shades of grey, and the photo's own light."""
TURNS = (0, 90, 180, 270)
Corners = tuple[tuple[float, float], ...]
"""Upper left, upper right, lower right, lower left, in fractions of the upright photo."""
WHOLE: Corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_LENGTH = struct.Struct(">I")
_LONGEST_LIST = 1 << 20


@runtime_checkable
class Looked(Protocol):
    """An open file whose pages are photos that can be looked at."""

    def look(self, number: int) -> dict[str, object]:
        """Where the sheet lies in a photo, and how good the photo is."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo and how it is shown: the corners of the sheet, degrees clockwise afterwards, the light."""

    content: bytes | memoryview
    kind: str
    corners: Corners = WHOLE
    turn: int = 0
    light: str = PAPER


def packed(shots: Sequence[Shot]) -> bytes:
    """All photos as one run of bytes."""
    listed = [
        {"size": len(s.content), "kind": s.kind, "corners": s.corners, "turn": s.turn, "light": s.light}
        for s in shots
    ]
    head = json.dumps(listed).encode("ascii")
    return b"".join([_LENGTH.pack(len(head)), head, *(shot.content for shot in shots)])


def unpacked(data: bytes) -> list[Shot]:
    """The photos again, as parts of `data`; raises Refused for what was not packed here."""
    try:
        (length,) = _LENGTH.unpack_from(data)
        listed = json.loads(data[_LENGTH.size : _LENGTH.size + min(length, _LONGEST_LIST)])
        if not isinstance(listed, list):
            raise Refused(errors.BROKEN)
        place = _LENGTH.size + length
        shots = []
        for one in listed:
            size = int(one["size"])
            shots.append(_shot(one, memoryview(data)[place : place + size]))
            place += size
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, struct.error) as error:
        raise Refused(errors.BROKEN) from error
    if place != len(data):
        raise Refused(errors.BROKEN)
    return shots


def _shot(one: Any, content: memoryview) -> Shot:  # noqa: ANN401 - any JSON value
    kind, turn, light = str(one["kind"]), int(one["turn"]), str(one["light"])
    corners = tuple((float(x), float(y)) for x, y in one["corners"])
    if turn not in TURNS or light not in LIGHTS or not good(corners):
        raise Refused(errors.BROKEN)
    return Shot(content, kind, corners, turn, light)


def good(corners: Corners) -> bool:
    """Whether four corners make a sheet: on the photo, in order, and not folded over."""
    if len(corners) != 4 or not all(0.0 <= side <= 1.0 for corner in corners for side in corner):
        return False
    turns = []
    for here in range(4):
        (x0, y0), (x1, y1), (x2, y2) = (corners[(here + step) % 4] for step in range(3))
        turns.append((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1))
    return all(turn > 1e-4 and math.isfinite(turn) for turn in turns)

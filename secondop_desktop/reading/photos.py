"""Photos of paper as the pages of one file: cut out, straightened, lit evenly. Runs in the parser only.

A page is made from the photo as it was taken, each time it is asked for; nothing of it is kept. The same
photo with the same corners gives the same pixels.
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np

from secondop_desktop.reading import errors, limits, page_finder, photo_light
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.page_finder import Pixels
from secondop_desktop.reading.pages import Opened, PageText, Picture
from secondop_desktop.reading.photo_pack import (
    AS_TAKEN,
    KIND,
    PAPER,
    PICTURE_KINDS,
    WHOLE,
    Corners,
    Shot,
    unpacked,
)
from secondop_desktop.reading.pictures import Pictures

LOOKED_AT = 1600
"""Pixels across the copy of a photo in which the page is looked for."""
PAPERS = (2**0.5, 11 / 8.5)
"""Height by width of ISO 216 sheets and of US Letter."""
NEAR = 0.045
"""How far a sheet may be from one of these shapes to be taken for it."""
MOST_DECODED = 12_000_000
"""Pixels of a photo from which a page is cut; a larger photo is taken at half its size, as many phones do."""
SLANTED = 0.003
"""How much sides must run together before they tell anything about the shape."""
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

cv2.setNumThreads(1)  # the worker may not start others, and the same answer comes every time


class Photos:
    """Photos that were packed together. Raises Refused for what cannot be read."""

    def __init__(self, data: bytes) -> None:
        self._shots = unpacked(data)
        self._opened = lru_cache(maxsize=2)(self._photo)

    def opened(self) -> Opened:
        """How many pages there are."""
        return Opened(len(self._shots), KIND)

    def page_text(self, number: int) -> PageText:
        """A page without text, as big as it is cut out, in pixels."""
        shot = self._shot(number)
        width, height = self._size(shot, self._opened(number))
        if shot.turn % 180:
            width, height = height, width
        return PageText(width=width, height=height, pictures=1.0)

    def picture(self, number: int, width_px: int) -> Picture:
        """A page as pixels, at most `width_px` wide; it is never enlarged."""
        shot, page = self._shot(number), self.page_text(number)
        scale = min(1.0, width_px / page.width, limits.scale_within(page.width, page.height))
        made = _turned(self._straight(number, shot, scale), shot.turn)
        if shot.light != AS_TAKEN:
            made = photo_light.even(made, in_colour=shot.light == PAPER)
        return Picture(made.shape[1], made.shape[0], np.ascontiguousarray(made).tobytes())

    def look(self, number: int) -> dict[str, object]:
        """What can be seen of a photo: where the sheet lies, how sharp it is, how bright, how big."""
        photo = self._opened(number)
        size = photo.page_text(1)
        found = page_finder.find_page(_pixels(photo.picture(1, LOOKED_AT)))
        corners = found or WHOLE
        shot = Shot(b"", "jpeg", corners, 0, AS_TAKEN)
        width, _ = self._size(shot, photo)
        page = self._straight(number, shot, min(1.0, photo_light.JUDGED_AT / width))
        return {
            "width": int(size.width),
            "height": int(size.height),
            "found": found is not None,
            "corners": [list(corner) for corner in corners],
            "across": int(min(self._size(shot, photo))),
            **photo_light.judged(page),
        }

    def _shot(self, number: int) -> Shot:
        if not 1 <= number <= len(self._shots):
            raise Refused(errors.NO_PAGE)
        return self._shots[number - 1]

    def _photo(self, number: int) -> Pictures:
        shot = self._shot(number)
        if shot.kind not in PICTURE_KINDS:
            raise Refused(errors.BROKEN_PAGE)
        return Pictures(bytes(shot.content), shot.kind)

    def _size(self, shot: Shot, photo: Pictures) -> tuple[int, int]:
        """Width and height of the straightened page, before it is turned."""
        whole = photo.page_text(1)
        if shot.corners == WHOLE:
            return int(whole.width), int(whole.height)
        return _sheet(shot.corners, whole.width, whole.height)

    def _straight(self, number: int, shot: Shot, scale: float) -> Pixels:
        """The sheet cut out and straightened, `scale` times as big as it is in the photo."""
        photo = self._opened(number)
        whole = photo.page_text(1)
        least = math.sqrt(MOST_DECODED / (whole.width * whole.height))
        across = max(1, round(whole.width * min(1.0, least, scale * 1.25)))
        if shot.corners == WHOLE:
            return _pixels(photo.picture(1, max(1, round(whole.width * scale))))
        pixels = _pixels(photo.picture(1, across))
        height, width = pixels.shape[:2]
        page = tuple(max(1, round(side * scale)) for side in self._size(shot, photo))
        there = np.array(shot.corners, np.float32) * (width, height) - 0.5
        here = np.array([(0, 0), (page[0], 0), page, (0, page[1])], np.float32) - 0.5
        matrix = cv2.getPerspectiveTransform(there.astype(np.float32), here.astype(np.float32))
        cut = cv2.warpPerspective(
            pixels, matrix, page, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(cut, np.uint8)


def _pixels(picture: Picture) -> Pixels:
    return np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)


def _turned(pixels: Pixels, turn: int) -> Pixels:
    return np.asarray(cv2.rotate(pixels, _TURNS[turn]), np.uint8) if turn in _TURNS else pixels


def _sheet(corners: Corners, width: float, height: float) -> tuple[int, int]:
    """How big a sheet is when it is seen from above, from its corners in a photo of that size.

    Its longer side keeps the length it has in the photo. Its shape follows from how its sides run together:
    Zhang and He, "Whiteboard scanning and image enhancement" (2007), section 3, with the middle of the photo
    as the point that the camera looked at.
    """
    points = np.array(corners) * (width, height)
    sides = np.linalg.norm(np.roll(points, -1, axis=0) - points, axis=1)
    across, down = max(sides[0], sides[2]), max(sides[1], sides[3])
    shape = _shape(points - (width / 2, height / 2), across / max(1.0, down))
    if shape >= 1:
        return max(1, round(across)), max(1, round(across / shape))
    return max(1, round(down * shape)), max(1, round(down))


def _shape(points: np.ndarray, seen: float) -> float:
    """Width by height of the sheet; as it is seen when the photo was taken from right above."""
    one, two, three, four = (np.array([x, y, 1.0]) for x, y in points[[0, 1, 3, 2]])
    shape = seen
    k2 = np.dot(np.cross(one, four), three) / np.dot(np.cross(two, four), three)
    k3 = np.dot(np.cross(one, four), two) / np.dot(np.cross(three, four), two)
    n2, n3 = k2 * two - one, k3 * three - one
    if abs(n2[2]) > SLANTED and abs(n3[2]) > SLANTED:
        focus = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2])
        if focus > 0:
            spread = np.array([1 / focus, 1 / focus, 1.0])
            there = float(np.sqrt((n2**2 * spread).sum() / (n3**2 * spread).sum()))
            if np.isfinite(there) and abs(there / seen - 1) < 0.35:
                shape = there
    known = min((side for paper in PAPERS for side in (paper, 1 / paper)), key=lambda k: abs(shape / k - 1))
    return known if abs(shape / known - 1) < NEAR else shape

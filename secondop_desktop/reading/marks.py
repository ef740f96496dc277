"""What is drawn on a page of a PDF besides letters, and whether there is print under its words."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from secondop_desktop.reading import limits
from secondop_desktop.reading.pages import Word

MOST_OBJECTS = 3_000
"""Things on a page that are looked at to find its pictures."""
SMALL_WIDTH = 900
"""Pixels across of the picture in which print is looked for: about 100 dpi."""
MOST_LOOKED_AT = 300
"""Words under which print is looked for; of more every second, third ... one."""
CONTRAST = 40
"""The least difference between the brightest and the darkest dot of a box in which something is printed."""
FEWEST_WORDS = 5
"""With fewer words nothing is said about all of them."""
_GRID = 1_000_000  # pdfium tells places on a page in whole steps of a grid

Rect = tuple[float, float, float, float]


@dataclass
class Marks:
    """Where pictures stand, in fractions of the page; whether text is hidden; how many strokes are drawn."""

    pictures: list[Rect] = field(default_factory=list)
    hidden: bool = False
    strokes: int = 0

    @property
    def covered(self) -> float:
        """The share of the page that pictures cover."""
        return round(min(1.0, sum((r[2] - r[0]) * (r[3] - r[1]) for r in self.pictures)), 3)


def marks_of(page: Any) -> Marks:  # noqa: ANN401 - the library has no types
    """Look at the things on a page; pictures at nearly the same place count once."""
    found, rects = Marks(), dict[tuple[int, ...], Rect]()
    for thing in itertools.islice(page.get_objects(max_depth=1), MOST_OBJECTS):
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            found.hidden |= raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            found.strokes += max(0, raw.FPDFPath_CountSegments(thing))
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE or _holds_picture(page, thing):
            rect = placed(page, thing.get_bounds())
            rects[tuple(round(side * 50) for side in rect)] = rect
    found.pictures = list(rects.values())
    return found


def placed(page: Any, rect: Rect) -> Rect:  # noqa: ANN401 - the library has no types
    """A rectangle of PDF coordinates as fractions of the page as it is shown, turned and cropped."""
    x, y = ctypes.c_int(), ctypes.c_int()
    xs, ys = [], []
    for corner in ((rect[0], rect[1]), (rect[2], rect[3])):
        raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, *corner, x, y)
        xs.append(min(1.0, max(0.0, x.value / _GRID)))
        ys.append(min(1.0, max(0.0, y.value / _GRID)))
    return min(xs), min(ys), max(xs), max(ys)


def off_ink(page: Any, words: Sequence[Word]) -> float:  # noqa: ANN401 - the library has no types
    """The share of words under which the page shows nothing but paper, 0.0 to 1.0."""
    width, height = page.get_size()
    if len(words) < FEWEST_WORDS or width <= 0 or height <= 0:
        return 0.0
    scale = min(SMALL_WIDTH / width, limits.scale_within(width, height))
    bitmap = page.render(scale=scale, grayscale=True, force_bitmap_format=raw.FPDFBitmap_Gray)
    grey = memoryview(bitmap.buffer).cast("B")
    looked_at = words[:: -(-len(words) // MOST_LOOKED_AT)]
    bare = sum(not _is_printed(grey, bitmap, word) for word in looked_at)
    return bare / len(looked_at)


def _is_printed(grey: memoryview, bitmap: Any, word: Word) -> bool:  # noqa: ANN401 - as above
    left, right = round(word.x0 * bitmap.width), round(word.x1 * bitmap.width)
    top, bottom = round(word.y0 * bitmap.height), round(word.y1 * bitmap.height)
    right, bottom = min(max(right, left + 2), bitmap.width), min(max(bottom, top + 2), bitmap.height)
    lines = [bytes(grey[y * bitmap.stride + left : y * bitmap.stride + right]) for y in range(top, bottom)]
    shown = b"".join(lines)
    return bool(shown) and max(shown) - min(shown) >= CONTRAST


def _holds_picture(page: Any, thing: Any) -> bool:  # noqa: ANN401 - the library has no types
    if thing.type != raw.FPDF_PAGEOBJ_FORM:
        return False
    inside = itertools.islice(page.get_objects(max_depth=4, form=thing, level=1), MOST_OBJECTS)
    return any(part.type == raw.FPDF_PAGEOBJ_IMAGE for part in inside)

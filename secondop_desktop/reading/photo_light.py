"""The light on a photographed page: made even without losing pencil, stamps and colours; and how good it is.

Runs in the parser only.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from secondop_desktop.reading.page_finder import Pixels

GROUND_SIDE = 420
"""Pixels of the longer side of the copy in which the paper's own shade is measured."""
DARKEST_GROUND = 0.38
"""Paper in a shadow is at least this bright, of the brightest paper; what is darker is printed dark."""
WHITE = 246.0
"""The shade that paper gets: bright, with room for what is a little brighter than the paper around it."""
JUDGED_AT = 1240
"""Pixels across the page when its sharpness is judged: A4 at 150 dpi."""
LEAST_WRITTEN = 1.0
"""Shades between strokes and paper below which nothing is written."""
_INK_WIDTH = 31
"""Pixels, in the small copy, of the broadest thing that counts as written rather than as shadow."""


def even(rgb: Pixels, *, in_colour: bool) -> Pixels:
    """The page on white paper under even light; every shade between ink and paper stays."""
    made = cv2.divide(rgb, _ground(rgb), scale=WHITE)  # what is brighter than paper stays at 255
    if not in_colour:
        made = cv2.cvtColor(cv2.cvtColor(made, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.asarray(made, np.uint8)


def _ground(rgb: Pixels) -> Pixels:
    """The shade that the bare paper has at each place, as three channels of the same size."""
    height, width = rgb.shape[:2]
    scale = min(1.0, GROUND_SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_INK_WIDTH, _INK_WIDTH))
    # Writing is wiped away by the brighter paper around it; the noise that this favours is taken off again.
    bare = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, shape)
    bare = cv2.GaussianBlur(bare, (0, 0), _INK_WIDTH / 4).astype(np.float32)
    bright = np.percentile(bare.reshape(-1, 3), 95, axis=0)
    bare = np.rint(np.maximum(bare, np.maximum(bright * DARKEST_GROUND, 1.0))).astype(np.uint8)
    return np.asarray(cv2.resize(bare, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def judged(page: Pixels) -> dict[str, float]:
    """How sharp a straightened page is and how bright its paper, both from 0.0 to 1.0."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    bright = float(np.percentile(grey, 90)) / 255
    return {"bright": round(bright, 3), "sharp": round(_sharp(np.asarray(grey, np.uint8)), 3)}


def _sharp(grey: NDArray[np.uint8]) -> float:
    """How much stronger fine strokes are than coarse ones, where something is written.

    The share does not depend on light, ink or noise: of each, what is everywhere is taken off. On sharp pages
    it is 0.7 and more, and it falls evenly with the blur.
    """
    height, width = grey.shape
    size = JUDGED_AT, max(1, round(height * JUDGED_AT / width))
    way = cv2.INTER_AREA if width > JUDGED_AT else cv2.INTER_CUBIC
    even = cv2.resize(grey, size, interpolation=way).astype(np.float32)
    soft = [cv2.GaussianBlur(even, (0, 0), spread) for spread in (1, 2, 4, 8)]
    fine, coarse = (np.abs(soft[at] - soft[at + 1]) for at in (0, 2))
    strong, weak = (float(np.percentile(band, 96) - 2 * np.median(band)) for band in (coarse, fine))
    if strong < LEAST_WRITTEN:
        return 1.0  # an empty page cannot be blurred
    return float(np.clip(weak / strong, 0.0, 1.0))

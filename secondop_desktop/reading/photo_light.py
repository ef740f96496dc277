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
_INK_WIDTH = 31
"""Pixels, in the small copy, of the broadest thing that counts as written rather than as shadow."""


def even(rgb: Pixels, *, in_colour: bool) -> Pixels:
    """The page on white paper under even light; every shade between ink and paper stays."""
    ground = _ground(rgb)
    made = rgb.astype(np.float32) * (WHITE / ground)
    made = np.minimum(made, 255.0)
    if not in_colour:
        grey = cv2.cvtColor(made.astype(np.uint8), cv2.COLOR_RGB2GRAY)
        return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)
    return np.asarray(made, np.uint8)


def _ground(rgb: Pixels) -> NDArray[np.float32]:
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
    bare = np.maximum(bare, np.maximum(bright * DARKEST_GROUND, 1.0))
    return np.asarray(cv2.resize(bare, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def judged(page: Pixels) -> dict[str, float]:
    """How sharp a straightened page is and how bright its paper, both from 0.0 to 1.0.

    Sharp is the share of the finest strokes in all strokes, so that it does not depend on light or ink.
    """
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.float32)
    bright = float(np.percentile(grey, 90)) / 255
    return {"bright": round(bright, 3), "sharp": round(_sharp(grey), 3)}


def _sharp(grey: NDArray[np.float32]) -> float:
    """From the places where something is written."""
    soft, softer = cv2.GaussianBlur(grey, (0, 0), 1.0), cv2.GaussianBlur(grey, (0, 0), 3.0)
    strokes, fine = np.abs(soft - softer), np.abs(cv2.Laplacian(soft, cv2.CV_32F))
    written = strokes > max(4.0, float(np.percentile(strokes, 90)))
    if written.sum() < 200:
        return 1.0  # an empty page cannot be blurred
    return float(
        np.clip(np.percentile(fine[written], 75) / max(1.0, np.percentile(strokes[written], 75)), 0, 1)
    )

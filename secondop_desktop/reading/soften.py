"""Softens the hard edges of faxes and copies of copies, whose dots are black or white and nothing between.

The models learned from photos and scans. Measured on made-up pages, a seventh fewer letters of faxes and
copies are wrong with it; on scans and photos, which have soft edges, it would only cost sharpness.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

WIDTH = 0.8
"""How far the softening reaches: the standard deviation of the bell curve, in pixels."""
HARD = 0.5
"""Steps from black to white for each gentle one, from which on edges are hard: scans have 0.2 at most."""
STEP, GENTLE = 0.6, 0.2
"""Shares of the range from ink to paper: more than the first is a hard step, more than this a gentle one."""
LEAST = 64
"""Levels between ink and paper; with less nothing is printed."""


def softened(pixels: Pixels) -> Pixels:
    """A page with softer edges where they are hard, else as it is."""
    return cv2.GaussianBlur(pixels, (0, 0), WIDTH).astype(np.uint8) if has_hard_edges(pixels) else pixels


def has_hard_edges(pixels: Pixels) -> bool:
    """Whether neighbouring dots of a page are mostly either alike or as different as ink and paper."""
    grey = pixels.max(axis=2)
    few = grey[::4, ::4]
    span = float(np.percentile(few, 90)) - float(np.percentile(few, 0.5))
    if span < LEAST:
        return False
    steps = np.abs(np.diff(grey.astype(np.int16), axis=1))
    hard = int(np.count_nonzero(steps > STEP * span))
    gentle = int(np.count_nonzero(steps > GENTLE * span)) - hard
    return hard >= HARD * max(1, gentle)

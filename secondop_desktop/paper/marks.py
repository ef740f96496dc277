"""The small drawings of a sheet, as vectors: a star, a tick box, a square code for a camera."""

from __future__ import annotations

import math
from collections.abc import Callable

import segno

from secondop_desktop.paper.tagged import TaggedCanvas

Shape = Callable[[TaggedCanvas, float], None]
"""Something drawn on a canvas at a height in points."""

_QUIET = 4  # modules of white that a camera needs around the code (ISO/IEC 18004)


def star(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """A filled five-pointed star in the square of side `size` points with its lower left corner at (x, y)."""
    middle_x, middle_y, outer = x + size / 2, y + size / 2, size / 2
    path = canvas.beginPath()
    for point in range(10):
        radius = outer if point % 2 == 0 else outer * 0.42
        angle = math.pi / 2 + point * math.pi / 5
        place = (middle_x + radius * math.cos(angle), middle_y + radius * math.sin(angle))
        (path.lineTo if point else path.moveTo)(*place)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def tick_box(canvas: TaggedCanvas, x: float, y: float, size: float, ticked: bool) -> None:
    """A box of side `size` points, with a heavy tick when `ticked`."""
    canvas.setLineWidth(1.2)
    canvas.rect(x, y, size, size)
    if ticked:
        canvas.setLineWidth(2.2)
        path = canvas.beginPath()
        path.moveTo(x + 0.2 * size, y + 0.5 * size)
        path.lineTo(x + 0.42 * size, y + 0.24 * size)
        path.lineTo(x + 0.82 * size, y + 0.8 * size)
        canvas.drawPath(path)


class SquareCode:
    """A QR code of some text, at a medium level of error correction."""

    def __init__(self, text: str) -> None:
        self._rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]

    def module(self, side: float) -> float:
        """How large one dot is when the code with its white border is `side` wide."""
        return side / (len(self._rows) + 2 * _QUIET)

    def draw(self, canvas: TaggedCanvas, x: float, y: float, side: float) -> None:
        """Draw it with its white border, `side` points wide and high, lower left corner at (x, y)."""
        step = self.module(side)
        path = canvas.beginPath()
        for number, row in enumerate(self._rows):
            low = y + side - (number + 1 + _QUIET) * step
            for start, end in _dark_stretches(row):
                path.rect(x + (start + _QUIET) * step, low, (end - start) * step, step)
        canvas.drawPath(path, stroke=0, fill=1)


def _dark_stretches(row: bytes) -> list[tuple[int, int]]:
    out = []
    start = None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            out.append((start, place))
            start = None
    return out

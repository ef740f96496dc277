"""What stands at the left of a line of a list: a dot, or a box to tick by hand."""

from __future__ import annotations

from dataclasses import replace

from secondop_desktop.paper import marks
from secondop_desktop.paper.rows import Row
from secondop_desktop.paper.tagged import TaggedCanvas

_BOX = 0.9  # side of the box, of the size of the words
_DOT = 0.14  # radius of the dot, of the size of the words


def ticked(rows: list[Row], size: float, *, ticked_already: bool = False) -> list[Row]:
    """Rows with a box at the left margin of the first, with a tick in it when that is done already."""
    first, side = rows[0], _BOX * size

    def draw(canvas: TaggedCanvas, top: float) -> None:
        with canvas.decoration():
            bottom = top - first.height + (first.height - side) / 2 - 0.05 * size
            marks.tick_box(canvas, 0, bottom, side, ticked_already)
        first.draw(canvas, top)

    return [replace(first, draw=draw), *rows[1:]]


def dotted(rows: list[Row], size: float, x: float = 0.0) -> list[Row]:
    """Rows with a dot at the left of the first, `x` points from the margin."""
    first = rows[0]

    def draw(canvas: TaggedCanvas, top: float) -> None:
        with canvas.decoration():
            canvas.circle(x + 0.45 * size, top - first.height / 2, _DOT * size, stroke=0, fill=1)
        first.draw(canvas, top)

    return [replace(first, draw=draw), *rows[1:]]

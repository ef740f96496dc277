"""Puts pieces of text that lie somewhere on a page into the order in which a person reads them.

Rows first: a table, a letterhead or a list of values reads across. Two columns of running text read one after
the other. Wide gaps become several blanks, so that a table still looks like one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from secondop_desktop.reading.columns import halves

WIDEST_GAP = 12
"""Blanks between two pieces of a row at most."""
SKEW = math.radians(10)
"""A page lies no more aslant than this; what is steeper is not a line of running text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text in one line and its box: upper left and lower right corner, in any unit, y downwards.

    `rise` is how far its right end lies below its left end, in the same unit; 0 when it is level.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    rise: float = 0.0

    @property
    def height(self) -> float:
        """From top to bottom, of the line itself when the piece is aslant."""
        return max(self.y1 - self.y0 - abs(self.rise), (self.y1 - self.y0) / 4)

    @property
    def middle(self) -> float:
        """How far down the middle of the piece is."""
        return (self.y0 + self.y1) / 2


Row = list[Piece]


def rows(pieces: Iterable[Piece]) -> list[Row]:
    """The rows of a page in reading order, each from left to right; upright pieces come last."""
    shown = [piece for piece in pieces if piece.text.strip()]
    level = straightened([piece for piece in shown if not _upright(piece)])
    upright = [[piece] for piece in shown if _upright(piece)]
    places = {id(turned): piece for turned, piece in level}
    found: list[Row] = []
    for block in halves([turned for turned, _ in level], _in_rows):
        found += [[places[id(piece)] for piece in row] for row in block]
    return found + upright


def text_of(found: Sequence[Row]) -> str:
    """Rows as text: blanks in proportion to the gaps, an empty line where the page leaves one."""
    usual = median([max(p.height for p in row) for row in found]) if found else 0.0
    lines: list[str] = []
    below: Row | None = None
    for row in found:
        if below is not None and _top(row) - _bottom(below) > usual * 1.2:
            lines.append("")
        lines.append(_line(row))
        below = row
    return "\n".join(lines)


def straightened(pieces: Sequence[Piece]) -> list[tuple[Piece, Piece]]:
    """Each piece as it would lie if the page were straight, with the piece itself."""
    slope = _slope(pieces)
    if not slope:
        return [(replace(piece), piece) for piece in pieces]
    out = []
    for piece in pieces:
        middle = piece.middle - slope * (piece.x0 + piece.x1) / 2
        half = piece.height / 2
        out.append((replace(piece, y0=middle - half, y1=middle + half, rise=0.0), piece))
    return out


def _slope(pieces: Sequence[Piece]) -> float:
    """How much lower the page gets from left to right; the slope of the middle one of the long pieces."""
    slopes = [p.rise / (p.x1 - p.x0) for p in pieces if p.x1 - p.x0 > 4 * p.height]
    gentle = sorted(slope for slope in slopes if abs(slope) < math.tan(SKEW))
    return median(gentle) if len(gentle) >= 3 else 0.0


def _upright(piece: Piece) -> bool:
    """Whether a piece is written up or down the page: several letters, yet far taller than wide."""
    return len(piece.text.strip()) > 2 and piece.y1 - piece.y0 > 2 * (piece.x1 - piece.x0)


def _in_rows(pieces: Sequence[Piece]) -> list[Row]:
    found: list[Row] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        for row in reversed(found[-4:]):
            if _beside(row, piece):
                row.append(piece)
                break
        else:
            found.append([piece])
    found.sort(key=lambda row: median([p.middle for p in row]))
    return [sorted(row, key=lambda p: p.x0) for row in found]


def _beside(row: Row, piece: Piece) -> bool:
    """Whether a piece stands in a row: at the height of its nearest piece, and not on top of another."""
    near = min(row, key=lambda p: abs(p.middle - piece.middle))
    shared = min(near.y1, piece.y1) - max(near.y0, piece.y0)
    level = shared >= 0.5 * min(near.height, piece.height)
    return level and not any(_over(other, piece) for other in row)


def _over(one: Piece, other: Piece) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0)


def _line(row: Row) -> str:
    letter = sum(p.x1 - p.x0 for p in row) / max(1, sum(len(p.text) for p in row))
    line = row[0].text.strip()
    for left, right in pairwise(row):
        gap = right.x0 - left.x1
        blanks = min(WIDEST_GAP, max(1.0, gap / letter)) if letter > 0 else 1.0
        line += " " * round(blanks) + right.text.strip()
    return line


def _top(row: Row) -> float:
    return min(piece.y0 for piece in row)


def _bottom(row: Row) -> float:
    return max(piece.y1 for piece in row)

"""Finds two columns of running text on a page, and leaves tables and lists of values in one piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Protocol, TypeVar

FEWEST_LINES = 5
"""Lines on either side from which on two columns can be told from a table."""
SHORTEST_LINE = 22
"""Letters in the middle one of the lines of a column; the cells of a table are shorter."""
FULL = 0.6
"""The share of a column's width that a line of running text fills; headings and last lines are shorter."""
RUNNING = 0.7
"""The share of a column's letters that stand in such lines; in a table they are spread over short cells."""


class Box(Protocol):
    """Text with a place."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def x0(self) -> float:
        """Its left edge."""

    @property
    def x1(self) -> float:
        """Its right edge."""

    @property
    def y0(self) -> float:
        """Its upper edge."""

    @property
    def y1(self) -> float:
        """Its lower edge."""


B = TypeVar("B", bound=Box)
InRows = Callable[[Sequence[B]], list[list[B]]]


def halves(pieces: Sequence[B], in_rows: InRows[B]) -> list[list[list[B]]]:
    """Blocks of rows in reading order; `in_rows` puts the pieces of one block into rows."""
    whole = in_rows(pieces)
    gutter = _gutter(pieces, whole)
    if gutter is None:
        return [whole]
    blocks: list[list[list[B]]] = []
    run: list[B] = []
    for row in whole:
        if _crosses(row, gutter):
            blocks += _read(run, gutter, in_rows)
            blocks.append([row])
            run = []
        else:
            run += row
    return blocks + _read(run, gutter, in_rows)


def _gutter(pieces: Sequence[B], whole: Sequence[Sequence[B]]) -> float | None:
    """The x that the fewest rows cross in the middle third of the page, when most rows stand beside it."""
    if len(whole) < FEWEST_LINES:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    places = [left + (right - left) * part / 60 for part in range(20, 41)]
    crossed = {x: sum(_crosses(row, x) for row in whole) for x in places}
    fewest = min(crossed.values())
    if fewest * 2 > len(whole):
        return None
    best = [x for x in places if crossed[x] == fewest]
    return best[len(best) // 2]


def _crosses(row: Sequence[Box], x: float) -> bool:
    """Whether a piece of a row goes on beyond `x`, by more than the letter that a box may be too wide."""
    letters = ((piece, (piece.x1 - piece.x0) / max(1, len(piece.text))) for piece in row)
    return any(piece.x0 + letter < x < piece.x1 - letter for piece, letter in letters)


def _read(run: Sequence[B], gutter: float, in_rows: InRows[B]) -> list[list[list[B]]]:
    """One side after the other when both are running text, else all of it row by row."""
    if not run:
        return []
    left, right = _sides(run, gutter)
    if _is_running_text(left, in_rows) and _is_running_text(right, in_rows):
        return halves(left, in_rows) + halves(right, in_rows)
    return [in_rows(run)]


def _sides(run: Sequence[B], gutter: float) -> tuple[list[B], list[B]]:
    left = [piece for piece in run if piece.x0 + piece.x1 <= 2 * gutter]
    return left, [piece for piece in run if piece.x0 + piece.x1 > 2 * gutter]


def _is_running_text(side: Sequence[B], in_rows: InRows[B]) -> bool:
    """Whether one side of a page is a column, or two of them side by side."""
    found = in_rows(side)
    if len(found) < FEWEST_LINES:
        return False
    if _is_one_column(found):
        return True
    gutter = _gutter(side, found)
    if gutter is None:
        return False
    return all(len(half) >= FEWEST_LINES and _is_one_column(in_rows(half)) for half in _sides(side, gutter))


def _is_one_column(side: Sequence[Sequence[Box]]) -> bool:
    width = max(row[-1].x1 for row in side) - min(row[0].x0 for row in side)
    long = median([sum(len(piece.text) for piece in row) for row in side]) >= SHORTEST_LINE
    filled = [sum(piece.x1 - piece.x0 for piece in row) for row in side]
    return long and sum(part for part in filled if part >= FULL * width) >= RUNNING * sum(filled)

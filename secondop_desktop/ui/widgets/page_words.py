"""The words of a page as they stand there, so that some of them can be chosen and copied as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge in fractions of the page."""
Spot = tuple[float, float]

QUARTER = 90
LEVEL = 0.5
"""Two words stand in one line when they share so much of the height of the lower one."""


class PageWords:
    """Words in reading order. A word is named by its number from 0, a choice by its first and last word.

    Places are those of the page as it lies in the file; `turn` is how many degrees clockwise it is turned to
    stand upright, which is how its lines are found.
    """

    def __init__(self, words: Sequence[tuple[str, Box]] = (), turn: int = 0) -> None:
        self._words = tuple(words)
        self._turn = turn
        self._upright = tuple(turned(box, turn) for _, box in self._words)
        self._lines = tuple(_lines(self._upright))

    def __len__(self) -> int:
        return len(self._words)

    def at(self, spot: Spot) -> int | None:
        """The word under a place."""
        x, y = spot
        for number, (_, (x0, y0, x1, y1)) in enumerate(self._words):
            if x0 <= x <= x1 and y0 <= y <= y1:
                return number
        return None

    def nearest(self, spot: Spot) -> int | None:
        """The word that stands nearest, those of the same height before all others."""
        x, y, _, _ = turned((*spot, *spot), self._turn)

        def apart(number: int) -> tuple[float, float]:
            x0, y0, x1, y1 = self._upright[number]
            return max(y0 - y, y - y1, 0.0), max(x0 - x, x - x1, 0.0)

        return min(range(len(self._words)), key=apart, default=None)

    def first_in(self, seen: Box) -> int | None:
        """The first word that lies in a part of the page, else the first of all."""
        x0, y0, x1, y1 = seen
        inside = (
            number
            for number, (_, box) in enumerate(self._words)
            if x0 <= box[0] and box[2] <= x1 and y0 <= box[1] and box[3] <= y1
        )
        return next(inside, 0 if self._words else None)

    def in_line_beside(self, word: int, step: int) -> int:
        """The word above (-1) or below (1) a word; at the ends the first or last word of the page."""
        at = next(n for n, line in enumerate(self._lines) if word in line)
        to = at + step
        if not 0 <= to < len(self._lines):
            return 0 if step < 0 else len(self._words) - 1
        x0, _, x1, _ = self._upright[word]
        return min(self._lines[to], key=lambda n: abs(sum(self._upright[n][::2]) - x0 - x1))

    def line_of(self, word: int) -> tuple[int, int]:
        """The first and the last word of the line in which a word stands."""
        line = next(line for line in self._lines if word in line)
        return line[0], line[-1]

    def text(self, first: int, last: int) -> str:
        """The chosen words, line by line."""
        chosen = range(first, last + 1)
        lines = ([self._words[n][0] for n in line if n in chosen] for line in self._lines)
        return "\n".join(" ".join(words) for words in lines if words)

    def boxes(self, first: int, last: int) -> tuple[Box, ...]:
        """Where the chosen words stand, one box a line."""
        chosen = range(first, last + 1)
        lines = ([self._words[n][1] for n in line if n in chosen] for line in self._lines)
        return tuple(_around(boxes) for boxes in lines if boxes)


def turned(box: Box, turn: int) -> Box:
    """Where a box of a page lies once the page was turned clockwise by so many degrees."""
    x0, y0, x1, y1 = box
    for _ in range(turn // QUARTER % 4):
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    return x0, y0, x1, y1


def _lines(boxes: Sequence[Box]) -> Iterator[list[int]]:
    line: list[int] = []
    for number, box in enumerate(boxes):
        if line and not _follows(boxes[line[-1]], box):
            yield line
            line = []
        line.append(number)
    if line:
        yield line


def _follows(one: Box, other: Box) -> bool:
    """Whether a word stands on the right of another one in the same line."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    lower = min(one[3] - one[1], other[3] - other[1])
    return shared > LEVEL * lower and other[0] >= one[0]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )

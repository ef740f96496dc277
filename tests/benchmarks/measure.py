"""Runs two things in turn and compares how long they took; only ratios are judged, never seconds."""

import math
import os
import statistics
import time
from dataclasses import dataclass, field

SHORT = os.environ.get("SECONDOP_BENCH") == "short"
DISASTER = 5.0
"""So many times the goal is no bad day of the computer but a fault."""
CEILING = 25.0
"""The same for a ratio without a goal."""


def timed(call):
    """Seconds that a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def in_turn(ours, floor, repeats):
    """The seconds of both, taken in turn, so that both see the same good and bad moments of the computer."""
    taken = [(ours(), floor()) for _ in range(repeats)]
    return [a for a, _ in taken], [b for _, b in taken]


def share(values, part):
    """The value that `part` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)]


def words(seconds):
    """A time as a person reads it."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"


@dataclass(frozen=True)
class Line:
    """One line of the table: seconds of ours and of the floor; without a goal the ratio is only shown."""

    name: str
    ours: float
    floor: float
    goal: float | None

    @property
    def ratio(self):
        return self.ours / self.floor

    def cells(self):
        goal = f"{self.goal:.1f}" if self.goal else "-"
        met = "-" if not self.goal else "yes" if self.ratio <= self.goal else "no"
        return [self.name, words(self.ours), words(self.floor), f"{self.ratio:.2f}", goal, met]


@dataclass
class Table:
    """What was measured in this run."""

    lines: list[Line] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def tell(self, rows):
        """Take in a table of its own kind: rows of cells, of which the first is the heading."""
        self.told += ["", *_in_columns(rows)]

    def medians(self, name, ours, floor, goal=None, ceiling=None):
        """Take in the middle of many tries."""
        self.add(name, statistics.median(ours), statistics.median(floor), goal, ceiling)

    def add(self, name, ours, floor, goal=None, ceiling=None):
        """Take in one line; a ratio far beyond its goal, or beyond `ceiling`, fails the test."""
        line = Line(name, ours, floor, goal)
        self.lines.append(line)
        assert math.isfinite(line.ratio)
        assert line.ratio > 0
        most = ceiling or (DISASTER * goal if goal else CEILING)
        assert line.ratio <= most, f"{name}: {line.ratio:.1f} times the floor is a disaster"

    def text(self):
        """The table in columns."""
        head = ["measured", "ours", "floor", "ratio", "goal", "met"]
        lines = _in_columns([head, *(line.cells() for line in self.lines)]) if self.lines else []
        return lines + self.told


def _in_columns(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]

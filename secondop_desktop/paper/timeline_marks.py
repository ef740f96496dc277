"""The bars, flags and marks of a timeline, and the line that says what each way of drawing means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secondop_desktop.base.language import tr
from secondop_desktop.paper.picture import (
    Box,
    Colour,
    Disc,
    Line,
    Path,
    Room,
    Shape,
    Words,
    hatched,
    moved,
    wrapped,
)
from secondop_desktop.paper.time_axis import TimeAxis, first_day, last_day
from secondop_desktop.paper.timeline_data import DIAGNOSIS, OPINION, TREATMENT, VISIT, Entry

_BAR = 0.8  # height of a bar, in type sizes
_SIGN = 0.36  # half the side of a mark
_UNSURE = (2.0, 2.0)
_PLANNED = (3.0, 2.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """Shapes that begin at height 0, and where they are."""

    left: float
    right: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the ways of drawing mean; begins at height 0."""

    height: float
    shapes: tuple[Shape, ...]


def bar(entry: Entry, axis: TimeAxis, today: date, room: Room) -> Mark:
    """A treatment: hatched where it surely was, empty where its day is not known, an arrow for going on."""
    first, last = entry.days or (today, today)
    high, least = _BAR * room.size, 0.7 * room.size
    left, right = axis.x(first), axis.x(last) + axis.day_width
    if entry.going_on and entry.end is None:
        right = max(right, axis.x(max(today, first)) + axis.day_width / 2)
    right = min(max(right, left + least), axis.left + axis.width)
    left = min(left, right - least)
    if entry.planned:
        return Mark(left, right, high, (Box(left, 0, right - left, high, "text", "surface", 1.0, _PLANNED),))
    sure_from, sure_to = _sure(entry, axis, left, right)
    shapes: list[Shape] = [Box(left, 0, right - left, high, "text", "surface", 0.9, _UNSURE)]
    if sure_to - sure_from > 1:
        shapes.append(Box(sure_from, 0, sure_to - sure_from, high, "text", "soft", 0.9))
        shapes += hatched(sure_from, 0, sure_to - sure_from, high)
    if entry.end is None:
        shapes += _open_end(entry, right, high)
        right += high * 0.7
    return Mark(left, right, high, tuple(shapes))


def _sure(entry: Entry, axis: TimeAxis, left: float, right: float) -> tuple[float, float]:
    """The part of a bar in which the treatment went on for certain."""
    start, end = entry.start, entry.end
    sure_from = axis.x(last_day(start)) if start else right
    if start and start.day:
        sure_from = left
    if entry.going_on and end is None:
        return max(left, sure_from), right
    if end is None or entry.turned:
        return (left, right) if start and start.day else (right, right)
    sure_to = right if end.day else axis.x(first_day(end)) + axis.day_width
    return max(left, sure_from), min(right, max(sure_to, left))


def _open_end(entry: Entry, right: float, high: float) -> list[Shape]:
    """An arrow for what still goes on; three short strokes where nobody wrote down when it ended."""
    if entry.going_on:
        points = ((right, -0.15 * high), (right + 0.7 * high, high / 2), (right, 1.15 * high))
        return [Path(points, "text", "text", closed=True)]
    return [Line(right + n * high / 4, high / 2, right + (n + 0.5) * high / 4, high / 2) for n in (0.5, 1.5)]


def sign(entry: Entry, axis: TimeAxis, room: Room) -> Mark:
    """A diamond, a flag, a ring or a disc in the middle of its days, with a line over all of them."""
    first, last = entry.days or (axis.first, axis.first)
    middle = (axis.x(first) + axis.x(last) + axis.day_width) / 2
    half = _SIGN * room.size
    middle = min(max(middle, axis.left + half), axis.left + axis.width - half)
    down = 0.55 * room.leading
    shapes: list[Shape] = []
    left, right = middle - half, middle + half
    if last > first:
        ends = max(axis.left, axis.x(first)), min(axis.x(last) + axis.day_width, axis.left + axis.width)
        shapes.append(Line(ends[0], down, ends[1], down, "text", 1.2, _UNSURE if entry.end is None else ()))
        left, right = min(left, ends[0]), max(right, ends[1])
    shapes += _shape(entry.kind, middle, down, half, entry.planned)
    return Mark(left, right, down + half, tuple(shapes))


def _shape(kind: str, x: float, y: float, half: float, planned: bool) -> list[Shape]:
    fill: Colour = "surface" if planned else "text"
    if kind == DIAGNOSIS:
        points = ((x, y - 1.3 * half), (x + 1.2 * half, y), (x, y + 1.3 * half), (x - 1.2 * half, y))
        return [Path(points, "text", fill, 1.0, closed=True)]
    if kind == OPINION:
        pole = Line(x - half, y - 1.3 * half, x - half, y + 1.6 * half, "text", 1.4)
        flag = ((x - half, y - 1.3 * half), (x + half, y - 0.6 * half), (x - half, y + 0.2 * half))
        return [pole, Path(flag, "text", fill, 1.0, closed=True)]
    if kind == VISIT:
        edges = ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
        return [Path(edges, "text", fill, 1.0, closed=True)]
    return [Disc(x, y, half, "text", fill)]


def legend(entries: Sequence[Entry], today: date, axis: TimeAxis, room: Room) -> Legend:
    """A sentence for each way of drawing that occurs, below each other."""
    rows: list[tuple[list[Shape], str]] = []
    high, wide = _BAR * room.size, 2.2 * room.size
    bars = [entry for entry in entries if entry.kind == TREATMENT]
    if any(_is_unsure(entry) for entry in bars):
        empty: list[Shape] = [Box(0, 0, wide, high, "text", "surface", 0.9, _UNSURE)]
        rows.append((empty, tr("The exact day is not known.")))
    if any(entry.going_on and entry.end is None for entry in bars):
        full: list[Shape] = [Box(0, 0, wide, high, "text", "soft", 0.9), *hatched(0, 0, wide, high)]
        rows.append(([*full, *_open_end(_GOING_ON, wide, high)], tr("Still going on.")))
    if any(entry.planned for entry in entries):
        plan: list[Shape] = [Box(0, 0, wide, high, "text", "surface", 1.0, _PLANNED)]
        rows.append((plan, tr("Planned: an outline, or a mark that is empty inside.")))
    if axis.first <= today <= axis.last:
        line: list[Shape] = [Line(wide / 2, -0.2 * high, wide / 2, 1.2 * high, "accent", 1.2, (4, 3))]
        rows.append((line, tr("Today.")))
    return _written(rows, wide + 1.2 * room.size, room)


_GOING_ON = Entry("", TREATMENT, "", None, going_on=True)


def _is_unsure(entry: Entry) -> bool:
    ends = [day for day in (entry.start, entry.end) if day is not None]
    return not entry.planned and any(not day.day for day in ends)


def _written(rows: Sequence[tuple[list[Shape], str]], x: float, room: Room) -> Legend:
    shapes: list[Shape] = []
    y = 0.0
    for sample, words in rows:
        shapes += [moved(shape, 0, y + 0.25 * room.size) for shape in sample]
        lines = wrapped(words, room.width - x, room.size, room.measure)
        shapes += [Words(line, x, y + (n + 0.8) * room.leading, room.size) for n, line in enumerate(lines)]
        y += max(1, len(lines)) * room.leading + 0.2 * room.size
    return Legend(y, tuple(shapes))

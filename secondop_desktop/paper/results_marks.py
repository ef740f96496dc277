"""The points of a picture of results, the line through them, and the numbers beside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondop_desktop.paper.picture import Box, Colour, Disc, Line, Path, Room, Shape, Words
from secondop_desktop.paper.results_data import Series, Value
from secondop_desktop.paper.time_axis import TimeAxis, first_day, last_day
from secondop_desktop.paper.value_axis import ValueAxis

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom."""
MOST_LABELS = 60
"""So many values may all have their number beside them; of more, the first, last, lowest and highest have."""
RADIUS = 0.3
"""Of a point, in type sizes."""
_LIMIT = (3.0, 2.5)


@dataclass(frozen=True, slots=True)
class Point:
    """A value and where it is."""

    value: Value
    x: float
    y: float


def points(series: Series, axis: TimeAxis, scale: ValueAxis) -> list[Point]:
    """The places of all values of a series."""
    return [
        Point(value, axis.middle(value.day), scale.y(value.number))
        for value in series.values
        if value.day is not None and value.number is not None
    ]


def joined(found: Sequence[Point]) -> Iterator[Shape]:
    """The line from point to point; broken where one end is only a limit."""
    solid: list[Point] = []
    for before, after in itertools.pairwise(found):
        if before.value.bound or after.value.bound:
            yield Line(before.x, before.y, after.x, after.y, "accent", 1.3, _LIMIT)
        elif solid and solid[-1] is before:
            solid.append(after)
        else:
            yield from _path(solid)
            solid = [before, after]
    yield from _path(solid)


def _path(solid: Sequence[Point]) -> Iterator[Shape]:
    if solid:
        yield Path(tuple((point.x, point.y) for point in solid), "accent", "", 1.9)


def drawn(point: Point, axis: TimeAxis, room: Room) -> list[Shape]:
    """One point, with a dotted line over all days that it may mean."""
    shapes: list[Shape] = []
    day = point.value.day
    if day is not None and not day.day:
        ends = axis.x(first_day(day)), axis.x(last_day(day)) + axis.day_width
        shapes.append(Line(ends[0], point.y, ends[1], point.y, "text", 0.9, (2, 2)))
    return [*shapes, *mark(point.x, point.y, room, point.value.outside, point.value.bound)]


def mark(x: float, y: float, room: Room, outside: bool, bound: str) -> list[Shape]:
    """A disc, or a square outside the printed range; empty with an arrow for a mere limit."""
    r = RADIUS * room.size
    fill: Colour = "surface" if bound else "text"
    shapes: list[Shape] = []
    if bound:
        way = 1 if bound == "<" else -1
        tip = y + way * 2.6 * r
        shapes.append(Line(x, y, x, tip, "text", 1.0))
        shapes.append(
            Path(((x - r * 0.6, tip - way * r * 0.7), (x, tip), (x + r * 0.6, tip - way * r * 0.7)))
        )
    if outside:
        return [*shapes, Box(x - r, y - r, 2 * r, 2 * r, "text", fill, 1.2)]
    return [*shapes, Disc(x, y, r, "text", fill)]


def labelled(found: Sequence[Point], frame: Frame, room: Room) -> tuple[list[Shape], list[Value]]:
    """The numbers beside the points where they have room, and the values that go without one."""
    half = RADIUS * room.size
    taken = [(p.x - half, p.y - half, p.x + half, p.y + half) for p in found]
    chosen = _ends(found)
    if len(found) <= MOST_LABELS:
        chosen += [point for point in found if point not in chosen]
    shapes: list[Shape] = []
    named = set()
    for point in chosen:
        wide = room.wide(point.value.words, bold=True)
        place = next(
            (p for p in _places(point, wide, frame, room) if _inside(p, frame) and _free(p, taken)), None
        )
        if place is None:
            continue
        taken.append(place)
        named.add(id(point.value))
        shapes.append(Box(place[0], place[1], wide, place[3] - place[1], "", "surface"))
        shapes.append(Words(point.value.words, place[0], place[1] + 0.88 * room.size, room.size, True))
    return shapes, [point.value for point in found if id(point.value) not in named]


def _ends(found: Sequence[Point]) -> list[Point]:
    """The last, the first, the highest and the lowest, each once."""
    picked: list[Point] = []
    for point in (
        found[-1],
        found[0],
        min(found, key=lambda each: each.y),
        max(found, key=lambda each: each.y),
    ):
        if not any(point is each for each in picked):
            picked.append(point)
    return picked


def _places(point: Point, wide: float, frame: Frame, room: Room) -> Iterator[Frame]:
    """Above, below, and at both sides of a point."""
    high, away = 1.15 * room.size, 1.4 * RADIUS * room.size
    above, below, middle = point.y - away - high, point.y + away, point.y - high / 2
    down = below + 2 * RADIUS * room.size if point.value.bound == "<" else below
    centred = min(max(point.x - wide / 2, frame[0]), frame[2] - wide)
    for x, y in (
        (centred, above),
        (centred, down),
        (point.x - wide + away, above),
        (point.x - away, above),
        (point.x + 1.6 * away, middle),
        (point.x - 1.6 * away - wide, middle),
    ):
        yield x, y, x + wide, y + high


def _inside(place: Frame, frame: Frame) -> bool:
    left, top, right, bottom = frame
    return place[0] >= left and place[1] >= top and place[2] <= right and place[3] <= bottom


def _free(place: Frame, taken: Sequence[Frame]) -> bool:
    left, top, right, bottom = place
    return not any(left < e[2] and e[0] < right and top < e[3] and e[1] < bottom for e in taken)

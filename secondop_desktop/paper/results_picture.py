"""Results over time as pictures: a point for each value, the range that the laboratory printed as a band."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from secondop_desktop.base.language import tr, trn
from secondop_desktop.paper import results_marks
from secondop_desktop.paper.picture import (
    Box,
    Drawn,
    Line,
    Picture,
    Room,
    Shape,
    Spot,
    Words,
    hatched,
    moved,
    shortened,
    wrapped,
)
from secondop_desktop.paper.results_data import Series, Value, series
from secondop_desktop.paper.results_marks import Point
from secondop_desktop.paper.time_axis import TimeAxis, first_day, last_day
from secondop_desktop.paper.value_axis import ValueAxis

MOST_SAID = 100
"""So many values are told one by one for those who cannot see the picture; of more, the table tells."""
_MOST_NAMED, _LONGEST_NAMES = 12, 600  # values, and letters of them, below the picture; else they are counted
_MOST_LINES = 4  # of a title, and of a range
_PLOT = (9.0, 0.34, 16.0)  # least height in type sizes, height in widths, most height in type sizes


def results_pictures(marker: str, values: Sequence[Value], room: Room) -> Drawn:
    """A picture for each unit and each printed range of one marker; `told` names what cannot be drawn."""
    found = series(marker, values)
    told = []
    if len(found) > 1:
        told.append(tr("The units or the printed ranges differ, so the values are drawn apart."))
    rest = [value for value in values if not value.drawable]
    if rest:
        names = "; ".join(value.said() for value in rest)
        told.append(
            tr("Not in the picture, because the number or the day is not clear: {names}.", names=names)
        )
    told += [
        tr("Too long for the picture, here in whole: {names}.", names=text) for text in _cut(found, room)
    ]
    return Drawn(tuple(_picture(each, room) for each in found), tuple(told))


def _picture(of: Series, room: Room) -> Picture:
    head, top = _head(of, room)
    least, share, most = _PLOT
    height = min(max(least * room.size, share * room.width), most * room.size)
    scale = ValueAxis.over(_numbers(of), top, top + height)
    left = max(room.wide(words) for _y, words in scale.ticks()) + 0.6 * room.size
    axis = TimeAxis.over([day for value in of.values for day in _days(value)], left, room)
    found = results_marks.points(of, axis, scale)
    frame = (left, top - 0.9 * room.leading, room.width, scale.bottom)
    labels, unnamed = results_marks.labelled(found, frame, room)
    shapes = [
        *head,
        *_band(of, scale, axis),
        *axis.grid(room, scale.top, scale.bottom),
        *_steps(scale, left, room),
        *_edges(of, scale, axis),
        *results_marks.joined(found),
        *labels,
        *(shape for point in found for shape in results_marks.drawn(point, axis, room)),
        *axis.foot(room, scale.bottom),
    ]
    legend, end = _legend(of, unnamed, scale.bottom + 2.6 * room.leading, room)
    return Picture(room.width, end, (*shapes, *legend), _alt(of), tuple(_spots(found, room)))


def _head(of: Series, room: Room) -> tuple[list[Shape], float]:
    lines = [
        (line, bold)
        for text, bold in ((of.title(), True), (of.range_words(), False))
        for line in shortened(_wrapped(text, bold, room), _MOST_LINES, room.width, room.size, room.measure)
    ]
    words: list[Shape] = [
        Words(text, 0, (number + 0.8) * room.leading, room.size, bold)
        for number, (text, bold) in enumerate(lines)
    ]
    return words, (len(lines) + 1.2) * room.leading


def _wrapped(text: str, bold: bool, room: Room) -> list[str]:
    return wrapped(text, room.width, room.size, room.measure, bold)


def _cut(found: Sequence[Series], room: Room) -> Iterator[str]:
    """Titles and ranges that are too long to stand over a picture in whole."""
    for of in found:
        for text, bold in ((of.title(), True), (of.range_words(), False)):
            if len(_wrapped(text, bold, room)) > _MOST_LINES:
                yield text


def _numbers(of: Series) -> list[float]:
    """All that has to have a place on the scale."""
    first = of.values[0]
    told = [value.number for value in of.values] + [first.low_number, first.high_number]
    numbers = [number for number in told if number is not None]
    from_zero = first.low_number is None and first.high_number is not None and min(numbers) > 0
    return [0.0, *numbers] if from_zero else numbers


def _days(value: Value) -> Iterator[date]:
    if value.day is not None:
        yield first_day(value.day)
        yield last_day(value.day)


def _steps(scale: ValueAxis, left: float, room: Room) -> Iterator[Shape]:
    for y, words in scale.ticks():
        yield Line(left, y, room.width, y, "grid", 0.5)
        yield Words(words, left - 0.4 * room.size, y + 0.35 * room.size, room.size, anchor="end")


def _band(of: Series, scale: ValueAxis, axis: TimeAxis) -> list[Shape]:
    """The printed range, hatched; without an upper or lower end it goes on to the edge."""
    first = of.values[0]
    if not _has_band(of):
        return []
    low = scale.low if first.low_number is None else first.low_number
    high = scale.high if first.high_number is None else first.high_number
    top, bottom = scale.y(high), scale.y(low)
    shapes: list[Shape] = [Box(axis.left, top, axis.width, bottom - top, "", "band")]
    shapes += hatched(axis.left, top, axis.width, bottom - top, 12.0, "hatch")
    return shapes


def _has_band(of: Series) -> bool:
    """Whether the printed range can be drawn."""
    first = of.values[0]
    return not first.turned and (first.low_number is not None or first.high_number is not None)


def _edges(of: Series, scale: ValueAxis, axis: TimeAxis) -> Iterator[Shape]:
    """The ends of the printed range, above all other lines."""
    for number in (of.values[0].high_number, of.values[0].low_number):
        if number is not None and _has_band(of):
            y = scale.y(number)
            yield Line(axis.left, y, axis.left + axis.width, y, "text", 0.9, (6, 3))


def _spots(found: Sequence[Point], room: Room) -> Iterator[Spot]:
    half = 0.8 * room.size
    for point in found:
        value = point.value
        yield Spot(value.key, value.said(), point.x - half, point.y - half, 2 * half, 2 * half)


def _legend(of: Series, unnamed: Sequence[Value], top: float, room: Room) -> tuple[list[Shape], float]:
    """A sentence for each kind of mark that occurs; and where the picture ends."""
    shapes: list[Shape] = []
    for sample, words in _rows(of, unnamed, room):
        shapes += [moved(shape, 0, top) for shape in sample]
        left = 2.8 * room.size if sample else 0.0
        for line in wrapped(words, room.width - left, room.size, room.measure):
            shapes.append(Words(line, left, top + 0.8 * room.leading, room.size))
            top += room.leading
        top += 0.2 * room.size
    return shapes, top


def _rows(of: Series, unnamed: Sequence[Value], room: Room) -> Iterator[tuple[list[Shape], str]]:
    x, y = room.size, 0.5 * room.size
    if _has_band(of):
        box: list[Shape] = [Box(0, 0.1 * room.size, 2 * x, 0.8 * room.size, "", "band")]
        box += hatched(0, 0.1 * room.size, 2 * x, 0.8 * room.size, 6.0, "hatch")
        yield box, tr("Hatched: the range the lab printed.")
    if any(value.outside for value in of.values):
        words = tr("A square: outside the range the lab printed. Ask your doctor about it.")
        yield results_marks.mark(x, y, room, True, ""), words
    for bound in ("<", ">"):
        if any(value.bound == bound for value in of.values):
            words = tr("An empty mark with an arrow: the lab gave only a limit ({sign}).", sign=bound)
            yield (
                results_marks.mark(
                    x, 0.4 * room.size if bound == "<" else 0.8 * room.size, room, False, bound
                ),
                words,
            )
    if any(value.day and not value.day.day for value in of.values):
        yield [Line(0, y, 2 * x, y, "text", 0.9, (2, 2))], tr("A dotted line: the exact day is not known.")
    if unnamed:
        yield [], _unnamed(unnamed)


def _unnamed(values: Sequence[Value]) -> str:
    """Which points stand without their number."""
    names = "; ".join(value.said() for value in values)
    if len(values) <= _MOST_NAMED and len(names) <= _LONGEST_NAMES:
        return tr("Without room for the number: {names}.", names=names)
    return trn("{n} point is without its number.", "{n} points are without their number.", len(values))


def _alt(of: Series) -> str:
    values = of.values
    said = [tr("{title}.", title=of.title()), of.range_words()]
    if len(values) <= MOST_SAID:
        return " ".join([*said, tr("{names}.", names="; ".join(value.said() for value in values))])
    lowest, highest = (pick(values, key=lambda value: value.number or 0.0) for pick in (min, max))
    said.append(trn("{n} value.", "{n} values.", len(values)))
    said += [
        tr("First: {value}.", value=values[0].said()),
        tr("Last: {value}.", value=values[-1].said()),
        tr("Lowest: {value}.", value=lowest.said()),
        tr("Highest: {value}.", value=highest.said()),
    ]
    count = sum(value.outside for value in values)
    said.append(trn("{n} is outside the printed range.", "{n} are outside the printed range.", count))
    return " ".join(said)

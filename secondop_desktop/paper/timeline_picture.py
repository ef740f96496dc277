"""The timeline as a picture: treatments as bars, opinions as flags, all that happened as marks, in lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.paper import timeline_marks
from secondop_desktop.paper.picture import (
    Box,
    Drawn,
    Line,
    Picture,
    Room,
    Shape,
    Spot,
    Words,
    moved,
    shortened,
    wrapped,
)
from secondop_desktop.paper.time_axis import TimeAxis
from secondop_desktop.paper.timeline_data import KINDS, TREATMENT, Entry, Timeline, kind_words
from secondop_desktop.paper.timeline_marks import Legend

_WIDEST = 0.46  # of the width, for the words of one entry
_MOST_LINES = 6  # of the name of one entry; the rest of a longer one is told in words
_HEADING = 1.35  # height of a heading, in lines
_BELOW = 0.45  # white below a lane, in type sizes
_BETWEEN = 1.0  # white between two entries in one lane, in type sizes


@dataclass(frozen=True, slots=True)
class _Item:
    """One entry, drawn as if its lane began at height 0."""

    entry: Entry
    left: float
    right: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(slots=True)
class _Lane:
    """Entries beside each other; the first lane of a kind brings its heading."""

    kind: str
    items: list[_Item] = field(default_factory=list)
    first: bool = False

    def takes(self, item: _Item, gap: float) -> bool:
        """Whether an entry has room beside the others."""
        return all(item.right + gap <= each.left or each.right + gap <= item.left for each in self.items)

    def height(self, room: Room) -> float:
        """How high the lane is with the white below it, and with its heading."""
        own = max(item.height for item in self.items)
        return own + _BELOW * room.size + (_HEADING * room.leading if self.first else 0)


def timeline_picture(timeline: Timeline, room: Room) -> Drawn:
    """The pictures that show all entries, each at most as high as the room; and what they do not show.

    An entry without any date stands in `told`, and so does one whose name is too long to be shown whole.
    """
    dated = [entry for entry in timeline.entries if entry.days is not None]
    told = _told(timeline, room)
    if not dated:
        return Drawn((), told)
    days = [day for entry in dated for day in entry.days or ()]
    if any(entry.going_on for entry in dated):
        days.append(timeline.today)
    axis = TimeAxis.over(days, 0.0, room)
    legend = timeline_marks.legend(dated, timeline.today, axis, room)
    lanes = _lanes(dated, axis, timeline, room)
    pages = list(_pages(lanes, room, axis.head_height(room) + legend.height + room.leading))
    return Drawn(tuple(_picture(page, axis, timeline, room, legend) for page in pages), told)


def _told(timeline: Timeline, room: Room) -> tuple[str, ...]:
    undated = [entry.words for entry in timeline.entries if entry.days is None]
    long = [entry.words for entry in timeline.entries if entry.days is not None and _is_cut(entry, room)]
    told = []
    if undated:
        told.append(tr("Without a date, so not in the picture: {names}.", names="; ".join(undated)))
    if long:
        told.append(tr("Too long for the picture, here in whole: {names}.", names="; ".join(long)))
    return tuple(told)


def _is_cut(entry: Entry, room: Room) -> bool:
    return len(wrapped(_name(entry), _WIDEST * room.width, room.size, room.measure, True)) > _MOST_LINES


def _name(entry: Entry) -> str:
    return tr("{what} ({note})", what=entry.words, note=entry.note) if entry.note else entry.words


def _lanes(entries: Sequence[Entry], axis: TimeAxis, timeline: Timeline, room: Room) -> list[_Lane]:
    lanes: list[_Lane] = []
    for kind in KINDS:
        mine = [entry for entry in entries if entry.kind == kind]
        of_kind: list[_Lane] = []
        for entry in sorted(mine, key=lambda each: (each.days, each.words, each.key)):
            item = _item(entry, axis, timeline, room)
            lane = next((each for each in of_kind if each.takes(item, _BETWEEN * room.size)), None)
            if lane is None:
                lane = _Lane(kind, first=not of_kind)
                of_kind.append(lane)
            lane.items.append(item)
        lanes += of_kind
    return lanes


def _item(entry: Entry, axis: TimeAxis, timeline: Timeline, room: Room) -> _Item:
    return _bar(entry, axis, timeline, room) if entry.kind == TREATMENT else _mark(entry, axis, room)


@dataclass(frozen=True, slots=True)
class _Label:
    """The words of an entry: lines of parts, each with its distance from the left and bold or not."""

    lines: tuple[tuple[tuple[str, float, bool], ...], ...]
    wide: float

    def drawn(self, x: float, room: Room) -> list[Shape]:
        """The words on a clear ground, so that no upright line runs through them."""
        spare, high = 0.1 * room.size, len(self.lines) * room.leading
        shapes: list[Shape] = [Box(x - spare, 0, self.wide + 2 * spare, high, "", "surface")]
        for number, parts in enumerate(self.lines):
            base = (number + 0.8) * room.leading
            shapes += [Words(text, x + away, base, room.size, bold) for text, away, bold in parts]
        return shapes


def _label(entry: Entry, room: Room) -> _Label:
    """Name and days in one line when they are short, else below each other."""
    most = _WIDEST * room.width
    name = wrapped(_name(entry), most, room.size, room.measure, bold=True)
    days = wrapped(entry.when(), most, room.size, room.measure)
    if len(name) == len(days) == 1:
        away = room.wide(name[0], bold=True) + 0.6 * room.size
        if away + room.wide(days[0]) <= most:
            line = ((name[0], 0.0, True), (days[0], away, False))
            return _Label((line,), away + room.wide(days[0]))
    lines = [(line, True) for line in shortened(name, _MOST_LINES, most, room.size, room.measure)]
    lines += [(line, False) for line in days]
    wide = max(room.wide(text, bold) for text, bold in lines)
    return _Label(tuple(((text, 0.0, bold),) for text, bold in lines), wide)


def _bar(entry: Entry, axis: TimeAxis, timeline: Timeline, room: Room) -> _Item:
    """Words above, the bar below them."""
    label = _label(entry, room)
    mark = timeline_marks.bar(entry, axis, timeline.today, room)
    x = max(0.0, min(mark.left, room.width - label.wide))
    top = len(label.lines) * room.leading + 0.1 * room.size
    shapes = [*label.drawn(x, room), *(moved(shape, 0, top) for shape in mark.shapes)]
    right = max(x + label.wide, mark.right)
    return _Item(entry, min(x, mark.left), right, top + mark.height, tuple(shapes))


def _mark(entry: Entry, axis: TimeAxis, room: Room) -> _Item:
    """The mark, and the words at that side of it where there is room."""
    label = _label(entry, room)
    mark = timeline_marks.sign(entry, axis, room)
    gap = 0.4 * room.size
    on_the_right = mark.right + gap + label.wide <= room.width
    x = mark.right + gap if on_the_right else max(0.0, mark.left - gap - label.wide)
    height = max(len(label.lines) * room.leading, mark.height)
    shapes = (*label.drawn(x, room), *mark.shapes)
    return _Item(entry, min(x, mark.left), max(x + label.wide, mark.right), height, shapes)


def _pages(lanes: Sequence[_Lane], room: Room, besides: float) -> Iterator[list[_Lane]]:
    """Lanes in heaps that fit the height of the room; a heap has at least one lane."""
    heap: list[_Lane] = []
    used = besides
    for lane in lanes:
        height = lane.height(room)
        if heap and room.height and used + height > room.height:
            yield heap
            lane.first, heap, used = True, [], besides
            height = lane.height(room)
        heap.append(lane)
        used += height
    if heap:
        yield heap


def _picture(
    lanes: Sequence[_Lane], axis: TimeAxis, timeline: Timeline, room: Room, legend: Legend
) -> Picture:
    top = axis.head_height(room) + 0.5 * room.leading
    y = top
    shapes: list[Shape] = []
    spots: list[Spot] = []
    for lane in lanes:
        if lane.first:
            shapes.append(
                Words(kind_words()[lane.kind], 0, y + 0.9 * room.leading, room.size, True, colour="accent")
            )
            y += _HEADING * room.leading
        for item in lane.items:
            shapes += [moved(shape, 0, y) for shape in item.shapes]
            spots.append(
                Spot(item.entry.key, item.entry.said(), item.left, y, item.right - item.left, item.height)
            )
        y += max(item.height for item in lane.items) + _BELOW * room.size
    ground = axis.grid(room, axis.head_height(room), y)
    if axis.first <= timeline.today <= axis.last:
        x = axis.x(timeline.today) + axis.day_width / 2
        ground.append(Line(x, axis.head_height(room), x, y, "accent", 1.2, (4, 3)))
    foot = [moved(shape, 0, y + 0.4 * room.leading) for shape in legend.shapes]
    height = y + 0.4 * room.leading + legend.height
    whole = (*ground, *axis.head(room), *shapes, *foot)
    return Picture(room.width, height, whole, _alt(lanes, axis), tuple(spots))


def _alt(lanes: Sequence[_Lane], axis: TimeAxis) -> str:
    first, last = PartialDate.of(axis.first).words(), PartialDate.of(axis.last).words()
    said = [tr("Timeline from {first} to {last}.", first=first, last=last)]
    for kind in KINDS:
        names = [item.entry.said() for lane in lanes if lane.kind == kind for item in lane.items]
        if names:
            said.append(tr("{title}: {names}.", title=kind_words()[kind], names="; ".join(names)))
    return " ".join(said)

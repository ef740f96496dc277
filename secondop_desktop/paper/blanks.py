"""Lines, boxes and ticks that a person fills in by hand or, in the file, on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondop_desktop.paper import marks
from secondop_desktop.paper.forms import Blank, Box
from secondop_desktop.paper.rows import LINE_WIDTH, Row, Setting, beside, ruled, space, together
from secondop_desktop.paper.tagged import Element, TaggedCanvas

SHORTEST = 150.0
"""Points to write on beside the words; with less the line stands below them."""
_TOGETHER = 8  # ruled lines that are never parted; longer blanks go on in a field of their own
_BOX = 1.05  # side of a box to tick, of the size of the words
_ABOVE = 0.35  # white above words that stand over a blank, of the same
_BESIDE = 1.6  # from the left edge of the box to its words, of the same


def line(
    setting: Setting,
    parent: Element,
    words: str,
    *,
    x: float = 0.0,
    width: float | None = None,
    value: str = "",
    bold: bool = True,
) -> list[Row]:
    """Words and one line to write on, beside them or below; `value` stands in the field already."""
    wide = setting.style.column - x if width is None else width
    element = parent.new("P")
    taken = (setting.words.printed_width(words, bold) + 0.5) * setting.sizes.body
    if wide - taken < min(SHORTEST, 0.6 * wide):
        said = _label(setting, element, words, x, wide, bold)
        return [together([*said, _to_write(setting, element, words, x, wide, value)])]
    said = setting.text(element, words, x=x, bold=bold)
    lowered = together([space(setting.ruling - said[0].height), *said])
    return beside([lowered], [_to_write(setting, element, words, x + taken, wide - taken, value)])


def lines(
    setting: Setting,
    parent: Element,
    words: str,
    count: int,
    *,
    x: float = 0.0,
    width: float | None = None,
    value: str = "",
    bold: bool = True,
) -> list[Row]:
    """Words and below them `count` ruled lines, which are one field on a screen."""
    wide = setting.style.column - x if width is None else width
    element = parent.new("P")
    said = _label(setting, element, words, x, wide, bold)
    rows = written(setting, element, words, count, x=x, width=wide, value=value)
    return [*said[:-1], together([*said[-1:], rows[0]]), *rows[1:]]


def written(
    setting: Setting,
    element: Element,
    words: str,
    count: int,
    *,
    x: float,
    width: float,
    value: str = "",
    closed: bool = False,
) -> list[Row]:
    """Ruled lines alone; `words` only tell a screen reader what belongs there.

    `closed`: the lines are left out, because a frame is drawn around the blank.
    """
    rows = []
    while count > 0:
        some, count = min(count, _TOGETHER), count - _TOGETHER
        drawn = [space(setting.ruling) if closed else ruled(x, width, setting.ruling)] * some
        size = setting.sizes.body
        blank = Blank(words, value, several=some > 1, size=size, leading=setting.ruling)
        inside = Box(x, 1, width, some * setting.ruling - 2)
        rows.append(_with_field(setting, element, together(drawn), blank, inside))
        value = ""
    return rows


def box(
    setting: Setting,
    parent: Element,
    words: str,
    height: float,
    *,
    x: float = 0.0,
    width: float | None = None,
    value: str = "",
) -> list[Row]:
    """Words and below them an empty box of `height` points to write in, never parted from them."""
    wide = setting.style.column - x if width is None else width
    element = parent.new("P")

    def draw(canvas: TaggedCanvas, top: float) -> None:
        with canvas.decoration():
            canvas.setLineWidth(LINE_WIDTH)
            canvas.rect(x, top - height, wide, height - 2)

    blank = Blank(words, value, several=True, size=setting.sizes.body)
    inside = Box(x + 2, 2, wide - 4, height - 6)
    drawn = _with_field(setting, element, Row(height, draw), blank, inside)
    return [together([*_label(setting, element, words, x, wide, True), space(3), drawn])]


def tick(
    setting: Setting,
    parent: Element,
    words: str,
    *,
    x: float = 0.0,
    width: float | None = None,
    ticked: bool = False,
    about: str = "",
) -> list[Row]:
    """A box to tick and its words; `about` is said before them by a screen reader, where they need it."""
    size = setting.sizes.body
    wide = setting.style.column - x if width is None else width
    element = parent.new("P")
    form = element.new("Form")
    rows = setting.text(element, words, x=x + _BESIDE * size, width=wide - _BESIDE * size)
    blank = Blank(f"{about} {words}".strip(), ticked=ticked)
    rows[0] = _with_tick(setting, rows[0], form, blank, x, _BOX * size)
    return (
        [space(_ABOVE * size), *rows] if len(rows) > _TOGETHER else [together([space(_ABOVE * size), *rows])]
    )


def ticks(
    setting: Setting,
    parent: Element,
    words: str,
    choices: Sequence[str],
    *,
    x: float = 0.0,
    width: float | None = None,
    ticked: str = "",
) -> list[Row]:
    """Words and boxes to tick side by side, on as many lines as they need."""
    size = setting.sizes.body
    wide = setting.style.column - x if width is None else width
    rows = _label(setting, parent.new("P"), words, x, wide, True) if words else []
    share = (
        _BESIDE + 1.6 + max(setting.words.printed_width(choice, bold=False) for choice in choices)
    ) * size
    across = max(1, min(len(choices), int(wide / share)))
    step = min(wide / across, share)
    for first in range(0, len(choices), across):
        columns = [
            tick(
                setting, parent, choice, x=x + place * step, width=step if across > 1 else wide,
                ticked=choice == ticked, about=words,
            )
            for place, choice in enumerate(choices[first : first + across])
        ]  # fmt: skip
        rows += beside(*columns)
    return [together(rows)] if len(rows) < 12 else rows


def _label(setting: Setting, element: Element, words: str, x: float, width: float, bold: bool) -> list[Row]:
    """Words above a blank, with white that keeps them off what stands above."""
    first, *rest = setting.text(element, words, x=x, width=width, bold=bold)
    return [together([space(_ABOVE * setting.sizes.body), first]), *rest]


def _to_write(setting: Setting, element: Element, words: str, x: float, width: float, value: str) -> Row:
    """One line to write on, with its field."""
    rule = ruled(x, width, setting.ruling)
    blank = Blank(words, value, size=setting.sizes.body)
    return _with_field(setting, element, rule, blank, Box(x, 1, width, setting.ruling - 2))


def _with_field(setting: Setting, element: Element, row: Row, blank: Blank, inside: Box) -> Row:
    """A row that holds a field; the box is measured from its lower left corner."""
    form = element.new("Form")
    value = setting.words.ready(blank.value)
    said = setting.words.lines(value, (inside.width - 4) / blank.size) if value else []
    blank = replace(blank, value=value)

    def draw(canvas: TaggedCanvas, top: float) -> None:
        row.draw(canvas, top)
        place = replace(inside, bottom=top - row.height + inside.bottom)
        if setting.style.fillable:
            canvas.field(form, blank, place, said)
            return
        base = place.bottom + blank.base(place.height)
        for number, one in enumerate(said):
            canvas.put(element, place.left + 2, base - number * blank.step, one, blank.size)

    return replace(row, draw=draw)


def _with_tick(setting: Setting, row: Row, form: Element, blank: Blank, x: float, side: float) -> Row:
    fillable = setting.style.fillable

    def draw(canvas: TaggedCanvas, top: float) -> None:
        bottom = top - row.height + (row.height - side) / 2 - 0.05 * side
        with canvas.decoration():
            marks.tick_box(canvas, x, bottom, side, bool(blank.ticked) and not fillable)
        if fillable:
            canvas.field(form, blank, Box(x, bottom, side, side))
        row.draw(canvas, top)

    return replace(row, draw=draw)

"""Strips of a page: each knows its height and how to draw itself below a given line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from secondop_desktop.paper.families import language_of
from secondop_desktop.paper.style import RULING, PaperStyle, Sizes
from secondop_desktop.paper.tagged import HEADINGS, Element, TaggedCanvas
from secondop_desktop.paper.text import Line, Words

Draw = Callable[[TaggedCanvas, float], None]

_LONG_LABEL = 6  # lines
LINE_WIDTH = 0.9  # points; thinner lines vanish on a worn printer
_DESCENT = 0.37  # of the type size, from the base line to the lower edge of its row


@dataclass(frozen=True, slots=True)
class Row:
    """A strip that is never divided; `draw` gets the canvas and the height of its upper edge."""

    height: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stay on one page if a page can hold them.

    If it cannot, the first two rows and those from `tail` on still stay together. `filler` is a row that
    may be repeated before the row `filler_at` where the page has room to spare. `gap` is the white below.
    `lead` is drawn once more wherever the block goes on at the top of a page, as the head of a table is;
    and also where it begins there, unless it `has_head` itself.
    """

    rows: list[Row]
    gap: float = 0.0
    tail: int | None = None
    filler: Row | None = None
    filler_at: int = 0
    lead: Row | None = None
    has_head: bool = False

    @property
    def height(self) -> float:
        """Without the white below."""
        return sum(row.height for row in self.rows)

    def led(self) -> Block:
        """The block as it begins at the top of a page."""
        if self.lead is None or self.has_head:
            return self
        return replace(self, rows=[self.lead, *self.rows])

    def filled(self, times: int) -> Block:
        """The block with its filler drawn `times` more."""
        if self.filler is None or not times:
            return self
        at = self.filler_at
        return replace(self, rows=[*self.rows[:at], *[self.filler] * times, *self.rows[at:]], filler=None)

    def units(self) -> list[Row]:
        """What may be moved to the next page one by one when the block is longer than a page."""
        tail = max(len(self.rows) - 2, 0) if self.tail is None else self.tail
        head = min(2, tail)
        return [
            *([together(self.rows[:head])] if head else []),
            *self.rows[head:tail],
            *([together(self.rows[tail:])] if self.rows[tail:] else []),
        ]


@dataclass(slots=True)
class Setting:
    """Everything one sheet is set with: paper, sizes, words and how many spots on it could not be printed."""

    style: PaperStyle
    sizes: Sizes
    words: Words = field(default_factory=Words)

    @property
    def ruling(self) -> float:
        """From one ruled line to the next: room for handwriting, and for the words beside a line."""
        return max(RULING, 1.55 * self.sizes.body)

    def text(
        self,
        element: Element | None,
        text: str,
        *,
        label: str = "",
        x: float = 0.0,
        width: float | None = None,
        size: float = 0.0,
        bold: bool = False,
    ) -> list[Row]:
        """A paragraph as rows, one per line; a `label` comes first in bold. `x` is from the left margin.

        Without an element it is no part of the tree, and has to be drawn as decoration.
        """
        size = size or self.sizes.body
        wide = (self.style.column - x if width is None else width) / size
        label = self.words.ready(label)
        body = self.words.ready(text)
        whole = f"{label} {body}" if label and body else label or body
        heavy = len(whole) if bold else len(label)
        lines = self.words.lines(whole, wide, heavy)
        if element is not None:
            element.words = whole if element.tag in HEADINGS else ""
            element.actual = whole if any(line.moved for line in lines) else element.actual
            element.language = element.language or language_of(whole)
        leading = size * self.sizes.line
        left = (x + (wide - line.width) * size if line.rtl else x for line in lines)
        return [_line(element, line, at, size, leading) for line, at in zip(lines, left, strict=True)]

    def labelled(self, parent: Element, facts: Sequence[tuple[str, str]]) -> list[Row]:
        """Short labelled facts: side by side if each fits its share of the line, else below one another."""
        if not facts:
            return []
        share = self.style.column / len(facts)
        widths = [
            self.words.printed_width(label + " ", bold=True) + self.words.printed_width(value, bold=False)
            for label, value in facts
        ]
        if max(widths) * self.sizes.body > share - self.sizes.body:
            return [row for label, value in facts for row in self.text(parent.new("P"), value, label=label)]
        columns = [
            self.text(parent.new("P"), value, label=label, x=number * share, width=share)
            for number, (label, value) in enumerate(facts)
        ]
        return beside(*columns)

    def heading(self, parent: Element, text: str, tag: str = "H2", x: float = 0.0) -> list[Row]:
        """A heading with the white that belongs to it."""
        size = self.sizes.title if tag == "H1" else self.sizes.heading
        rows = self.text(parent.new(tag), text, size=size, bold=True, x=x)
        return [*rows, space(size * 0.25)]


def _line(element: Element | None, line: Line, left: float, size: float, leading: float) -> Row:
    """A line of words as a row."""

    def draw(canvas: TaggedCanvas, top: float) -> None:
        base = top - leading + _DESCENT * size
        if element is None:
            canvas.put_aside(left, base, line, size)
        else:
            canvas.put(element, left, base, line, size)

    return Row(leading, draw)


def space(height: float) -> Row:
    """White."""
    return Row(height, lambda _canvas, _top: None)


def together(rows: list[Row]) -> Row:
    """Several rows as one that is never divided."""

    def draw(canvas: TaggedCanvas, top: float) -> None:
        for row in rows:
            row.draw(canvas, top)
            top -= row.height

    return Row(sum(row.height for row in rows), draw)


def beside(*columns: list[Row]) -> list[Row]:
    """Columns that start at the same height, as rows."""
    heights = [
        max(column[i].height for column in columns if i < len(column)) for i in range(max(map(len, columns)))
    ]
    return [
        Row(height, _drawn_together([column[i] for column in columns if i < len(column)]))
        for i, height in enumerate(heights)
    ]


def led_by(label: list[Row], rows: list[Row]) -> list[Row]:
    """A label of a few lines at the left of its words: drawn, and so read, before them and never parted."""
    n = len(label)
    if n > _LONG_LABEL:
        return beside(label, rows)
    ends = [together(label), together(rows[:n])]
    return [Row(max(end.height for end in ends), _drawn_together(ends)), *rows[n:]]


def _drawn_together(rows: list[Row]) -> Draw:
    def draw(canvas: TaggedCanvas, top: float) -> None:
        for row in rows:
            row.draw(canvas, top)

    return draw


def ruled(x: float, width: float, height: float) -> Row:
    """A line to write on, at the lower edge of its row."""

    def draw(canvas: TaggedCanvas, top: float) -> None:
        with canvas.decoration():
            canvas.setLineWidth(LINE_WIDTH)
            canvas.line(x, top - height, x + width, top - height)

    return Row(height, draw)


def rule(width: float, above: float, below: float) -> Row:
    """A line that parts two sections."""

    def draw(canvas: TaggedCanvas, top: float) -> None:
        with canvas.decoration():
            canvas.setLineWidth(LINE_WIDTH)
            canvas.line(0, top - above, width, top - above)

    return Row(above + below, draw)


def with_bar(rows: list[Row], thickness: float = 3.0) -> list[Row]:
    """Rows with a thick upright bar at the left margin, which stands out even on a bad printer."""

    def bar(row: Row) -> Row:
        def draw(canvas: TaggedCanvas, top: float) -> None:
            with canvas.decoration():
                canvas.rect(0, top - row.height, thickness, row.height, stroke=0, fill=1)
            row.draw(canvas, top)

        return Row(row.height, draw)

    return [bar(row) for row in rows]

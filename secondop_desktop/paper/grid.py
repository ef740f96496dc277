"""Tables: a head that is repeated on each page, cells of several paragraphs, black rules on white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from secondop_desktop.paper import blanks
from secondop_desktop.paper.columns import Cell, Column, fitting
from secondop_desktop.paper.rows import LINE_WIDTH, Block, Row, Setting, beside, space, together
from secondop_desktop.paper.tagged import Element, TaggedCanvas

_PAD = 0.35  # white above and below the words of a cell, of the size of the words
_BETWEEN = 0.55  # white at the left and right of a column, of the same
_HEAVY = 2.0  # points of the rule below the head
_LONG_HEADING = 12  # rows
_CHIP = 0.86  # size of the words in a frame, of the size of the words


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; a row with fewer cells than columns lets its last cell go over the rest.

    `row_heads`: the first cell of each row is its heading. `boxed`: upright rules too, for what is filled in
    by hand. `titled`: False for a table that explains itself, whose columns have no head.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    row_heads: bool = True
    boxed: bool = False
    titled: bool = True

    def blocks(self, setting: Setting, parent: Element, gap: float = 0.0) -> list[Block]:
        """The rows as blocks, each kept on one page if a page can hold it; `gap` is the white below all."""
        laid = _Laid(self, setting, parent.new("Table"))
        head = laid.head() if self.titled else None
        out = []
        for place, cells in enumerate(self.rows):
            rows = laid.row(cells)
            if place == 0 and head is not None:
                out.append(Block([head, *rows], lead=laid.again, has_head=True, tail=_tail(rows, 1)))
            else:
                out.append(Block(rows, lead=laid.again, tail=_tail(rows, 0)))
        if not out and head is not None:
            out.append(Block([head]))
        if out:
            out[-1] = replace(out[-1], gap=gap)
        return out


def whole(heading: list[Row], table: list[Block]) -> list[Block]:
    """A short table as one block with its heading, which one page holds if it can; a long heading is not."""
    if len(heading) > _LONG_HEADING:
        return [Block(heading), *table]
    rows = [row for block in table for row in block.rows]
    first = min(len(table[0].rows), 2)  # the head, and the beginning of a row that may be long
    kept = [together([*heading, *rows[:first]]), *rows[first:]]
    return [Block(kept, table[-1].gap, lead=table[0].lead, has_head=True)]


def _tail(rows: list[Row], before: int) -> int | None:
    """A row in one piece needs no company; a long one may part anywhere but within its last two lines."""
    return None if len(rows) == 1 else max(len(rows) + before - 2, 0)


@dataclass(slots=True)
class _Laid:
    """A table being set: where its columns are, and its head for the next pages."""

    grid: Grid
    setting: Setting
    element: Element
    again: Row | None = None
    _edges: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        wide = fitting(self.setting, self.grid.columns, self.grid.rows, 2 * self._between)
        self._edges = [0.0]
        for width in wide:
            self._edges.append(self._edges[-1] + width)

    @property
    def _between(self) -> float:
        return _BETWEEN * self.setting.sizes.body

    @property
    def _small(self) -> float:
        """How large small words are; in large print nothing is small."""
        return self.setting.sizes.body * (1.0 if self.setting.style.large else _CHIP)

    def head(self) -> Row:
        """The titles of the columns as part of the tree; and, in `again`, as decoration for further pages."""
        row = self.element.new("TR")
        said, aside = [], []
        for n, column in enumerate(self.grid.columns):
            x, width = self._place(n, n + 1)
            cell = row.new("TH", scope="Column")
            said.append(self.setting.text(cell, column.title, bold=True, x=x, width=width))
            aside.append(self.setting.text(None, column.title, bold=True, x=x, width=width))
        again = self._one(aside, heavy=True, decoration=True)
        self.again = together([again, space(0.5 * _PAD * self.setting.sizes.body)])
        return self._one(said, heavy=True)

    def row(self, cells: Sequence[Cell | str]) -> list[Row]:
        """One row: in one piece if half a page can hold it, else line by line."""
        row = self.element.new("TR")
        said = []
        for n, given in enumerate(cells):
            cell = Cell(given) if isinstance(given, str) else given
            end = len(self.grid.columns) if n == len(cells) - 1 else n + 1
            head = self.grid.row_heads and n == 0
            element = row.new("TH", scope="Row") if head else row.new("TD")
            element.span = end - n
            said.append(self._cell(element, cell, self._place(n, end), head))
        whole = self._one(said)
        if whole.height <= self.setting.style.frame - (self.again.height if self.again else 0):
            return [whole]
        return self._many(said)

    def _place(self, first: int, end: int) -> tuple[float, float]:
        """Where the words of a cell stand, and how wide they may be."""
        left = self._edges[first] + (self._between if first or self.grid.boxed else 0)
        return left, self._edges[end] - self._between - left

    def _cell(self, element: Element, cell: Cell, place: tuple[float, float], head: bool) -> list[Row]:
        x, width = place
        paragraphs = [one for one in cell.text.split("\n") if one.strip()]
        small = [one for one in cell.below.split("\n") if one.strip()]
        parts = len(paragraphs) + len(small) + len(cell.chips) + bool(cell.write)
        rows: list[Row] = []
        for text in paragraphs:
            own = element if parts == 1 else element.new("P")
            if rows:
                rows.append(space(0.25 * self.setting.sizes.body))
            rows += self.setting.text(own, text, bold=cell.bold or head, x=x, width=width)
        for text in small:
            own = element if parts == 1 else element.new("P")
            size = self._small
            rows += [space(0.2 * size)] if rows else []
            rows += self.setting.text(own, text, x=x, width=width, size=size)
        for chip in cell.chips:
            rows += self._chip(element.new("P") if parts > 1 else element, chip, place)
        if cell.write:
            rows += blanks.written(
                self.setting, element, cell.write, cell.lines, x=x, width=width, closed=self.grid.boxed
            )
        return rows

    def _chip(self, element: Element, words: str, place: tuple[float, float]) -> list[Row]:
        """Bold words in a frame, which tell without colour."""
        size = self._small
        x, room = place[0], place[1] - 0.8 * size
        rows = self.setting.text(element, words, bold=True, size=size, x=x + 0.4 * size, width=room)
        wide = self.setting.words.printed_width(words, bold=True) * size
        wide, high = min(wide, room) + 0.8 * size, sum(row.height for row in rows)

        def draw(canvas: TaggedCanvas, top: float) -> None:
            with canvas.decoration():
                canvas.setLineWidth(1.2)
                canvas.roundRect(x, top - high, wide, high, 2.5)
            together(rows).draw(canvas, top)

        return [space(0.3 * size), Row(high + 0.1 * size, draw)]

    def _one(self, cells: list[list[Row]], *, heavy: bool = False, decoration: bool = False) -> Row:
        """Cells side by side in one piece, with the rules around them."""
        pad = _PAD * self.setting.sizes.body
        height = max((sum(row.height for row in rows) for rows in cells), default=0) + 2 * pad

        def draw(canvas: TaggedCanvas, top: float) -> None:
            self._rules(canvas, top, height, _HEAVY if heavy else LINE_WIDTH)
            for rows in cells:
                if decoration:
                    with canvas.decoration("Pagination"):
                        together(rows).draw(canvas, top - pad)
                else:
                    together(rows).draw(canvas, top - pad)

        return Row(height, draw)

    def _many(self, cells: list[list[Row]]) -> list[Row]:
        """Cells side by side line by line, so that the row can go on on the next page."""
        pad = space(_PAD * self.setting.sizes.body)
        rows = [pad, *beside(*(rows or [pad] for rows in cells)), pad]

        def ruled(row: Row, last: bool) -> Row:
            def draw(canvas: TaggedCanvas, top: float) -> None:
                self._rules(canvas, top, row.height, LINE_WIDTH if last else 0)
                row.draw(canvas, top)

            return Row(row.height, draw)

        return [ruled(row, place == len(rows) - 1) for place, row in enumerate(rows)]

    def _rules(self, canvas: TaggedCanvas, top: float, height: float, below: float) -> None:
        """The rule below a row, and the upright ones of a boxed table."""
        right = self._edges[-1]
        with canvas.decoration():
            if below:
                canvas.setLineWidth(below)
                canvas.line(0, top - height, right, top - height)
            if self.grid.boxed:
                canvas.setLineWidth(LINE_WIDTH)
                for edge in self._edges:
                    canvas.line(edge, top, edge, top - height)
                canvas.line(0, top, right, top)

"""Doctors in columns and points in rows, on a page that lies on its long side; more doctors, more pages."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

from secondop_desktop.base.language import tr, trn
from secondop_desktop.paper.columns import Cell
from secondop_desktop.paper.columns import Column as GridColumn
from secondop_desktop.paper.grid import Grid
from secondop_desktop.paper.long_texts import LongTexts
from secondop_desktop.paper.pages import Page, draw_pages, paginate, patient_foot, too_long
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Setting, space
from secondop_desktop.paper.sheets_compared import Column, Point, Said, SideBySide
from secondop_desktop.paper.style import PaperStyle, Sizes
from secondop_desktop.paper.tagged import Element

_MOST = 4
_MOST_LARGE = 2
_MOST_MORE = 4  # rows to write on that fill a page which has room for them
_EMPTY_LINES = 2  # to write on in each field of a sheet without doctors


def draw_side_by_side(data: SideBySide, style: PaperStyle, fixed: bool) -> bytes:
    """The sheet as a PDF; see `draw.side_by_side`."""
    style = replace(style, landscape=True)
    sizes, *others = style.ladder
    pages, groups, setting, tree = _set(data, style, sizes)
    for smaller in others[-1:] if too_long(pages, style, groups) else others:
        if len(pages) == groups:
            break
        sizes = smaller
        pages, groups, setting, tree = _set(data, style, sizes)
    if data.to_fill:
        pages, setting, tree = _filled(data, style, sizes, (pages, setting, tree))
    return draw_pages(pages, tree, setting, data.title, patient_foot(data.title), fixed)


_Made = tuple[list[Page], Setting, Element]


def _filled(data: SideBySide, style: PaperStyle, sizes: Sizes, made: _Made) -> _Made:
    """The same pages with as many rows to write on as there is room for; one more tells how high a row is."""

    def with_more(more: int) -> _Made | None:
        pages, _groups, setting, tree = _set(replace(data, to_fill=data.to_fill + more), style, sizes)
        return (pages, setting, tree) if len(pages) == len(made[0]) else None

    one = with_more(1)
    if one is None:
        return made
    before, after = _height(made[0][-1]), _height(one[0][-1])
    room = int((style.frame - after) / (after - before)) if after > before else 0
    tries = (with_more(more) for more in range(min(_MOST_MORE, 1 + room), 1, -1))
    return next((fuller for fuller in tries if fuller is not None), one)


def _height(page: Page) -> float:
    return sum(block.height + block.gap for block in page)


def _set(data: SideBySide, style: PaperStyle, sizes: Sizes) -> tuple[list[Page], int, Setting, Element]:
    """The pages in these sizes, how many groups of doctors they are for, and their tree."""
    setting, tree = Setting(style, sizes), Element("Document")
    groups = _Sheet(data, setting, tree).groups()
    pages = [page for blocks in groups for page in paginate(blocks, style.frame)]
    return pages, len(groups), setting, tree


class _Sheet:
    """One sheet being set."""

    def __init__(self, data: SideBySide, setting: Setting, tree: Element) -> None:
        self._data = data
        self._setting = setting
        self._tree = tree
        self._long = LongTexts()

    def groups(self) -> list[Page]:
        """The blocks of each group of doctors; each group begins a page."""
        head = self._head()
        if not self._data.columns:
            return [[head, *self._to_write_on(), *left_out_note(self._setting, self._tree)]]
        groups: list[Page] = []
        for first, last in self._spans():
            blocks = self._table(first, last)
            if not groups:
                blocks = [head, *blocks]
            groups.append(blocks)
        groups[-1] += self._how_to_read()
        groups[-1] += [
            *self._long.blocks(self._setting, self._tree),
            *left_out_note(self._setting, self._tree),
        ]
        return groups

    def _how_to_read(self) -> list[Block]:
        if not self._data.notes:
            return []
        heading = self._setting.heading(self._tree, tr("How to read this sheet"))
        notes = [self._setting.text(self._tree.new("P"), note) for note in self._data.notes]
        return [Block([space(self._setting.sizes.body), *heading, *(row for rows in notes for row in rows)])]

    def _spans(self) -> list[tuple[int, int]]:
        """From which column to before which, as even as can be."""
        count = len(self._data.columns)
        most = _MOST_LARGE if self._setting.style.large else _MOST
        pages = max(1, math.ceil(count / most))
        edges = [round(count * page / pages) for page in range(pages + 1)]
        return list(itertools.pairwise(edges))

    def _head(self) -> Block:
        data, text = self._data, self._setting.text
        rows = self._setting.heading(self._tree, data.title, "H1")
        first = ((tr("Patient:"), data.person), (tr("Printed on:"), data.printed_on))
        rows += self._setting.labelled(self._tree, [fact for fact in first if fact[1].strip()])
        for label, words in data.facts:
            rows += text(self._tree.new("P"), words, label=label)
        for note in (data.missing, data.hint):
            if note:
                rows += text(self._tree.new("P"), note)
        if len(self._spans()) > 1:
            rows += text(self._tree.new("P"), self._more_pages())
        return Block(rows, gap=self._setting.sizes.body * 0.8)

    def _more_pages(self) -> str:
        return trn(
            "This sheet compares {n} doctor.",
            "This sheet compares all {n} doctors; those without room here stand on the next pages.",
            len(self._data.columns),
        )

    def _table(self, first: int, last: int) -> list[Block]:
        columns = self._data.columns[first:last]
        titles = [GridColumn(self._data.corner, 1.0), *(GridColumn(_name(one), 1.15) for one in columns)]
        rows = [self._row(point, columns, first) for point in self._data.points]
        rows += [self._to_fill(columns)] * self._data.to_fill
        grid = Grid(titles, rows, boxed=bool(self._data.to_fill))
        if len(columns) == len(self._data.columns):
            return grid.blocks(self._setting, self._tree)
        heading = self._setting.heading(self._tree, self._which(first, last))
        blocks = grid.blocks(self._setting, self._tree)
        return [headed(heading, blocks[0]), *blocks[1:]]

    def _which(self, first: int, last: int) -> str:
        count = len(self._data.columns)
        if last - first == 1:
            return tr("Doctor {first} of {all}", first=first + 1, all=count)
        return tr("Doctors {first} to {last} of {all}", first=first + 1, last=last, all=count)

    def _row(self, point: Point, columns: Sequence[Column], first: int) -> list[Cell | str]:
        chips = (point.standing,) if point.marked and point.standing else ()
        head = Cell(point.topic, chips=chips, below="" if chips else point.standing)
        if self._data.nobody and not any(point.cells):
            return [Cell(point.topic), self._data.nobody]
        return [head, *(self._cell(point, first + place, one) for place, one in enumerate(columns))]

    def _cell(self, point: Point, place: int, column: Column) -> Cell:
        """What one doctor said; each thing before its source, where there are several."""
        said = point.cells[place]
        if not said:
            write = _field(point.topic, _name(column)) if self._data.to_fill else ""
            return Cell(point.empty[place] if point.empty else self._data.nothing, write=write)
        about = _field(point.topic, _name(column))
        if len(said) == 1:
            return Cell(self._long.fitting(said[0].text, about), below=said[0].source)
        return Cell(self._long.fitting("\n".join(_words(one) for one in said), about))

    def _to_fill(self, columns: Sequence[Column]) -> list[Cell | str]:
        mine = tr("My own question")
        return [
            Cell(write=mine, lines=2),
            *(Cell(write=_field(mine, _name(one)), lines=2) for one in columns),
        ]

    def _to_write_on(self) -> list[Block]:
        """The same table with two columns to fill in by hand."""
        names = [tr("One doctor"), tr("Another doctor")]
        titles = [GridColumn(self._data.corner, 0.8), *(GridColumn(name, 1.15) for name in names)]
        topics = [tr("Name, and day of the visit"), *(point.topic for point in self._data.points)]
        rows: list[list[Cell | str]] = [
            [topic, *(Cell(write=_field(topic, name), lines=_EMPTY_LINES) for name in names)]
            for topic in topics
        ]
        rows += [
            [Cell(write=tr("My own question"), lines=_EMPTY_LINES), *rows[0][1:]]
            for _ in range(self._data.to_fill)
        ]
        return Grid(titles, rows, boxed=True).blocks(self._setting, self._tree)


def _name(column: Column) -> str:
    return column.name if column.name.strip() else tr("A doctor without a name")


def _field(topic: str, who: str) -> str:
    return tr("{topic}, {who}", topic=topic, who=who)


def _words(said: Said) -> str:
    return "\n".join(part for part in (said.text, f"({said.source})" if said.source else "") if part)

"""The timeline and the results over time on paper: the pictures, and all of them again as tables."""

from __future__ import annotations

from dataclasses import replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper import draw_picture
from secondop_desktop.paper.columns import Cell, Column
from secondop_desktop.paper.grid import Grid
from secondop_desktop.paper.health_sheets import Marker, ResultLine, ResultsSheet, TimelineSheet
from secondop_desktop.paper.pages import draw_pages, paginate, patient_foot
from secondop_desktop.paper.picture import Drawn
from secondop_desktop.paper.question_pages import left_out_note
from secondop_desktop.paper.results_picture import results_pictures
from secondop_desktop.paper.rows import Block, Row, Setting, space
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element
from secondop_desktop.paper.timeline_picture import timeline_picture

_LEAST_TO_DRAW = 2
"""With fewer values there is nothing to see over time; the table says it."""


def draw_timeline(sheet: TimelineSheet, style: PaperStyle, fixed: bool) -> bytes:
    """The timeline as a PDF; see `draw.timeline`."""
    setting, tree = Setting(style, style.ladder[-1]), Element("Document")
    blocks = _timeline(sheet, setting, tree)
    return draw_pages(
        paginate(blocks, style.frame), tree, setting, tr("My timeline"), patient_foot(_running(sheet)), fixed
    )


def draw_results(sheet: ResultsSheet, style: PaperStyle, fixed: bool) -> bytes:
    """The results as a PDF; see `draw.results`."""
    setting, tree = Setting(style, style.ladder[-1]), Element("Document")
    blocks = [_head(tr("My results over time"), sheet, setting, tree)]
    for marker in sheet.markers:
        blocks += _marker(marker, setting, tree)
    if not sheet.markers:
        blocks.append(Block(setting.text(tree.new("P"), tr("No results are written down or ticked."))))
    blocks += left_out_note(setting, tree)
    pages = paginate(blocks, style.frame)
    return draw_pages(pages, tree, setting, tr("My results over time"), patient_foot(_running(sheet)), fixed)


def _running(sheet: TimelineSheet | ResultsSheet) -> str:
    timeline = isinstance(sheet, TimelineSheet)
    title = tr("My timeline") if timeline else tr("My results over time")
    return tr("{title}, {person}", title=title, person=sheet.person) if sheet.person else title


def _head(title: str, sheet: TimelineSheet | ResultsSheet, setting: Setting, tree: Element) -> Block:
    rows = setting.heading(tree, title, "H1")
    facts = (
        (tr("Patient:"), sheet.person),
        (tr("Born:"), sheet.birth_date),
        (tr("Printed on:"), sheet.printed_on),
    )
    rows += setting.labelled(tree, [(label, value) for label, value in facts if value.strip()])
    return Block(rows, gap=setting.sizes.body)


def _timeline(sheet: TimelineSheet, setting: Setting, tree: Element) -> list[Block]:
    head = _head(tr("My timeline"), sheet, setting, tree)
    room = draw_picture.room(setting, setting.style.frame - head.height - head.gap)
    drawn = timeline_picture(sheet.timeline, room)
    blocks = [head, *_pictures(drawn, setting, tree)]
    if sheet.table:
        when = Column(tr("When"), 0.24)
        columns = (when, Column(tr("What"), 0.46), Column(tr("Who says so"), 0.30))
        rows = [(line.when, f"{line.what}\n{line.details()}", line.source) for line in sheet.table]
        heading = setting.heading(tree, tr("The same in words"))
        table = Grid(columns, rows).blocks(setting, tree)
        blocks += _under(heading, table)
    else:
        blocks.append(Block(setting.text(tree.new("P"), tr("Nothing is written down or ticked for it."))))
    return [*blocks, *left_out_note(setting, tree)]


def _pictures(drawn: Drawn, setting: Setting, tree: Element) -> list[Block]:
    gap = setting.sizes.body
    told = [row for words in drawn.told for row in [*setting.text(tree.new("P"), words), space(gap * 0.5)]]
    shown = [Block([draw_picture.picture_row(each, setting, tree)], gap=gap) for each in drawn.pictures]
    if not shown:
        return [Block(told, gap=gap)] if told else []
    return _under(told, shown)


def _under(heading: list[Row], table: list[Block]) -> list[Block]:
    """A heading that is never parted from the first line of its table."""
    first = table[0]
    tail = None if first.tail is None else first.tail + len(heading)
    return [replace(first, rows=[*heading, *first.rows], tail=tail), *table[1:]]


def _marker(marker: Marker, setting: Setting, tree: Element) -> list[Block]:
    heading = setting.heading(tree, marker.name)
    drawable = [value for value in marker.values if value.drawable]
    blocks: list[Block] = []
    if len(drawable) >= _LEAST_TO_DRAW:
        drawn = results_pictures(marker.name, marker.values, draw_picture.room(setting))
        blocks = _pictures(drawn, setting, tree)
    columns = (
        Column(tr("Day"), 0.19),
        Column(tr("Value"), 0.29),
        Column(tr("Range the lab printed"), 0.2),
        Column(tr("Where it stands"), 0.32),
    )
    rows = [(line.when, _value(line), line.printed_range, line.source) for line in marker.table]
    above: list[Row] = []
    if blocks:  # made before the table: the order of making is the order of reading
        words = tr("All values of {marker}, the latest first", marker=marker.name)
        above = setting.text(tree.new("P"), words)
    table = Grid(columns, rows).blocks(setting, tree, gap=1.6 * setting.sizes.body)
    return [*_under(heading, blocks), *_under(above, table)] if blocks else _under(heading, table)


def _value(line: ResultLine) -> Cell:
    chips = (tr("Outside the range"),) if line.outside else ()
    return Cell(line.value, bold=True, chips=chips)

"""What is missing: for each visit what is not there, where it is, whom to ring, and a box to tick."""

from __future__ import annotations

from dataclasses import replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper import marks
from secondop_desktop.paper.pages import draw_pages, fitted, patient_foot
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting, ruled, space
from secondop_desktop.paper.sheets import MissingLine, MissingPart, MissingSheet
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element, TaggedCanvas

_BOX = 1.15  # side of the tick box, of the size of the words
_INDENT = 2.0  # of the words beside it


def draw_missing(sheet: MissingSheet, style: PaperStyle, fixed: bool) -> bytes:
    """The sheet as a PDF; see `draw.missing`."""
    pages, setting, tree = fitted(style, lambda setting, tree: _blocks(sheet, setting, tree))
    foot = patient_foot(tr("What is missing"))
    return draw_pages(pages, tree, setting, tr("What is missing"), foot, fixed)


def _blocks(sheet: MissingSheet, setting: Setting, tree: Element) -> list[Block]:
    head = setting.heading(tree, tr("What is missing"), "H1")
    for label, value in ((tr("Patient:"), sheet.person), (tr("Printed on:"), sheet.printed_on)):
        if value.strip():
            head += setting.text(tree.new("P"), value, label=label)
    blocks = [Block(head, gap=setting.sizes.body)]
    for part in sheet.parts:
        blocks += _part(part, setting, tree)
    if not sheet.parts:
        blocks.append(Block(setting.text(tree.new("P"), tr("No visit is planned."))))
    return [*blocks, *left_out_note(setting, tree)]


def _part(part: MissingPart, setting: Setting, tree: Element) -> list[Block]:
    title = tr("For the visit with {doctor}", doctor=part.doctor) if part.doctor else tr("For the visit")
    heading = setting.heading(tree, title)
    rows = setting.text(tree.new("P"), part.when, label=tr("When:")) if part.when else []
    rows += setting.text(tree.new("P"), part.answer)
    blocks = [headed(heading, Block(rows, gap=setting.sizes.body))]
    listing = tree.new("L") if part.missing else tree
    for line in part.missing:
        blocks.append(_line(line, setting, listing))
    if part.there:
        said = "; ".join(part.there)
        blocks.append(Block(setting.text(tree.new("P"), said, label=tr("There already:"))))
    if part.missing or part.there:
        blocks[-1] = replace(blocks[-1], gap=setting.sizes.body * 1.4)
    return blocks


def _line(line: MissingLine, setting: Setting, listing: Element) -> Block:
    size = setting.sizes.body
    x, item = _INDENT * size, listing.new("LI")
    body = item.new("LBody")
    text = line.text if line.required else tr("{text} (helpful, not required)", text=line.text)
    rows = setting.text(body.new("P"), text, x=x, bold=True)
    rows[0] = _with_box(rows[0], size)
    if line.where.strip():
        rows += setting.text(body.new("P"), line.where, label=tr("Where it is:"), x=x)
    ring = ", ".join(part for part in (line.ring, line.phone) if part.strip())
    if ring:
        rows += setting.text(body.new("P"), ring, label=tr("Ring:"), x=x)
    rows += setting.text(body.new("P"), tr("What they said:"), x=x)
    rows += [ruled(x, setting.style.column - x, setting.ruling), space(2)]
    return Block(rows, gap=size * 0.9)


def _with_box(row: Row, size: float) -> Row:
    side = _BOX * size

    def draw(canvas: TaggedCanvas, top: float) -> None:
        with canvas.decoration():
            marks.tick_box(canvas, 0, top - side, side, False)
        row.draw(canvas, top)

    return replace(row, draw=draw)

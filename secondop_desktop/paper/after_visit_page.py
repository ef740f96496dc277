"""What came of a visit: who was there, the answers, what happens next, new words, and what is still open."""

from __future__ import annotations

from dataclasses import replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper import blanks
from secondop_desktop.paper.lists import dotted, ticked
from secondop_desktop.paper.pages import draw_pages, fitted, patient_foot
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting
from secondop_desktop.paper.sheets_own import SheetLine, SheetPart, VisitSheet
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

_GAP = 0.9  # white below a part, of the size of the words
_INDENT = 1.6
_EMPTY_LINES = 14


def draw_after_visit(sheet: VisitSheet, style: PaperStyle, fixed: bool) -> bytes:
    """The sheet as a PDF; see `draw.after_visit`."""
    pages, setting, tree = fitted(style, lambda setting, tree: _blocks(sheet, setting, tree))
    return draw_pages(
        pages, tree, setting, tr("Summary of a visit"), patient_foot(_title(sheet, setting)), fixed
    )


def _title(sheet: VisitSheet, setting: Setting) -> str:
    doctor = setting.words.ready(sheet.doctor)
    return tr("After the visit with {doctor}", doctor=doctor) if doctor else tr("After the visit")


def _blocks(sheet: VisitSheet, setting: Setting, tree: Element) -> list[Block]:
    gap = setting.sizes.body * _GAP
    blocks = [Block(_head(sheet, setting, tree), gap=gap)]
    for part in sheet.parts:
        blocks += _part(part, setting, tree)
        blocks[-1] = replace(blocks[-1], gap=gap)
    if not sheet.parts:
        said = setting.text(tree.new("P"), sheet.empty)
        rows = blanks.lines(setting, tree, tr("My notes of this visit"), _EMPTY_LINES)
        blocks += [Block(said, gap=gap), Block(rows)]
    return [*blocks, *left_out_note(setting, tree)]


def _head(sheet: VisitSheet, setting: Setting, tree: Element) -> list[Row]:
    rows = setting.heading(tree, _title(sheet, setting), "H1")
    for label, value in (
        (tr("Patient:"), sheet.person),
        (tr("When:"), sheet.when),
        (tr("Where:"), sheet.place),
        (tr("Printed on:"), sheet.printed_on),
    ):
        if value.strip():
            rows += setting.text(tree.new("P"), value, label=label)
    return rows


def _part(part: SheetPart, setting: Setting, tree: Element) -> list[Block]:
    heading = setting.heading(tree, part.title)
    if part.style == "text":
        made = [Block(setting.text(tree.new("P"), line.text)) for line in part.lines]
    else:
        listing = tree.new("L")
        made = [_line(line, part.style, setting, listing) for line in part.lines]
    return [headed(heading, made[0]), *made[1:]]


def _line(line: SheetLine, style: str, setting: Setting, listing: Element) -> Block:
    """One thing of a list: its words, then what belongs to it, each as a paragraph of its own."""
    size = setting.sizes.body
    body = listing.new("LI").new("LBody")
    strong = style in ("answers", "words")
    x = 0.0 if strong else _INDENT * size
    rows = setting.text(body.new("P"), _with_mark(line), x=x, bold=strong)
    if style == "boxes":
        rows = ticked(rows, size, ticked_already=line.done)
    elif not strong:
        rows = dotted(rows, size)
    below = _INDENT * size
    if line.below.strip():
        label = tr("Answer:") if style == "answers" else ""
        rows += setting.text(body.new("P"), line.below, label=label, x=below)
    if line.who.strip():
        rows += setting.text(body.new("P"), line.who, label=tr("Who answered:"), x=below)
    return Block(rows, gap=size * (0.5 if line.below or line.who else 0.2))


def _with_mark(line: SheetLine) -> str:
    return f"{line.text} ({line.mark})" if line.mark else line.text

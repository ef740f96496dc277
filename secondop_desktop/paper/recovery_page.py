"""The recovery sheet: the key of a case on paper, to read, to type and to show to a camera."""

from __future__ import annotations

import re

from secondop_desktop.base.language import tr
from secondop_desktop.paper.marks import SquareCode
from secondop_desktop.paper.pages import Foot, draw_pages, fitted
from secondop_desktop.paper.question_pages import left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting, beside, space
from secondop_desktop.paper.sheets import RecoverySheet
from secondop_desktop.paper.style import MM, PaperStyle
from secondop_desktop.paper.tagged import Element, TaggedCanvas

_SIGNS = 18.0  # points; these are typed by hand, so they are large on every sheet
_CODE_SIDE = 50 * MM
_GROUP_GAP = 1.4  # of the size, between two groups of signs


def draw_recovery_sheet(sheet: RecoverySheet, style: PaperStyle, fixed: bool) -> bytes:
    """The sheet as a PDF; see `draw.recovery_sheet`."""
    pages, setting, tree = fitted(style, lambda setting, tree: _blocks(sheet, setting, tree))
    foot = Foot(tr("Keep this sheet safe. It opens your case."))
    return draw_pages(pages, tree, setting, tr("Recovery sheet"), foot, fixed)


def _blocks(sheet: RecoverySheet, setting: Setting, tree: Element) -> list[Block]:
    head = [
        *setting.heading(tree, tr("Recovery sheet"), "H1"),
        *setting.text(tree.new("P"), sheet.case_name, label=tr("For the case:")),
        *setting.text(tree.new("P"), sheet.made_on, label=tr("Printed on:")),
    ]
    what = tr(
        "This sheet opens your case when you cannot: after a forgotten passphrase, or on a new computer. "
        "You need the case file as well."
    )
    # The whole key comes before the longer sentences, so that it is always on one page.
    blocks = [
        Block([*head, space(5), *setting.text(tree.new("P"), what)], gap=10),
        Block(_lines(setting, tree, sheet.lines), gap=8),
    ]
    if sheet.qr_text:
        blocks.append(_code(setting, tree, sheet.qr_text))
    return [*blocks, Block(_sentences(setting, tree)), *left_out_note(setting, tree)]


def _sentences(setting: Setting, tree: Element) -> list[Row]:
    where = tr(
        "Keep it on paper, where you keep a passport or a will, or with one person you trust. Do not take "
        "a photo of it, and do not put it in an e-mail. Whoever has this sheet and the case file can read "
        "everything in it."
    )
    how = tr(
        "To use it, choose the recovery sheet when SecondOp asks for the passphrase, and type the lines "
        "as they stand here. Capital or small letters make no difference."
    )
    rows = setting.heading(tree, tr("Where to keep it and how to use it"))
    return [*rows, *setting.text(tree.new("P"), where), space(5), *setting.text(tree.new("P"), how)]


def _lines(setting: Setting, tree: Element, lines: tuple[str, ...]) -> list[Row]:
    """The key, line by line, with its groups under one another."""
    size = max(_SIGNS, setting.sizes.body)
    parts = [_groups(line, number) for number, line in enumerate(lines, start=1)]
    widest = max((setting.words.width(g, bold=True) for groups in parts for g in groups), default=0.0)
    gutter = (setting.words.width(f"{len(parts)}.", bold=False) + 0.8) * size
    step = (widest + _GROUP_GAP) * size
    fit = max(int((setting.style.column - gutter + _GROUP_GAP * size) // step), 1)
    rows: list[Row] = setting.heading(tree, tr("The lines"))
    listing = tree.new("L")
    for number, groups in enumerate(parts, start=1):
        item = listing.new("LI")
        label = setting.text(item.new("Lbl"), f"{number}.", size=size)
        body = item.new("LBody")
        for start in range(0, len(groups), fit):
            cells = [
                setting.text(
                    body, group + " ", x=gutter + i * step, width=widest * size + 1, size=size, bold=True
                )
                for i, group in enumerate(groups[start : start + fit])
            ]
            rows += beside(label, *cells) if start == 0 else beside(*cells)
        rows.append(space(size * 0.3))
    return rows


def _groups(line: str, number: int) -> list[str]:
    """The groups of signs of a line, without the number that may stand in front of them."""
    return re.sub(rf"^\s*{number}[.:]?\s{{2,}}", "", line).split()


def _code(setting: Setting, tree: Element, text: str) -> Block:
    code = SquareCode(text)
    alt = tr("A square code with the same lines, for a camera")
    element = tree.new("Figure", alt=alt)

    def draw(canvas: TaggedCanvas, top: float) -> None:
        with canvas.figure(element):
            code.draw(canvas, 0, top - _CODE_SIDE, _CODE_SIDE)

    words = tr(
        "The square holds the same lines, for a device that reads such squares. Use only one you trust."
    )
    x = _CODE_SIDE + 12
    beside_it = [space(14), *setting.text(tree.new("P"), words, x=x)]
    white = _CODE_SIDE - sum(row.height for row in beside_it)

    def both(canvas: TaggedCanvas, top: float) -> None:
        draw(canvas, top)
        for row in beside_it:
            row.draw(canvas, top)
            top -= row.height

    return Block([Row(_CODE_SIDE - min(white, 0), both)])

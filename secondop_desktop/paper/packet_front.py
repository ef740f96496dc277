"""The cover of a packet and its contents, with the page on which each thing begins."""

from __future__ import annotations

from secondop_desktop.base.language import tr, trn
from secondop_desktop.paper.columns import Cell, Column
from secondop_desktop.paper.grid import Grid
from secondop_desktop.paper.pages import Page, draw_pages, paginate, patient_foot
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting, space, with_bar
from secondop_desktop.paper.sheets_packet import Inside, PacketFront
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

_SHARES = (0.17, 0.66, 0.17)


def draw_packet_front(front: PacketFront, style: PaperStyle, fixed: bool) -> bytes:
    """The cover and the contents as a PDF; see `draw.packet_front`."""
    pages, tree, setting = _laid(front, style)
    return draw_pages(pages, tree, setting, front.title, patient_foot(front.title), fixed)


def pages_of_front(front: PacketFront, style: PaperStyle) -> int:
    """How many pages they take, without drawing them."""
    return len(_laid(front, style)[0])


def _laid(front: PacketFront, style: PaperStyle) -> tuple[list[Page], Element, Setting]:
    setting, tree = Setting(style, style.ladder[0]), Element("Document")
    cover = [Block(_cover(front, setting, tree))]
    contents = [*_contents(front, setting, tree), *_left_out(front, setting, tree)]
    contents += left_out_note(setting, tree)
    pages = [*paginate(cover, style.frame), *paginate(contents, style.frame)]
    return pages, tree, setting


def _cover(front: PacketFront, setting: Setting, tree: Element) -> list[Row]:
    size = setting.sizes.body
    rows = [space(setting.style.frame * 0.12), *setting.heading(tree, front.title, "H1"), space(size)]
    for label, value in (
        (tr("Patient:"), front.person),
        (tr("Born:"), front.birth_date),
        (tr("For:"), front.recipient),
        (tr("Put together on:"), front.made_on),
        (tr("Inside:"), _how_much(front)),
    ):
        if value.strip():
            rows += [*setting.text(tree.new("P"), value, label=label), space(size * 0.35)]
    rows.append(space(size))
    said = (
        tr(
            "The patient put these pages together. The records are copies as the patient received them; each "
            "page says at its foot which record it belongs to. Smaller or larger pages were fitted to this "
            "paper, so nothing on them should be measured with a ruler."
        ),
        tr(
            "They are about a person’s health and meant only for the one they were given to. If they reached "
            "you by mistake, please give them back to the patient or destroy them."
        ),
    )
    for sentence in said:
        rows += [*with_bar(setting.text(tree.new("P"), sentence, x=12)), space(size * 0.6)]
    return rows


def _how_much(front: PacketFront) -> str:
    records = sum(1 for one in front.inside if one.number)
    pages = trn("{n} page", "{n} pages", front.pages)
    if not records:
        return pages
    return tr("{records}, {pages}", records=trn("{n} record", "{n} records", records), pages=pages)


def _contents(front: PacketFront, setting: Setting, tree: Element) -> list[Block]:
    heading = setting.heading(tree, tr("What is inside"))
    if not front.inside:
        return [Block(heading)]
    table = Grid(
        [
            Column(tr("No."), _SHARES[0]),
            Column(tr("What it is"), _SHARES[1]),
            Column(tr("Pages"), _SHARES[2]),
        ],
        [_line(one) for one in front.inside],
    )
    blocks = table.blocks(setting, tree, gap=setting.sizes.body * 1.2)
    return [headed(heading, blocks[0]), *blocks[1:]]


def _line(one: Inside) -> list[Cell | str]:
    number = tr("Record {number}", number=one.number) if one.number else tr("Sheet")
    pages = str(one.first) if one.first == one.last else f"{one.first}–{one.last}"
    below = "\n".join(part for part in (one.detail, one.remark) if part.strip())
    return [number, Cell(one.title, below=below), pages]


def _left_out(front: PacketFront, setting: Setting, tree: Element) -> list[Block]:
    if not front.left_out:
        return []
    heading = setting.heading(tree, tr("Not in this packet"))
    said = setting.text(
        tree.new("P"), tr("These records were chosen too, but could not be put in. Please ask for them.")
    )
    listing = tree.new("L")
    blocks = [
        Block(setting.text(listing.new("LI").new("LBody"), one.why, label=f"{one.title}:"), gap=4)
        for one in front.left_out
    ]
    first = headed([*heading, *said, space(4)], blocks[0])
    return [first, *blocks[1:]]

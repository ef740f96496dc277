"""A record that is only words, such as a Word file or an e-mail: its words on paper, line by line."""

from __future__ import annotations

from secondop_desktop.paper.pages import Foot, draw_pages, paginate
from secondop_desktop.paper.question_pages import left_out_note
from secondop_desktop.paper.rows import Block, Setting, rule, space
from secondop_desktop.paper.sheets_packet import WrittenRecord
from secondop_desktop.paper.style import PaperStyle, Sizes
from secondop_desktop.paper.tagged import Element

_SIZES = Sizes(body=10.5, heading=12, title=14, foot=9)
_LARGE = Sizes(body=16, heading=18, title=20, foot=11)


def draw_written_record(record: WrittenRecord, style: PaperStyle) -> bytes:
    """The words as a PDF; see `draw.written_record`."""
    setting, tree = Setting(style, _LARGE if style.large else _SIZES), Element("Document")
    rows = setting.heading(tree, record.title, "H1")
    rows += setting.text(tree.new("P"), record.told, size=setting.sizes.foot)
    blocks = [Block([*rows, rule(style.column, 4, 8)])]
    for page in record.pages:
        for line in page.split("\n"):
            if line.strip():
                blocks.append(Block(setting.text(tree.new("P"), line.replace("\t", "    "))))
            else:
                blocks.append(Block([space(setting.sizes.body * 0.6)]))
        blocks.append(Block([space(setting.sizes.body)]))
    blocks += left_out_note(setting, tree)
    return draw_pages(paginate(blocks, style.frame), tree, setting, record.title, Foot(""), False)

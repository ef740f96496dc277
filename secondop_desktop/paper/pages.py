"""Blocks laid out on pages and drawn with their foot; nothing is ever cut, only moved on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper.rows import LINE_WIDTH, Block, Row, Setting, space
from secondop_desktop.paper.style import INCH, MARGIN, PaperStyle
from secondop_desktop.paper.tagged import Element, TaggedCanvas

MOST_FILLERS = 2
_BEFORE_NOTE = 8.0
_LEAST_OF_HEIGHT = 0.7
one_at_a_time = threading.Lock()  # the typeface counts the signs of the sheet being drawn

Page = list[Block]


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands small at the bottom of each page, beside the page number, and above all but the first."""

    words: str
    running: str = ""


def patient_foot(running: str = "") -> Foot:
    """The foot of every sheet a doctor may see."""
    return Foot(tr("Prepared by the patient. Not a medical record."), running)


def paginate(blocks: Sequence[Block], frame: float, first_frame: float | None = None) -> list[Page]:
    """Put blocks on pages of height `frame` in points, in order; one pass, however many there are."""
    pages: list[Page] = [[]]
    left = frame if first_frame is None else first_frame
    for block in blocks:
        if block.height > left and block.led().height <= frame and pages[-1]:
            pages.append([])
            left = frame
        whole = block if pages[-1] else block.led()
        if whole.height <= left:
            pages[-1].append(whole)
            left -= whole.height + block.gap
        else:
            left = _divided(block, pages, left, frame)
    return pages


def fitted(
    style: PaperStyle, blocks: Callable[[Setting, Element], list[Block]]
) -> tuple[list[Page], Setting, Element]:
    """The pages in the first sizes of a style that need one page only, else in the last, with their tree."""
    first, *others = style.ladder
    setting, tree = Setting(style, first), Element("Document")
    pages = paginate(blocks(setting, tree), style.frame)
    for sizes in others[-1:] if too_long(pages, style) else others:
        if len(pages) == 1:
            break
        setting, tree = Setting(style, sizes), Element("Document")
        pages = paginate(blocks(setting, tree), style.frame)
    return pages, setting, tree


def too_long(pages: Sequence[Page], style: PaperStyle, wanted: int = 1) -> bool:
    """Whether no smaller sizes of the style's ladder can bring pages set in its first down to so many.

    In the last sizes, words take at least 0.77 of that height (12 points for 13 in both directions, and 1.2
    lines for 1.32), and lines to write on take all of it.
    """
    height = sum(block.height + block.gap for page in pages for block in page)
    return height * _LEAST_OF_HEIGHT > wanted * style.frame


def _divided(block: Block, pages: list[Page], left: float, frame: float) -> float:
    """Spread a block that no page can hold; gives the room left on its last page."""
    part: list[Row] = []
    lead, begun = None if block.has_head else block.lead, False
    for unit in block.units():
        if unit.height > left and (part or pages[-1]):
            if part:
                pages[-1].append(Block(part))
            pages.append([])
            part, left = [], frame
            lead = block.lead if begun or not block.has_head else None
        if lead is not None and not part and not pages[-1]:
            part.append(lead)
            left -= lead.height
        part.append(unit)
        left, begun = left - unit.height, True
    pages[-1].append(Block(part, gap=block.gap))
    return left - block.gap


def continued(
    blocks: Sequence[Block], setting: Setting, tree: Element, say: Callable[[Sequence[Page]], str]
) -> list[Page]:
    """Several pages of which the first ends with a sentence, made by `say`, of what is on the others."""
    frame = setting.style.frame
    reserve = 0.0
    while True:
        pages = paginate(blocks, frame, frame - reserve)
        probe = setting.text(Element("P"), say(pages), bold=True)
        needed = sum(row.height for row in probe) + _BEFORE_NOTE
        if needed <= reserve:
            break
        reserve = needed
    note = setting.text(tree.new("P"), say(pages), bold=True)
    pages[0].append(Block([space(_BEFORE_NOTE), *note]))
    return pages


def spread(pages: list[Page], frame: float) -> list[Page]:
    """Give the lines to write on the room that each page has to spare, the same for all on that page."""
    out = []
    for page in pages:
        fillers = [block.filler.height for block in page if block.filler is not None]
        used = sum(block.height + block.gap for block in page) - (page[-1].gap if page else 0)
        times = int(min((frame - used) // sum(fillers), MOST_FILLERS)) if fillers else 0
        out.append([block.filled(times) for block in page])
    return out


def draw_pages(
    pages: list[Page], tree: Element, setting: Setting, title: str, foot: Foot, fixed: bool
) -> bytes:
    """The pages as the bytes of a tagged PDF; `fixed` leaves out the time of making."""
    style = setting.style
    with one_at_a_time:
        canvas = TaggedCanvas((style.width, style.height), title, style.language, fixed)
        canvas.tree = tree
        for number, page in enumerate(pages, start=1):
            if number > 1:
                canvas.next_page()
            canvas.translate(MARGIN, 0)
            top = style.height - MARGIN
            for block in page:
                for row in block.rows:
                    row.draw(canvas, top)
                    top -= row.height
                top -= block.gap
            _draw_foot(canvas, setting, foot, number, len(pages))
        return canvas.finish()


def _draw_foot(canvas: TaggedCanvas, setting: Setting, foot: Foot, number: int, total: int) -> None:
    style, size = setting.style, setting.sizes.foot
    page = tr("Page {number} of {total}", number=number, total=total)
    right = setting.words.width(page, bold=False) * size
    with canvas.decoration("Pagination"):
        canvas.setLineWidth(LINE_WIDTH)
        canvas.line(0, MARGIN - 14, style.column, MARGIN - 14)
        y = MARGIN - 14 - 1.3 * size
        room = style.column - right - size
        for line in setting.words.lines(setting.words.ready(foot.words), room / size):
            canvas.put_aside(0, y, replace(line, more=False), size)
            y -= 1.25 * size
        for line in setting.words.lines(page, style.column / size):
            canvas.put_aside(style.column - right, MARGIN - 14 - 1.3 * size, line, size)
        if number > 1 and foot.running:
            _draw_running_head(canvas, setting, foot.running)


def _draw_running_head(canvas: TaggedCanvas, setting: Setting, running: str) -> None:
    """Say on each further page what it belongs to, if that fits on one line; the first page says it whole."""
    size = setting.sizes.foot
    lines = setting.words.lines(running, setting.style.column / size)
    if len(lines) == 1:
        canvas.put_aside(0, setting.style.height - 0.7 * INCH, lines[0], size)

"""What stands small at the foot of every page of a packet, as source that is put on it by the binder.

One file holds the letters of all stamps: drawn as a page each they would take as long as all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from secondop_desktop.paper.pages import one_at_a_time
from secondop_desktop.paper.rows import LINE_WIDTH, Setting
from secondop_desktop.paper.sheets_packet import Stamp
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import TaggedCanvas
from secondop_desktop.paper.text import Line

SIDE = 34.0
"""Points from the sides of the paper; most printers reach no further than a third of that."""
_SIZE, _LARGE = 8.5, 11.0
_BASE = 17.0
_MORE = "…"


@dataclass(frozen=True, slots=True)
class DrawnStamps:
    """The source of each stamp and the size of its page in points; `pdf` is a page with their typefaces."""

    pdf: bytes
    sources: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]


def strip(style: PaperStyle) -> float:
    """How many points at the foot of a page belong to its stamp."""
    return _BASE + 1.7 * _size(style)


def draw_packet_stamps(stamps: Sequence[Stamp], style: PaperStyle) -> DrawnStamps:
    """Each stamp as the source of a page; see `draw.packet_stamps`."""
    wide = (style.height, style.width)
    with one_at_a_time:
        setting = Setting(style, style.ladder[0])
        canvas = TaggedCanvas(wide[::-1], "", style.language, True)
        sources, sizes = [], []
        for stamp in stamps:
            canvas.begin_source()
            sizes.append(wide if stamp.wide else wide[::-1])
            _draw(canvas, setting, stamp, sizes[-1])
            sources.append(canvas.end_source())
        return DrawnStamps(canvas.finish(), tuple(sources), tuple(sizes))


def _draw(canvas: TaggedCanvas, setting: Setting, stamp: Stamp, page: tuple[float, float]) -> None:
    size, (width, height) = _size(setting.style), page
    right = _fitting(setting, stamp.right, (width - 2 * SIDE) / size)
    left = _fitting(setting, stamp.left, (width - 2 * SIDE) / size - right.width - 2)
    with canvas.decoration("Pagination"):
        canvas.setLineWidth(LINE_WIDTH / 2)
        canvas.line(SIDE, _BASE + 1.25 * size, width - SIDE, _BASE + 1.25 * size)
        canvas.put_aside(SIDE, _BASE, left, size)
        canvas.put_aside(width - SIDE - right.width * size, _BASE, right, size)
        y = height / 2
        for line in setting.words.lines(
            setting.words.ready(stamp.instead), (width - 4 * SIDE) / setting.sizes.body
        ):
            canvas.put_aside(2 * SIDE, y, replace(line, more=False), setting.sizes.body)
            y -= setting.sizes.body * setting.sizes.line


def _fitting(setting: Setting, text: str, wide: float) -> Line:
    """The text on one line; when it is too long, its beginning and a sign that it goes on."""
    ready = setting.words.ready(text)
    lines = setting.words.lines(ready, wide) or setting.words.lines(" ", 9e9) or [Line((), 0, False, False)]
    if len(lines) == 1:
        return replace(lines[0], more=False)
    low, high = 0, len(ready)
    while low < high:
        middle = (low + high + 1) // 2
        if len(setting.words.lines(ready[:middle].rstrip() + _MORE, wide)) == 1:
            low = middle
        else:
            high = middle - 1
    return replace(setting.words.lines(ready[:low].rstrip() + _MORE, 9e9)[0], more=False)


def _size(style: PaperStyle) -> float:
    return _LARGE if style.large else _SIZE

"""Puts a picture on a sheet: vectors and words of the sheet's own typeface, and all of it told in words."""

from __future__ import annotations

from dataclasses import replace

from reportlab.pdfgen.pathobject import PDFPathObject

from secondop_desktop.paper.forms import Box as Frame
from secondop_desktop.paper.picture import Box, Disc, Line, Measure, Path, Picture, Room, Shape, Words
from secondop_desktop.paper.rows import Row, Setting
from secondop_desktop.paper.tagged import Element, TaggedCanvas

_GREY = {
    "text": 0.0,
    "accent": 0.0,
    "quiet": 0.45,
    "grid": 0.72,
    "hatch": 0.72,
    "soft": 0.9,
    "band": 0.94,
    "surface": 1.0,
}
"""Black and white: what is told apart by colour on a screen is told apart by shape as well."""
_NORMAL, _LARGE = 11.0, 16.0  # type size of the words in a picture


def room(setting: Setting, height: float = 0.0) -> Room:
    """The room that a sheet has for a picture across its column."""
    size = _LARGE if setting.style.large else _NORMAL
    return Room(setting.style.column, size, _measure(setting), height)


def _measure(setting: Setting) -> Measure:
    words = setting.words
    return lambda text, size, bold: words.printed_width(text, bold) * size


def picture_row(picture: Picture, setting: Setting, parent: Element) -> Row:
    """The picture as one row, a figure whose description says all that it shows."""
    element = parent.new("Figure", alt=picture.alt)
    shapes = [_ready(shape, setting) for shape in picture.shapes]

    def draw(canvas: TaggedCanvas, top: float) -> None:
        canvas.saveState()
        with canvas.figure(element, Frame(0, top - picture.height, picture.width, picture.height)):
            for shape in shapes:
                _put(canvas, shape, top, setting)
        canvas.restoreState()

    return Row(picture.height, draw)


def _ready(shape: Shape, setting: Setting) -> Shape:
    """Words as they can be printed; asked for once, because what cannot be printed is counted."""
    return replace(shape, text=setting.words.ready(shape.text)) if isinstance(shape, Words) else shape


def _put(canvas: TaggedCanvas, shape: Shape, top: float, setting: Setting) -> None:
    if isinstance(shape, Words):
        _write(canvas, shape, top, setting)
    elif isinstance(shape, Line):
        _pen(canvas, shape.colour, shape.width, shape.dashes)
        canvas.line(shape.x1, top - shape.y1, shape.x2, top - shape.y2)
    elif isinstance(shape, Disc):
        _pen(canvas, shape.edge, shape.line)
        _ink(canvas, shape.fill)
        canvas.circle(shape.x, top - shape.y, shape.radius, stroke=bool(shape.edge), fill=bool(shape.fill))
    else:
        _pen(canvas, shape.edge, shape.line, shape.dashes)
        _ink(canvas, shape.fill)
        canvas.drawPath(_outline(canvas, shape, top), stroke=bool(shape.edge), fill=bool(shape.fill))


def _outline(canvas: TaggedCanvas, shape: Box | Path, top: float) -> PDFPathObject:
    path = canvas.beginPath()
    if isinstance(shape, Box):
        path.rect(shape.x, top - shape.y - shape.height, shape.width, shape.height)
        return path
    for number, (x, y) in enumerate(shape.points):
        (path.lineTo if number else path.moveTo)(x, top - y)
    if shape.closed:
        path.close()
    return path


def _pen(canvas: TaggedCanvas, colour: str, width: float, dashes: tuple[float, ...] = ()) -> None:
    canvas.setStrokeGray(_GREY.get(colour, 0.0))
    canvas.setLineWidth(width)
    canvas.setDash(list(dashes))


def _ink(canvas: TaggedCanvas, colour: str) -> None:
    canvas.setFillGray(_GREY.get(colour, 0.0))


def _write(canvas: TaggedCanvas, words: Words, top: float, setting: Setting) -> None:
    """One line; each ends with a blank, so that the words of two lines do not read as one."""
    _ink(canvas, words.colour)
    for line in setting.words.lines(words.text, float("inf"), len(words.text) if words.bold else 0):
        wide = line.width * words.size
        x = {"start": words.x, "middle": words.x - wide / 2, "end": words.x - wide}[words.anchor]
        canvas.put_aside(x, top - words.y, replace(line, more=not line.rtl), words.size)

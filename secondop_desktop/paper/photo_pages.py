"""Puts pages that exist as pixels into a PDF, one to a sheet, for another program."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.paper.families import SANS
from secondop_desktop.paper.fonts import typeface

QUALITY = 88
"""Of the JPEG; with less, small print gets edges."""
_NEAR = 0.02
_MARGIN, _SIZE = 72.0, 12.0
Pixels = tuple[int, int, bytes]
"""Width, height, and three bytes for each dot, row by row from the top."""


def pdf(pages: Iterable[Pixels | str]) -> bytes:
    """The file; where a page is a sentence instead, the sentence stands on its sheet."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    for page in pages:
        if isinstance(page, str):
            _say(canvas, page)
        else:
            width, height = _paper(page[0], page[1])
            canvas.setPageSize((width, height))
            canvas.drawImage(_jpeg(page), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _say(canvas: Canvas, sentence: str) -> None:
    font = typeface().font(SANS, False).fontName
    canvas.setPageSize(A4)
    canvas.setFont(font, _SIZE)
    for place, line in enumerate(simpleSplit(sentence, font, _SIZE, A4[0] - 2 * _MARGIN)):
        canvas.drawString(_MARGIN, A4[1] - _MARGIN - place * _SIZE * 1.4, line)


def _paper(width: int, height: int) -> tuple[float, float]:
    """The sheet in points: A4 or Letter, also on its side, when it is nearly that; else as long as A4."""
    shape = width / height
    for across, down in (A4, LETTER, A4[::-1], LETTER[::-1]):
        if abs(shape / (across / down) - 1) < _NEAR:
            return across, down
    longer = A4[1]
    return (longer, longer / shape) if shape > 1 else (longer * shape, longer)


def _jpeg(page: Pixels) -> ImageReader:
    content = io.BytesIO()
    Image.frombytes("RGB", (page[0], page[1]), page[2]).save(content, "JPEG", quality=QUALITY, subsampling=0)
    content.seek(0)
    return ImageReader(content)

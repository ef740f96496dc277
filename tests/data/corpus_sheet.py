"""A sheet to typeset a made-up report on; it remembers its words in the order in which one reads them."""

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT / "packaging") not in sys.path:
    sys.path.insert(0, str(ROOT / "packaging"))

from sample_reports.sheet import noto  # noqa: E402 - found in the folder that was just added

SIZES = {"a4": A4, "letter": LETTER}
INK = "#151515"


@dataclass
class Face:
    """A family of letters, plain and bold, and their size in points."""

    plain: str
    bold: str
    size: float = 10.0

    def sized(self, size):
        return Face(self.plain, self.bold, size)


SANS = Face("Helvetica", "Helvetica-Bold")
SERIF = Face("Times-Roman", "Times-Bold", 11)
TYPED = Face("Courier", "Courier-Bold", 9.5)
NOTO = Face(noto("Regular"), noto("Bold"))


@dataclass
class Paper:
    """One page; places in points from the upper left corner, `y` is where the next line begins."""

    face: Face
    size: str = "letter"
    margin: float = 60.0
    told: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.wide, self.high = SIZES[self.size]
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=(self.wide, self.high), invariant=1)
        self.y = self.margin

    @property
    def inner(self):
        return self.wide - 2 * self.margin

    def put(self, x, text, bold=False, size=None, align="left"):
        """Letters at the height of the next line, which stays where it is; the words are not told."""
        font, size = self.face.bold if bold else self.face.plain, size or self.face.size
        wide = pdfmetrics.stringWidth(text, font, size)
        x -= {"left": 0, "right": wide, "middle": wide / 2}[align]
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(INK)
        self._canvas.drawString(x, self.high - self.y - size, text)
        return wide

    def line(self, text, bold=False, size=None, x=None, align="left"):
        """One line."""
        size = size or self.face.size
        places = {"left": self.margin, "right": self.wide - self.margin, "middle": self.wide / 2}
        self.put(places[align] if x is None else x, text, bold, size, align)
        self.told.append(text)
        self.y += size * 1.38

    def paragraph(self, text, x=None, wide=None, bold=False):
        """Running text."""
        font, size = self.face.bold if bold else self.face.plain, self.face.size
        for line in simpleSplit(text, font, size, wide or self.inner):
            self.line(line, bold, x=x)

    def cells(self, at, texts, bold=False):
        """A row of a table: what stands at each x; a cell may be empty."""
        for x, text in zip(at, texts, strict=True):
            if text:
                self.put(x, text, bold)
        self.told.append(" ".join(text for text in texts if text))
        self.y += self.face.size * 1.6

    def gap(self, points=8.0):
        self.y += points

    def rule(self, thick=0.7, x0=None, x1=None):
        self._canvas.setLineWidth(thick)
        y = self.high - self.y
        self._canvas.line(
            self.margin if x0 is None else x0, y, self.wide - self.margin if x1 is None else x1, y
        )
        self.y += 4

    def box(self, x, y, wide, high, fill=None):
        """A frame, or with `fill` a tinted field; draw it before its words."""
        self._canvas.setLineWidth(0.6)
        self._canvas.setFillColor(fill or "#ffffff")
        self._canvas.rect(x, self.high - y - high, wide, high, stroke=int(not fill), fill=int(bool(fill)))

    def done(self):
        """The page as a PDF, and what stands on it, line by line."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue(), "\n".join(self.told) + "\n"

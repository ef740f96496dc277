"""A sheet of paper to write a report on, which remembers every word that was put on it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
"""US Letter in points."""
MARK = "SAMPLE. Invented person."
ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"


def noto(weight: str) -> str:
    """Register Noto Sans in one weight ("Regular", "Bold") and return its name."""
    name = f"NotoSans-{weight}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    return name


@dataclass
class Style:
    """A font with its size and line height in points."""

    font: str = "Helvetica"
    size: float = 10
    leading: float = 13.5
    ink: str = "#111111"


@dataclass
class Sheet:
    """Pages in points, counted from the top left corner as a person reads.

    `written` holds one list a page with (y, x, text) of everything legible; the truth for reading tests.
    """

    title: str
    written: list[list[tuple[float, float, str]]] = field(default_factory=lambda: [[]])

    def __post_init__(self) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.canvas.setTitle(self.title)
        self.canvas.setAuthor(MARK)

    def text(self, x: float, y: float, words: str, style: Style, align: str = "left") -> float:
        """Write one line with its baseline at `y`; returns the x at which it ends."""
        wide = pdfmetrics.stringWidth(words, style.font, style.size)
        x -= {"left": 0, "right": wide, "middle": wide / 2}[align]
        self.canvas.setFont(style.font, style.size)
        self.canvas.setFillColor(style.ink)
        self.canvas.drawString(x, HEIGHT - y, words)
        self.written[-1].append((y, x, words))
        return float(x + wide)

    def paragraph(self, x: float, y: float, wide: float, words: str, style: Style) -> float:
        """Write wrapped lines, the first baseline at `y`; returns the next free baseline."""
        for line in simpleSplit(words, style.font, style.size, wide):
            self.text(x, y, line, style)
            y += style.leading
        return y

    def columns(self, y: float, at: Sequence[float], cells: Iterable[str], style: Style) -> float:
        """Write one row of a table with its cells at the x of `at`; returns the next free baseline."""
        for x, cell in zip(at, cells, strict=True):
            if cell:
                self.text(x, y, cell, style)
        return y + style.leading

    def rule(self, x0: float, y: float, x1: float, thick: float = 0.7, ink: str = "#111111") -> None:
        """Draw a straight line across."""
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(thick)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def box(
        self, x: float, y: float, wide: float, high: float, fill: str | None = None, ink: str = "#111111"
    ) -> None:
        """Draw a rectangle whose upper left corner is at (x, y); without a line when it is filled."""
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(0.7)
        self.canvas.setFillColor(fill or "#ffffff")
        self.canvas.rect(x, HEIGHT - y - high, wide, high, stroke=int(not fill), fill=int(bool(fill)))

    def hidden_date(self, x: float, y: float, wide: float = 62, high: float = 9) -> None:
        """Black out a date: the sample's days are counted from the day on which the case is made."""
        self.box(x, y - high + 1.5, wide, high, fill="#0a0a0a")

    def signature(self, x: float, y: float, strokes: str, ink: str = "#1b2a5c") -> None:
        """Sign from (x, y) on the writing line with `strokes` ("x,y x,y; x,y ..."), thin where quick."""
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineCap(1)
        for stroke in strokes.split(";"):
            path = _smooth([_point(pair) for pair in stroke.split()])
            points = [(x + px, HEIGHT - y + py) for px, py in path]
            for (x0, y0), (x1, y1) in pairwise(points):
                self.canvas.setLineWidth(max(0.55, 1.6 - 0.28 * math.hypot(x1 - x0, y1 - y0)))
                self.canvas.line(x0, y0, x1, y1)

    def turn_page(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.written.append([])

    def pdf(self) -> bytes:
        """Finish, and return the sheet as a PDF with text; same words, same bytes."""
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()

    def truth(self) -> str:
        """All that is written, line by line from left to right; pages are parted by form feeds."""
        return "\f".join(_lines(page) for page in self.written)


def _lines(page: Iterable[tuple[float, float, str]]) -> str:
    rows: dict[float, list[tuple[float, str]]] = {}
    for y, x, words in page:
        near = next((known for known in rows if abs(known - y) < 3), y)
        rows.setdefault(near, []).append((x, words))
    lines = (" ".join(words for _, words in sorted(rows[y])) for y in sorted(rows))
    return "".join(line + "\n" for line in lines)


def _point(pair: str) -> tuple[float, float]:
    x, y = pair.split(",")
    return float(x), float(y)


def _smooth(stroke: Sequence[tuple[float, float]], steps: int = 10) -> list[tuple[float, float]]:
    """A curve through all points of a stroke (Catmull-Rom), so that it looks written and not drawn."""
    ends = [stroke[0], *stroke, stroke[-1]]
    curve = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return [*curve, (float(stroke[-1][0]), float(stroke[-1][1]))]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

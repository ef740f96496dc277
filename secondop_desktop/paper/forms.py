"""Fields that can be filled in on a screen: their widgets, their looks, and the form that holds them."""

from __future__ import annotations

import functools
import zlib
from dataclasses import dataclass

import uharfbuzz
from reportlab.pdfbase import pdfdoc

from secondop_desktop.base.paths import resources
from secondop_desktop.paper import pdf_source
from secondop_desktop.paper.pdf_source import Source, Stream

_SEVERAL_LINES = 1 << 12  # PDF 32000-1, table 228
_PRINTED = 4  # table 165
_FIRST, _LAST = 32, 255
_LETTERS = bytes(range(_FIRST, _LAST + 1)).decode("cp1252", "replace")
_FAMILY = "SecondOpForm"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in points from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def edges(self) -> str:
        """Left, bottom, right and top, as an array."""
        return pdf_source.numbers((self.left, self.bottom, self.left + self.width, self.bottom + self.height))


@dataclass(frozen=True, slots=True)
class Blank:
    """What is to be filled in: `words` tell a screen reader what belongs there.

    `value` stands in a text already; `ticked` is None for a text, else whether the box is ticked. `size` is
    that of the letters, `leading` from one line to the next where there are rules to write on, in points.
    """

    words: str
    value: str = ""
    ticked: bool | None = None
    several: bool = False
    size: float = 12.0
    leading: float = 0.0

    @property
    def step(self) -> float:
        """From one line of letters to the next, in points."""
        return self.leading or 1.36 * self.size

    def base(self, height: float) -> float:
        """How far above the lower edge of its place the first line of letters stands."""
        return height - self.step + 0.25 * self.size if self.several else 0.25 * self.size


class Widget(pdfdoc.PDFObject):  # type: ignore[misc]
    """One field and the place where it stands (PDF 32000-1, 12.5.6.19 and 12.7)."""

    __RefOnly__ = 1

    def __init__(self, blank: Blank, box: Box, page: int, looks: dict[str, Stream]) -> None:
        """`looks` are its appearances by state; a text has one, by the name of nothing."""
        self.blank = blank
        self.box = box
        self.page = page
        self.looks = looks
        self.number = 0  # given by the form
        self.struct_parent = 0  # given by the tree

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """As PDF source; called by reportlab while it writes the file."""
        words = pdf_source.text(self.blank.words)
        out = [
            f"<< /Type /Annot /Subtype /Widget /F {_PRINTED} /Rect {self.box.edges}",
            f"/T {pdf_source.text(f'blank {self.number}')} /TU {words}",
            f"/P {pdf_source.page(self.page, document)} /StructParent {self.struct_parent}",
            self._tick(document) if self.blank.ticked is not None else self._text(document),
            ">>",
        ]
        return " ".join(out).encode("ascii")

    def _text(self, document: pdfdoc.PDFDocument) -> str:
        several = f"/Ff {_SEVERAL_LINES} /MK << /BG [1] >> " if self.blank.several else ""
        look = pdf_source.reference(self.looks[""], document)
        value = pdf_source.text(self.blank.value)
        return (
            f"/FT /Tx {several}/V {value} /DV {value} "
            f"/DA (/{_FAMILY} {self.blank.size:g} Tf 0 g) /AP << /N {look} >>"
        )

    def _tick(self, document: pdfdoc.PDFDocument) -> str:
        state = "Yes" if self.blank.ticked else "Off"
        looks = " ".join(f"/{name} {pdf_source.reference(at, document)}" for name, at in self.looks.items())
        return f"/FT /Btn /V /{state} /AS /{state} /AP << /N << {looks} >> >>"


def text_look(box: Box, code: str, fonts: str) -> Stream:
    """How a text field looks now: `code` draws its value in the letters of `fonts`, a reference."""
    if not code:
        return _look(box, "/Tx BMC EMC", "/Resources << >>")
    inside = f"/Tx BMC\nq 0 0 {box.width:.2f} {box.height:.2f} re W n\n{code}\nQ\nEMC"
    return _look(box, inside, f"/Resources << /Font {fonts} >>")


def tick_looks(box: Box) -> dict[str, Stream]:
    """How a tick box looks ticked and not; its frame belongs to the page."""
    w, h = box.width, box.height
    tick = (
        f"q 2.2 w 0 G {0.2 * w:.2f} {0.5 * h:.2f} m {0.42 * w:.2f} {0.24 * h:.2f} l "
        f"{0.82 * w:.2f} {0.8 * h:.2f} l S Q"
    )
    return {"Yes": _look(box, tick, "/Resources << >>"), "Off": _look(box, "", "/Resources << >>")}


def form(widgets: list[Widget], document: pdfdoc.PDFDocument) -> pdfdoc.PDFObject:
    """The form of all fields, with the letters a program needs to show what is typed into them."""
    for number, widget in enumerate(widgets, start=1):
        widget.number = number
    font = _font(document)
    fields = " ".join(pdf_source.reference(widget, document) for widget in widgets)
    return Source(
        f"<< /Fields [{fields}] /NeedAppearances false /DA (/{_FAMILY} 12 Tf 0 g) "
        f"/DR << /Font << /{_FAMILY} {pdf_source.reference(font, document)} >> >> >>"
    )


def _look(box: Box, code: str, resources_: str) -> Stream:
    edges = pdf_source.numbers((0, 0, box.width, box.height))
    return Stream(f"/Type /XObject /Subtype /Form /BBox {edges} {resources_}", code.encode("latin-1"))


def _font(document: pdfdoc.PDFDocument) -> pdfdoc.PDFObject:
    """Noto Sans with the letters of Western Europe, all embedded: nobody knows what will be typed."""
    program, length, widths, box = _letters()
    file = Stream(f"/Length1 {length}", program, packed=True)
    document.Reference(file)
    described = Source(
        f"<< /Type /FontDescriptor /FontName /SCNDOP+NotoSans-Regular /Flags 32 /FontBBox {box} "
        f"/ItalicAngle 0 /Ascent 1069 /Descent -293 /CapHeight 714 /StemV 80 "
        f"/FontFile2 {pdf_source.reference(file, document)} >>"
    )
    document.Reference(described)
    font = Source(
        f"<< /Type /Font /Subtype /TrueType /BaseFont /SCNDOP+NotoSans-Regular /FirstChar {_FIRST} "
        f"/LastChar {_LAST} /Widths {widths} /Encoding /WinAnsiEncoding "
        f"/FontDescriptor {pdf_source.reference(described, document)} >>"
    )
    document.Reference(font)
    return font


@functools.cache
def _letters() -> tuple[bytes, int, str, str]:
    """The compressed font program and its length before, the widths of its letters and its bounding box."""
    whole = (resources() / "fonts" / "NotoSans-Regular.ttf").read_bytes()
    face = uharfbuzz.Face(whole)
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(letter) for letter in _LETTERS)
    program = uharfbuzz.subset(face, wanted).blob.data
    font = uharfbuzz.Font(face)
    widths = []
    for letter in _LETTERS:
        glyph = font.get_nominal_glyph(ord(letter)) or 0
        widths.append(font.get_glyph_h_advance(glyph) * 1000 / face.upem)
    return zlib.compress(program), len(program), pdf_source.numbers(widths), "[-621 -389 2800 1067]"

"""The bundled typefaces: which signs they hold, how they join them, how they are embedded."""

from __future__ import annotations

import functools
import threading
import unicodedata
from collections.abc import Sequence

import uharfbuzz
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, ShapeData, ShapedStr, TTFont

from secondop_desktop.base.paths import resources
from secondop_desktop.paper.families import FAMILIES, HEAVIER, SANS, family_of

_PRIVATE = 0xE000  # code points without a meaning of their own; none of the bundled files uses them
_SHARED = " \u200c\u200d\u0964\u0965"  # blank, joiners and the full stops of India
_BFCHAR_LIMIT = 100  # the PDF standard allows no more lines in one block of a character map
_counting = threading.Lock()
_loading = threading.Lock()


class PaperFont(TTFont):  # type: ignore[misc]
    """A typeface that remembers what text a joined or moved glyph stands for, so that it reads back."""

    def __init__(self, name: str, file_name: str) -> None:
        super().__init__(name, str(resources() / "fonts" / file_name))
        self.chars = frozenset(self.face.charToGlyph)
        self._joiner = uharfbuzz.Font(self.hbFace)
        self._joiner.scale = (1000, 1000)  # as the widths of the drawing library, whatever the file counts in
        self._codes: dict[tuple[int, str], int] = {}
        self._texts: dict[int, str] = {}

    def width(self, text: str) -> float:
        """Width of text that needs no joining, for a size of 1 point."""
        widths = self.face.charWidths
        return float(sum([widths[ord(char)] for char in text])) / 1000

    def shaped(self, text: str, rtl: bool) -> tuple[ShapedStr, float]:
        """The glyphs of `text`, joined, marked and in the order of the eye, with their width for 1 point."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        uharfbuzz.shape(self._joiner, buffer, {"kern": True, "liga": True})
        sources = _sources(text, [info.cluster for info in buffer.glyph_infos])
        chars, data, width = [], [], 0
        for info, at, source in zip(buffer.glyph_infos, buffer.glyph_positions, sources, strict=True):
            code = self._code(info.codepoint, source)
            natural = self.face.charWidths[code]
            chars.append(chr(code))
            data.append(ShapeData(info.cluster, at.x_advance, 0, at.x_offset, at.y_offset, natural))
            width += at.x_advance
        return ShapedStr("".join(chars), shapeData=data), width / 1000

    def _code(self, glyph: int, source: str) -> int:
        """A code point that draws `glyph` and reads back as `source`."""
        face = self.face
        if len(source) == 1 and ord(source) in self.chars and face.charToGlyph[ord(source)] == glyph:
            return ord(source)
        with _counting:
            if (glyph, source) not in self._codes:
                code = _PRIVATE + len(self._codes)
                self._texts[code] = source
                face.charToGlyph[code] = glyph
                face.charWidths[code] = self._joiner.get_glyph_h_advance(glyph)
                self._codes[glyph, source] = code
        return self._codes[glyph, source]

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        """Embed the glyphs that were used, with a map back to the text they stand for."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))).decode("ascii")
            stream = doc.idToObject["toUnicodeCMap:" + name]
            stream.content = self._character_map(name, subset)

    def _character_map(self, name: str, subset: Sequence[int]) -> str:
        entries = [
            f"<{i:02X}> <{self._texts.get(code, chr(code)).encode('utf-16-be').hex().upper()}>"
            for i, code in enumerate(subset)
        ]
        blocks = [entries[i : i + _BFCHAR_LIMIT] for i in range(0, len(entries), _BFCHAR_LIMIT)]
        mapped = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                f"/CMapName /{name} def /CMapType 2 def",
                "1 begincodespacerange <00> <FF> endcodespacerange",
                *mapped,
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        )


class Typeface:
    """All bundled files as one typeface in two weights; a file is read when its script first occurs."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, bool], PaperFont] = {}
        self._chars: dict[str, frozenset[int]] = {}
        self.widths: dict[tuple[str, bool], float] = {}  # of words, for a size of 1 point
        self.plain = frozenset(chr(code) for code in self._held(SANS) if _stands_alone(chr(code)))

    def font(self, family: str, bold: bool) -> PaperFont:
        """The font of one family and weight."""
        self._held(family)
        return self._fonts[family, bold]

    def name(self, family: str, bold: bool) -> str:
        """What a piece of text says of its font: its name, marked when the letters are to be made heavier."""
        heavier = HEAVIER if bold and not FAMILIES[family].bold else ""
        return f"{self.font(family, bold).fontName}{heavier}"

    def covers(self, char: str) -> bool:
        """Whether some bundled font can draw this character."""
        return char in self.plain or bool(self._drawing(ord(char)))

    def family(self, char: str, before: str) -> str:
        """The font family for a character; marks and blanks stay in that of the character `before`."""
        if before and stays(char) and ord(char) in self._held(before):
            return before
        return self._drawing(ord(char)) or SANS

    def _drawing(self, code: int) -> str:
        """The family that draws a character; nothing when none does."""
        return next((name for name in (SANS, *family_of(code)) if code in self._held(name)), "")

    def _held(self, family: str) -> frozenset[int]:
        """The characters of a family in both weights."""
        if family not in self._chars:
            with _loading:
                if family not in self._chars:
                    self._load(family)
        return self._chars[family]

    def _load(self, family: str) -> None:
        files = FAMILIES[family]
        font = PaperFont(f"Paper{family}", files.regular)
        heavy = PaperFont(f"Paper{family}Bold", files.bold) if files.bold else font
        for one in {font, heavy}:
            pdfmetrics.registerFont(one)
        self._fonts[family, False], self._fonts[family, True] = font, heavy
        self._chars[family] = font.chars & heavy.chars


def stays(char: str) -> bool:
    """Whether a character belongs to the word before it, whatever script that is in."""
    return char in _SHARED or unicodedata.category(char)[0] == "M"


@functools.cache
def typeface() -> Typeface:
    """The one typeface, read from its files when first used."""
    return Typeface()


def _stands_alone(char: str) -> bool:
    """Whether a character is drawn the same wherever it stands: no mark, no joiner, no control."""
    return unicodedata.category(char)[0] not in "CM" and unicodedata.normalize("NFC", char) == char


def _sources(text: str, clusters: Sequence[int]) -> list[str]:
    """The text each glyph stands for; of several glyphs for one piece of text the first takes it all."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    taken: set[int] = set()
    out = []
    for cluster in clusters:
        out.append("" if cluster in taken else text[cluster : ends[cluster]])
        taken.add(cluster)
    return out

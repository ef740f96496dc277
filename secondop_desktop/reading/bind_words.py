"""Words that lie unseen over the picture of a page, so that a packet can be searched and read aloud.

Runs in the binder only. The letters are of a typeface without any ink (Type 3), with a map back to what they
mean (ISO 32000-1, 9.10.3), so nothing has to be embedded.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

_CODES = 255
_WIDE = 500
"""Thousandths of the size that each letter is wide; the words are stretched to where they stand."""
_FLATTEST, _WIDEST = 1.0, 1000.0


class Unseen:
    """The unseen typeface of one packet; it holds the letters that were needed."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._codes: dict[str, tuple[int, int]] = {}
        self._fonts: list[Object] = []
        self._letters: list[list[str]] = []

    def over(self, page: Page, words: list[list[Any]], width: float, height: float) -> list[str]:
        """The source that puts words on a page of that size; each is its text and its box in fractions."""
        out, used = ["BT 3 Tr"], set[int]()
        for text, x0, y0, x1, y1 in words:
            size = max(1.0, (y1 - y0) * height)
            letters = str(text) + " "
            stretch = 100 * (x1 - x0) * width / max(0.01, size * _WIDE / 1000 * (len(letters) - 1))
            stretch = min(_WIDEST, max(_FLATTEST, stretch))
            out.append(f"{stretch:.1f} Tz 1 0 0 1 {x0 * width:.2f} {(1 - y1) * height + 0.2 * size:.2f} Tm")
            for font, codes in self._runs(letters):
                used.add(font)
                out.append(f"/Unseen{font} {size:.2f} Tf <{bytes(codes).hex()}> Tj")
        out.append("ET")
        fonts = page.obj.Resources.get("/Font", Dictionary())
        unseen = {f"/Unseen{n}": self._fonts[n] for n in sorted(used)}
        page.obj.Resources.Font = Dictionary({**dict(fonts.items()), **unseen})
        return out

    def finish(self) -> None:
        """Complete the fonts with the letters that they came to hold."""
        for font, letters in zip(self._fonts, self._letters, strict=True):
            font.LastChar = len(letters)
            font.Widths = Array([_WIDE] * len(letters))
            font.Encoding = Dictionary(
                Type=Name.Encoding, Differences=Array([1, *[Name.none for _ in letters]])
            )
            font.ToUnicode = self._pdf.make_stream(_map_back(letters))

    def _runs(self, letters: str) -> list[tuple[int, list[int]]]:
        runs: list[tuple[int, list[int]]] = []
        for letter in letters:
            font, code = self._codes.get(letter) or self._new(letter)
            if runs and runs[-1][0] == font:
                runs[-1][1].append(code)
            else:
                runs.append((font, [code]))
        return runs

    def _new(self, letter: str) -> tuple[int, int]:
        if not self._letters or len(self._letters[-1]) == _CODES:
            self._letters.append([])
            self._fonts.append(self._font())
        self._letters[-1].append(letter)
        self._codes[letter] = len(self._fonts) - 1, len(self._letters[-1])
        return self._codes[letter]

    def _font(self) -> Object:
        nothing = self._pdf.make_stream(f"{_WIDE} 0 d0".encode())
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, -200, _WIDE, 800]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                FirstChar=1,
                CharProcs=Dictionary(none=nothing),
                Resources=Dictionary(),
            )
        )


def _map_back(letters: list[str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Unseen def /CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
    ]
    for start in range(0, len(letters), 100):  # the standard allows no more in one block
        block = letters[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{start + place + 1:02X}> <{letter.encode('utf-16-be', 'replace').hex().upper()}>"
            for place, letter in enumerate(block)
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")

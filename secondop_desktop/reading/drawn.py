"""Draws a page of text as a sheet of paper, so that it can be looked at, searched and marked like any other.

Runs in the parser only. Scripts whose letters join or run to the left are not drawn: it would be wrong.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from secondop_desktop.base.paths import resources
from secondop_desktop.reading import limits
from secondop_desktop.reading.pages import Picture, Word
from secondop_desktop.reading.words import writes_to_the_left

WIDTH, HEIGHT, MARGIN = 595, 842, 54
"""A4 in points."""
SIZES = (9.5, 9.0, 8.5, 8.0, 7.0, 6.0, 5.0, 4.0)
"""Points of the letters; the first that lets all lines stand on the sheet is taken."""
LEADING = 1.28
TAB = 60
"""Points from one tab stop to the next: columns of a table stand below each other."""
_FONTS = ("Inter-Regular.otf", "NotoSans-Regular.ttf", "NotoSansMath-Regular.ttf")
_FINE = 8
"""How many times larger than it is drawn a letter is measured, since widths are whole pixels."""
_FINEST = 2400
"""Pixels across up to which a sheet is drawn larger and made smaller; so small letters keep distance."""
_UNASSIGNED = "\uffff"
_BLANK = 0.32
"""How wide a blank is, in sizes of the letters."""
_TICKS = {"☒": "[x]", "☑": "[x]", "☐": "[ ]"}
_UNKNOWN_SIGN = "\u25af"
"""Stands for a sign that no font has, such as a small picture; a letter that none has is another matter."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word with the font that has its letters, at a place in points from the upper left corner."""

    text: str
    font: int
    x: float
    y: float
    width: float


class DrawnText:
    """A page of text as it stands on a sheet; `can` says whether it can be drawn."""

    def __init__(self, text: str) -> None:
        self.can = False
        self.size, self._placed = SIZES[-1], tuple[Placed, ...]()
        fonts = _fonts_of(text)
        if fonts is None:
            return
        for size in SIZES:
            placed, bottom = _placed(text, fonts, size)
            self.size, self._placed = size, placed
            self.can = bottom <= HEIGHT - MARGIN
            if self.can:
                return
        self._placed = ()

    def words(self) -> tuple[Word, ...]:
        """The words and where they stand, in fractions of the sheet."""
        high = self.size * LEADING
        return tuple(
            Word(
                one.text,
                one.x / WIDTH,
                one.y / HEIGHT,
                min(1.0, (one.x + one.width) / WIDTH),
                min(1.0, (one.y + high) / HEIGHT),
            )
            for one in self._placed
        )

    def picture(self, width_px: int) -> Picture:
        """The sheet as pixels, `width_px` wide unless that would be too many."""
        scale = min(width_px / WIDTH, limits.scale_within(WIDTH, HEIGHT))
        size = max(1, round(WIDTH * scale)), max(1, round(HEIGHT * scale))
        fine = next((n for n in (3, 2) if size[0] * n <= _FINEST), 1)
        sheet = self._sheet((size[0] * fine, size[1] * fine), scale * fine)
        shown = (sheet if fine == 1 else sheet.reduce(fine)).convert("RGB")
        return Picture(shown.width, shown.height, shown.tobytes())

    def _sheet(self, size: tuple[int, int], scale: float) -> Image.Image:
        sheet = Image.new("L", size, "white")
        pen = ImageDraw.Draw(sheet)
        for one in self._placed:
            font = _font(one.font, self.size * scale)
            pen.text((one.x * scale, one.y * scale), _shown(one.text), font=font, fill="black")
        return sheet


def _placed(text: str, fonts: dict[str, int], size: float) -> tuple[tuple[Placed, ...], float]:
    """Every word in its place, and where the last line ends; long lines go on in the next one."""
    found: list[Placed] = []
    y = float(MARGIN)
    for line in text.split("\n"):
        x = float(MARGIN)
        for word, gap in _words(line):
            font = fonts.get(word, 0)
            width = _font(font, size * _FINE).getlength(_shown(word)) / _FINE if word else 0.0
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, y = float(MARGIN), y + size * LEADING
            if word:
                found += _in_pieces(Placed(word, font, x, y, width), size)
                y = found[-1].y
                x = found[-1].x + found[-1].width
            x = _next_stop(x) if gap == "\t" else x + len(gap) * size * _BLANK
        y += size * LEADING
    return tuple(found), y


def _in_pieces(word: Placed, size: float) -> list[Placed]:
    """A word that is longer than a line, cut so that all of it is on the sheet."""
    room = WIDTH - 2 * MARGIN
    if word.width <= room:
        return [word]
    letters = max(1, int(len(word.text) * room / word.width * 0.9))
    pieces = []
    for at in range(0, len(word.text), letters):
        text = word.text[at : at + letters]
        width = min(float(room), _font(word.font, size * _FINE).getlength(_shown(text)) / _FINE)
        pieces.append(Placed(text, word.font, float(MARGIN), word.y + at // letters * size * LEADING, width))
    return pieces


def _words(line: str) -> list[tuple[str, str]]:
    """The words of a line, each with the blanks or the tab behind it."""
    found: list[tuple[str, str]] = []
    word = gap = ""
    for letter in line:
        if letter.isspace():
            if gap and (letter == "\t" or gap == "\t"):
                found.append((word, gap))
                word, gap = "", ""
            gap = "\t" if letter == "\t" else gap + " "
        else:
            if gap:
                found.append((word, gap))
                word, gap = "", ""
            word += letter
    return [*found, (word, gap)]


def _next_stop(x: float) -> float:
    return MARGIN + (int((x - MARGIN) / TAB) + 1) * TAB


def _fonts_of(text: str) -> dict[str, int] | None:
    """For each word the font that has all its letters; nothing when there is none, or it runs to the left."""
    if writes_to_the_left(text):
        return None
    fonts: dict[str, int] = {}
    for word in set(text.split()):
        found = next((n for n in range(len(_FONTS)) if all(_has(n, letter) for letter in _shown(word))), None)
        if found is None:
            return None
        fonts[word] = found
    return fonts


def _shown(word: str) -> str:
    """A word as it is drawn: a sign that no font has gets one that stands for all of them."""
    if word.isascii():
        return word
    signs = (_UNKNOWN_SIGN if _is_strange_sign(letter) else letter for letter in word)
    return "".join(_TICKS.get(letter, sign) for letter, sign in zip(word, signs, strict=True))


def _is_strange_sign(letter: str) -> bool:
    if unicodedata.category(letter) not in ("So", "Sk", "Co", "Cf"):
        return False
    return not any(_has(number, letter) for number in range(len(_FONTS)))


@cache
def _font(number: int, size: float) -> ImageFont.FreeTypeFont:
    file = resources() / "fonts" / _FONTS[number]
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(number: int, letter: str) -> bool:
    """Whether a font has a letter: it is not drawn like one that no font has."""
    font = _font(number, 32.0)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_UNASSIGNED))

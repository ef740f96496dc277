"""Words broken into lines that fit, each a row of pieces ready to draw."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from secondop_desktop.paper import breaks, scripts
from secondop_desktop.paper.families import SANS
from secondop_desktop.paper.fonts import PaperFont, typeface

_REMEMBERED = 20_000  # words whose width is known, so that a sheet tried in several sizes is measured once
_BREAK_AFTER = "-/_.,;:@&"


@dataclass(frozen=True, slots=True)
class Line:
    """One line from left to right as (font name, drawable text); widths are for a size of 1 point.

    A font name with `families.HEAVIER` after it stands for letters drawn with an outline.
    `rtl` lines stand at the right edge. `more` says that a blank belongs after it, because a new word
    starts the next line, and `moved` that some of it is not drawn in the order in which it is read.
    """

    pieces: tuple[tuple[str, str], ...]
    width: float
    rtl: bool
    more: bool
    moved: bool = False


class Words:
    """Measures and breaks the text of one sheet, and counts what could not be printed."""

    def __init__(self) -> None:
        self.left_out = 0
        self._face = typeface()
        self._widths = self._face.widths

    def ready(self, text: str) -> str:
        """The text as it can be printed; see `scripts.printable`."""
        if self._face.plain.issuperset(text):
            return scripts.tidy_blanks(text)
        made = scripts.printable(text, self._face.covers)
        self.left_out += made.left_out
        return made.text

    def width(self, text: str, bold: bool) -> float:
        """Width for a size of 1 point of text that is `ready`."""
        known = self._widths.get((text, bold))
        if known is not None:
            return known
        if self._face.plain.issuperset(text):
            width = self._face.font(SANS, bold).width(text)
        else:
            width = sum(piece.width for piece in self._pieces(text, bold, rtl=_runs_left(text)))
        if len(self._widths) > _REMEMBERED:
            self._widths.clear()
        self._widths[text, bold] = width
        return width

    def printed_width(self, text: str, bold: bool) -> float:
        """Width for a size of 1 point of any text as it will be printed; nothing is counted for it."""
        if not self._face.plain.issuperset(text):
            text = scripts.printable(text, self._face.covers).text
        return self.width(text, bold)

    def lines(self, text: str, width: float, bold: int = 0) -> list[Line]:
        """Break `ready` text to `width` (for a size of 1 point); its first `bold` characters are bold."""
        out = []
        offset = 0
        for paragraph in text.split("\n"):
            heavy = min(max(bold - offset, 0), len(paragraph))
            spans = list(self._spans(paragraph, width, heavy))
            plain = self._face.plain.issuperset(paragraph)
            levels = None if plain else scripts.levels(paragraph, heavy)
            for place, (start, end) in enumerate(spans):
                follows = place + 1 < len(spans) and spans[place + 1][0] > end
                more = follows or (place + 1 == len(spans) and offset + len(paragraph) < len(text))
                out.append(self._line(paragraph, levels, start, end, heavy, more))
            offset += len(paragraph) + 1
        return out

    def _spans(self, text: str, width: float, heavy: int) -> Iterator[tuple[int, int]]:
        """Start and end of each line; nothing but the blanks between lines is left out."""
        start = end = 0
        used = 0.0
        for word in self._fragments(text, width, heavy):
            blank = self.width(" ", False) if word.start > end else 0.0
            if end > start and used + blank + word.width > width:
                yield start, end
                start, used, blank = word.start, 0.0, 0.0
            elif end == start:
                start, blank = word.start, 0.0
            used += blank + word.width
            end = word.end
        if end > start:
            yield start, end

    def _fragments(self, text: str, width: float, heavy: int) -> Iterator[_Fragment]:
        for found in re.finditer("[^ ]+", text):
            start, end = found.span()
            bold = start < heavy
            for part in self._stretches(found.group()):
                end = start + len(part)
                whole = self.width(part, bold)
                if whole <= width:
                    yield _Fragment(start, end, whole)
                else:
                    yield from self._broken(text, start, end, width, bold)
                start = end

    def _stretches(self, word: str) -> list[str]:
        return [word] if self._face.plain.issuperset(word) else breaks.stretches(word)

    def _broken(self, text: str, start: int, end: int, width: float, bold: bool) -> Iterator[_Fragment]:
        """A word wider than the line, broken after a hyphen or slash if it has one, else anywhere."""
        used, good, good_used = 0.0, start, 0.0
        place = start
        for cluster in breaks.clusters(text[start:end]):
            step = self.width(cluster, bold)
            while used + step > width and place > start:
                cut, cut_used = (good, good_used) if good > start else (place, used)
                yield _Fragment(start, cut, cut_used)
                start, used, good = cut, used - cut_used, cut
            used += step
            place += len(cluster)
            if cluster in _BREAK_AFTER:
                good, good_used = place, used
        yield _Fragment(start, end, used)

    def _line(
        self, text: str, levels: list[int] | None, start: int, end: int, heavy: int, more: bool
    ) -> Line:
        part = text[start:end]
        cut = min(max(heavy - start, 0), len(part))
        if levels is None and self._face.plain.issuperset(part):
            halves = ((part[:cut], True), (part[cut:], False))
            plain = tuple((self._face.name(SANS, b), half) for half, b in halves if half)
            return Line(plain, self._plain_width(part, cut), rtl=False, more=more)
        runs = [scripts.Run(0, len(part), rtl=False)]
        if levels is not None:
            runs = scripts.visual_runs(levels[start:end])
        pieces: list[_Piece] = []
        for run in runs:
            bold_end = min(max(cut, run.start), run.end)
            halves = (
                (part[run.start : bold_end], True),
                (part[bold_end : run.end], False),
            )
            for half, b in reversed(halves) if run.rtl else halves:
                pieces.extend(self._pieces(half, b, run.rtl))
        rtl = bool(levels and min(levels) % 2)
        return Line(
            tuple((p.font, p.text) for p in pieces),
            sum(p.width for p in pieces),
            rtl,
            more,
            moved=levels is not None or breaks.is_composed(part),
        )

    def _plain_width(self, part: str, cut: int) -> float:
        return sum(
            self._face.font(SANS, b).width(half) for half, b in ((part[:cut], True), (part[cut:], False))
        )

    def _pieces(self, text: str, bold: bool, rtl: bool) -> list[_Piece]:
        """One run split by font, from left to right."""
        families = []
        before = ""
        for char in text:
            before = self._face.family(char, before)
            families.append(before)
        pieces = []
        for family, group in itertools.groupby(zip(families, text, strict=True), key=lambda one: one[0]):
            part = "".join(char for _family, char in group)
            made = _piece(self._face.font(family, bold), part, rtl, self._face.plain.issuperset(part))
            pieces.append(replace(made, font=self._face.name(family, bold)))
        return pieces[::-1] if rtl else pieces


@dataclass(frozen=True, slots=True)
class _Fragment:
    start: int
    end: int
    width: float


@dataclass(frozen=True, slots=True)
class _Piece:
    font: str
    text: str
    width: float


def _piece(font: PaperFont, text: str, rtl: bool, plain: bool) -> _Piece:
    if plain and not rtl:
        return _Piece(font.fontName, text, font.width(text))
    shaped, width = font.shaped(text, rtl)
    return _Piece(font.fontName, shaped, width)


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)

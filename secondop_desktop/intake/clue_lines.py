"""The lines of the pages of a record as the rules see them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HEAD_LINES = 14
PAGES_LOOKED_AT = 3
LONGEST_EVIDENCE = 80


@dataclass(frozen=True)
class Line:
    """One line: its words, the same in small letters without accents, its page and its place on the page."""

    text: str
    folded: str
    page: int
    number: int

    def evidence(self) -> str:
        """The words as they are shown, not longer than fits."""
        short = self.text if len(self.text) <= LONGEST_EVIDENCE else self.text[: LONGEST_EVIDENCE - 1] + "…"
        return short.strip()


def lines_of(pages: Sequence[tuple[int, str]]) -> list[Line]:
    """The lines of the first pages that hold something, in order; `pages` are numbers with their texts."""
    found = []
    for page, text in list(pages)[:PAGES_LOOKED_AT]:
        full = (" ".join(line.split(" ")).strip() for line in text.splitlines())
        for number, line in enumerate(line for line in full if line):
            found.append(Line(line, fold(line), page, number))
    return found


def head_of(lines: Sequence[Line]) -> list[Line]:
    """The lines at the top of the first page that has any."""
    first = lines[0].page if lines else 0
    return [line for line in lines if line.page == first and line.number < HEAD_LINES]


def fold(text: str) -> str:
    """Small letters without accents; every character stays in its place where that is possible."""
    return "".join(_plain(letter) for letter in text)


def segments(line: str) -> list[str]:
    """The parts of a line that stand apart: columns, and what dashes, bars, dots and commas part."""
    return [part.strip(" .,;:-–—|•·*_") for part in re.split(r"\s{2,}|\t|[|•·,;]|\s[-–—]\s", line)]


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter

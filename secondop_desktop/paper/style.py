"""The size of the page and of everything on it, in points (1/72 inch)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

INCH = 72.0
MM = INCH / 25.4
MARGIN = INCH
RULING = 8.4 * MM
"""From one ruled line to the next: room for large handwriting."""

_PAGES = {"A4": (210 * MM, 297 * MM), "Letter": (8.5 * INCH, 11 * INCH)}
_WIDEST_LARGE = 5.9 * INCH  # the eye loses its way back on longer lines of large print


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the words are, in points."""

    body: float
    heading: float
    title: float
    foot: float
    line: float = 1.32  # from one line to the next, in type sizes


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """One sheet's paper, print size, language (BCP 47) and whether it lies on its long side.

    With `fillable`, what is to be filled in is a field on a screen, too; without, it is there for a pen only.
    """

    page: Literal["A4", "Letter"]
    large: bool = False
    language: str = "en"
    landscape: bool = False
    fillable: bool = True

    @property
    def width(self) -> float:
        """Of the whole page."""
        return _PAGES[self.page][int(self.landscape)]

    @property
    def height(self) -> float:
        """Of the whole page."""
        return _PAGES[self.page][int(not self.landscape)]

    @property
    def column(self) -> float:
        """Width of the text; large print keeps under six inches, but for tables on a sheet set landscape."""
        column = self.width - 2 * MARGIN
        return min(column, _WIDEST_LARGE) if self.large and not self.landscape else column

    @property
    def frame(self) -> float:
        """Height of the text."""
        return self.height - 2 * MARGIN

    @property
    def ladder(self) -> tuple[Sizes, ...]:
        """The sizes to set a sheet in, largest first; a sheet of one page takes the first that fits."""
        if self.large:
            return (Sizes(body=18, heading=20, title=24, foot=13),)
        return (Sizes(13, 16, 18, 10), Sizes(12, 16, 18, 10), Sizes(12, 16, 18, 10, line=1.2))

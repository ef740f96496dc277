"""How wide each column of a table is: as its sheet says, or fitted to the words in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondop_desktop.paper.rows import Setting

_LONGEST = 0.4  # of the width, that one word may claim for its column
_WRITTEN = 150.0  # points that a column to write in asks for


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, and its share of the width; without one it is fitted to what stands in it."""

    title: str
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """Words (a paragraph to a line), `chips` below them in a frame, room to write, or some of these.

    `below` are smaller words under the words, such as a source; they are never bold.
    `write` tells a screen reader what belongs on the `lines`; empty: there is nothing to write.
    """

    text: str = ""
    bold: bool = False
    chips: tuple[str, ...] = ()
    below: str = ""
    write: str = ""
    lines: int = 1


def fitting(
    setting: Setting, columns: Sequence[Column], rows: Sequence[Sequence[Cell | str]], white: float
) -> list[float]:
    """The widths in points, which add up to the column of the sheet; `white` belongs to each of them."""
    whole = setting.style.column
    least = [0.0] * len(columns)
    wish = [0.0] * len(columns)
    heads = [Cell(column.title, bold=True) for column in columns]
    for cells in (heads, *rows):
        alone = cells if len(cells) == len(columns) else cells[:-1]  # the last goes over several columns
        for place, cell in enumerate(alone):
            word, all_of_it = _needs(setting, cell, bold=place == 0)
            least[place] = max(least[place], min(word + white, _LONGEST * whole))
            wish[place] = max(wish[place], all_of_it + white)
    if all(column.share for column in columns):
        total = sum(column.share for column in columns)
        return _raised([column.share / total * whole for column in columns], least, whole)
    given = [column.share * whole for column in columns]
    free = whole - sum(given)
    wanted = sum(_weight(wish[n], whole) for n, share in enumerate(given) if not share)
    asked = [share or free * _weight(wish[n], whole) / wanted for n, share in enumerate(given)]
    return _raised(asked, least, whole)


def _weight(wish: float, whole: float) -> float:
    """Long texts get more room than short ones, but not as much more as they are longer."""
    return min(wish, whole) + 0.12 * max(min(wish, 6 * whole) - whole, 0.0) + 1.0


def _needs(setting: Setting, cell: Cell | str, *, bold: bool) -> tuple[float, float]:
    """The longest word and the longest paragraph of a cell, in points."""
    texts = cell if isinstance(cell, str) else "\n".join((cell.text, cell.below, *cell.chips))
    heavy = bold or (not isinstance(cell, str) and (cell.bold or bool(cell.chips)))
    wide, size = setting.words.printed_width, setting.sizes.body
    word = max((wide(one, heavy) for one in texts.split()), default=0.0) * size
    line = max((wide(one, heavy) for one in texts.split("\n")), default=0.0) * size
    if not isinstance(cell, str) and cell.write:
        line = max(line, _WRITTEN)
    return word, line


def _raised(widths: list[float], least: list[float], whole: float) -> list[float]:
    """Give each column what its longest word needs, as far as the others can spare it."""
    if sum(least) >= whole:
        return _capped(least, whole)
    short = [n for n, width in enumerate(widths) if width < least[n]]
    while short:
        for n in short:
            widths[n] = least[n]
        spare = {n: widths[n] - least[n] for n in range(len(widths)) if widths[n] > least[n]}
        over = sum(widths) - whole
        if over <= 0.01 or not spare:
            break
        total = sum(spare.values())
        for n, room in spare.items():
            widths[n] -= over * room / total
        short = [n for n, width in enumerate(widths) if width < least[n] - 0.01]
    scale = whole / sum(widths)
    return [width * scale for width in widths]


def _capped(least: list[float], whole: float) -> list[float]:
    """Words that do not fit together: only the widest columns give way, so that few words are broken."""
    cap, left = whole, whole
    for place, one in enumerate(sorted(least)):
        cap = left / (len(least) - place)
        if one > cap:
            break
        left -= one
    return [min(one, cap) for one in least]

"""A drawing as plain shapes, which a sheet of paper and a window both know how to draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Measure = Callable[[str, float, bool], float]
"""How wide a text is in a type size, bold or not; each surface measures with its own typeface."""
Colour = Literal["", "text", "quiet", "grid", "hatch", "band", "accent", "soft", "surface"]
"""What a colour is for; on paper all but the two pale ones become black, grey or white. None is no colour."""
LINE = 1.25
"""From one line of words to the next, in type sizes."""


@dataclass(frozen=True, slots=True)
class Line:
    """From one point to another; `dashes` are the lengths of stroke and gap."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour = "text"
    width: float = 0.9
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    edge: Colour = "text"
    fill: Colour = ""
    line: float = 0.9
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle by its middle."""

    x: float
    y: float
    radius: float
    edge: Colour = "text"
    fill: Colour = ""
    line: float = 1.2


@dataclass(frozen=True, slots=True)
class Path:
    """Points joined by lines, closed or not."""

    points: tuple[tuple[float, float], ...]
    edge: Colour = "text"
    fill: Colour = ""
    line: float = 0.9
    closed: bool = False
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words on its base line `y`; `x` is where it starts, its middle, or where it ends."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"
    colour: Colour = "text"


Shape = Line | Box | Disc | Path | Words


@dataclass(frozen=True, slots=True)
class Spot:
    """The part of a picture that stands for one entry, with the words for it."""

    key: str
    words: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in points from the upper left corner, all of it in words, and where each entry is."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str
    spots: tuple[Spot, ...] = ()

    def texts(self) -> list[str]:
        """Every line of words on it, in the order in which they are drawn."""
        return [shape.text for shape in self.shapes if isinstance(shape, Words)]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of one thing, and sentences that name what none of them can show."""

    pictures: tuple[Picture, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """How much room a picture has, and how large its words are; a `height` of 0 has no end."""

    width: float
    size: float
    measure: Measure
    height: float = 0.0

    @property
    def leading(self) -> float:
        """From one line of words to the next."""
        return self.size * LINE

    def wide(self, text: str, bold: bool = False) -> float:
        """How wide a text is."""
        return self.measure(text, self.size, bold)


def moved(shape: Shape, x: float, y: float) -> Shape:
    """The shape at another place."""
    if isinstance(shape, Line):
        return replace(shape, x1=shape.x1 + x, y1=shape.y1 + y, x2=shape.x2 + x, y2=shape.y2 + y)
    if isinstance(shape, Path):
        return replace(shape, points=tuple((px + x, py + y) for px, py in shape.points))
    return replace(shape, x=shape.x + x, y=shape.y + y)


def hatched(
    x: float, y: float, width: float, height: float, step: float = 4.0, colour: Colour = "quiet"
) -> Iterator[Line]:
    """Slanting lines that fill a rectangle: a pattern that a worn printer shows too."""
    at = step
    while at < width + height:
        x1, y1 = (x + at, y) if at <= width else (x + width, y + at - width)
        x2, y2 = (x, y + at) if at <= height else (x + at - height, y + height)
        yield Line(x1, y1, x2, y2, colour, 0.5)
        at += step


def wrapped(text: str, width: float, size: float, measure: Measure, bold: bool = False) -> list[str]:
    """Words broken into lines no wider than `width`; a word that is wider is broken inside."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.extend(_pieces(word, width, size, measure, bold))
    return lines


def _pieces(word: str, width: float, size: float, measure: Measure, bold: bool) -> Iterator[str]:
    if measure(word, size, bold) <= width:
        yield word
        return
    start = 0
    while start < len(word):
        end = _fitting(word, start, width, lambda part: measure(part, size, bold))
        yield word[start:end]
        start = end


def _fitting(word: str, start: int, width: float, wide: Callable[[str], float]) -> int:
    """Where a piece that fits ends: at least one letter on, and never before a mark that sits on a letter."""
    low, high = start + 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if wide(word[start:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    while low > start + 1 and low < len(word) and unicodedata.combining(word[low]):
        low -= 1
    return low


def shortened(lines: list[str], most: int, width: float, size: float, measure: Measure) -> list[str]:
    """At most so many lines; what is left out is marked by dots at the end of the last one."""
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    last = kept[-1]
    while last and measure(f"{last}…", size, True) > width:
        last = last[:-1]
    return [*kept[:-1], f"{last}…"]

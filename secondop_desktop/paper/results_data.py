"""Values of one marker as plain data, sorted into those that may stand in one picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.paper.time_axis import first_day, last_day


@dataclass(frozen=True, slots=True)
class Value:
    """One value as the laboratory wrote it, such as "12,3" or "<0.5", with the number that it is.

    `number` is None for words, and for what may be read in two ways. `bound` is "<" or ">" when the number is
    only a limit. `low` and `high` are the printed range, in words and as numbers where they are some.
    """

    key: str
    words: str
    number: float | None
    day: PartialDate | None
    unit: str = ""
    bound: str = ""
    low: str = ""
    high: str = ""
    low_number: float | None = None
    high_number: float | None = None

    @property
    def drawable(self) -> bool:
        """Whether it is a number on a known day."""
        return self.day is not None and self.number is not None and math.isfinite(self.number)

    @property
    def turned(self) -> bool:
        """Whether the range is written with its higher end first: then nobody knows what is meant."""
        low, high = self.low_number, self.high_number
        return low is not None and high is not None and low > high

    @property
    def outside(self) -> bool:
        """Whether it surely lies outside the printed range; a mere limit does only beyond the range."""
        if self.number is None or self.turned:
            return False
        over = self.high_number is not None and self.bound != "<" and self.number > self.high_number
        under = self.low_number is not None and self.bound != ">" and self.number < self.low_number
        if self.bound == ">" and self.high_number is not None:
            over = self.number >= self.high_number
        if self.bound == "<" and self.low_number is not None:
            under = self.number <= self.low_number
        return over or under

    def said(self) -> str:
        """The value with its unit and day, for who cannot see the picture."""
        return _said(self, language.spoken())


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one unit and one printed range, in the order of their days."""

    marker: str
    values: tuple[Value, ...]

    @property
    def unit(self) -> str:
        """The unit of all of them."""
        return self.values[0].unit

    def title(self) -> str:
        """What is drawn, with its unit."""
        if self.unit:
            return tr("{marker}, in {unit}", marker=self.marker, unit=self.unit)
        return tr("{marker}, no unit written down", marker=self.marker)

    def range_words(self) -> str:
        """The range that the laboratory printed, in a sentence."""
        low, high = self.values[0].low, self.values[0].high
        if low and high:
            return tr("Range the lab printed: {low} to {high}.", low=low, high=high)
        if high:
            return tr("Range the lab printed: up to {high}.", high=high)
        if low:
            return tr("Range the lab printed: {low} or more.", low=low)
        return tr("The lab’s own range is not written down here.")


@lru_cache(maxsize=8192)
def _said(value: Value, _language: str) -> str:
    """A value in words; thousands of them are asked for again with each width of a window."""
    what = f"{value.words} {value.unit}".strip()
    day = value.day.short_words() if value.day else tr("no date written down")
    if value.outside:
        return tr("{what}, {day}, outside the range the lab printed", what=what, day=day)
    return tr("{what}, {day}", what=what, day=day)


def series(marker: str, values: Sequence[Value]) -> list[Series]:
    """The values that can be drawn; other units and other printed ranges are never put together."""
    found: dict[tuple[str, ...], list[Value]] = {}
    for value in values:
        if value.drawable:
            same = (_same(value.unit), _same(value.low), _same(value.high))
            found.setdefault(same, []).append(value)
    return [Series(marker, tuple(sorted(each, key=_order))) for each in found.values()]


def _same(text: str) -> str:
    """A text without blanks; capitals stay, for "mg" and "Mg" are not the same."""
    return "".join(text.split())


def _order(value: Value) -> tuple[object, ...]:
    day = value.day
    return (first_day(day), last_day(day)) if day else ()

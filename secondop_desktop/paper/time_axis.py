"""The ruler of days, months and years that the pictures share; its words never meet."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from secondop_desktop.base.dates import PartialDate, month_word
from secondop_desktop.paper.picture import Line, Room, Shape, Words

if TYPE_CHECKING:
    from secondop_desktop.paper.picture import Colour

_DAYS, _MONTHS, _YEARS = 62, 12 * 366, 40_000  # up to so many days: days, months, years are counted
_STEPS_OF_DAYS = (1, 2, 5, 10, 15)
_STEPS_OF_MONTHS = (1, 2, 3, 6)
_STEPS_OF_YEARS = (1, 2, 5, 10, 20, 50, 100, 200)
_LEAST_DAYS = 6
_MOST_SPARE = 24  # months before and after, so that each year that is begun has its number
_GAP = 0.5  # least white between two words, in type sizes


def first_day(day: PartialDate) -> date:
    """The first day that a date may mean."""
    return date(day.year, day.month or 1, day.day or 1)


def last_day(day: PartialDate) -> date:
    """The last day that a date may mean."""
    month = day.month or 12
    return date(day.year, month, day.day or calendar.monthrange(day.year, month)[1])


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days from `first` to `last`, spread from `left` over `width`."""

    first: date
    last: date
    left: float
    width: float

    @classmethod
    def over(cls, days: Sequence[date], left: float, room: Room) -> TimeAxis:
        """An axis from `left` to the end of the room on which all of `days` stand; there must be one.

        It begins and ends on a round day, with room for the words of its first and last year or month.
        """
        first, last = min(days), max(days)
        if (last - first).days <= _DAYS:
            spare = max(2, (_LEAST_DAYS - (last - first).days) // 2)
            return cls(_moved(first, -spare), _moved(last, spare), left, room.width - left)
        made = cls(first.replace(day=1), _month_end(last), left, room.width - left)
        for _month in range(_MOST_SPARE):
            upper, _lower = made._rows(room)
            shown = {x for x, _text in made._apart(upper, room)}
            short = [x for x, _text in (upper[:1] + upper[-1:]) if x not in shown]
            if not short:
                break
            if short[0] <= left:
                made = replace(made, first=_month_before(made.first))
            else:
                made = replace(made, last=_month_end(_moved(made.last, 1)))
        return made

    def x(self, day: date) -> float:
        """Where a day begins; one day after the last ends the axis."""
        length = (self.last - self.first).days + 1
        return self.left + self.width * (day - self.first).days / length

    def middle(self, day: PartialDate) -> float:
        """The middle of all that a date may mean."""
        return (self.x(first_day(day)) + self.x(last_day(day)) + self.day_width) / 2

    @property
    def day_width(self) -> float:
        """How wide one day is."""
        return self.width / ((self.last - self.first).days + 1)

    def head(self, room: Room) -> list[Shape]:
        """The words of both rows and the line below them, down to `head_height`."""
        return self._ruler(room, self.head_height(room), -0.3 * room.leading, (0.8, 1.8))

    def foot(self, room: Room, top: float) -> list[Shape]:
        """The same with the line at `top` and the words below it."""
        down = top / room.leading
        return self._ruler(room, top, 0.3 * room.leading, (down + 2.1, down + 1.1))

    def _ruler(self, room: Room, line: float, tick: float, bases: tuple[float, float]) -> list[Shape]:
        upper, lower = self._rows(room)
        shapes: list[Shape] = [Line(self.left, line, self.left + self.width, line, "text", 0.9)]
        shapes += [Line(x, line, x, line + tick, "quiet", 0.6) for x, _text in lower]
        for base, ticks, bold in zip(bases, (upper, lower), (True, False), strict=True):
            shapes += [Words(t, x, base * room.leading, room.size, bold) for x, t in self._apart(ticks, room)]
        return shapes

    def grid(self, room: Room, top: float, bottom: float, colour: Colour = "grid") -> list[Shape]:
        """The upright lines at the beginning of each year or month."""
        upper, _lower = self._rows(room)
        return [Line(x, top, x, bottom, colour, 0.6) for x, _text in upper if x > self.left]

    @staticmethod
    def head_height(room: Room) -> float:
        """How high the two rows of words are."""
        return 2.3 * room.leading

    def _rows(self, room: Room) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
        """The upper and the lower row, as places and words; the first place may be the left edge."""
        days = (self.last - self.first).days + 1
        if days <= _DAYS + 8:
            upper = [(day, PartialDate(day.year, day.month).words()) for day in self._months(1)]
            return self._placed(upper), self._placed(self._day_ticks(room))
        if days <= _MONTHS:
            years = self._placed([(day, str(day.year)) for day in self._years(1)])
            months = self._month_ticks(room)
            if months:
                return years, self._placed(months)
        return [], self._placed(self._year_ticks(room))

    def _placed(self, ticks: Sequence[tuple[date, str]]) -> list[tuple[float, str]]:
        return [(self.x(max(day, self.first)), text) for day, text in ticks]

    def _apart(self, ticks: Sequence[tuple[float, str]], room: Room) -> Iterator[tuple[float, str]]:
        """Those of the words that have room before the next ones and before the end of the axis."""
        for number, (x, text) in enumerate(ticks):
            last = number + 1 == len(ticks)
            end = self.left + self.width if last else ticks[number + 1][0] - _GAP * room.size
            if x + room.wide(text, bold=True) <= end:
                yield x, text

    def _day_ticks(self, room: Room) -> list[tuple[date, str]]:
        wide = room.wide("30", bold=True) + 2 * _GAP * room.size
        step = next((s for s in _STEPS_OF_DAYS if s * self.day_width >= wide), 31)
        days = (_moved(self.first, n) for n in range((self.last - self.first).days + 1))
        return [
            (d, str(d.day))
            for d in days
            if (d.day - 1) % step == 0 and (d.day == 1 or d.day <= 31 - step // 2)
        ]

    def _month_ticks(self, room: Room) -> list[tuple[date, str]]:
        names = {month: month_word(date(2024, month, 1)) for month in range(1, 13)}
        wide = max(room.wide(name, bold=True) for name in names.values()) + 2 * _GAP * room.size
        step = next((s for s in _STEPS_OF_MONTHS if s * 28 * self.day_width >= wide), 0)
        return [(day, names[day.month]) for day in self._months(step)] if step else []

    def _year_ticks(self, room: Room) -> list[tuple[date, str]]:
        wide = room.wide("2000", bold=True) + 2 * _GAP * room.size
        step = next((s for s in _STEPS_OF_YEARS if s * 365 * self.day_width >= wide), 500)
        return [(day, str(day.year)) for day in self._years(step)]

    def _months(self, step: int) -> Iterator[date]:
        for number in range(
            self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month
        ):
            year, month = divmod(number, 12)
            if month % step == 0:
                yield date(year, month + 1, 1)

    def _years(self, step: int) -> Iterator[date]:
        for year in range(self.first.year, self.last.year + 1):
            if year % step == 0 and (step == 1 or date(year, 1, 1) >= self.first):
                yield date(year, 1, 1)


def _month_before(day: date) -> date:
    return _moved(day.replace(day=1), -1).replace(day=1)


def _month_end(day: date) -> date:
    return last_day(PartialDate(day.year, day.month))


def _moved(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day

"""Dates as people know them: a day, a month or only a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton, format_time, get_month_names

from secondop_desktop.base import language
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr, trn

_FILLERS = ("of", "de")  # "3rd of May", "mayo de 2026"
_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_TIME = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$", re.IGNORECASE)
EARLIEST_YEAR = 1880
LATEST_YEAR = 2200


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of which the day, or the day and the month, may be unknown (0)."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        if self.day and not self.month:
            message = "a day without a month is no date"
            raise ValueError(message)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The whole date `day`."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read `2026`, `2026-03` or `2026-03-14`; ValueError for anything else."""
        found = _ISO.match(text)
        if not found:
            message = "not a partial ISO 8601 date"
            raise ValueError(message)
        parts = [int(part) for part in found.groups() if part]
        if 0 in parts[1:]:
            message = "there is no month and no day 0"
            raise ValueError(message)
        return cls(*parts)

    def iso(self) -> str:
        """The date as ISO 8601 with only the parts that are known."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def whole(self) -> date | None:
        """The day, when it is known."""
        return date(self.year, self.month, self.day) if self.day else None

    def words(self) -> str:
        """The date as a person writes it: "3 March 2026", "March 2026" or "2026"."""
        first = date(self.year, self.month or 1, self.day or 1)
        if self.day:
            return day_words(first)
        if self.month:
            return format_skeleton("yMMMM", first, locale=_locale())
        return str(self.year)

    def short_words(self) -> str:
        """The same with the month cut short, for narrow columns: "3 Mar 2026"."""
        first = date(self.year, self.month or 1, self.day or 1)
        if self.day:
            return format_date(first, "d MMM y", locale=_locale())
        return format_skeleton("yMMM", first, locale=_locale()) if self.month else str(self.year)

    def __str__(self) -> str:
        return self.iso()


def _locale() -> str:
    return language.code().replace("-", "_")


def day_words(day: date, weekday: bool = False) -> str:
    """A day in full: "3 March 2026", or with its weekday in front."""
    pattern = "EEEE d MMMM y" if weekday else "d MMMM y"
    return format_date(day, pattern, locale=_locale())


def short_day(day: date) -> str:
    """A day without its year: "3 Mar"."""
    return format_date(day, "d MMM", locale=_locale())


def weekday_word(day: date) -> str:
    """The short name of the weekday: "Thu"."""
    return format_date(day, "EEE", locale=_locale())


def month_word(day: date) -> str:
    """The short name of the month: "May"."""
    return format_date(day, "MMM", locale=_locale())


def time_words(moment: datetime | time) -> str:
    """A time of day as hours and minutes."""
    return format_time(moment, "HH:mm", locale=_locale())


def moment_words(moment: datetime) -> str:
    """Day and time together: "Thursday 14 May 2026, 10:30"."""
    return format_datetime(moment, "EEEE d MMMM y, HH:mm", locale=_locale())


def distance_words(day: date, today: date) -> str:
    """How far off a day is: "today", "tomorrow", "in 3 days", "2 days ago"."""
    days = (day - today).days
    near = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return trn("in {n} day", "in {n} days", days)
    return trn("{n} day ago", "{n} days ago", -days)


def read_date(text: str, today: date, field: str = "date") -> PartialDate:
    """What a person typed as a date: "14 may", "3/2026", "14.05.2026", "2026-05-14", "tomorrow".

    A day and month without a year mean the next such day from `today` on. When the order of day and month
    cannot be known ("03/04/2026"), FieldError asks to write the month as a word.
    """
    clean = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.strip().lower())
    words = {tr("today"): 0, tr("tomorrow"): 1}
    if clean in words:
        return PartialDate.of(date.fromordinal(today.toordinal() + words[clean]))
    try:
        return _checked(_parts(clean, today, field))
    except ValueError:
        raise FieldError(
            field,
            tr("This date cannot be read: {text}.", text=text.strip()),
            tr("Please write it like 14 May 2026, or May 2026."),
        ) from None


def _checked(found: PartialDate) -> PartialDate:
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise ValueError
    return found


def _parts(clean: str, today: date, field: str) -> PartialDate:
    if _ISO.match(clean):
        return PartialDate.from_iso(clean)
    parts = [part for part in re.split(r"[\s,./-]+", clean) if part and part not in _FILLERS]
    month = next((_month(part) for part in parts if _month(part)), 0)
    numbers = [int(part) for part in parts if part.isdecimal()]
    if len(numbers) + bool(month) != len(parts) or not parts or 0 in numbers:
        raise ValueError
    if month:
        return _with_month_word(month, numbers, today)
    return _numbers_only(numbers, field)


def _with_month_word(month: int, numbers: list[int], today: date) -> PartialDate:
    years = [n for n in numbers if n > 31]
    days = [n for n in numbers if n <= 31]
    if len(years) > 1 or len(days) > 1:
        raise ValueError
    if years:
        return PartialDate(years[0], month, days[0] if days else 0)
    if not days:
        raise ValueError
    year = today.year if (month, days[0]) >= (today.month, today.day) else today.year + 1
    return PartialDate(year, month, days[0])


def _numbers_only(numbers: list[int], field: str) -> PartialDate:
    if len(numbers) == 2 and numbers[1] > 31:
        return PartialDate(numbers[1], numbers[0])
    if len(numbers) != 3:
        raise ValueError
    first, second, year = numbers if numbers[0] <= 31 else (numbers[1], numbers[2], numbers[0])
    if numbers[0] > 31:
        return PartialDate(year, first, second)
    if first <= 12 and second <= 12 and first != second:
        raise FieldError(
            field,
            tr("It is not clear which number is the day and which is the month."),
            tr("Please write the month as a word, like 4 March 2026."),
        )
    return (
        PartialDate(year, second, first)
        if first > 12 or first == second
        else PartialDate(year, first, second)
    )


def _month(word: str) -> int:
    """The month that `word` is or begins, in the person's language or in English; 0 when it may be two."""
    if word.isdecimal() or len(word) < 3:
        return 0
    names = [
        (int(number), name.lower().rstrip(".")) for name_of in _month_names() for number, name in name_of
    ]
    whole = {number for number, name in names if name == word}
    found = whole or {number for number, name in names if name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


def _month_names() -> Iterator[Iterable[tuple[int, str]]]:
    """The names of the months, alone and inside a date: Czech has "červen" for one and "června" for both."""
    for locale in (_locale(), "en"):
        for context in ("format", "stand-alone"):
            yield get_month_names("wide", context, locale).items()


def read_time(text: str, field: str = "time") -> time:
    """What a person typed as a time of day: "10:30", "9 am", "14.15"."""
    found = _TIME.match(text.strip())
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "").lower()
        known = not half or 1 <= hour <= 12 or (hour > 12 and half == "pm")  # "13 am" could mean two things
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if known and hour < 24 and minute < 60:
            return time(hour, minute)
    raise FieldError(
        field, tr("This time cannot be read: {text}.", text=text.strip()), tr("Please write it like 10:30.")
    )


def on_the_wall(day: date, hour: time, zone: str) -> datetime:
    """The instant when a clock in `zone` shows this day and hour."""
    return datetime.combine(day, hour, ZoneInfo(zone))

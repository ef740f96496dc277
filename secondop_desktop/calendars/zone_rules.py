"""The rules of a time zone around one day, written into a calendar file so that any program reads them alike.

The file carries its own rules (VTIMEZONE, RFC 5545, 3.6.5) because not every calendar knows every zone by its
name. Each change of the clock in those years stands there as one observance. Its DTSTART is the hour that
the clock had reached at the change: the RFC counts it with TZOFFSETFROM.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

_YEARS = 1
"""Before and after the year of the visit: some zones have no change in a year."""
_MINUTE = timedelta(minutes=1)


def rules(zone: str, day: date, last: date | None = None) -> Timezone:
    """The rules of an IANA zone around `day`, or from `day` to the `last` one."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - takes 150 ms

    known = ZoneInfo(zone)
    begin = datetime(day.year - _YEARS, 1, 1, tzinfo=UTC)
    end = datetime((last or day).year + _YEARS + 1, 1, 1, tzinfo=UTC)
    made = Timezone()
    made.add("TZID", zone)
    for instant in (begin, *_changes(known, begin, end)):
        after = instant.astimezone(known)
        before = after if instant == begin else (instant - _MINUTE).astimezone(known)
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        part.add("DTSTART", instant.replace(tzinfo=None) + _offset(before))
        part.add("TZOFFSETFROM", _offset(before))
        part.add("TZOFFSETTO", _offset(after))
        part.add("TZNAME", after.tzname() or zone)
        made.add_component(part)
    return made


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants from which another offset counts, to the minute."""
    low = begin
    while low < end:
        high = min(low + timedelta(days=1), end)
        if _state(zone, low) != _state(zone, high):
            yield _first_after(zone, low, high)
        low = high


def _first_after(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = _state(zone, low)
    while high - low > _MINUTE:
        middle = low + (high - low) // 2 // _MINUTE * _MINUTE
        if _state(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _state(zone: ZoneInfo, instant: datetime) -> timedelta:
    return _offset(instant.astimezone(zone))


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)

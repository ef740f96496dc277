"""Which time zone an invitation means: by its usual name, by Outlook's, or by the rules it brings along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from icalendar import Timezone

_LONGEST_NAME = 200
_MOST_PARTS = 60
_FIRST_YEAR = 1600
"""Outlook lets its rules begin in 1601."""
_EVERY_YEAR = {"FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "INTERVAL", "UNTIL", "COUNT", "WKST"}


@cache
def _names() -> dict[str, str]:
    """Every IANA name by its small letters."""
    return {name.lower(): name for name in available_timezones()}


@cache
def _outlook_names() -> dict[str, str]:
    """Zones by Outlook's own names, such as "W. Europe Standard Time" (Unicode CLDR, windowsZones)."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - takes 150 ms

    return {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def known(name: str) -> str:
    """The IANA name of a zone; empty when nobody knows it.

    Some programs put their own name in front of it: /example.org/20070129_1/Europe/Berlin.
    """
    if len(name) > _LONGEST_NAME:
        return ""
    plain = name.strip().strip('"').strip("/").lower()
    parts = plain.split("/")
    for start in range(len(parts)):
        found = _names().get("/".join(parts[start:]))
        if found:
            return found
    return _outlook_names().get(plain, "")


def offset(rules: Timezone, wall: datetime) -> timedelta | None:
    """How far the zone of these rules is from UTC when its clock shows `wall`; None when that is not clear.

    Rules of a stranger may ask for work without an end (a change of the clock each second since 1600), so
    only such as change once a year are followed.
    """
    parts = [part for part in rules.subcomponents if part.name in ("STANDARD", "DAYLIGHT")]
    if not parts or len(parts) > _MOST_PARTS or any(not _is_plain(part) for part in parts):
        return None
    try:
        zone: tzinfo = rules.to_tz(lookup_tzid=False)
        found = wall.replace(tzinfo=zone).utcoffset()
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
        return None
    return found


def _is_plain(part: Any) -> bool:  # noqa: ANN401 - icalendar's components have no common type for this
    """Whether an observance changes the clock once a year at most, and begins in our times."""
    rule, start = part.get("RRULE"), getattr(part.get("DTSTART"), "dt", None)
    if not isinstance(start, datetime) or start.year < _FIRST_YEAR or part.get("EXRULE") is not None:
        return False
    if rule is None:
        return True
    once = not isinstance(rule, list) and rule.get("FREQ") == ["YEARLY"] and rule.get("INTERVAL", [1]) == [1]
    return once and set(rule) <= _EVERY_YEAR


def instant(wall: datetime, from_utc: timedelta) -> datetime:
    """The instant at which a clock that far from UTC shows `wall`."""
    return (wall - from_utc).replace(tzinfo=UTC)

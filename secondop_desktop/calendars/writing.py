"""Writes a visit as a calendar file (iCalendar, RFC 5545): private, and no word in it that was not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from secondop_desktop.calendars import zone_rules
from secondop_desktop.calendars.entry import Entry

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_MAKER = "-//Private//Calendar//EN"
"""The file has to name the program that made it (3.7.3); the name of this one would tell what it is for."""
_EVENING_BEFORE = timedelta(hours=-15)
"""A visit without an hour rings at nine in the morning of the day before, not at midnight."""


def write(entry: Entry) -> bytes:
    """The file; METHOD says whether it brings a visit or takes it away (RFC 5546, 3.2)."""
    whole = _calendar()
    whole.add("METHOD", "CANCEL" if entry.cancelled else "PUBLISH")
    return _filled(whole, (entry,))


def write_all(entries: Sequence[Entry]) -> bytes:
    """Many visits as one file to be kept, which is no message about any of them: it has no METHOD."""
    return _filled(_calendar(), entries)


def _calendar() -> Calendar:
    from icalendar import Calendar  # noqa: PLC0415 - takes 150 ms

    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", _MAKER)
    return whole


def _filled(whole: Calendar, entries: Sequence[Entry]) -> bytes:
    """The rules of each zone once, for all the years it is needed in, then the visits."""
    days: dict[str, list[date]] = {}
    for entry in entries:
        if entry.start is not None and entry.zone != "UTC":
            days.setdefault(entry.zone, []).append(entry.day)
    for zone, mine in sorted(days.items()):
        whole.add_component(zone_rules.rules(zone, min(mine), max(mine)))
    for entry in entries:
        whole.add_component(_event(entry))
    return bytes(whole.to_ical())


def _event(entry: Entry) -> Event:
    from icalendar import Alarm, Event  # noqa: PLC0415 - as above

    event = Event()
    for name, value in (
        ("UID", entry.uid),
        ("SEQUENCE", entry.sequence),
        ("DTSTAMP", entry.stamp.astimezone(UTC).replace(microsecond=0)),
        ("SUMMARY", entry.title),
        ("CLASS", "PRIVATE"),
        ("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED"),
        ("LOCATION", entry.place),
        ("URL", entry.link),
    ):
        if value != "":
            event.add(name, value)
    _add_times(event, entry)
    if entry.alarm and not entry.cancelled:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", entry.title)
        alarm.add("TRIGGER", timedelta(minutes=-entry.alarm) if entry.start else _EVENING_BEFORE)
        event.add_component(alarm)
    return event


def _add_times(event: Event, entry: Entry) -> None:
    """Start and end at the clock of the place.

    An end in the hour that the clock shows twice in autumn would be read as the first of the two (3.3.5),
    so there the length is written instead.
    """
    if entry.start is None:
        event.add("DTSTART", entry.day)
        event.add("DTEND", entry.day + timedelta(days=1))
        return
    zone = ZoneInfo(entry.zone)
    start = datetime.combine(entry.day, entry.start, zone)
    length = timedelta(minutes=entry.minutes)
    end = (start.astimezone(UTC) + length).astimezone(zone)
    _add_moment(event, "DTSTART", start, entry.zone)
    if end.fold or start.replace(tzinfo=None) >= end.replace(tzinfo=None):
        event.add("DURATION", length)
    else:
        _add_moment(event, "DTEND", end, entry.zone)


def _add_moment(event: Event, name: str, moment: datetime, zone: str) -> None:
    """A moment under its zone's own name; icalendar would name another zone of the same rules, or UTC."""
    if zone == "UTC":
        event.add(name, moment.astimezone(UTC))
    else:
        event.add(name, moment.replace(tzinfo=None), parameters={"TZID": zone})

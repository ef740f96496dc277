"""What is told to a calendar about a visit, and what an invitation tells, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit as a calendar shall show it; what is empty is not in the file.

    `start` is None when no hour is known: the visit then takes the whole `day`. `zone` is an IANA name,
    `minutes` the length, `alarm` the minutes before the start at which the calendar rings, 0 for never.
    `uid`, `sequence` and `stamp` say which entry of the calendar this is, and which state of it.
    """

    uid: str
    sequence: int
    stamp: datetime
    title: str
    day: date
    start: time | None
    zone: str
    minutes: int = 60
    alarm: int = 0
    place: str = ""
    link: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """One appointment of an invitation, at the clock of its place.

    `remarks` are sentences about what could not be taken as it stood; `minutes` is 0 when no end is known.
    """

    uid: str
    sequence: int
    stamp: str
    title: str
    day: date
    start: time | None
    zone: str
    minutes: int
    place: str
    text: str
    link: str
    organizer: str
    cancelled: bool
    remarks: tuple[str, ...] = ()

"""Reads an invitation: the appointments in a calendar file that somebody sent, as plain data.

A calendar file is text and small. What is larger, holds no appointment or cannot be understood is refused
with a sentence. icalendar is given bytes only: a text of one line it would take for the name of a file.
"""

from __future__ import annotations

import hashlib
import threading
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tidy, tr, trn
from secondop_desktop.calendars import links, zone_names
from secondop_desktop.calendars.entry import Invited

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MOST_BYTES = 1 << 20
MOST_EVENTS = 50
"""A portal may give all appointments of a treatment at once; a calendar of years is not an invitation."""
LONGEST_TEXT = 4000
_LONGEST_LINE = 400
_YEARS = range(1990, 2201)
_ANSWERS = ("REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER")
_LINKS = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
"""Where calendars write the link of a video meeting; the first is of RFC 7986, 5.11."""
_one_at_a_time = threading.Lock()  # icalendar remembers zones of a file for the whole process


def looks_like_one(content: bytes) -> bool:
    """Whether a file may be a calendar file, by its first words."""
    return b"BEGIN:VCALENDAR" in _as_utf8(content[:4096]).upper()


def read(content: bytes, home: ZoneInfo) -> tuple[Invited, ...]:
    """The appointments of a calendar file, the earliest first; UserError says why there are none.

    An hour without a zone, or in a zone that nobody knows, is taken for one of `home`, and a remark says so.
    """
    if len(content) > MOST_BYTES:
        raise UserError(
            tr("This calendar file is too large for an invitation. Nothing was changed."),
            tr("Please save only the one appointment in your calendar program, and add that."),
        )
    if not looks_like_one(content):
        raise _not_one()
    found = [_invited(event, whole, home) for whole, event in _events(_parsed(content))]
    return tuple(sorted(_whole_ones(found), key=lambda one: (one.day, one.start or time(0))))


def _whole_ones(found: list[Invited]) -> list[Invited]:
    """One for each name: of several states of an appointment the last one counts."""
    latest: dict[str, Invited] = {}
    for one in found:
        before = latest.get(one.uid)
        if before is None or (one.sequence, one.stamp) >= (before.sequence, before.stamp):
            latest[one.uid] = one
    return list(latest.values())


def _parsed(content: bytes) -> list[Calendar]:
    from icalendar import Calendar  # noqa: PLC0415 - takes 150 ms
    from icalendar.timezone import tzp  # noqa: PLC0415

    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of guessed zones; what is made of them is decided here
        tzp.use_default()  # forgets the zones of the file before
        try:
            wholes = Calendar.from_ical(_as_utf8(content), multiple=True)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError):
            raise _not_one() from None
        finally:
            tzp.use_default()
    return [whole for whole in wholes if isinstance(whole, Calendar)]


def _as_utf8(content: bytes) -> bytes:
    """The file in the letters that the standard wants; older programs write their own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").encode()
    return content.removeprefix(b"\xef\xbb\xbf")


def _events(wholes: list[Calendar]) -> list[tuple[Calendar, Event]]:
    method = next((str(_first(whole, "METHOD")).upper() for whole in wholes if whole.get("METHOD")), "")
    if method in _ANSWERS:
        raise UserError(
            tr("This file is somebody’s answer to an invitation, and no invitation. Nothing was changed."),
            tr("Please look for the invitation itself."),
        )
    found = [(whole, event) for whole in wholes for event in whole.events if _start(event) is not None]
    if not found:
        raise UserError(
            tr("There is no appointment in this calendar file. Nothing was changed."),
            tr("Please write the appointment down by hand."),
        )
    if len(found) > MOST_EVENTS:
        raise UserError(
            trn(
                "This file holds {n} appointment. It looks like a whole calendar. Nothing was changed.",
                "This file holds {n} appointments. It looks like a whole calendar. Nothing was changed.",
                len(found),
            ),
            tr("Please save only the appointments of your treatment, and add those."),
        )
    return found


def _invited(event: Event, whole: Calendar, home: ZoneInfo) -> Invited:
    start = _start(event)
    if start is None or start.year not in _YEARS:
        raise UserError(
            tr("The day of an appointment in this file cannot be right. Nothing was changed."),
            tr("Please write the appointment down by hand."),
        )
    place, text = _text(event, "LOCATION", _LONGEST_LINE), _text(event, "DESCRIPTION", LONGEST_TEXT)
    link = links.meeting(_link_texts(event), place, text)
    method = str(_first(whole, "METHOD") or "").upper()
    status = str(_first(event, "STATUS") or "").upper()
    day, hour, zone, remarks = _when(start, event, whole, home)
    minutes, more = _minutes(event, start)
    made = Invited(
        uid=_uid(event),
        sequence=_number(event),
        stamp=_stamp(event),
        title=_text(event, "SUMMARY", _LONGEST_LINE),
        day=day,
        start=hour,
        zone=zone,
        minutes=minutes,
        place="" if place == link else place,
        text=text,
        link=link,
        organizer=_organizer(event),
        cancelled=method == "CANCEL" or status == "CANCELLED",
    )
    return replace(made, remarks=tuple([*remarks, *more, *_about_text(event), *_about_repeating(event)]))


# --- when ---


def _start(event: Event) -> date | None:
    found = _part(event, "DTSTART", "dt")
    return found if isinstance(found, date) else None


def _when(
    start: date, event: Event, whole: Calendar, home: ZoneInfo
) -> tuple[date, time | None, str, list[str]]:
    """Day, hour and zone at the clock of the place, and what there is to say about them."""
    if not isinstance(start, datetime):
        return start, None, str(home), []
    wall = start.replace(tzinfo=None, second=0, microsecond=0)
    name = _parameter(event, "DTSTART", "TZID")
    if start.tzinfo is not None and not name:
        return _here(zone_names.instant(wall, timedelta(0)), whole, home)
    zone = zone_names.known(name)
    if zone:
        return wall.date(), wall.time(), zone, []
    rules = [rules for rules in whole.timezones if str(_first(rules, "TZID")) == name] if name else []
    from_utc = zone_names.offset(rules[0], wall) if rules else None
    if from_utc is not None:
        return _here(zone_names.instant(wall, from_utc), whole, home)
    if not name:
        said = tr("The invitation names no time zone, so its hour counts as the time here.")
    else:
        said = tr("Nobody knows the time zone of the invitation, so its hour counts as the time here.")
    return wall.date(), wall.time(), str(home), [f"{said} {tr('Please check the hour.')}"]


def _here(at: datetime, whole: Calendar, home: ZoneInfo) -> tuple[date, time | None, str, list[str]]:
    """An instant, at the clock of the zone that the file names for all it holds, else at the one here."""
    zone = zone_names.known(str(_first(whole, "X-WR-TIMEZONE") or "")) or str(home)
    local = at.astimezone(ZoneInfo(zone))
    return local.date(), local.time(), zone, []


def _minutes(event: Event, start: date) -> tuple[int, list[str]]:
    """The length in minutes, 0 when none is known; and a sentence when it goes on over several days."""
    end = _part(event, "DTEND", "dt")
    length = _part(event, "DURATION", "dt")
    if isinstance(length, timedelta):
        span = length
    elif isinstance(start, datetime) and isinstance(end, datetime):
        span = _between(event, start, end)
    elif isinstance(end, date) and not isinstance(end, datetime) and not isinstance(start, datetime):
        span = end - start
    else:
        return 0, []
    if not isinstance(start, datetime):
        last = span - timedelta(days=1)
        return 0, [_until(start + last)] if timedelta(0) < last < timedelta(days=3650) else []
    if span > timedelta(days=1):
        until = (start.replace(tzinfo=None) + span).date() if span < timedelta(days=3650) else None
        return 0, [_until(until)] if until else []
    return max(0, span // timedelta(minutes=1)), []


def _between(event: Event, start: datetime, end: datetime) -> timedelta:
    """From start to end, also over a change of the clock; nothing where their zones cannot be compared."""
    if isinstance(start.tzinfo, ZoneInfo) and isinstance(end.tzinfo, ZoneInfo):
        return end.astimezone(UTC) - start.astimezone(UTC)
    names = [_parameter(event, name, "TZID") for name in ("DTSTART", "DTEND")]
    if names[0] != names[1] or (start.tzinfo is None) != (end.tzinfo is None):
        return timedelta(0)
    return end.replace(tzinfo=None) - start.replace(tzinfo=None)


def _until(day: date) -> str:
    return tr("It goes on until {day}. Only its first day is written down.", day=day_words(day))


# --- what ---


def _first(part: Any, name: str) -> Any:  # noqa: ANN401 - icalendar gives what the line holds
    """The value of a property; of several the first."""
    found = part.get(name)
    return found[0] if isinstance(found, list) and found else found


def _part(event: Event, name: str, part: str) -> Any:  # noqa: ANN401 - see above
    """What icalendar made of a property; None where nothing could be made of it."""
    try:
        return getattr(_first(event, name), part, None)
    except ValueError:  # a broken property says so when it is asked
        return None


def _parameter(event: Event, name: str, parameter: str) -> str:
    parameters = _part(event, name, "params")
    return str(parameters.get(parameter, "")) if parameters else ""


def _text(event: Event, name: str, most: int) -> str:
    text = tidy(str(_first(event, name) or ""))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _about_text(event: Event) -> Iterator[str]:
    if len(tidy(str(_first(event, "DESCRIPTION") or ""))) > LONGEST_TEXT:
        yield tr("The text of the invitation is very long. Only its beginning is kept.")


def _about_repeating(event: Event) -> Iterator[str]:
    if event.get("RRULE") is not None or event.get("RDATE") is not None:
        yield tr("This appointment repeats. Only the first one is written down. Please add those you need.")


def _uid(event: Event) -> str:
    """The name by which other files speak of the same appointment; one date of a series has its own."""
    uid = tidy(str(_first(event, "UID") or ""))
    if not uid or len(uid) > _LONGEST_LINE:
        told = uid or "\n".join([_text(event, "SUMMARY", _LONGEST_LINE), _wall(event, "DTSTART")])
        uid = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
    which = _wall(event, "RECURRENCE-ID")
    return f"{uid}#{which}" if which else uid


def _wall(event: Event, name: str) -> str:
    """What the clock shows, as text; a zone is not asked for it (see `zone_names.offset`)."""
    at = _part(event, name, "dt")
    if isinstance(at, datetime):
        return at.replace(tzinfo=None).isoformat()
    return at.isoformat() if isinstance(at, date) else ""


def _number(event: Event) -> int:
    try:
        return max(0, min(int(_first(event, "SEQUENCE") or 0), 1 << 31))
    except (ValueError, TypeError):
        return 0


def _stamp(event: Event) -> str:
    """When this state of the appointment was written, as text whose order is that of time."""
    return _wall(event, "DTSTAMP")


def _organizer(event: Event) -> str:
    return tidy(_parameter(event, "ORGANIZER", "CN"))[:_LONGEST_LINE]


def _link_texts(event: Event) -> list[str]:
    return [str(_first(event, name)) for name in _LINKS if event.get(name) is not None]


def _not_one() -> UserError:
    return UserError(
        tr("This is no calendar file that can be read. Nothing was changed."),
        tr("Please write the appointment down by hand, or ask for the invitation once more."),
    )

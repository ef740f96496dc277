"""A calendar file says the hour of the place in every zone, and not one word that was not chosen."""

import io
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from secondop_desktop.calendars.entry import Entry
from secondop_desktop.calendars.writing import write, write_all

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


def entry(**values):
    usual = {
        "uid": "5b2d", "sequence": 0, "stamp": NOW, "title": "Appointment", "day": date(2026, 5, 14),
        "start": time(10, 30), "zone": "America/Chicago", "minutes": 45, "alarm": 60,
    }  # fmt: skip
    return Entry(**{**usual, **values})


def event_of(content):
    (event,) = Calendar.from_ical(content).events
    return event


def told_by_its_own_rules(content):
    """The instant of the start as a program reads it that knows no zones, only the rules in the file."""
    text = content.decode().replace("\r\n ", "")
    rules = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")] + "END:VTIMEZONE\n"
    at = text[text.index("BEGIN:VEVENT") :].split("DTSTART;TZID=")[1].split("\r\n")[0].rpartition(":")[2]
    wall = datetime.strptime(at, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone comes next
    return wall.replace(tzinfo=tzical(io.StringIO(rules)).get()).astimezone(UTC)


def test_a_file_says_when_and_that_it_is_private():
    content = write(entry())
    event = event_of(content)
    chicago = ZoneInfo("America/Chicago")
    assert event.decoded("DTSTART") == datetime(2026, 5, 14, 10, 30, tzinfo=chicago)
    assert event.decoded("DTEND") == datetime(2026, 5, 14, 11, 15, tzinfo=chicago)
    assert (event["UID"], event["SEQUENCE"], event["CLASS"]) == ("5b2d", 0, "PRIVATE")
    assert (event["SUMMARY"], event["STATUS"]) == ("Appointment", "CONFIRMED")
    assert b"METHOD:PUBLISH\r\n" in content
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-60)


def test_what_was_not_chosen_is_not_in_the_file():
    content = write(entry()).decode()
    assert "LOCATION" not in content
    assert "URL" not in content
    assert "DESCRIPTION:Appointment" in content  # the alarm needs words, and has the same
    assert "second" not in content.lower().replace("secondop", "!")
    assert "!" not in content.lower().replace("secondop", "!")


def test_what_was_chosen_is_there_to_the_letter():
    event = event_of(
        write(
            entry(title="Dr Lee; 2nd, Åsa\nroom", place="Clinic 4, floor 2", link="https://x.example/a?b=1")
        )
    )
    assert event["SUMMARY"] == "Dr Lee; 2nd, Åsa\nroom"
    assert (event["LOCATION"], event["URL"]) == ("Clinic 4, floor 2", "https://x.example/a?b=1")


def test_a_visit_without_an_hour_takes_the_day_and_rings_the_morning_before():
    event = event_of(write(entry(start=None)))
    assert event.decoded("DTSTART") == date(2026, 5, 14)
    assert event.decoded("DTEND") == date(2026, 5, 15)
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(hours=-15)


def test_midnight_is_an_hour():
    event = event_of(write(entry(start=time(0, 0))))
    assert event.decoded("DTSTART") == datetime(2026, 5, 14, 0, 0, tzinfo=ZoneInfo("America/Chicago"))
    assert event.walk("VALARM")[0].decoded("TRIGGER") == timedelta(minutes=-60)


def test_no_alarm_when_none_is_wanted_and_none_for_a_visit_called_off():
    assert not event_of(write(entry(alarm=0))).walk("VALARM")
    content = write(entry(cancelled=True, sequence=3))
    event = event_of(content)
    assert not event.walk("VALARM")
    assert (event["STATUS"], event["UID"], event["SEQUENCE"]) == ("CANCELLED", "5b2d", 3)
    assert b"METHOD:CANCEL\r\n" in content


def test_utc_needs_no_rules():
    content = write(entry(zone="UTC"))
    assert b"DTSTART:20260514T103000Z" in content
    assert b"VTIMEZONE" not in content


@pytest.mark.parametrize(
    ("day", "hour", "zone", "instant"),
    [
        (date(2026, 3, 8), time(3, 15), "America/Chicago", "2026-03-08T08:15"),  # right after the gap
        (date(2026, 3, 8), time(1, 59), "America/Chicago", "2026-03-08T07:59"),  # right before it
        (date(2026, 11, 1), time(2, 0), "America/Chicago", "2026-11-01T08:00"),  # after the hour shown twice
        (date(2026, 3, 29), time(3, 0), "Europe/Berlin", "2026-03-29T01:00"),
        (date(2026, 10, 25), time(3, 0), "Europe/Dublin", "2026-10-25T03:00"),  # its summer is "standard"
        (date(2026, 4, 5), time(2, 30), "Australia/Lord_Howe", "2026-04-04T16:00"),  # half an hour only
        (date(2026, 2, 20), time(9, 0), "Africa/Casablanca", "2026-02-20T09:00"),  # Ramadan
        (date(2026, 1, 5), time(9, 0), "Asia/Kolkata", "2026-01-05T03:30"),
    ],
)  # fmt: skip
def test_the_rules_in_the_file_are_right_on_the_days_the_clock_changes(day, hour, zone, instant):
    content = write(entry(day=day, start=hour, zone=zone))
    assert told_by_its_own_rules(content).strftime("%Y-%m-%dT%H:%M") == instant
    assert event_of(content).decoded("DTSTART").astimezone(UTC) == told_by_its_own_rules(content)


@pytest.mark.parametrize(
    "zone", ["America/Chicago", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_each_change_of_the_clock_begins_at_the_instant_the_standard_counts(zone):
    (rules,) = Calendar.from_ical(write(entry(zone=zone))).timezones
    parts = rules.subcomponents[1:]  # the first one only says how things stood at the beginning
    assert len(parts) == 6
    for part in parts:
        before, after = part.decoded("TZOFFSETFROM"), part.decoded("TZOFFSETTO")
        onset = (part.decoded("DTSTART") - before).replace(tzinfo=UTC)  # RFC 5545, 3.6.5
        seen = [(onset + timedelta(seconds=late)).astimezone(ZoneInfo(zone)).utcoffset() for late in (-1, 0)]
        assert seen == [before, after]


def wall_clocks(zone):
    """Days and hours in these years; half of them on a day on which the clock of the zone changes."""
    first, known = datetime(2025, 1, 1, tzinfo=UTC), ZoneInfo(zone)
    noons = [first + timedelta(days=n) for n in range(1460)]
    offsets = [noon.astimezone(known).utcoffset() for noon in noons]
    changes = [noons[n].date() for n in range(1, len(noons)) if offsets[n] != offsets[n - 1]]
    days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
    some = st.sampled_from(changes) | days if changes else days
    return st.tuples(some, st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59])))


@settings(max_examples=70, deadline=None)
@given(st.data())
def test_every_zone_and_hour_is_read_alike_by_a_program_that_knows_no_zones(data):
    zone = data.draw(st.sampled_from(ZONES))
    day, hour = data.draw(wall_clocks(zone))
    start = datetime.combine(day, hour, ZoneInfo(zone))
    exists = start.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == start.replace(
        tzinfo=None
    )
    content = write(entry(day=day, start=hour, zone=zone, minutes=data.draw(st.integers(0, 600))))
    if exists:
        once = start.utcoffset() == start.replace(fold=1).utcoffset()
        if once:  # of an hour shown twice the RFC means the first; dateutil has its own idea of it
            assert told_by_its_own_rules(content) == start.astimezone(UTC)
    event = event_of(content)
    assert event.decoded("DTSTART").astimezone(UTC) == start.astimezone(UTC)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_length_is_right_also_over_a_change_of_the_clock(data):
    zone = data.draw(
        st.sampled_from(["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Europe/Dublin"])
    )
    day, hour = data.draw(wall_clocks(zone))
    minutes = data.draw(st.integers(1, 300))
    event = event_of(write(entry(day=day, start=hour, zone=zone, minutes=minutes)))
    start = event.decoded("DTSTART").astimezone(UTC)
    if "DTEND" in event:
        assert event.decoded("DTEND").astimezone(UTC) - start == timedelta(minutes=minutes)
    else:
        assert event.decoded("DURATION") == timedelta(minutes=minutes)


def test_many_visits_are_one_file_to_keep_and_no_message_about_any_of_them():
    visits = [
        entry(uid="a"),
        entry(uid="b", day=date(2031, 1, 9)),
        entry(uid="c", zone="Asia/Kathmandu", start=time(9)),
        entry(uid="d", start=None),
        entry(uid="e", zone="UTC", cancelled=True),
    ]
    content = write_all(visits)
    assert b"METHOD" not in content
    assert content.count(b"BEGIN:VTIMEZONE") == 2
    events = {str(event["UID"]): event for event in Calendar.from_ical(content).events}
    assert events["b"].decoded("DTSTART") == datetime(2031, 1, 9, 10, 30, tzinfo=ZoneInfo("America/Chicago"))
    assert events["c"].decoded("DTSTART").utcoffset() == timedelta(hours=5, minutes=45)
    assert events["d"].decoded("DTSTART") == date(2026, 5, 14)
    assert events["e"]["STATUS"] == "CANCELLED"


def test_the_rules_of_a_zone_reach_over_all_the_years_of_its_visits():
    text = write_all([entry(uid="a"), entry(uid="b", day=date(2031, 1, 9))]).decode().replace("\r\n ", "")
    rules = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")] + "END:VTIMEZONE\n"
    zone = tzical(io.StringIO(rules)).get()
    for year in range(2026, 2032):
        for month, hours in ((1, -6), (7, -5)):
            assert datetime(year, month, 9, 10, 30, tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_a_file_without_visits_is_a_calendar_all_the_same():
    assert Calendar.from_ical(write_all([])).events == []

"""Invitations as good and bad programs write them: the hour is right, or a sentence says why not."""

import re
from contextlib import suppress
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.base.errors import UserError
from secondop_desktop.calendars import invitation, links, zone_names
from secondop_desktop.calendars.writing import write
from tests.calendars.test_writing import entry

HOME = ZoneInfo("America/Chicago")
OUTLOOK_ZONE = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def a_file(*lines, before="", head=("METHOD:REQUEST",)):
    """A calendar file with one event of these lines."""
    usual = ["UID:040000008200E00074C5", "DTSTAMP:20260301T120000Z", "SUMMARY:Consultation"]
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", *head]
    event = ["BEGIN:VEVENT", *usual, *lines, "END:VEVENT"]
    text = "\n".join([*whole, *before.splitlines(), *event, "END:VCALENDAR", ""])
    return text.replace("\n", "\r\n").encode()


def read_one(*lines, **more):
    (found,) = invitation.read(a_file(*lines, **more), HOME)
    return found


def when(found):
    return found.day, found.start, found.zone, found.minutes


NINE = (date(2026, 5, 14), time(9, 0))


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["DTSTART;TZID=America/New_York:20260514T090000", "DTEND;TZID=America/New_York:20260514T094500"],
         (*NINE, "America/New_York", 45)),
        (["DTSTART;TZID=W. Europe Standard Time:20260514T090000", "DURATION:PT1H"],
         (*NINE, "Europe/Berlin", 60)),
        (["DTSTART;TZID=\"Eastern Standard Time\":20260514T090000"], (*NINE, "America/New_York", 0)),
        (["DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20260514T090000"],
         (*NINE, "Europe/Paris", 0)),
        (["DTSTART;TZID=/mozilla.org/20070129_1/Europe/Paris:20260514T090000"], (*NINE, "Europe/Paris", 0)),
        (["DTSTART:20260514T140000Z", "DTEND:20260514T143000Z"], (*NINE, "America/Chicago", 30)),
        (["DTSTART;VALUE=DATE:20260514"], (date(2026, 5, 14), None, "America/Chicago", 0)),
        (["DTSTART;VALUE=DATE:20260514", "DTEND;VALUE=DATE:20260515"],
         (date(2026, 5, 14), None, "America/Chicago", 0)),
        (["DTSTART;TZID=America/New_York:20260514T090000", "DTEND:20260514T140000Z"],
         (*NINE, "America/New_York", 60)),
        (["DTSTART;TZID=America/New_York:20260514T090000", "DTEND;TZID=America/New_York:20260514T080000"],
         (*NINE, "America/New_York", 0)),
        (["DTSTART;TZID=America/Chicago:20261101T003000", "DTEND;TZID=America/Chicago:20261101T030000"],
         (date(2026, 11, 1), time(0, 30), "America/Chicago", 210)),
    ],
)  # fmt: skip
def test_the_hour_is_the_one_at_the_place(lines, meant):
    found = read_one(*lines)
    assert when(found) == meant
    assert found.remarks == ()


def test_a_zone_for_the_whole_calendar_counts_for_hours_in_utc():
    found = read_one("DTSTART:20260514T140000Z", head=("METHOD:REQUEST", "X-WR-TIMEZONE:Europe/Madrid"))
    assert when(found) == (date(2026, 5, 14), time(16, 0), "Europe/Madrid", 0)


def test_an_unknown_zone_that_brings_its_rules_is_right_to_the_minute():
    name = "(UTC-05:00) Eastern Time (US & Canada)"
    found = read_one(f'DTSTART;TZID="{name}":20260514T090000', before=OUTLOOK_ZONE.format(name=name))
    assert when(found)[:3] == (date(2026, 5, 14), time(8, 0), "America/Chicago")
    winter = read_one(f'DTSTART;TZID="{name}":20261214T090000', before=OUTLOOK_ZONE.format(name=name))
    assert when(winter)[:3] == (date(2026, 12, 14), time(8, 0), "America/Chicago")


def test_rules_of_one_file_are_forgotten_before_the_next():
    name = "Customized Time Zone"
    read_one(f"DTSTART;TZID={name}:20260514T090000", before=OUTLOOK_ZONE.format(name=name))
    other = OUTLOOK_ZONE.format(name=name).replace("-0400", "+0200").replace("-0500", "+0100")
    found = read_one(f"DTSTART;TZID={name}:20260514T160000", before=other)
    assert when(found)[:3] == (date(2026, 5, 14), time(9, 0), "America/Chicago")


@pytest.mark.parametrize("line", ["DTSTART:20260514T090000", "DTSTART;TZID=Mars/Olympus:20260514T090000"])
def test_an_hour_without_a_known_zone_counts_as_here_and_one_is_asked_to_check_it(line):
    found = read_one(line)
    assert when(found)[:3] == (*NINE, "America/Chicago")
    assert "Please check the hour." in found.remarks[0]


def test_rules_that_ask_for_endless_work_are_not_followed():
    rule = "RRULE:FREQ=SECONDLY"
    evil = re.sub(r"RRULE:.*", rule, OUTLOOK_ZONE.format(name="Evil"))
    times = [f"{name};TZID=Evil:20260514T{hour}0000" for name, hour in (("DTSTART", "09"), ("DTEND", 10))]
    content = a_file(*times, "RECURRENCE-ID;TZID=Evil:20260514T090000", before=evil)
    (found,) = invitation.read(content.replace(b"UID:040000008200E00074C5\r\n", b""), HOME)
    assert when(found) == (*NINE, "America/Chicago", 60)
    assert found.remarks


@pytest.mark.parametrize(
    ("was", "instead"),
    [
        ("DTSTART:16010101T020000\n", ""),
        ("DTSTART:16010101T020000", "DTSTART:00010101T020000"),
        ("RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11\n", ""),
        ("TZOFFSETTO:-0500\n", ""),
        ("INTERVAL=1", "INTERVAL=0"),
        ("INTERVAL=1", "BYSETPOS=1"),
    ],
)
def test_rules_that_are_not_whole_never_give_a_wrong_hour_without_a_word(was, instead):
    rules = OUTLOOK_ZONE.format(name="Odd").replace(was, instead)
    content = a_file("DTSTART;TZID=Odd:20260514T090000", before=rules)
    right = (date(2026, 5, 14), time(8, 0), "America/Chicago")
    with suppress(UserError):  # a sentence is as good
        (found,) = invitation.read(content, HOME)
        assert when(found)[:3] == right or found.remarks


def test_what_the_invitation_says_is_taken_over():
    found = read_one(
        "DTSTART:20260514T140000Z", "LOCATION:Clinic 4\\, floor 2", "DESCRIPTION:Please bring\\nyour card",
        "ORGANIZER;CN=Dr Lee's office:mailto:office@example.org", "SEQUENCE:3",
    )  # fmt: skip
    assert (found.title, found.place, found.text) == (
        "Consultation",
        "Clinic 4, floor 2",
        "Please bring\nyour card",
    )
    assert (found.organizer, found.sequence, found.stamp) == ("Dr Lee's office", 3, "2026-03-01T12:00:00")
    assert (found.uid, found.cancelled, found.link) == ("040000008200E00074C5", False, "")


@pytest.mark.parametrize(
    ("lines", "link"),
    [
        (["LOCATION:https://us02web.zoom.us/j/123?pwd=x"], "https://us02web.zoom.us/j/123?pwd=x"),
        (
            ["X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/m/1"],
            "https://teams.microsoft.com/l/m/1",
        ),
        (
            ["DESCRIPTION:Join: <https://zoom.us/j/9>. Read https://clinic.example/map."],
            "https://zoom.us/j/9",
        ),
        (["DESCRIPTION:The way: https://clinic.example/map"], ""),
        (["DESCRIPTION:https://zoom.us.evil.example/j/1"], ""),
        (["LOCATION:javascript:alert(1)"], ""),
    ],
)
def test_the_link_of_a_video_visit_is_found(lines, link):
    assert read_one("DTSTART:20260514T140000Z", *lines).link == link


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://zoom.us/j/1", True),
        ("HTTP://example.org", True),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[", False),
        ("https://a b", False),
        ("", False),
    ],
)
def test_only_a_web_address_is_a_link(text, is_one):
    assert links.is_link(text) is is_one


@pytest.mark.parametrize(
    ("lines", "head"),
    [(["STATUS:CANCELLED"], ("METHOD:PUBLISH",)), ([], ("METHOD:CANCEL",)), ([], ("METHOD:cancel",))],
)
def test_an_invitation_can_be_called_off(lines, head):
    assert read_one("DTSTART:20260514T140000Z", *lines, head=head).cancelled


def test_a_series_gives_its_first_day_and_one_day_of_it_has_its_own_name():
    first = read_one("DTSTART:20260514T140000Z", "RRULE:FREQ=DAILY;COUNT=30")
    assert first.day == date(2026, 5, 14)
    assert first.remarks[0].startswith("This appointment repeats.")
    one = read_one("DTSTART:20260516T150000Z", "RECURRENCE-ID:20260516T140000Z")
    assert one.uid == "040000008200E00074C5#2026-05-16T14:00:00"


def test_many_days_are_one_visit_with_a_remark():
    found = read_one("DTSTART;VALUE=DATE:20260514", "DTEND;VALUE=DATE:20260517")
    assert found.remarks == ("It goes on until 16 May 2026. Only its first day is written down.",)
    found = read_one("DTSTART:20260514T140000Z", "DTEND:20260516T140000Z")
    assert (found.minutes, found.remarks[0][:21]) == (0, "It goes on until 16 M")


def test_several_appointments_come_in_their_order_and_the_newest_state_of_each_counts():
    def event(uid, day, sequence=0):
        lines = f"UID:{uid}", f"SEQUENCE:{sequence}", f"DTSTART:{day}T140000Z"
        return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])

    content = a_file(
        "DTSTART:20260514T140000Z",
        before=event("b", "20260601") + event("a", "20260502") + event("b", "20260603", 2),
    )
    found = invitation.read(content, HOME)
    assert [(one.uid[:1], one.day.isoformat()) for one in found] == [
        ("a", "2026-05-02"),
        ("0", "2026-05-14"),
        ("b", "2026-06-03"),
    ]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_code_of_letters_is_read(code):
    text = a_file("DTSTART:20260514T140000Z", "LOCATION:Spital Zürich").decode()
    (found,) = invitation.read(text.encode(code), HOME)
    assert found.place == "Spital Zürich"


def test_without_a_name_the_same_appointment_still_has_the_same_name():
    content = a_file("DTSTART:20260514T140000Z").replace(b"UID:040000008200E00074C5\r\n", b"")
    (first,), (again,) = invitation.read(content, HOME), invitation.read(content, HOME)
    assert first.uid == again.uid != ""


def test_a_very_long_text_is_cut_and_that_is_said():
    found = read_one("DTSTART:20260514T140000Z", "DESCRIPTION:" + "word " * 2000)
    assert len(found.text) == invitation.LONGEST_TEXT
    assert found.remarks == ("The text of the invitation is very long. Only its beginning is kept.",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is no calendar file"),
        (b"/etc/passwd", "This is no calendar file"),
        (b"\x00\xff" * 500, "This is no calendar file"),
        (b"BEGIN:VCALENDAR\r\n", "There is no appointment"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "There is no appointment"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "There is no appointment"),
        (a_file(), "There is no appointment"),
        (a_file("DTSTART:soon"), "There is no appointment"),
        (a_file("DTSTART:20260514T140000Z", head=("METHOD:REPLY",)), "This file is somebody’s answer"),
        (a_file("DTSTART:00010101T000000Z"), "The day of an appointment in this file cannot be right"),
        (a_file("DTSTART;VALUE=DATE:99991231"), "The day of an appointment in this file cannot be right"),
        (a_file("DTSTART:20260514", "DESCRIPTION:" + "x" * (1 << 20)), "This calendar file is too large"),
        (a_file("DTSTART:20260514T140000Z", before="BEGIN:VEVENT\nDTSTART:20260514\nEND:VEVENT\n" * 60),
         "This file holds 61 appointments"),
        (a_file("DTSTART:20260514T140000Z", before="BEGIN:VEVENT\n" * 70_000), "There is no appointment"),
    ],
)  # fmt: skip
def test_what_is_no_invitation_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UserError) as refused:
        invitation.read(content, HOME)
    assert refused.value.what.startswith(sentence)
    assert "Nothing was changed." in refused.value.what


def test_a_file_of_its_own_comes_back_as_it_went():
    for start in (time(9, 0), None):
        mine = entry(start=start, place="Clinic 4", title="Appointment", sequence=2)
        (found,) = invitation.read(write(mine), HOME)
        minutes = 45 if start else 0
        assert (found.uid, found.sequence, found.title, found.place) == ("5b2d", 2, "Appointment", "Clinic 4")
        assert when(found) == (mine.day, start, "America/Chicago", minutes)


ODD = [
    "RRULE:FREQ=SECONDLY", "DTEND:20260514T140000", "DURATION:P9999999999W", "DTEND;VALUE=DATE:20260514",
    "X-A;B=\"c:d", "RECURRENCE-ID:20260514", "SEQUENCE:-1", "SEQUENCE:x", "UID:", "BEGIN:VALARM", "ATTENDEE",
    "SUMMARY;LANGUAGE=de:" + "ä" * 300, "DTSTAMP:never", "EXDATE:20260514", "DTSTART:20270101", ":", ";;;",
    "DTSTART;TZID=:20260514T090000", "END:VCALENDAR", "\x00", "DTEND;TZID=America/New_York:20260308T023000",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(ODD) | st.text(max_size=40), max_size=6),
    st.integers(0, 400),
    st.binary(max_size=3),
)
def test_odd_lines_and_damage_never_end_in_anything_but_a_sentence(lines, at, noise):
    content = a_file("DTSTART;TZID=Europe/Berlin:20260514T140000", *lines)
    for each in (content, content[:at] + noise + content[at + 1 :]):
        try:
            found = invitation.read(each, HOME)
        except UserError:
            continue
        assert all(1990 <= one.day.year <= 2200 and one.minutes >= 0 and ZoneInfo(one.zone) for one in found)


def test_zones_are_known_by_all_their_names():
    assert zone_names.known("america/new_york") == "America/New_York"
    assert zone_names.known("Pacific Standard Time") == "America/Los_Angeles"
    assert zone_names.known("") == zone_names.known("x" * 1000) == zone_names.known("Nowhere") == ""

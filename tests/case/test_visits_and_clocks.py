"""Visits keep to the clock on the wall of their place, whatever the seasons and time zones do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import appointments
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.columns import InstantColumn, PartialDateColumn

ZONES = ("America/Chicago", "Europe/Berlin", "Asia/Ho_Chi_Minh", "Australia/Lord_Howe", "Pacific/Kiritimati")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def visit(day, hour="", zone="America/Chicago", **more):
    return Appointment(day=day, hour=hour, zone=zone, **more)


@given(DAYS, st.times(), st.sampled_from(ZONES))
def test_a_visit_shows_the_day_and_hour_that_were_typed(day, hour, zone):
    made = visit(day.isoformat(), hour.strftime("%H:%M"), zone)
    assert (made.starts.date(), made.starts.strftime("%H:%M")) == (day, hour.strftime("%H:%M"))
    assert str(made.starts.tzinfo) == zone


@given(DAYS, st.times(), st.sampled_from(ZONES), st.integers(0, 600))
def test_a_visit_lasts_as_long_as_it_says_also_in_the_night_the_clocks_change(day, hour, zone, minutes):
    made = visit(day.isoformat(), hour.strftime("%H:%M"), zone, minutes=minutes)
    assert made.ends - made.starts.astimezone(UTC) == timedelta(minutes=minutes or 60)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/Chicago", "2026-03-08", 23),
        ("America/Chicago", "2026-11-01", 25),
        ("Europe/Berlin", "2026-03-29", 23),
        ("Asia/Ho_Chi_Minh", "2026-03-08", 24),
    ],
)
def test_a_visit_without_an_hour_is_ahead_until_midnight_at_its_place(zone, day, hours):
    made = visit(day, zone=zone)
    start = made.starts.astimezone(UTC)
    end = start + timedelta(hours=hours)
    assert appointments.is_ahead(made, end - timedelta(seconds=1))
    assert not appointments.is_ahead(made, end)


@pytest.mark.parametrize(
    ("hour", "day", "utc"),
    [
        ("02:30", "2026-03-08", 8),  # does not exist in Chicago that night
        ("01:30", "2026-11-01", 6),  # exists twice; the first one is meant, so that nobody comes late
        ("03:30", "2026-03-08", 8),
        ("10:30", "2026-07-01", 15),
        ("10:30", "2026-12-01", 16),
    ],
)
def test_an_hour_of_the_night_the_clocks_change_is_still_one_instant(hour, day, utc):
    assert visit(day, hour).starts.astimezone(UTC).hour == utc


def test_visits_at_two_ends_of_the_world_stand_in_the_order_in_which_they_happen(session):
    for day, hour, zone in (
        ("2026-05-14", "08:00", "America/Chicago"),  # 13:00 UTC
        ("2026-05-15", "01:00", "Pacific/Kiritimati"),  # 11:00 UTC, though a day later on the wall
        ("2026-05-14", "14:30", "Europe/Berlin"),  # 12:30 UTC
        ("2026-05-14", "", "Asia/Ho_Chi_Minh"),  # its midnight: 17:00 UTC on the 13th
    ):
        appointments.keep(session, visit(day, hour, zone))
    session.flush()
    found = appointments.everything(session)
    assert [made.zone for made in found] == [
        "Asia/Ho_Chi_Minh",
        "Pacific/Kiritimati",
        "Europe/Berlin",
        "America/Chicago",
    ]
    now = datetime(2026, 5, 14, 12, 15, tzinfo=UTC)
    assert [made.zone for made in appointments.upcoming(session, now)] == [
        "Asia/Ho_Chi_Minh",
        "Europe/Berlin",
        "America/Chicago",
    ]
    assert [made.zone for made in appointments.past(session, now)] == ["Pacific/Kiritimati"]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    st.lists(
        st.tuples(DAYS, st.sampled_from(["", "00:00", "09:30", "23:59"]), st.sampled_from(ZONES)), max_size=8
    ),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1)),  # noqa: DTZ001
)
def test_every_visit_is_either_ahead_or_past_and_never_both(session, places, now):
    savepoint = session.begin_nested()
    for day, hour, zone in places:
        appointments.keep(session, visit(day.isoformat(), hour, zone))
    session.flush()
    ahead, past = appointments.upcoming(session, now), appointments.past(session, now)
    assert sorted(v.id for v in [*ahead, *past]) == sorted(v.id for v in appointments.everything(session))
    assert all(v.ends > now for v in ahead)
    assert all(v.ends <= now for v in past)
    assert ahead == sorted(ahead, key=lambda v: v.starts)
    assert past == sorted(past, key=lambda v: v.starts, reverse=True)
    savepoint.rollback()
    session.expunge_all()


@pytest.mark.parametrize("zone", ["", "America", "Mars/X", "/etc/passwd", "../UTC", "UTC\x00", "x" * 300])
def test_what_is_no_time_zone_is_refused_with_a_sentence(session, zone):
    with pytest.raises(FieldError, match="time zone") as refusal:
        appointments.keep(session, visit("2026-03-05", zone=zone))
    assert refusal.value.field == "zone"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9:30", None), ("09:30", "09:30"), ("0930", "09:30"), ("09:30:59", "09:30"), ("", "")],
)
def test_an_hour_is_kept_in_one_way_of_writing(session, typed, kept):
    if kept is None:
        with pytest.raises(FieldError, match="cannot be read"):
            appointments.keep(session, visit("2026-03-05", typed))
    else:
        assert appointments.keep(session, visit(" 2026-03-05 ", typed)).hour == kept


def test_an_instant_is_kept_in_utc_and_without_its_zone_not_at_all():
    column = InstantColumn()
    there = datetime(2026, 5, 14, 10, 30, tzinfo=ZoneInfo("America/Chicago"))
    written = column.process_bind_param(there, None)
    assert written == "2026-05-14T15:30:00.000000+00:00"
    assert column.process_result_value(written, None) == there
    assert column.process_bind_param(None, None) is column.process_result_value(None, None) is None
    with pytest.raises(ValueError, match="zone"):
        column.process_bind_param(there.replace(tzinfo=None), None)


@given(st.lists(st.datetimes(timezones=st.sampled_from([ZoneInfo(zone) for zone in ZONES]))))
def test_instants_as_text_stand_in_the_order_of_time(moments):
    column = InstantColumn()
    late = [m for m in moments if 1900 < m.year < 9000]
    by_text = sorted(late, key=lambda m: column.process_bind_param(m, None))
    assert [m.astimezone(UTC) for m in by_text] == sorted(m.astimezone(UTC) for m in late)


@given(st.dates())
def test_a_date_comes_back_from_its_column_as_it_was(day):
    column = PartialDateColumn()
    for known in (PartialDate(day.year), PartialDate(day.year, day.month), PartialDate.of(day)):
        assert column.process_result_value(column.process_bind_param(known, None), None) == known


def test_a_visit_that_is_done_is_past_even_before_its_hour(session):
    soon = appointments.keep(session, visit("2026-03-02", "18:00"))
    session.flush()
    now = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    assert appointments.upcoming(session, now) == [soon]
    appointments.finish(session, soon, now)
    assert appointments.past(session, now) == [soon]
    assert (soon.status, soon.finished_at) == ("done", now)
    assert time.fromisoformat(soon.hour) == time(18)

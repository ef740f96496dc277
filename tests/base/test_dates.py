"""Dates as people write and read them; nothing is guessed that could be read two ways."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base import dates, language
from secondop_desktop.base.dates import PartialDate, read_date, read_time
from secondop_desktop.base.errors import FieldError

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("14 may", "2026-05-14"),
        ("14 May 2027", "2027-05-14"),
        ("May 14th, 2026", "2026-05-14"),
        ("1 march", "2027-03-01"),
        ("2 march", "2026-03-02"),
        ("3rd of sept 2025", "2025-09-03"),
        ("2026-05-14", "2026-05-14"),
        ("2026-05", "2026-05"),
        ("2019", "2019"),
        ("may 2026", "2026-05"),
        ("5/2026", "2026-05"),
        ("14.05.2026", "2026-05-14"),
        ("05/14/2026", "2026-05-14"),
        ("4/4/2026", "2026-04-04"),
        ("2026/5/14", "2026-05-14"),
        ("today", "2026-03-02"),
        (" Tomorrow ", "2026-03-03"),
    ],
)
def test_dates_are_read_as_people_write_them(typed, wanted):
    assert read_date(typed, TODAY).iso() == wanted


@pytest.mark.parametrize(
    "typed", ["", "soon", "32 may 2026", "14", "may", "14 may 15 june", "30 feb 2026", "14/5", "1066"]
)
def test_what_is_no_date_is_answered_with_an_example(typed):
    with pytest.raises(FieldError) as refusal:
        read_date(typed, TODAY, "when")
    assert refusal.value.field == "when"
    assert "14 May 2026" in refusal.value.sentence


def test_day_and_month_are_never_guessed():
    with pytest.raises(FieldError, match="not clear which number is the day"):
        read_date("03/04/2026", TODAY)


def test_the_months_of_the_persons_language_are_understood():
    language.use("es")
    assert read_date("14 mayo 2026", TODAY).iso() == "2026-05-14"
    assert PartialDate(2026, 5, 14).words() == "14 mayo 2026"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2190, 1, 1)))
def test_every_date_the_app_writes_it_can_read_again(day):
    whole = PartialDate.of(day)
    assert read_date(whole.words(), TODAY) == whole
    assert PartialDate.from_iso(whole.iso()) == whole


@pytest.mark.parametrize(
    ("iso", "words"), [("2026-03-03", "3 March 2026"), ("2026-03", "March 2026"), ("2019", "2019")]
)
def test_only_what_is_known_of_a_date_is_said(iso, words):
    assert PartialDate.from_iso(iso).words() == words
    assert (PartialDate.from_iso(iso).whole() is None) == (len(iso) < 10)


@pytest.mark.parametrize("wrong", ["2026-13", "2026-02-30", "26-01-01", "2026-1-1-1", "x"])
def test_a_wrong_iso_date_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.from_iso(wrong)


def test_a_day_without_its_month_is_no_date():
    with pytest.raises(ValueError, match="without a month"):
        PartialDate(2026, 0, 3)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("10:30", time(10, 30)),
        ("9", time(9)),
        ("9 am", time(9)),
        ("12 am", time(0)),
        ("12:15 p.m.", time(12, 15)),
        ("2.15pm", time(14, 15)),
        ("14h05", time(14, 5)),
    ],
)
def test_times_are_read_as_people_write_them(typed, wanted):
    assert read_time(typed) == wanted


@pytest.mark.parametrize("typed", ["", "25:00", "10:75", "noonish", "13 pm x"])
def test_what_is_no_time_is_answered_with_an_example(typed):
    with pytest.raises(FieldError, match="cannot be read"):
        read_time(typed)


@pytest.mark.parametrize(
    ("day", "words"),
    [(2, "today"), (3, "tomorrow"), (1, "yesterday"), (5, "in 3 days")],
)
def test_how_far_off_a_day_is_said_in_words(day, words):
    assert dates.distance_words(date(2026, 3, day), TODAY) == words
    assert dates.distance_words(date(2026, 2, 27), TODAY) == "3 days ago"


@pytest.mark.parametrize(
    ("iso", "words"), [("2026-03-03", "3 Mar 2026"), ("2026-03", "Mar 2026"), ("2019", "2019")]
)
def test_a_narrow_column_gets_short_months(iso, words):
    assert PartialDate.from_iso(iso).short_words() == words


def test_days_and_moments_are_written_out():
    moment = dates.on_the_wall(date(2026, 5, 14), time(10, 30), "America/Chicago")
    assert dates.moment_words(moment) == "Thursday 14 May 2026, 10:30"
    assert moment.astimezone(UTC) == datetime(2026, 5, 14, 15, 30, tzinfo=UTC)
    assert dates.time_words(time(9, 5)) == "09:05"
    day = date(2026, 5, 14)
    assert (dates.short_day(day), dates.weekday_word(day), dates.month_word(day)) == ("14 May", "Thu", "May")
    assert dates.day_words(day, weekday=True) == "Thursday 14 May 2026"

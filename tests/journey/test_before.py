"""How far off a visit is, in words that are true to the minute, and one next thing at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.journey import before
from secondop_desktop.journey.before import Before, Todo, next_thing, time_left

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)  # 9:30 in Chicago
CHICAGO = ZoneInfo("America/Chicago")


def visit(day=date(2026, 3, 5), hour=10, minute=30, **values):
    starts = datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHICAGO)
    usual = {"day": day, "today": date(2026, 3, 2), "starts": starts, "ends": starts + timedelta(hours=1)}
    return Before(**{**usual, "has_hour": True, **values})


@pytest.mark.parametrize(
    ("day", "hour", "minute", "words"),
    [
        (date(2026, 3, 5), 13, 35, "In 3 days"),
        (date(2026, 3, 5), 9, 0, "In 3 days"),
        (date(2026, 3, 4), 0, 15, "In 2 days"),
        (date(2026, 3, 3), 23, 0, "Tomorrow, in 37 hours"),
        (date(2026, 3, 3), 8, 0, "Tomorrow, in 22 hours"),
        (date(2026, 3, 2), 18, 10, "Today, in 8 hours"),
        (date(2026, 3, 2), 11, 50, "Today, in 2 hours and 20 minutes"),
        (date(2026, 3, 2), 10, 30, "Today, in 1 hour"),
        (date(2026, 3, 2), 9, 31, "Today, in 1 minute"),
        (date(2026, 3, 2), 9, 30, "It begins now"),
        (date(2026, 3, 2), 9, 10, "It began 20 minutes ago"),
        (date(2026, 3, 2), 8, 30, "This visit was planned: today"),
        (date(2026, 2, 27), 9, 10, "This visit was planned: 3 days ago"),
    ],
)
def test_the_time_left_is_told_in_words(day, hour, minute, words):
    assert time_left(visit(day, hour, minute), NOW) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 2), "Today. The hour is not known yet"),
        (date(2026, 3, 3), "Tomorrow. The hour is not known yet"),
        (date(2026, 3, 9), "In 7 days. The hour is not known yet"),
    ],
)
def test_without_an_hour_the_days_are_told(day, words):
    whole = visit(day, 0, 0, has_hour=False)
    assert time_left(replace(whole, ends=whole.starts + timedelta(days=1)), NOW) == words


def test_a_visit_that_was_called_off_or_took_place_says_so():
    for status, words in (("cancelled", "This visit was called off"), ("done", "This visit took place")):
        over = visit(status=status)
        assert time_left(over, NOW) == words
        assert next_thing(over, NOW).todo == Todo.NOTHING
        assert not before.is_ahead(over, NOW)


def test_a_long_visit_that_goes_on_is_not_counted_by_the_minute():
    long = replace(visit(date(2026, 3, 2), 7, 0), ends=NOW + timedelta(hours=1))
    assert time_left(long, NOW) == "It began a while ago"


def test_a_past_visit_asks_what_became_of_it():
    assert next_thing(visit(date(2026, 2, 27)), NOW).todo == Todo.BECAME


def test_the_next_thing_is_one_at_a_time_in_this_order():
    now = visit(has_hour=False, doctor=False)
    seen = []
    for done in (
        {"doctor": True}, {"has_hour": True}, {"questions": 4}, {"stars": 3}, {"decision": True},
        {"listed": 2, "missing": 1}, {"missing": 0}, {"companion": True},
    ):  # fmt: skip
        seen.append(next_thing(now, NOW).todo)
        now = replace(now, **done)
    assert seen == [
        Todo.DOCTOR, Todo.HOUR, Todo.QUESTIONS, Todo.STARS, Todo.DECISION, Todo.LIST, Todo.RECORDS,
        Todo.COMPANION,
    ]  # fmt: skip
    assert next_thing(now, NOW).todo == Todo.PRINT
    far = replace(now, day=date(2026, 3, 20), starts=NOW + timedelta(days=18), ends=NOW + timedelta(days=19))
    assert (next_thing(far, NOW).todo, next_thing(far, NOW).verb) == (Todo.READY, "")
    assert next_thing(replace(far, has_hour=False), NOW).todo == Todo.READY


def test_on_the_day_there_is_one_thing_whatever_is_missing():
    today = visit(date(2026, 3, 2), 11, 0, doctor=False, missing=3)
    assert next_thing(today, NOW).todo == Todo.START
    assert before.is_today(today, NOW)
    assert not before.is_today(visit(), NOW)


@given(st.integers(0, 60 * 24 * 60))
def test_the_words_never_promise_more_time_than_there_is(minutes):
    starts = NOW + timedelta(minutes=minutes)
    day = starts.astimezone(CHICAGO).date()
    words = time_left(visit(day, starts=starts, ends=starts + timedelta(hours=1)), NOW)
    days = (day - date(2026, 3, 2)).days
    if days > 1:
        assert words == f"In {days} days"
        return
    units = {"hour": 60, "minute": 1}
    pairs = pairwise(words.split())
    told = sum(int(n) * units[unit.rstrip("s")] for n, unit in pairs if n.isdigit())
    assert told <= minutes < told + (60 if told >= 360 else 1) or (told, minutes) == (0, 0)

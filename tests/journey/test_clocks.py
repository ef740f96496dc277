"""The clock of a request: 30 days for one's own records, 60 when they wrote in time, none for others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.requests import KINDS
from secondop_desktop.journey.clocks import Asked, due, is_late, is_over, sentence

START = date(2026, 3, 2)
ASKED = Asked("City Hospital", phone="555-0102", asked_on=PartialDate.of(START))
DAYS = st.none() | st.builds(PartialDate, st.integers(2020, 2030), st.integers(1, 12), st.integers(0, 28))


def after(days):
    return START + timedelta(days=days)


def on(days):
    return PartialDate.of(after(days))


def test_the_thirtieth_day_is_in_time_and_the_next_one_is_late():
    assert due(ASKED) == after(30)
    assert not is_late(ASKED, after(30))
    assert is_late(ASKED, after(31))


def test_a_late_one_is_said_with_its_days_its_rule_and_its_number():
    assert sentence(ASKED, after(34)) == (
        "City Hospital has had your request for 34 days. The rule is 30 days. Ring them: 555-0102."
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "You asked City Hospital today. The rule is 30 days, until 1 April 2026."),
        (1, "City Hospital has had your request for 1 day. The rule is 30 days, until 1 April 2026."),
    ],
)
def test_one_in_time_says_until_when(days, said):
    assert sentence(ASKED, after(days)) == said


@pytest.mark.parametrize(("told", "limit"), [(1, 60), (30, 60), (31, 30), (-1, 30)])
def test_longer_counts_once_and_only_when_they_wrote_in_time(told, limit):
    asked = replace(ASKED, longer_told_on=on(told))
    assert due(asked) == after(limit)
    assert is_late(asked, after(limit + 1))
    assert not is_late(asked, after(limit))
    words = sentence(asked, after(limit))
    assert ("60 days" in words) == (limit == 60)
    assert ("too late" in words) == (limit == 30)


def test_an_authorization_for_somebody_else_has_no_limit():
    asked = replace(ASKED, kind="authorization")
    assert due(asked) is None
    assert not is_late(asked, after(400))
    assert "no fixed limit" in sentence(asked, after(400))


@pytest.mark.parametrize(
    ("left", "said"),
    [(15, ""), (14, "ends in 14 days"), (1, "ends in 1 day,"), (0, "ends today"), (-1, "Sign a new one")],
)
def test_an_authorization_tells_its_end_two_weeks_before(left, said):
    asked = replace(ASKED, kind="authorization", expires_on=on(40))
    words = sentence(asked, after(40 - left))
    assert said in words if said else "authorization" not in words
    assert is_late(asked, after(40 - left)) == (left < 0)


def test_without_a_whole_day_nothing_is_counted():
    for day in (None, PartialDate(2026, 3)):
        asked = replace(ASKED, asked_on=day)
        assert due(asked) is None
        assert not is_late(asked, after(300))
        assert "Add the day you asked" in sentence(asked, after(300))


@pytest.mark.parametrize("end", [{"answered_on": on(40)}, {"revoked_on": on(3)}, {"open": False}])
def test_what_is_over_is_never_late(end):
    asked = replace(ASKED, **end)
    assert is_over(asked)
    assert not is_late(asked, after(100))
    assert "Ring" not in sentence(asked, after(100))


@given(
    st.builds(
        Asked,
        facility=st.text(max_size=9),
        kind=st.sampled_from(KINDS),
        phone=st.text(max_size=9),
        asked_on=DAYS,
        longer_told_on=DAYS,
        answered_on=DAYS,
        expires_on=DAYS,
        revoked_on=DAYS,
        open=st.booleans(),
    ),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_whatever_is_written_gives_a_sentence_and_late_ones_say_ring(asked, today):
    words = sentence(asked, today)
    assert words.endswith(".")
    assert ("Ring them" in words) == is_late(asked, today) or "Ring them" in asked.facility
    last = due(asked)
    assert last is None or last - asked.asked_on.whole() in (timedelta(days=30), timedelta(days=60))

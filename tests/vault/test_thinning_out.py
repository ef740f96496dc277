"""Which copies are kept: by count and never by date, so that no clock pushes out a good one."""

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secondop_desktop.vault import copy_place, generations
from secondop_desktop.vault.generations import Generation
from tests.vault.copy_parts import failing


@pytest.fixture
def place(tmp_path):
    copy_place.prepare(tmp_path / "copies")
    return tmp_path / "copies"


def a_row_of(moments):
    """Generations at these moments, the last one newest; none of them is a real file."""
    made = [
        Generation(Path(str(number)), number, moment, "0" * 8) for number, moment in enumerate(moments, 1)
    ]
    return made[::-1]


def kept(moments):
    return sorted(one.number for one in generations.chosen(a_row_of(moments)))


START = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_last_ten_are_kept_though_they_all_bear_the_same_moment():
    assert kept([START] * 30) == list(range(21, 31))


def test_of_hours_days_weeks_and_months_the_newest_one_each_is_kept():
    hourly = [START + timedelta(hours=hour) for hour in range(24 * 900)]
    numbers = kept(hourly)
    ages = [(hourly[-1] - hourly[number - 1]) for number in numbers]
    assert sum(age < timedelta(hours=24) for age in ages) == 24
    assert sum(timedelta(hours=24) <= age < timedelta(days=14) for age in ages) >= 12
    months = {hourly[number - 1].strftime("%Y-%m") for number in numbers}
    assert len(months) == 24
    assert len(numbers) <= 24 + 14 + 8 + 24


def test_a_clock_that_stands_still_at_the_wrong_year_pushes_out_nothing_older():
    right = [START + timedelta(days=30 * month) for month in range(20)]
    wrong = [datetime(1970, 1, 1, tzinfo=UTC)] * 500
    numbers = kept(right + wrong)
    assert numbers[:20] == list(range(1, 21))
    assert numbers[-10:] == list(range(511, 521))


def test_a_clock_that_jumps_to_and_fro_pushes_out_nothing_older():
    old = [START + timedelta(days=40 * step) for step in range(8)]
    future, past = datetime(2090, 1, 1, tzinfo=UTC), datetime(1980, 1, 1, tzinfo=UTC)
    numbers = kept(old + [future, past] * 300)
    assert numbers[:8] == list(range(1, 9))


def write_row(place, moments, origin):
    for number, moment in enumerate(moments, 1):
        stamp = moment.strftime("%Y%m%dT%H%M%SZ")
        (place / "generations" / f"{number:06d}-{stamp}-{origin}.db").touch()


def test_thinning_out_removes_by_the_rule_and_nothing_of_another_origin(place):
    write_row(place, [START] * 30, "aaaaaaaa")
    write_row(place, [START] * 30, "bbbbbbbb")
    newest = next(one for one in generations.listed(place) if one.origin == "aaaaaaaa")
    assert generations.prune(place, newest) == 20
    left = generations.listed(place)
    assert [one.number for one in left if one.origin == "aaaaaaaa"] == list(range(30, 20, -1))
    assert len([one for one in left if one.origin == "bbbbbbbb"]) == 30


def test_thinning_out_never_touches_the_proved_one_nor_what_is_newer(place):
    write_row(place, [START] * 30, "aaaaaaaa")
    proved = generations.listed(place)[15]
    generations.prune(place, proved)
    numbers = {one.number for one in generations.listed(place)}
    assert proved.number in numbers
    assert set(range(proved.number, 31)) <= numbers


def test_what_cannot_be_removed_stays(place, monkeypatch):
    write_row(place, [START] * 12, "aaaaaaaa")
    monkeypatch.setattr(Path, "unlink", failing(errno.EROFS))
    assert generations.prune(place, generations.listed(place)[0]) == 0
    monkeypatch.undo()
    assert len(generations.listed(place)) == 12

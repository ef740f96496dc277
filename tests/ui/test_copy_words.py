"""What is known of safe copies is said in whole sentences, and damaged settings are no reason to stumble."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secondop_desktop.base.settings import Settings
from secondop_desktop.ui.copy_words import (
    PlaceState,
    day_of,
    drill_words,
    moment_of,
    reminder_words,
    second_of,
    state_words,
    when,
)
from secondop_desktop.ui.disks import HERE, STICK, Disk

CASE = "0190c1d2-0000-7000-8000-000000000000"
STICKS = Disk(STICK, "KINGSTON")


def state(clock, disk=STICKS, there=True, age=None):
    made = None if age is None else clock.now() - age
    return PlaceState(Path("/media/KINGSTON"), disk, there, made)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(), "today 09:30"),
        (timedelta(hours=10), "yesterday 23:30"),
        (timedelta(days=3), "27 February 2026, 09:30"),
        (timedelta(days=-2), "4 March 2026, 09:30"),
    ],
)
def test_a_moment_is_said_as_a_person_says_it(frozen_clock, ago, said):
    assert when(frozen_clock.now() - ago, frozen_clock) == said


@pytest.mark.parametrize(
    ("there", "age", "said", "tone"),
    [
        (True, timedelta(), "Last safe copy: today 09:30, on USB stick KINGSTON.", "ok"),
        (True, timedelta(days=8), "Last safe copy: 22 February 2026, 09:30, on USB stick KINGSTON.", "warn"),
        (False, timedelta(days=1), "is not connected now", "info"),
        (False, timedelta(days=7), "is not connected now", "warn"),
        (True, None, "There is no safe copy yet on USB stick KINGSTON.", "info"),
        (False, None, "is not connected now", "warn"),
    ],
)
def test_each_place_has_a_sentence_and_a_tone(frozen_clock, there, age, said, tone):
    words, found = state_words(state(frozen_clock, there=there, age=age), frozen_clock)
    assert said in words
    assert found == tone


def test_a_folder_of_this_computer_is_not_called_unplugged(frozen_clock):
    words, _ = state_words(state(frozen_clock, Disk(HERE), there=False), frozen_clock)
    assert "That folder is not there now." in words


def known(**entry):
    return Settings(copies={CASE: [{"place": "/a", **entry}]})


@pytest.mark.parametrize(
    ("settings", "said", "tone"),
    [
        (Settings(), "No copy was tested yet", "info"),
        (known(drilled="nonsense"), "No copy was tested yet", "info"),
        (known(drilled="2026-03-03"), "3 March 2026. It could be restored whole.", "ok"),
        (known(drill_failed="2026-03-03"), "3 March 2026. It could not be restored whole.", "warn"),
        (known(drilled="2026-02-01", drill_failed="2026-03-03"), "could not be restored", "warn"),
        (known(drilled="2026-03-04", drill_failed="2026-03-03"), "could be restored whole", "ok"),
    ],
)
def test_the_last_test_of_a_copy_is_told_with_its_day(settings, said, tone):
    words, found = drill_words(settings, CASE)
    assert said in words
    assert found == tone


def test_the_second_place_is_found_among_the_copies():
    settings = Settings(
        second_place={CASE: "/stick"},
        copies={CASE: [{"place": "/here"}, {"place": "/stick/SecondOp copies/x", "made": "now"}]},
    )
    assert second_of(settings, CASE)["made"] == "now"
    assert second_of(Settings(), CASE) == {}


def test_a_damaged_moment_is_no_moment():
    assert moment_of("soon") is None
    assert moment_of("2026-03-02T09:30:00") is None, "without a zone nobody knows when that was"
    assert moment_of("2026-03-02T09:30:00+00:00") == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert day_of("31 February") is None


def test_a_reminder_that_was_put_off_by_a_damaged_day_comes_at_once(frozen_clock):
    assert reminder_words(Settings(reminded={CASE: "never"}), CASE, frozen_clock)
    assert not reminder_words(Settings(reminded={CASE: "2026-03-03"}), CASE, frozen_clock)

"""What time it is, and how long the computer has slept."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK, StoppedClock


def reads(monkeypatch, **clocks):
    """Let this computer have these clocks only, standing at these seconds."""
    for number, name in enumerate(("CLOCK_BOOTTIME", "CLOCK_MONOTONIC", "CLOCK_UPTIME_RAW")):
        if name in clocks:
            monkeypatch.setattr(time, name, number, raising=False)
        else:
            monkeypatch.delattr(time, name, raising=False)
    seconds = {getattr(time, name): value for name, value in clocks.items()}
    monkeypatch.setattr(time, "clock_gettime", seconds.__getitem__, raising=False)


@pytest.mark.parametrize(
    "clocks",
    [
        {"CLOCK_BOOTTIME": 950.0, "CLOCK_MONOTONIC": 350.0},
        {"CLOCK_MONOTONIC": 950.0, "CLOCK_UPTIME_RAW": 350.0},
    ],
)
def test_time_asleep_is_what_one_clock_counts_and_the_other_does_not(monkeypatch, clocks):
    reads(monkeypatch, **clocks)
    assert SYSTEM_CLOCK.slept() == 600.0


def test_where_nobody_tells_no_sleep_is_known(monkeypatch):
    reads(monkeypatch, CLOCK_MONOTONIC=350.0)
    assert SYSTEM_CLOCK.slept() == 0.0


def test_a_computer_that_is_awake_does_not_sleep():
    before = SYSTEM_CLOCK.slept()
    assert abs(SYSTEM_CLOCK.slept() - before) < 0.5


def test_a_stopped_clock_can_be_let_sleep():
    clock = StoppedClock(datetime(2026, 3, 2, tzinfo=UTC))
    clock.sleep(timedelta(hours=1))
    assert (clock.slept(), clock.monotonic()) == (3600.0, 0.0)
    assert clock.now() == datetime(2026, 3, 2, 1, tzinfo=UTC)

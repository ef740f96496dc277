"""A computer nobody touches is noticed."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.ui.idle import NAP, IdleWatch


@pytest.fixture
def clock():
    return StoppedClock(datetime(2026, 5, 11, tzinfo=UTC))


@pytest.fixture
def watch(qapp, clock):
    made = IdleWatch(qapp, 10, clock)
    yield made
    made.stop()
    made.deleteLater()


def test_it_tells_once_when_the_time_is_up(qtbot, watch, clock):
    told = []
    watch.idle.connect(lambda: told.append(1))
    clock.move_on(timedelta(minutes=9, seconds=59))
    watch.look()
    assert told == []
    clock.move_on(timedelta(seconds=1))
    watch.look()
    watch.look()
    assert told == [1]


def test_a_key_begins_the_time_anew(qtbot, watch, clock):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    clock.move_on(timedelta(minutes=9))
    qtbot.keyClick(field, Qt.Key.Key_A)
    clock.move_on(timedelta(minutes=9))
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_no_minutes_mean_never(qtbot, watch, clock):
    watch.set_minutes(0)
    clock.move_on(timedelta(days=2))
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_time_asleep_counts_and_the_key_that_wakes_the_computer_goes_nowhere(qtbot, watch, clock):
    told, field = [], QLineEdit()
    watch.idle.connect(lambda: told.append(field.text()))
    qtbot.addWidget(field)
    field.show()
    clock.sleep(timedelta(minutes=10))
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert told == [""]
    qtbot.keyClick(field, Qt.Key.Key_B)
    assert field.text() == "b"
    assert len(told) == 1


def test_a_computer_that_slept_is_idle_whatever_the_minutes(qtbot, watch, clock):
    watch.set_minutes(0)
    clock.sleep(timedelta(seconds=NAP))
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_two_clocks_that_are_read_one_after_the_other_are_no_sleep(qtbot, watch, clock):
    clock.sleep(timedelta(seconds=NAP / 2))
    with qtbot.assertNotEmitted(watch.idle):
        assert not watch.look()


def test_with_patience_the_wait_is_longer_and_says_a_minute_before_that_it_is_over_soon(qtbot, watch, clock):
    told = []
    watch.idle.connect(lambda: told.append("idle"))
    watch.soon.connect(told.append)
    watch.patience = lambda: 4
    clock.move_on(timedelta(minutes=38, seconds=59))
    watch.look()
    assert told == []
    clock.move_on(timedelta(seconds=1))
    watch.look()
    watch.look()
    assert told == [True]
    watch.touch()
    assert told == [True, False]
    clock.move_on(timedelta(minutes=40))
    watch.look()
    assert told == [True, False, "idle"]


def test_a_wait_is_never_shorter_and_no_minutes_still_mean_never(qtbot, watch, clock):
    watch.patience = lambda: 0
    clock.move_on(timedelta(minutes=9, seconds=59))
    with qtbot.assertNotEmitted(watch.idle), qtbot.assertNotEmitted(watch.soon):
        watch.look()
    watch.set_minutes(0)
    watch.patience = lambda: 4
    clock.move_on(timedelta(days=2))
    with qtbot.assertNotEmitted(watch.idle), qtbot.assertNotEmitted(watch.soon):
        watch.look()


def test_a_computer_that_slept_locks_however_patient_one_is(qtbot, watch, clock):
    watch.patience = lambda: 4
    clock.sleep(timedelta(seconds=NAP))
    with qtbot.waitSignal(watch.idle):
        watch.look()

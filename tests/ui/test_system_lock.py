"""The case is locked when the screen locks or the computer sleeps, over a real bus with real messages."""

import os
import socket
import sys
from itertools import count

import pytest
from PySide6.QtDBus import QDBusConnection

from secondop_desktop.ui import system_linux, system_lock
from secondop_desktop.ui.endings import Endings
from secondop_desktop.ui.system_linux import LinuxWatch
from secondop_desktop.ui.system_lock import SystemLock
from tests.private_bus import LACKING, a_bus, a_stand_in

NUMBERS = count()
SAVERS = [service.split(".")[1] for service in system_linux.SAVERS]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="login1 is a matter of Linux")
real_bus = pytest.mark.skipif(bool(LACKING), reason=f"no bus of its own can be had here; missing: {LACKING}")
pytestmark = [linux, real_bus]


@pytest.fixture(scope="module")
def address():
    with a_bus() as address:
        yield address


@pytest.fixture
def heard():
    return []


def watch_on(address, heard):
    """A watch with connections of its own, which tells what it heard."""
    names = [f"test-{next(NUMBERS)}" for _ in range(2)]
    buses = tuple(QDBusConnection.connectToBus(address, name) for name in names)
    watch = LinuxWatch(lambda: heard.append("left"), lambda: heard.append("ending"), buses)
    watch.names = names
    return watch


@pytest.fixture
def watch(qapp, address, heard):
    made = watch_on(address, heard)
    yield made
    made.stop()
    for name in made.names:
        QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def service(address):
    with a_stand_in(address) as orders:
        yield orders


def until(qtbot, seen):
    qtbot.waitUntil(lambda: bool(seen()), timeout=5000)


@pytest.fixture
def awake(qtbot, watch, service):
    """The watch, once it holds its delay and knows its session."""
    watch.begin()
    service.hears("held")
    until(qtbot, lambda: watch.holds_delay() and len(watch._hooks) == len(SAVERS) + 4)
    return watch


@pytest.mark.parametrize("saver", SAVERS)
def test_a_locked_screen_locks_and_an_open_one_does_not(qtbot, awake, service, heard, saver):
    service.emit(saver, on=False)
    service.emit("lock")
    until(qtbot, lambda: heard)
    assert heard == ["left"], "an open screen came first and was passed over"
    service.emit(saver)
    until(qtbot, lambda: heard == ["left", "left"])


def test_the_lock_of_this_session_counts_and_that_of_another_one_does_not(qtbot, awake, service, heard):
    service.emit("other-lock")
    service.emit("shutdown")
    until(qtbot, lambda: heard)
    assert heard == ["ending"]
    service.emit("lock")
    until(qtbot, lambda: heard == ["ending", "left"])


def test_a_session_marked_as_locked_locks(qtbot, awake, service, heard):
    service.emit("odd-change")
    service.emit("hint", on=False)
    service.emit("shutdown")
    until(qtbot, lambda: heard and not awake._waiting)
    assert heard == ["ending"], "it was not locked"
    service.emit("hint")
    until(qtbot, lambda: heard == ["ending", "left"])


def test_sleep_waits_until_the_case_is_locked_and_the_delay_is_taken_again(qtbot, awake, service, heard):
    holding = []
    awake._left = lambda: holding.append(awake.holds_delay())
    service.emit("sleep")
    until(qtbot, lambda: holding)
    assert holding == [True], "the computer had to wait while the case was being locked"
    service.hears("released")
    assert not awake.holds_delay()
    service.emit("sleep", on=False)
    until(qtbot, lambda: service.has_said("held"))
    until(qtbot, awake.holds_delay)


def test_a_shutdown_ends_the_program_and_one_that_is_called_off_does_not(qtbot, awake, service, heard):
    service.emit("shutdown", on=False)
    service.emit("shutdown")
    until(qtbot, lambda: heard)
    assert heard == ["ending"]
    service.hears("released")


def test_the_delay_is_not_inherited_by_other_programs(awake):
    assert not os.get_inheritable(awake._delay)


def test_stopping_lets_the_computer_sleep_and_hears_nothing_more(qtbot, awake, service, heard):
    awake.may_sleep()
    assert awake.holds_delay()
    awake.stop()
    awake.stop()
    service.hears("released")
    service.emit("lock")
    service.emit("gnome")
    with a_second_pair_of_ears(qtbot, service):
        assert heard == []


class a_second_pair_of_ears:  # noqa: N801 - reads as a sentence
    """Waits until everything sent so far has been delivered to somebody else."""

    def __init__(self, qtbot, service):
        self._qtbot, self._service = qtbot, service

    def __enter__(self):
        with a_bus() as address, a_stand_in(address) as service:
            told = []
            other = watch_on(address, told)
            other.begin()
            service.hears("held")
            service.emit("gnome")
            until(self._qtbot, lambda: told)
            other.stop()

    def __exit__(self, *_):
        return None


@pytest.mark.parametrize("mode", ["silent", "odd", "refuse"])
def test_a_service_that_is_silent_odd_or_refuses_changes_nothing(qtbot, address, watch, heard, mode):
    with a_stand_in(address, mode) as service:
        watch.begin()
        for odd in ("odd-sleep", "empty-sleep"):
            service.emit(odd)
        service.emit("gnome")
        until(qtbot, lambda: heard)
        assert heard == ["left"]
        assert not watch.holds_delay()
        service.emit("sleep")
        until(qtbot, lambda: heard == ["left", "left"])


def test_an_older_login_service_is_asked_by_name(qtbot, address, watch, heard, monkeypatch):
    monkeypatch.setenv("XDG_SESSION_ID", "4")
    with a_stand_in(address, "old") as service:
        watch.begin()
        service.hears("held")
        until(qtbot, lambda: watch._session_path)
        service.emit("lock")
        until(qtbot, lambda: heard == ["left"])


def test_without_any_name_of_a_session_the_rest_still_works(qtbot, address, watch, heard, monkeypatch):
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    with a_stand_in(address, "old") as service:
        watch.begin()
        service.hears("held")
        service.emit("sleep")
        until(qtbot, lambda: heard == ["left"])


def test_answers_that_come_after_the_end_are_dropped(qtbot, address, watch):
    with a_stand_in(address) as service:
        watch.begin()
        watch._listens = False
        until(qtbot, lambda: not watch._waiting)
        assert not watch.holds_delay()
        until(qtbot, lambda: service.has_said("held"))
        until(qtbot, lambda: service.has_said("released"))


def test_stopping_before_an_answer_came_keeps_nothing(qtbot, watch, service):
    watch.begin()
    service.hears("held")
    watch.stop()
    until(qtbot, lambda: service.has_said("released"))


def test_a_service_that_comes_later_is_heard(qtbot, address, watch, heard):
    watch.begin()
    with a_stand_in(address) as service:
        service.emit("sleep")
        until(qtbot, lambda: heard == ["left"])


@pytest.mark.parametrize("there", [True, False])
def test_no_bus_is_started_where_there_is_none(monkeypatch, tmp_path, there):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    asked = []
    monkeypatch.setattr(system_linux.QDBusConnection, "sessionBus", lambda: asked.append("session"))
    if there:
        with socket.socket(socket.AF_UNIX) as bus:
            bus.bind(str(tmp_path / "bus"))
            system_linux._session_bus()
    else:
        assert not system_linux._session_bus().isConnected()
    assert asked == (["session"] if there else [])


def test_without_any_bus_the_program_goes_on_without_a_word(qtbot, qapp, heard):
    nowhere = QDBusConnection("nowhere")
    watch = LinuxWatch(heard.append, heard.append, (nowhere, nowhere))
    watch.begin()
    watch.may_sleep()
    watch.stop()
    assert heard == []


def test_the_lock_of_the_system_begins_once_and_hands_on_what_it_hears(qtbot, window, monkeypatch):
    done = []

    class Ears:
        def __init__(self, left):
            self.left = left

        def __getattr__(self, name):
            return lambda: done.append(name)

    found = []

    def watches(_window, left, _ending):
        found.append(Ears(left))
        return found

    monkeypatch.setattr(system_lock, "watches_here", watches)
    lock = SystemLock(window)
    lock.begin()
    lock.begin()
    with qtbot.waitSignal(lock.left):
        found[0].left()
    lock.may_sleep()
    lock.stop()
    assert done == ["begin", "may_sleep", "stop"]


@pytest.mark.parametrize(
    ("platform", "kind"), [("linux", "LinuxWatch"), ("win32", "WindowsWatch"), ("darwin", "MacWatch")]
)
def test_each_system_has_ears_of_its_own(qtbot, window, platform, kind):
    signals, watch = system_lock.watches_here(window, list, list, platform)
    assert isinstance(signals, Endings)
    assert type(watch).__name__ == kind

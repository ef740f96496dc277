"""Signals that end a program come to the GUI thread, so that the last key is saved first."""

import os
import signal

import pytest

from secondop_desktop.ui.endings import NAMES, Endings

KNOWN = [name for name in NAMES if hasattr(signal, name)]


@pytest.fixture
def heard():
    return []


@pytest.fixture
def endings(qapp, heard):
    made = Endings(lambda: heard.append(1))
    yield made
    made.stop()


@pytest.mark.skipif(os.name != "posix", reason="other systems do not send these signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_is_heard_and_does_not_end_the_program(qtbot, endings, heard, name):
    endings.begin()
    os.kill(os.getpid(), getattr(signal, name))
    qtbot.waitUntil(lambda: heard == [1])


def test_other_signals_are_passed_over(qtbot, endings, heard):
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    try:
        endings.begin()
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: bool(heard))
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert heard == [1]


def test_a_program_started_with_nohup_stays_when_the_terminal_goes(endings):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        endings.begin()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_afterwards_the_signals_do_again_what_they_did_before(endings):
    before = [signal.getsignal(getattr(signal, name)) for name in KNOWN]
    endings.begin()
    endings.begin()
    endings.may_sleep()
    assert all(signal.getsignal(getattr(signal, name)) not in before for name in KNOWN)
    endings.stop()
    endings.stop()
    assert [signal.getsignal(getattr(signal, name)) for name in KNOWN] == before
    assert signal.set_wakeup_fd(-1) == -1


def test_nothing_of_it_is_inherited_by_another_program(endings):
    endings.begin()
    assert not any(os.get_inheritable(end.fileno()) for end in endings._pair)


def test_a_call_without_anything_to_read_does_nothing(endings, heard):
    endings._heard()
    endings.begin()
    endings._heard()
    assert heard == []

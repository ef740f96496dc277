"""News of macOS that nobody is here, called back through ctypes; the two libraries are stand-ins."""

import ctypes

import pytest

from secondop_desktop.ui import system_macos
from secondop_desktop.ui.system_macos import CAN_SLEEP, IO_KIT, WILL_SLEEP, MacWatch

HAS_POWERED_ON = 0xE0000300


class Function:
    """One function of a library: remembers its words, answers what it was told to."""

    def __init__(self, name, asked, answer):
        self._name, self._asked, self._answer = name, asked, answer

    def __call__(self, *words):
        assert len(words) == len(self.argtypes), self._name
        self._asked.append((self._name, words))
        return self._answer


class Library:
    """Gives each function one answer."""

    def __init__(self, asked, answer):
        self._asked, self._answer, self._made = asked, answer, {}

    def __getattr__(self, name):
        return self._made.setdefault(name, Function(name, self._asked, self._answer))


class Modes:
    """Stands where ctypes reads a constant of a library."""

    @staticmethod
    def in_dll(_library, name):
        return name


class Pointer(ctypes.c_void_p):
    in_dll = Modes.in_dll


@pytest.fixture
def asked():
    return []


@pytest.fixture
def root():
    return 9


@pytest.fixture
def heard():
    return []


@pytest.fixture
def watch(monkeypatch, asked, heard, root):
    def load(path):
        return Library(asked, root if path == IO_KIT else 5)

    monkeypatch.setattr(system_macos.ctypes, "CDLL", load)
    monkeypatch.setattr(system_macos, "_POINTER", Pointer)
    return MacWatch(lambda: heard.append(names(asked)))


def names(asked):
    return [name for name, _ in asked]


def test_the_news_of_a_locked_screen_is_heard(watch, asked, heard):
    watch.begin()
    watch.begin()
    (added,) = [words for name, words in asked if name == "CFNotificationCenterAddObserver"]
    added[2](None, None, None, None, None)
    assert len(heard) == 1


def test_sleep_waits_until_the_case_is_locked(watch, asked, heard):
    watch.begin()
    (added,) = [words for name, words in asked if name == "IORegisterForSystemPower"]
    del asked[:]
    added[2](None, 0, WILL_SLEEP, 1234)
    assert heard == [[]], "nothing was answered before the lock"
    assert asked == [("IOAllowPowerChange", (9, 1234))]


def test_the_answer_is_given_before_the_process_is_replaced(watch, asked):
    watch.begin()
    watch._left = lambda: (watch.may_sleep(), asked.append("replaced"))
    del asked[:]
    watch._power(None, 0, WILL_SLEEP, 1234)
    assert asked == [("IOAllowPowerChange", (9, 1234)), "replaced"]


def test_a_question_whether_it_may_sleep_is_answered_and_locks_nothing(watch, asked, heard):
    watch.begin()
    del asked[:]
    watch._power(None, 0, CAN_SLEEP, None)
    watch._power(None, 0, HAS_POWERED_ON, None)
    assert asked == [("IOAllowPowerChange", (9, 0))]
    assert heard == []


def test_everything_is_taken_back_in_the_end(watch, asked):
    watch.begin()
    del asked[:]
    watch.stop()
    watch.stop()
    assert names(asked)[-4:] == [
        "CFRunLoopRemoveSource",
        "IODeregisterForSystemPower",
        "IOServiceClose",
        "IONotificationPortDestroy",
    ]


@pytest.mark.parametrize("root", [0])
def test_where_the_kernel_refuses_the_screen_is_still_heard(watch, asked, heard):
    watch.begin()
    assert "CFRunLoopAddSource" not in names(asked)
    watch._screen_locked()
    assert len(heard) == 1
    del asked[:]
    watch.stop()
    assert "IOServiceClose" not in names(asked)

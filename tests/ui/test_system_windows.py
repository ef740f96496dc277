"""Messages of Windows that mean that nobody is here; their form is real, the libraries are stand-ins."""

import ctypes
import ctypes.wintypes

import pytest
from PySide6.QtCore import QByteArray

from secondop_desktop.ui import system_windows
from secondop_desktop.ui.system_windows import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_CONSOLE_DISCONNECT,
    WTS_REMOTE_DISCONNECT,
    WTS_SESSION_LOCK,
    WTS_SESSION_LOGOFF,
    WindowsWatch,
)

GENERIC = QByteArray(b"windows_generic_MSG")
PBT_APMRESUMEAUTOMATIC, WTS_SESSION_UNLOCK, WM_KEYDOWN = 0x12, 0x8, 0x100


class Library:
    """Remembers what was asked of a library of Windows."""

    def __init__(self, asked, answer):
        self._asked, self._answer = asked, answer

    def __getattr__(self, name):
        def function(*words):
            self._asked.append((name, [getattr(word, "value", word) for word in words]))
            return self._answer

        return function


@pytest.fixture
def asked(monkeypatch):
    asked = []
    monkeypatch.setattr(system_windows, "_library", lambda _name: Library(asked, 77))
    return asked


@pytest.fixture
def heard():
    return []


@pytest.fixture
def watch(window, heard, asked):
    made = WindowsWatch(window, lambda: heard.append(1))
    yield made
    made.stop()


def told(watch, number, word, kind=GENERIC):
    """Hand over a message as Qt does: by the address of its structure."""
    message = ctypes.wintypes.MSG(hWnd=None, message=number, wParam=word, lParam=0)
    return watch.nativeEventFilter(kind, ctypes.addressof(message))


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK),
        (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT),
        (WM_WTSSESSION_CHANGE, WTS_REMOTE_DISCONNECT),
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOGOFF),
        (WM_POWERBROADCAST, PBT_APMSUSPEND),
    ],
)
def test_messages_that_mean_that_nobody_is_here(watch, heard, number, word):
    assert told(watch, number, word) == (False, 0), "Qt hears it too"
    assert heard == [1]


@pytest.mark.parametrize(
    ("number", "word", "kind"),
    [
        (WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK, GENERIC),
        (WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC, GENERIC),
        (WM_KEYDOWN, WTS_SESSION_LOCK, GENERIC),
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, QByteArray(b"xcb_generic_event_t")),
    ],
)
def test_all_others_mean_nothing(watch, heard, number, word, kind):
    assert told(watch, number, word, kind) == (False, 0)
    assert heard == []


def test_it_asks_for_the_messages_once_and_takes_that_back(watch, window, asked):
    watch.begin()
    watch.begin()
    watch.may_sleep()
    handle = int(window.winId())
    assert asked == [
        ("WTSRegisterSessionNotification", [handle, 0]),
        ("RegisterSuspendResumeNotification", [handle, 0]),
    ]
    del asked[:]
    watch.stop()
    watch.stop()
    assert asked == [
        ("WTSUnRegisterSessionNotification", [handle]),
        ("UnregisterSuspendResumeNotification", [77]),
    ]


def test_where_the_news_of_power_is_refused_nothing_is_taken_back(watch, asked, monkeypatch):
    monkeypatch.setattr(system_windows, "_library", lambda _name: Library(asked, None))
    watch.begin()
    watch.stop()
    assert [name for name, _ in asked][2:] == ["WTSUnRegisterSessionNotification"]


def test_a_library_is_asked_for_by_its_name(monkeypatch):
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: f"{name}.dll", raising=False)
    assert system_windows._library("user32") == "user32.dll"

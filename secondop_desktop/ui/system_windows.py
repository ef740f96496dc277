"""Hears from Windows that the session was locked or that the computer goes to sleep.

Not run on Windows yet: the tests hand it messages of the same form, and stand-ins for the two libraries.
"""

from __future__ import annotations

import ctypes
import ctypes.wintypes
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

# Numbers of winuser.h and wtsapi32.h.
WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_CONSOLE_DISCONNECT = 0x2
WTS_REMOTE_DISCONNECT = 0x4
WTS_SESSION_LOGOFF = 0x6
WTS_SESSION_LOCK = 0x7
NOTIFY_FOR_THIS_SESSION = 0
DEVICE_NOTIFY_WINDOW_HANDLE = 0

_GONE = {
    WM_POWERBROADCAST: {PBT_APMSUSPEND},
    WM_WTSSESSION_CHANGE: {
        WTS_CONSOLE_DISCONNECT,
        WTS_REMOTE_DISCONNECT,
        WTS_SESSION_LOGOFF,
        WTS_SESSION_LOCK,
    },
}


class WindowsWatch(QAbstractNativeEventFilter):
    """Calls `left` when the session is locked, left for another one, or the computer goes to sleep.

    Windows sends messages to a window that asked for them. It waits about two seconds for the answer to the
    one about sleep, and `left` is called before that answer. The end of the session is not heard here: Qt
    turns WM_QUERYENDSESSION into `commitDataRequest`.
    """

    def __init__(self, window: QWidget, left: Callable[[], None]) -> None:
        super().__init__()
        self._window, self._left = window, left
        self._handle = 0
        self._power = 0

    def begin(self) -> None:
        """Ask for the messages; where that is refused, the others still come."""
        app = QCoreApplication.instance()
        if self._handle or app is None:
            return
        app.installNativeEventFilter(self)
        self._handle = int(self._window.winId())
        handle = ctypes.wintypes.HWND(self._handle)
        _library("wtsapi32").WTSRegisterSessionNotification(handle, NOTIFY_FOR_THIS_SESSION)
        # Computers that never sleep deeply tell only those who asked (Windows 8 and later).
        ask = _library("user32").RegisterSuspendResumeNotification
        ask.restype = ctypes.c_void_p
        self._power = ask(handle, DEVICE_NOTIFY_WINDOW_HANDLE) or 0

    def may_sleep(self) -> None:
        """Windows waits for the message to be answered, for nothing else."""

    def stop(self) -> None:
        """Take back what was asked for."""
        app = QCoreApplication.instance()
        if not self._handle or app is None:
            return
        app.removeNativeEventFilter(self)
        _library("wtsapi32").WTSUnRegisterSessionNotification(ctypes.wintypes.HWND(self._handle))
        if self._power:
            _library("user32").UnregisterSuspendResumeNotification(ctypes.c_void_p(self._power))
        self._handle = self._power = 0

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at one message of Windows; none is kept from Qt."""
        if kind == b"windows_generic_MSG":
            told = ctypes.wintypes.MSG.from_address(int(message))
            if told.wParam in _GONE.get(told.message, ()):
                self._left()
        return False, 0


def _library(name: str) -> Any:  # noqa: ANN401 - ctypes gives functions by any name
    return getattr(ctypes, "WinDLL")(name)  # noqa: B009 - only Windows has it

"""Keeps windows out of screenshots and shared screens, where the system can do that.

Windows: SetWindowDisplayAffinity (learn.microsoft.com/windows/win32/api/winuser). macOS: NSWindow.sharingType
(developer.apple.com/documentation/appkit/nswindow/sharingtype); newer versions of macOS leave it to the
capturing program whether it honours that. X11 and Wayland have no such thing.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from secondop_desktop.ui import objc

_EXCLUDE, _BLACK, _NOTHING = 0x11, 0x01, 0x00
_SHARING_NONE, _SHARING_READ_ONLY = 0, 1


def possible(platform: str = sys.platform) -> bool:
    """Whether this system can do it at all; elsewhere it is not offered."""
    return platform in ("win32", "darwin")


def exclude(window: int, on: bool, platform: str = sys.platform) -> bool:
    """Take a window, by its native number, out of what can be captured, or put it in again.

    False when the system did not do it.
    """
    if platform == "win32":
        return _windows(window, on)
    if platform == "darwin":
        return _macos(window, on)
    return False


def _windows(window: int, on: bool) -> bool:
    """Out of the picture altogether; before Windows 10 version 2004 a black one is all there is."""
    user32 = _user32()
    wanted = (_EXCLUDE, _BLACK) if on else (_NOTHING,)
    return any(bool(user32.SetWindowDisplayAffinity(ctypes.c_void_p(window), how)) for how in wanted)


def _macos(view: int, on: bool) -> bool:
    """The number is that of the view in the window, as Qt gives it."""
    owner = objc.send(view, "window")
    if owner:
        objc.send(owner, "setSharingType:", _SHARING_NONE if on else _SHARING_READ_ONLY)
    return bool(owner)


def _user32() -> Any:  # noqa: ANN401 - a library has any function
    return ctypes.WinDLL("user32")  # type: ignore[attr-defined, unused-ignore] # it exists on Windows only

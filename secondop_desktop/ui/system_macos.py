"""Hears from macOS that the screen was locked or that the computer goes to sleep, and has the sleep wait.

Not run on macOS yet: the tests call it with stand-ins for the two system libraries.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

CORE_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
IO_KIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
SCREEN_LOCKED = b"com.apple.screenIsLocked"

# Numbers of CFString.h, CFNotificationCenter.h and IOMessage.h.
UTF8 = 0x08000100
DELIVER_IMMEDIATELY = 4
CAN_SLEEP = 0xE0000270
WILL_SLEEP = 0xE0000280

_POINTER, _LONG, _NUMBER = ctypes.c_void_p, ctypes.c_long, ctypes.c_uint32
_NOTICE = ctypes.CFUNCTYPE(None, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_POWER = ctypes.CFUNCTYPE(None, _POINTER, _NUMBER, _NUMBER, _POINTER)


class MacWatch:
    """Calls `left` when the screen is locked, and before the computer sleeps.

    Both come through the run loop of the main thread, which is Qt's. The kernel waits up to 30 seconds for
    the answer about sleep (IORegisterForSystemPower in IOKit); `may_sleep` gives it when all is closed.
    """

    def __init__(self, left: Callable[[], None]) -> None:
        self._left = left
        self._on_notice, self._on_power = _NOTICE(self._screen_locked), _POWER(self._power)
        self._port, self._notifier = _POINTER(), _NUMBER()
        self._root = 0
        self._asked: int | None = None
        self._foundation: Any = None
        self._kit: Any = None

    def begin(self) -> None:
        """Ask for both; where one is refused, the other still comes."""
        if self._foundation is not None:
            return
        self._foundation, self._kit = _typed(ctypes.CDLL(CORE_FOUNDATION), ctypes.CDLL(IO_KIT))
        name = self._foundation.CFStringCreateWithCString(None, SCREEN_LOCKED, UTF8)
        center = self._foundation.CFNotificationCenterGetDistributedCenter()
        self._foundation.CFNotificationCenterAddObserver(
            center, id(self), self._on_notice, name, None, DELIVER_IMMEDIATELY
        )
        self._root = self._kit.IORegisterForSystemPower(
            None, ctypes.byref(self._port), self._on_power, ctypes.byref(self._notifier)
        )
        if self._root:
            self._foundation.CFRunLoopAddSource(*self._loop())

    def may_sleep(self) -> None:
        """Answer the kernel, if it asked."""
        if self._asked is not None:
            asked, self._asked = self._asked, None
            self._kit.IOAllowPowerChange(self._root, asked)

    def stop(self) -> None:
        """Take back what was asked for."""
        if self._foundation is None:
            return
        self.may_sleep()
        center = self._foundation.CFNotificationCenterGetDistributedCenter()
        self._foundation.CFNotificationCenterRemoveEveryObserver(center, id(self))
        if self._root:
            self._foundation.CFRunLoopRemoveSource(*self._loop())
            self._kit.IODeregisterForSystemPower(ctypes.byref(self._notifier))
            self._kit.IOServiceClose(self._root)
            self._kit.IONotificationPortDestroy(self._port)
        self._root, self._foundation = 0, None

    def _loop(self) -> tuple[object, object, object]:
        source = self._kit.IONotificationPortGetRunLoopSource(self._port)
        modes = _POINTER.in_dll(self._foundation, "kCFRunLoopCommonModes")
        return self._foundation.CFRunLoopGetMain(), source, modes

    def _screen_locked(self, *_of: object) -> None:
        self._left()

    def _power(self, _reference: object, _service: int, kind: int, argument: int | None) -> None:
        """The kernel asks whether it may sleep (always), or says that it will as soon as it is answered."""
        if kind not in {CAN_SLEEP, WILL_SLEEP}:
            return
        self._asked = argument or 0
        if kind == WILL_SLEEP:
            self._left()
        self.may_sleep()


def _typed(foundation: Any, kit: Any) -> tuple[Any, Any]:  # noqa: ANN401 - ctypes gives functions by any name
    """Tell ctypes what goes in and out, because a pointer is larger than the number it would expect."""
    shapes = {
        "CFStringCreateWithCString": (foundation, _POINTER, [_POINTER, ctypes.c_char_p, _NUMBER]),
        "CFNotificationCenterGetDistributedCenter": (foundation, _POINTER, []),
        "CFNotificationCenterAddObserver": (
            foundation,
            None,
            [_POINTER, _POINTER, _NOTICE, _POINTER, _POINTER, _LONG],
        ),
        "CFNotificationCenterRemoveEveryObserver": (foundation, None, [_POINTER, _POINTER]),
        "CFRunLoopGetMain": (foundation, _POINTER, []),
        "CFRunLoopAddSource": (foundation, None, [_POINTER, _POINTER, _POINTER]),
        "CFRunLoopRemoveSource": (foundation, None, [_POINTER, _POINTER, _POINTER]),
        "IORegisterForSystemPower": (kit, _NUMBER, [_POINTER, _POINTER, _POWER, _POINTER]),
        "IODeregisterForSystemPower": (kit, ctypes.c_int, [_POINTER]),
        "IOAllowPowerChange": (kit, ctypes.c_int, [_NUMBER, _LONG]),
        "IOServiceClose": (kit, ctypes.c_int, [_NUMBER]),
        "IONotificationPortGetRunLoopSource": (kit, _POINTER, [_POINTER]),
        "IONotificationPortDestroy": (kit, None, [_POINTER]),
    }
    for name, (library, gives, takes) in shapes.items():
        function = getattr(library, name)
        function.restype, function.argtypes = gives, takes
    return foundation, kit

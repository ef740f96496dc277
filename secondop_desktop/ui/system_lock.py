"""Hears from the system that nobody is here any more, or that the program shall end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Watch(Protocol):
    """What listens to one kind of system. It is silent where that system has nothing to tell."""

    def begin(self) -> None:
        """Listen from now on."""

    def may_sleep(self) -> None:
        """All is closed and this process is about to be replaced: answer a system that would not notice."""

    def stop(self) -> None:
        """Listen no longer."""


class SystemLock(QObject):
    """`left` when the screen is locked or the computer goes to sleep (a shut lid is that too).

    `ending` when somebody or something asks the program to end: the system shuts down, a signal came.
    Both come on the GUI thread; whoever hears `left` on the way to sleep has a second or two.
    """

    left = Signal()
    ending = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watches: list[Watch] = []

    def begin(self) -> None:
        """Listen from now on; what this computer does not have is passed over without a word."""
        if not self._watches:
            self._watches = watches_here(self._window, self.left.emit, self.ending.emit)
            for watch in self._watches:
                watch.begin()

    def may_sleep(self) -> None:
        """All is closed and this process is about to be replaced: the computer need not wait any longer."""
        for watch in self._watches:
            watch.may_sleep()

    def stop(self) -> None:
        """Listen no longer."""
        for watch in self._watches:
            watch.stop()
        self._watches = []


def watches_here(
    window: QWidget, left: Callable[[], None], ending: Callable[[], None], platform: str = sys.platform
) -> list[Watch]:
    """What there is to listen to on this kind of system."""
    from secondop_desktop.ui.endings import Endings

    found: list[Watch] = [Endings(ending)]
    if platform == "win32":
        from secondop_desktop.ui.system_windows import WindowsWatch

        found.append(WindowsWatch(window, left))
    elif platform == "darwin":
        from secondop_desktop.ui.system_macos import MacWatch

        found.append(MacWatch(left))
    else:
        from secondop_desktop.ui.system_linux import LinuxWatch

        found.append(LinuxWatch(left, ending))
    return found

"""Turns the signals that end a program into a call on the GUI thread, so that the last key is saved first."""

from __future__ import annotations

import contextlib
import signal
import socket
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK")
"""Asked to end, the terminal was closed, Ctrl+C in it, Ctrl+Break in it (Windows)."""


class Endings(QObject):
    """Calls `ending` for each of these signals. A signal that was told to be ignored (nohup) stays ignored.

    Python hears a signal only between two of its own lines, and Qt's loop has none. So the number goes
    through a pair of sockets that Qt listens to; neither is inherited by another program.
    """

    def __init__(self, ending: Callable[[], None]) -> None:
        super().__init__()
        self._ending = ending
        self._before: dict[int, object] = {}
        self._pair: tuple[socket.socket, socket.socket] | None = None
        self._notifier: QSocketNotifier | None = None
        self._told_before = -1

    def begin(self) -> None:
        """Catch the signals from now on; to be called on the main thread."""
        if self._pair is not None:
            return
        self._pair = reading, writing = socket.socketpair()
        reading.setblocking(False)
        writing.setblocking(False)
        self._notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._told_before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        for name in NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, _let_pass)

    def may_sleep(self) -> None:
        """Nothing waits for that here."""

    def stop(self) -> None:
        """Let the signals do again what they did before."""
        if self._pair is None or self._notifier is None:
            return
        for number, before in self._before.items():
            signal.signal(number, before if before is not None else signal.SIG_DFL)  # type: ignore[arg-type]
        self._before = {}
        signal.set_wakeup_fd(self._told_before)
        self._notifier.setEnabled(False)
        self._notifier = None
        for end in self._pair:
            end.close()
        self._pair = None

    def _heard(self) -> None:
        if self._pair is None:
            return
        numbers = b""
        with contextlib.suppress(BlockingIOError):
            numbers = self._pair[0].recv(64)
        if any(number in self._before for number in numbers):
            self._ending()


def _let_pass(_number: int, _frame: FrameType | None) -> None:
    """The number went through the sockets already."""

"""One parser that is awake while a case is open, so that the next file opens without waiting for it."""

from __future__ import annotations

import contextlib
import threading

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.reading import limits
from secondop_desktop.reading.child import Child
from secondop_desktop.reading.errors import Unreadable


class Spare:
    """Keeps one parser that has seen no file; may be used by any thread."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._child: Child | None = None
        self._wanted = False
        self._waking: threading.Thread | None = None

    def begin(self) -> None:
        """Have one ready from now on."""
        with self._changing:
            self._wanted = True
        self._wake()

    def end(self) -> None:
        """Let it go, and have none any more."""
        with self._changing:
            self._wanted = False
            child, self._child = self._child, None
        if child is not None:
            child.close()

    def take(self) -> Child | None:
        """The parser that is ready, if there is one; the next one is woken meanwhile."""
        with self._changing:
            child, self._child = self._child, None
            wanted = self._wanted
        if wanted:
            self._wake()
        if child is not None and not child.alive:
            child.close()
            return None
        return child

    def settle(self) -> None:
        """Wait until one that is being woken is ready."""
        waking = self._waking
        if waking is not None:
            waking.join()

    def _wake(self) -> None:
        with self._changing:
            if self._child is not None or (self._waking is not None and self._waking.is_alive()):
                return
            self._waking = threading.Thread(target=self._start, name="waking a parser", daemon=True)
            self._waking.start()

    def _start(self) -> None:
        with contextlib.suppress(
            Unreadable, Cancelled
        ):  # whoever needs one then starts it, and tells why not
            child = Child("parser")
            child.ask({"do": "warm"}, b"", limits.START_WALL, 0)
            with self._changing:
                if self._wanted and self._child is None:
                    self._child = child
                    return
            child.close()


SPARE = Spare()
"""The one of this program; there is none until somebody calls `begin`."""

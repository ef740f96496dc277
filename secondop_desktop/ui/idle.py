"""Notices that nobody touched the computer for a while, or that it slept, so that the case is locked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
_LOOK_EVERY = 5_000
SOON = 60
"""Seconds before the lock at which it is told that a long wait is over soon."""
NAP = 2.0
"""Seconds of sleep that count as one: the two clocks are read one after the other."""


class IdleWatch(QObject):
    """Emits `idle` once when `minutes` have passed without a touch; 0 minutes means never.

    Time asleep counts, and a computer that has slept is idle whatever the minutes: whoever wakes it may be
    somebody else. That is for computers which do not tell that they are going to sleep. The touch that wakes
    the computer comes too late to count, and goes nowhere. `patience()` tells how many times as long it
    waits; where that is more than once, `soon(True)` tells a minute before, and `soon(False)` that somebody
    is here after all.
    """

    idle = Signal()
    soon = Signal(bool)

    def __init__(self, app: QApplication, minutes: int, clock: Clock = SYSTEM_CLOCK) -> None:
        super().__init__(app)
        self._app, self._clock, self._seconds = app, clock, minutes * 60
        self._told = self._near = False
        self.patience: Callable[[], int] = lambda: 1
        self._last = clock.monotonic()
        self._slept = clock.slept()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY)
        app.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Wait another time from now on."""
        self._seconds = minutes * 60
        self.touch()

    def touch(self) -> None:
        """Somebody is here."""
        self._last = self._clock.monotonic()
        self._slept = self._clock.slept()
        self._told = False
        self._tell_near(False)

    def look(self) -> bool:
        """Tell when the time is up; whether it is."""
        slept = self._clock.slept() - self._slept
        waited = self._clock.monotonic() - self._last + slept
        times = max(1, self.patience())
        limit = self._seconds * times
        up = slept >= NAP or bool(limit and waited >= limit)
        self._tell_near(bool(limit and times > 1 and waited >= limit - SOON and not up))
        if up and not self._told:
            self._told = True
            self.idle.emit()
        return up

    def _tell_near(self, near: bool) -> None:
        if near != self._near:
            self._near = near
            self.soon.emit(near)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice touches; only the one that comes after the time was up is kept from everybody."""
        if event.type() not in _TOUCHES:
            return False
        late = self.look()
        self.touch()
        return late

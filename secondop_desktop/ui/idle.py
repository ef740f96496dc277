"""Notices when nobody has touched the computer for a while, so that the case can be locked."""

from __future__ import annotations

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


class IdleWatch(QObject):
    """Emits `idle` once when `minutes` have passed without a touch; 0 minutes means never."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: int, clock: Clock = SYSTEM_CLOCK) -> None:
        super().__init__(app)
        self._app, self._clock, self._seconds = app, clock, minutes * 60
        self._last = clock.monotonic()
        self._told = False
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
        self._told = False

    def look(self) -> None:
        """Tell when the time is up."""
        waited = self._clock.monotonic() - self._last
        if self._seconds and waited >= self._seconds and not self._told:
            self._told = True
            self.idle.emit()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice touches; nothing is kept from anybody."""
        if event.type() in _TOUCHES:
            self.touch()
        return False

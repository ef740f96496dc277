"""Reminds of a visit while the case is open, by a sentence on the desktop; never in the doctor's room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.flows import remind

if TYPE_CHECKING:
    from collections.abc import Callable

    from secondop_desktop.base.settings import Settings
    from secondop_desktop.flows.remind import Reminder
    from secondop_desktop.ui.notify import Notifier
    from secondop_desktop.ui.work import Work

LOOK_MS = 20_000


class VisitReminder(QObject):
    """Tells of each visit once, at its time or when the case is opened after it; a moved one is told anew.

    Nothing is told while `waits()` says that nobody may be interrupted, nor once the visit has begun. The
    clock is asked each time, so a clock or a zone that was changed meanwhile changes what is due.
    """

    def __init__(
        self,
        work: Work,
        settings: Settings,
        waits: Callable[[], bool],
        notifier: Notifier,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        super().__init__(work)
        self._work, self._settings, self._waits = work, settings, waits
        self._notifier, self._clock = notifier, clock
        self._coming: list[Reminder] = []
        self._told: set[Reminder] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        work.changed.connect(self._records_changed)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()
        self._fetch()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()
        self._coming = []
        self._notifier.stop()

    def look(self) -> None:
        """Tell of what is due now."""
        if not self._settings.remind or self._waits():
            return
        now = self._clock.now()
        for one in self._coming:
            if one.is_due(now) and one not in self._told:
                self._told.add(one)
                self._notifier.tell(remind.sentence(one, self._clock))

    def _records_changed(self, kinds: frozenset[type]) -> None:
        if self._timer.isActive() and kinds & {Appointment, VisitPlan}:
            self._fetch()

    def _fetch(self) -> None:
        clock = self._clock
        self._work.read(self, lambda session: remind.reminders(session, clock), self._came)

    def _came(self, coming: list[Reminder]) -> None:
        if self._timer.isActive():
            self._coming = coming
            self.look()

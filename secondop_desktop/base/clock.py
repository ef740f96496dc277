"""The one place that asks what time it is, so that a test can say it instead."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import tzlocal


class Clock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> ZoneInfo:
        """The zone this computer is set to."""
        return tzlocal.get_localzone()

    def monotonic(self) -> float:
        """Seconds that only go forward, for measuring how long something took."""
        return time.monotonic()

    def today(self) -> date:
        """The date on the wall where this computer stands."""
        return self.now().astimezone(self.zone()).date()


@dataclass
class StoppedClock(Clock):
    """A clock for tests: it stands still until it is moved."""

    moment: datetime
    zone_name: str = "UTC"
    _elapsed: float = field(default=0.0, init=False)

    def now(self) -> datetime:
        """The moment the clock was set to."""
        return self.moment

    def zone(self) -> ZoneInfo:
        """The zone the clock was given."""
        return ZoneInfo(self.zone_name)

    def monotonic(self) -> float:
        """Seconds by which the clock was moved on."""
        return self._elapsed

    def move_on(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by
        self._elapsed += by.total_seconds()


SYSTEM_CLOCK = Clock()

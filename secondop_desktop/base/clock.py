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

    def slept(self) -> float:
        """Seconds this computer has slept since it was started, as far as `monotonic` leaves them out.

        Linux counts them in CLOCK_BOOTTIME (clock_gettime(2)); Windows does in `monotonic` itself, so there,
        and where nobody knows, this stays at 0.
        """
        counting = getattr(time, "CLOCK_BOOTTIME", None)
        if counting is None:
            return _slept_on_a_mac()
        return time.clock_gettime(counting) - time.clock_gettime(time.CLOCK_MONOTONIC)

    def today(self) -> date:
        """The date on the wall where this computer stands."""
        return self.now().astimezone(self.zone()).date()


@dataclass
class StoppedClock(Clock):
    """A clock for tests: it stands still until it is moved."""

    moment: datetime
    zone_name: str = "UTC"
    _elapsed: float = field(default=0.0, init=False)
    _slept: float = field(default=0.0, init=False)

    def now(self) -> datetime:
        """The moment the clock was set to."""
        return self.moment

    def zone(self) -> ZoneInfo:
        """The zone the clock was given."""
        return ZoneInfo(self.zone_name)

    def monotonic(self) -> float:
        """Seconds by which the clock was moved on."""
        return self._elapsed

    def slept(self) -> float:
        """Seconds the computer was let sleep."""
        return self._slept

    def sleep(self, time_asleep: timedelta) -> None:
        """Let time pass while the computer sleeps."""
        self.moment += time_asleep
        self._slept += time_asleep.total_seconds()

    def move_on(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by
        self._elapsed += by.total_seconds()


def _slept_on_a_mac() -> float:
    """There CLOCK_MONOTONIC counts sleep and CLOCK_UPTIME_RAW does not (clock_gettime(3) of macOS)."""
    awake = getattr(time, "CLOCK_UPTIME_RAW", None)
    if awake is None:
        return 0.0
    return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(awake)


SYSTEM_CLOCK = Clock()

"""How the values that a case keeps are written into the database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Dialect, Integer, String, TypeDecorator

from secondop_desktop.base.dates import PartialDate


class InstantColumn(TypeDecorator[datetime]):
    """An aware instant, kept as ISO 8601 in UTC so that text order is time order."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write an aware instant; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs its zone"
            raise ValueError(message)
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the instant back in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class PartialDateColumn(TypeDecorator[PartialDate]):
    """A date of which only the year or the month may be known, kept as ISO 8601 text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Write only the parts that are known."""
        return None if value is None else value.iso()

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """Read the date back."""
        return None if value is None else PartialDate.from_iso(value)


class SecondsColumn(TypeDecorator[float]):
    """A length in seconds, kept as whole milliseconds: SQLite writes some fractions as whole numbers.

    Then the digest of a row would not fit what stands on its page.
    """

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:
        """Write milliseconds."""
        return None if value is None else round(value * 1000)

    def process_result_value(self, value: int | None, dialect: Dialect) -> float | None:
        """Read seconds."""
        return None if value is None else value / 1000

"""The upright scale of numbers beside a picture, in round steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal

from secondop_desktop.base import language

_STEPS = (1.0, 2.0, 5.0, 10.0)
_MOST_TICKS = 5
_LONG = 1e7  # from here on numbers are written short
_NEAR_ZERO = 0.4  # of the highest value: what begins below is shown from zero on


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Numbers from `low` at the height `bottom` to `high` at `top`, marked in steps."""

    low: float
    high: float
    step: float
    top: float
    bottom: float

    @classmethod
    def over(cls, numbers: Sequence[float], top: float, bottom: float) -> ValueAxis:
        """A scale on which all numbers stand; there must be one."""
        low, high = min(numbers), max(numbers)
        if 0 <= low <= _NEAR_ZERO * high or low == high == 0:
            low = 0.0
        if high <= low:
            spare = max(abs(high) * 0.1, 1e-6 if high else 1.0)
            low, high = (low - spare, high + spare) if high else (0.0, 1.0)
        elif low:
            low -= 0.04 * (high - low)
        step = _round_step((high - low) / _MOST_TICKS)
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, step, top, bottom)

    def y(self, number: float) -> float:
        """The height of a number."""
        share = (number - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)

    def ticks(self) -> list[tuple[float, str]]:
        """Heights with the numbers that stand there."""
        count = round((self.high - self.low) / self.step)
        return [
            (self.y(self.low + n * self.step), self._words(self.low + n * self.step))
            for n in range(count + 1)
        ]

    def _words(self, number: float) -> str:
        if abs(number) >= _LONG or self.step < 1e-6:
            return f"{number:.6g}"
        near = self.step * 1e-6
        places = next((n for n in range(8) if abs(round(self.step, n) - self.step) <= near), 8)
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return str(format_decimal(round(number, 10), pattern, locale=language.code().replace("-", "_")))


def _round_step(least: float) -> float:
    ten = 10.0 ** math.floor(math.log10(least))
    return next(step * ten for step in _STEPS if step * ten >= least * (1 - 1e-9))

"""Sound of any rate becomes sound of another one, piece by piece, without whistling.

A windowed sinc: what lies above half of the lower rate is taken out, because it would come back as other
tones (Smith, Digital Audio Resampling Home Page, "Bandlimited Interpolation", 1984-2020).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
_PHASES = 512
_ZEROS = 12
"""Zero crossings of the sinc on each side."""
_PASS = 0.92
"""Share of the possible range of tones that passes whole."""


class Resampler:
    """Takes samples at one rate and gives them at another; feed pieces in order, then `rest`."""

    def __init__(self, rate_in: int, rate_out: int) -> None:
        self._step = rate_in / rate_out
        narrow = min(1.0, rate_out / rate_in) * _PASS
        self._half = math.ceil(_ZEROS / narrow)
        self._table = _kernels(self._half, narrow)
        self._same = rate_in == rate_out
        self._held = np.zeros(self._half, np.float32)
        self._at = 0.0
        """Where the next sample to give lies, counted from sample `half` of what is held."""

    def feed(self, piece: Samples) -> Samples:
        """The samples that can be told by now."""
        if self._same:
            return piece
        self._held = np.concatenate([self._held, piece])
        reach = len(self._held) - 2 * self._half
        count = max(0, math.ceil((reach - self._at) / self._step))
        if count == 0:
            return np.zeros(0, np.float32)
        places = self._at + self._step * np.arange(count)
        whole = places.astype(np.int64)
        phases = ((places - whole) * _PHASES).astype(np.int64)
        windows = np.lib.stride_tricks.sliding_window_view(self._held, 2 * self._half)[whole]
        given: Samples = np.einsum("ij,ij->i", windows, self._table[phases]).astype(np.float32)
        after = self._at + self._step * count
        drop = min(int(after), len(self._held))
        self._held, self._at = self._held[drop:], after - drop
        return given

    def rest(self) -> Samples:
        """What is left at the end."""
        return self.feed(np.zeros(self._half, np.float32)) if not self._same else np.zeros(0, np.float32)


def _kernels(half: int, narrow: float) -> Samples:
    """The weights of the neighbours of a place, for places between two samples in steps of a phase."""
    distance = np.arange(2 * half)[None, :] - (half - 1) - (np.arange(_PHASES)[:, None] + 0.5) / _PHASES
    window = 0.5 + 0.5 * np.cos(np.pi * np.clip(distance / half, -1, 1))
    weights = narrow * np.sinc(narrow * distance) * window
    even: Samples = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return even


def to_numbers(samples: Samples) -> NDArray[np.int16]:
    """Samples from -1 to 1 as 16-bit whole numbers; louder ones are cut."""
    numbers: NDArray[np.int16] = np.clip(np.rint(samples * 32767.0), -32768, 32767).astype(np.int16)
    return numbers


def to_samples(numbers: bytes, channels: int = 1) -> Samples:
    """16-bit whole numbers as samples from -1 to 1; several channels become one."""
    read: Samples = (np.frombuffer(numbers, "<i2") / np.float32(32768)).astype(np.float32)
    if channels > 1:
        read = read.reshape(-1, channels).mean(axis=1, dtype=np.float32)
    return read

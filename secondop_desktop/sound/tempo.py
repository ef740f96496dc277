"""Slower or faster speech at the same pitch: waveform similarity overlap-add.

Verhelst and Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for high quality
time-scale modification of speech", ICASSP 1993. Pieces of the sound are laid over each other closer or wider
apart; each is taken from where it goes on most like the one before. The libraries for it are not maintained,
not free of copyleft, or need others ten times their size.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from secondop_desktop.sound.frames import RATE

SLOWEST, FASTEST = 0.75, 1.5
_HOP = RATE // 50
_PIECE = 2 * _HOP
_REACH = RATE // 100
"""Samples by which a piece may be taken earlier or later: ten milliseconds, a period of the deepest voice."""

Samples = NDArray[np.float32]


class Tempo:
    """Takes samples and gives them at another speed, piece by piece."""

    def __init__(self, speed: float) -> None:
        self.speed = min(FASTEST, max(SLOWEST, speed))
        self._window = np.hanning(_PIECE + 1)[:-1].astype(np.float32)
        self._held = np.zeros(_REACH, np.float32)
        self._wanted = float(_REACH)
        """Where the next piece should begin, counted from the beginning of what is held."""
        self._like: Samples | None = None
        self._tail = np.zeros(_HOP, np.float32)

    def feed(self, numbers: bytes) -> bytes:
        """What can be given by now of 16-bit samples."""
        if self.speed == 1.0:
            return numbers
        self._held = np.concatenate([self._held, np.frombuffer(numbers, "<i2").astype(np.float32)])
        given = []
        while int(self._wanted) + _REACH + _PIECE + _HOP <= len(self._held):
            given.append(self._next())
        self._drop()
        out = np.concatenate(given) if given else np.zeros(0, np.float32)
        return np.clip(np.rint(out), -32768, 32767).astype("<i2").tobytes()

    def rest(self) -> bytes:
        """What is left at the end."""
        return self.feed(bytes(2 * (_PIECE + _HOP + 2 * _REACH))) if self.speed != 1.0 else b""

    def _next(self) -> Samples:
        begin = int(self._wanted)
        if self._like is not None:
            around = self._held[begin - _REACH : begin + _REACH + _PIECE]
            begin += int(np.argmax(np.correlate(around, self._like, "valid"))) - _REACH
        piece = self._held[begin : begin + _PIECE] * self._window
        given = self._tail + piece[:_HOP]
        self._tail = piece[_HOP:]
        self._like = self._held[begin + _HOP : begin + _HOP + _PIECE]
        self._wanted += _HOP * self.speed
        return given

    def _drop(self) -> None:
        """Forget what lies before everything that can still be wanted."""
        past = int(self._wanted) - _REACH
        if past > 0:
            self._held = self._held[past:]
            self._wanted -= past

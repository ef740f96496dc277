"""The microphone as the program sees it: blocks of sound, each with the moment at which it was complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from secondop_desktop.sound import frames, process
from secondop_desktop.sound.frames import Ended
from secondop_desktop.sound.troubles import GONE, SoundTrouble


@dataclass(frozen=True)
class Block:
    """Some sound: 16-bit samples of one channel at RATE, complete at `moment` of the monotonic clock."""

    numbers: bytes
    moment: float


class Microphone:
    """The default microphone of the system, open until it is closed."""

    def __init__(self) -> None:
        self._process = process.SoundProcess(process.MICROPHONE)

    @property
    def pid(self) -> int:
        """The number of the process that listens."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.close()

    def __iter__(self) -> Iterator[Block]:
        """What is heard, without end; raises SoundTrouble."""
        while True:
            try:
                frame = self._process.receive()
            except Ended as error:
                raise SoundTrouble(GONE) from error
            if frame.kind == frames.SOUND:
                yield Block(frame.content, frame.number)

    def kill(self) -> None:
        """Stop listening at once, from any thread; whoever waits for sound gets SoundTrouble."""
        self._process.kill()

"""Reads sound files by way of a worker process: how long, when made, and the sound in pieces."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from secondop_desktop.reading import errors, limits, wire
from secondop_desktop.reading.errors import unreadable
from secondop_desktop.reading.reader import Client

_MOST_WANTED = 200_000
"""Ranges of bytes that one answer may ask for; with 256 KiB each that is more than any file here."""


class Ranges(Protocol):
    """Bytes of which any range can be read."""

    size: int

    def read_range(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on."""


@dataclass(frozen=True)
class Heard:
    """What a sound file is: samples a second (0 when it cannot be played here), its length in seconds.

    `made` is when it says it was made: aware, or naive in whatever zone it was made in; None when unsaid.
    """

    rate: int
    seconds: float
    made: datetime | None

    @property
    def playable(self) -> bool:
        """Whether its sound can be had."""
        return self.rate > 0


class Listener(Client):
    """One sound file, decoded in a process of its own.

    Everything raises Unreadable with a sentence, or Cancelled after `kill`.
    """

    KIND = "sound"

    def __init__(self, content: Ranges, patient: bool = False) -> None:
        super().__init__(patient)
        self._content = content

    def open(self, kind: str) -> Heard:
        """What the file is; `kind` is what `intake.examine` said."""
        asked = {"do": "open", "kind": kind, "size": self._content.size}
        header, _ = self._ask(asked, 0)
        seconds, rate = header.get("seconds"), header.get("rate")
        if not isinstance(seconds, int | float) or not math.isfinite(seconds) or not isinstance(rate, int):
            raise unreadable(errors.BROKEN)
        if not 0 <= seconds <= limits.LONGEST_SOUND_S or not 0 <= rate <= limits.FASTEST_SOUND:
            raise unreadable(errors.NOT_SOUND)
        playable = header.get("playable") is True
        return Heard(rate if playable else 0, float(seconds), _moment(header.get("made")))

    def pieces(self) -> Iterator[bytes]:
        """The sound from its beginning: 16-bit samples of one channel, some seconds at a time."""
        given = 0
        while True:
            _, content = self._ask({"do": "pcm"}, limits.LONGEST_PIECE)
            if not content:
                return
            given += len(content)
            if len(content) % 2 or given > limits.MOST_SOUND:
                raise unreadable(errors.TOO_BIG)
            yield content

    def _ask(self, asked: wire.Header, longest: int) -> wire.Frame:
        """Ask, and hand out the bytes of the file that the worker wants before it answers."""
        with self._one_at_a_time:
            child, _ = self._worker()
            payload = b""
            for _ in range(_MOST_WANTED):
                header, given = child.ask(asked, payload, self._longest(limits.PARSER_WALL), longest)
                wanted = header.get("want")
                if wanted is None:
                    return header, given
                asked, payload = {"do": "bytes"}, self._wanted(wanted)
            raise unreadable(errors.TOO_SLOW)

    def _wanted(self, wanted: object) -> bytes:
        if not isinstance(wanted, list) or [type(number) for number in wanted] != [int, int]:
            raise unreadable(errors.BROKEN)
        offset, length = wanted
        if not (0 <= offset <= self._content.size and 0 <= length <= limits.SOUND_WINDOW):
            raise unreadable(errors.BROKEN)
        return self._content.read_range(offset, length)


def _moment(told: object) -> datetime | None:
    """A moment out of a file: only a day and a time of day count, a year alone tells nothing."""
    if not isinstance(told, str) or len(told) < len("2026-01-01T10:00"):
        return None
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return None
    return moment if 1990 <= moment.year <= 2200 else None

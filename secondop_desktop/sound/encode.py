"""Makes Ogg/Opus of sound as it comes in: small, and whole wherever it is cut between two pages."""

from __future__ import annotations

import os

from secondop_desktop.sound import ogg
from secondop_desktop.sound.frames import RATE


class Encoder:
    """Takes 16-bit samples of one channel at RATE, and gives finished pages about every second.

    libsndfile ends a page when it holds a second of sound. All that was given out, in order, is one file:
    some three kilobytes a second, two megabytes for ten minutes. Needs the same little memory for any length.
    """

    def __init__(self) -> None:
        import soundfile  # noqa: PLC0415 - slow, and only whoever records needs it

        self._sink = _Sink()
        self._file = soundfile.SoundFile(
            self._sink, "w", samplerate=RATE, channels=1, format="OGG", subtype="OPUS"
        )
        self._cut = b""
        self._lead = -1
        self._told = 0.0

    def write(self, numbers: bytes) -> bytes:
        """Take sound; the pages that are finished by now, often none."""
        self._file.buffer_write(numbers, "int16")
        return self._finished()

    def close(self) -> bytes:
        """The rest of the pages; nothing can be written any more."""
        self._file.close()
        return self._finished()

    def seconds_of(self, pages: bytes) -> float:
        """How many more seconds there are with these pages, which must be asked for in order."""
        if self._lead < 0 and pages:
            self._lead = ogg.lead_in(pages)
        until = max(self._told, (ogg.last_tick(pages) - self._lead) / ogg.TICKS)
        more, self._told = until - self._told, until
        return more

    def _finished(self) -> bytes:
        self._cut += self._sink.take()
        end = ogg.whole_pages(self._cut)
        pages, self._cut = self._cut[:end], self._cut[end:]
        return pages


class _Sink:
    """A file that is only written to, at its end; what came is taken away and forgotten."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0

    def write(self, content: bytes) -> int:
        self._held.append(bytes(content))
        self._size += len(content)
        return len(content)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._held = b"".join(self._held), []
        return taken

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """The library asks for the size by going to the end; a stream of pages goes nowhere else."""
        where = offset if whence == os.SEEK_SET else self._size + offset
        if where not in (0, self._size):
            raise OSError("pages that are gone cannot be written again")
        return where

    def tell(self) -> int:
        return self._size

    def read(self, _count: int = -1) -> bytes:
        return b""

    def flush(self) -> None:
        pass

"""Reads a recording back, from any place in it, without ever holding more than a little of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Protocol, Self

from secondop_desktop.sound.frames import RATE
from secondop_desktop.sound.troubles import NOT_SOUND, SoundTrouble

STEP_S = 0.25
"""Seconds that are read at a time."""


class Ranges(Protocol):
    """Bytes of which any range can be read, such as an attached file of the case."""

    size: int

    def read_range(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on, fewer at the end."""


class Sound:
    """An Ogg/Opus file of ours; `seconds` is its length. For one thread at a time; close it."""

    def __init__(self, content: Ranges) -> None:
        import soundfile  # noqa: PLC0415 - slow, and only whoever listens needs it

        self._source = _File(content)
        try:
            self._file = soundfile.SoundFile(self._source)
        except (soundfile.SoundFileError, RuntimeError) as error:
            self._source.tell_trouble()
            raise SoundTrouble(NOT_SOUND) from error
        if (self._file.samplerate, self._file.channels) != (RATE, 1):
            self._file.close()
            raise SoundTrouble(NOT_SOUND)
        self.seconds = self._file.frames / RATE

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def go_to(self, position: float) -> None:
        """Read on from here, in seconds; beyond the end there is nothing."""
        self._file.seek(round(max(0.0, min(position, self.seconds)) * RATE))
        self._source.tell_trouble()

    def read(self, seconds: float = STEP_S) -> bytes:
        """The next samples, 16 bits each; nothing at the end. Raises SoundTrouble, and errors of the file."""
        import soundfile  # noqa: PLC0415 - as above

        try:
            read = bytes(self._file.buffer_read(round(seconds * RATE), "int16"))
        except (soundfile.SoundFileError, RuntimeError, AssertionError) as error:  # it asserts that all came
            self._source.tell_trouble()
            raise SoundTrouble(NOT_SOUND) from error
        self._source.tell_trouble()
        return read

    def pieces(self) -> Iterator[bytes]:
        """Everything from here to the end."""
        while piece := self.read():
            yield piece

    def close(self) -> None:
        """Let go of it; the bytes it was made of stay open."""
        self._file.close()


class _File:
    """Ranges as the kind of file that soundfile reads.

    It is called from inside a library that knows no exceptions: what happened is told afterwards. Else sound
    that cannot be read would look like the end of the recording.
    """

    def __init__(self, content: Ranges) -> None:
        self._content = content
        self._at = 0
        self._trouble: Exception | None = None

    def tell_trouble(self) -> None:
        """Raise what happened inside the library since the last time."""
        trouble, self._trouble = self._trouble, None
        if trouble is not None:
            raise trouble

    def read(self, count: int = -1) -> bytes:
        length = self._content.size - self._at if count < 0 else count
        try:
            piece = self._content.read_range(self._at, max(0, length))
        except Exception as error:
            self._trouble = error
            return b""
        self._at += len(piece)
        return piece

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._content.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def write(self, _content: bytes) -> int:
        raise OSError("a recording is only read")

    def flush(self) -> None:
        pass

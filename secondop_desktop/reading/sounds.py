"""Sound files in a worker: their bytes are asked for as they are needed, and the sound goes out in pieces."""

from __future__ import annotations

import os
import struct
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from secondop_desktop.reading import cage, errors, limits, wire
from secondop_desktop.reading.errors import Refused

WINDOW = limits.SOUND_WINDOW
PIECE_S = 4
MOST_CHANNELS, SLOWEST, FASTEST = 8, 4_000, limits.FASTEST_SOUND
_EPOCH_OF_MP4 = datetime(1904, 1, 1, tzinfo=UTC)  # ISO 14496-12, 8.2.2: seconds since then, in UTC
_MOST_BOXES = 10_000
_HEAD_LOOKED_AT = 64 << 10


class Decoder:
    """Answers `open` with what a sound file is, and `pcm` with the next piece of it, one channel of 16 bits.

    In the middle of an answer it may want bytes: it sends `want` and gets them. So a file of any size needs
    the same memory here and there.
    """

    memory, seconds, longest = limits.PARSER_MEMORY, limits.SOUND_CPU, WINDOW

    def __init__(self, asking: BinaryIO, answering: BinaryIO) -> None:
        self._asking, self._answering = asking, answering
        self._sound: Any = None
        self._source: _Source | None = None

    def answer(self, asked: wire.Header, payload: bytes) -> wire.Frame:
        """Open a file, or give some of its sound."""
        if asked["do"] == "open":
            source = _Source(self, int(asked["size"]))
            return self._open(source, str(asked["kind"])), b""
        if asked["do"] == "pcm" and self._sound is not None:
            return {}, self._piece()
        raise Refused(errors.BROKEN)

    def fetch(self, offset: int, length: int) -> bytes:
        """Bytes of the file, from the program."""
        wire.send(self._answering, {"want": [offset, length]})
        asked, content = wire.receive(self._asking, WINDOW)
        if asked.get("do") != "bytes":
            raise Refused(errors.BROKEN)
        cage.begin_to_count(self.seconds)
        return content

    def _open(self, source: _Source, kind: str) -> wire.Header:
        if kind in ("m4a", "mp4", "3gp", "mov"):
            made, seconds = _of_boxes(source)
            return {"playable": False, "rate": 0, "seconds": seconds, "made": made, "zoned": True}
        import soundfile  # noqa: PLC0415 - only after the cage

        told = _broadcast_date(source)
        source.seek(0)
        try:
            self._sound = soundfile.SoundFile(source)
        except (soundfile.SoundFileError, RuntimeError) as error:
            raise Refused(errors.NOT_SOUND) from error
        source.tell_trouble()
        self._source = source
        rate, channels, frames = self._sound.samplerate, self._sound.channels, self._sound.frames
        if not (1 <= channels <= MOST_CHANNELS and SLOWEST <= rate <= FASTEST):
            raise Refused(errors.NOT_SOUND)
        told = told or str(self._sound.copy_metadata().get("date", ""))
        seconds = max(0.0, min(frames / rate, limits.LONGEST_SOUND_S))
        return {"playable": True, "rate": rate, "seconds": seconds, "made": told[:40], "zoned": False}

    def _piece(self) -> bytes:
        import soundfile  # noqa: PLC0415 - loaded already

        try:
            read = self._sound.read(PIECE_S * self._sound.samplerate, dtype="float32", always_2d=True)
        except (soundfile.SoundFileError, RuntimeError) as error:
            raise Refused(errors.NOT_SOUND) from error
        if self._source is not None:
            self._source.tell_trouble()
        import numpy as np  # noqa: PLC0415 - loaded already

        one = np.nan_to_num(read.mean(axis=1)).clip(-1, 1)
        return bytes((one * 32767).astype("<i2").tobytes())


class _Source:
    """The file as a library wants to see it; the window read last stays.

    It is called from inside a library that knows no exceptions: what happened is told afterwards. Else a file
    that cannot be had to its end would look like a shorter one.
    """

    def __init__(self, decoder: Decoder, size: int) -> None:
        self._decoder, self.size = decoder, size
        self._at = 0
        self._number, self._window = -1, b""
        self._trouble: Exception | None = None

    def tell_trouble(self) -> None:
        """Raise what happened since the last time."""
        if self._trouble is not None:
            raise self._trouble

    def read(self, count: int = -1) -> bytes:
        try:
            return self._read(count)
        except Exception as error:
            self._trouble = error
            return b""

    def _read(self, count: int) -> bytes:
        left = max(0, self.size - self._at)
        wanted = left if count < 0 else min(count, left)
        pieces = []
        while wanted > 0:
            number, within = divmod(self._at, WINDOW)
            if number != self._number:
                self._window = self._decoder.fetch(number * WINDOW, min(WINDOW, self.size - number * WINDOW))
                self._number = number
            piece = self._window[within : within + wanted]
            if not piece:
                break
            pieces.append(piece)
            wanted -= len(piece)
            self._at += len(piece)
        return b"".join(pieces)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = min(max(0, start + offset), self.size)
        return self._at

    def tell(self) -> int:
        return self._at

    def write(self, _content: bytes) -> int:
        raise OSError("a file of somebody else is only read")

    def flush(self) -> None:
        pass


def _broadcast_date(source: _Source) -> str:
    """When a WAV file was recorded, in local time: the chunk `bext` of EBU Tech 3285, 2.3; or nothing."""
    source.seek(0)
    head = source.read(_HEAD_LOOKED_AT)
    at = head.find(b"bext") if head[:4] == b"RIFF" else -1
    if at < 0:
        return ""
    day, time = head[at + 328 : at + 338], head[at + 338 : at + 346]
    return f"{day.decode('ascii', 'replace')}T{time.decode('ascii', 'replace').replace('-', ':')}"


def _of_boxes(source: _Source) -> tuple[str, float]:
    """When an MPEG-4 file was made and how long it is, of its box `moov/mvhd` (ISO 14496-12, 8.2.2)."""
    at, end = _box(source, b"moov", 0, source.size)
    at, end = _box(source, b"mvhd", at, end) if end else (0, 0)
    if not end:
        raise Refused(errors.NOT_SOUND)
    source.seek(at)
    head = source.read(32)
    if len(head) < 20:
        raise Refused(errors.NOT_SOUND)
    if head[0] == 1 and len(head) == 32:
        created, _, scale, length = struct.unpack(">QQIQ", head[4:32])
    else:
        created, _, scale, length = struct.unpack(">IIII", head[4:20])
    seconds = length / scale if scale else 0.0
    made = ""
    if 0 < created < 2**33:
        made = (_EPOCH_OF_MP4 + timedelta(seconds=created)).isoformat()
    return made, max(0.0, min(seconds, limits.LONGEST_SOUND_S))


def _box(source: _Source, name: bytes, at: int, end: int) -> tuple[int, int]:
    """Where the content of the first box of that name begins and ends; zeros when there is none."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            break
        source.seek(at)
        head = source.read(16)
        size, inside = int.from_bytes(head[:4], "big"), 8
        if size == 1:
            size, inside = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - at
        if size < inside:
            break
        if head[4:8] == name:
            return at + inside, min(at + size, end)
        at += size
    return 0, 0

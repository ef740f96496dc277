"""Reading one attachment: any range of it, each piece proven before it is given out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from secondop_desktop.vault import blob_format as form
from secondop_desktop.vault.blob_errors import DamagedBlob, MissingBlob, UnreadableBlob

# A link or a pipe put in the place of a blob must neither be followed nor waited for.
_READ = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC")
)


def _open(path: str, _flags: int) -> int:
    return os.open(path, _READ)


class BlobReader:
    """One open blob; `size` is the number of bytes of its content, `header` what its file begins with.

    Close it, or use it in a `with`.
    May be shared by threads. The segment read last stays in memory, so that small steps forward cost little.
    """

    def __init__(self, path: Path, name: str, blob_key: bytes) -> None:
        self.name = name
        self._lock = Lock()
        self._room = memoryview(bytearray(form.SEALED))
        self._last: tuple[int, bytes] = (-1, b"")
        try:
            self._file = open(path, "rb", buffering=0, opener=_open)  # noqa: SIM115
        except FileNotFoundError as error:
            raise MissingBlob(name) from error
        except OSError as error:
            raise UnreadableBlob(name) from error
        try:
            self.size, self._cipher = self._prove(blob_key)
        except form.NotAuthentic as error:
            self.close()
            raise DamagedBlob(name) from error
        except UnreadableBlob:
            self.close()
            raise

    def read_range(self, offset: int, length: int) -> bytes:
        """The `length` bytes of content from `offset` on; fewer where the content ends.

        Only the segments needed are read. Raises DamagedBlob when one of them is not authentic.
        """
        if offset < 0 or length < 0:
            raise ValueError("offset and length cannot be negative")
        end = min(offset + length, self.size)
        if offset >= end:
            return b""
        pieces = []
        for number in range(offset // form.SEGMENT, (end - 1) // form.SEGMENT + 1):
            begin = number * form.SEGMENT
            pieces.append(memoryview(self._segment(number))[max(0, offset - begin) : end - begin])
        return b"".join(pieces)

    def read_all(self) -> bytes:
        """The whole content at once."""
        return b"".join(self)

    def __iter__(self) -> Iterator[bytes]:
        """The content, one segment after the other; an empty blob gives one empty piece."""
        return (self._segment(number) for number in range(form.segments(self.size)))

    def as_it_lies(self) -> Iterator[bytes]:
        """The whole file, still encrypted and not proved, piece by piece."""
        offset = 0
        while True:
            with self._lock:
                piece = bytes(self._read(offset, form.SEGMENT))
            if not piece:
                return
            yield piece
            offset += len(piece)

    def close(self) -> None:
        """Let go of the file."""
        self._last = (-1, b"")
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prove(self, blob_key: bytes) -> tuple[int, form.BlobCipher]:
        try:
            found = os.fstat(self._file.fileno())
        except OSError as error:
            raise UnreadableBlob(self.name) from error
        if not stat.S_ISREG(found.st_mode):
            raise form.NotAuthentic
        size = form.size_of(found.st_size)
        self.header = bytes(self._read(0, form.HEADER_BYTES))
        cipher = form.BlobCipher(blob_key, self.header)
        cipher.check_seal(self.name, size, self._read(found.st_size - form.SEAL_BYTES, form.SEAL_BYTES))
        return size, cipher

    def _segment(self, number: int) -> bytes:
        with self._lock:
            if self._last[0] != number:
                place = form.cut(self.size, number)
                try:
                    content = self._cipher.unlock(number, place.last, self._read(place.offset, place.length))
                except form.NotAuthentic as error:
                    raise DamagedBlob(self.name) from error
                self._last = (number, content)
            return self._last[1]

    def _read(self, offset: int, length: int) -> memoryview:
        """Bytes of the file, good until the next call; fewer where the file was cut meanwhile."""
        try:
            self._file.seek(offset)
            got = 0
            while got < length and (more := self._file.readinto(self._room[got:length])):
                got += more
            return self._room[:got]
        except OSError as error:
            raise UnreadableBlob(self.name) from error

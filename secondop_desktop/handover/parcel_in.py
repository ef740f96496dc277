"""Reads a case that was given out, from a folder or a zip file that anybody may have made or changed.

Nothing is ever unpacked to the disk: a file is read as a stream, under a path that was looked at first, and
no further than it is said to be long.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

MOST_CONTENTS = 32 << 20
"""Bytes of a zip file's list of contents: a case of 100,000 files has less than half of that."""
_LOCKED = 0x1  # APPNOTE.TXT, 4.4.4
_PART = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]{1,255}")
_READ = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC")
)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError),
    *(ValueError, LookupError, ArithmeticError),
)
"""What the library raises for broken archives."""


class NotThere(Exception):
    """There is no such file in the parcel, or none that may be read."""


class Broken(Exception):
    """A file of the parcel cannot be read to its end, or is not what it is said to be."""


class ParcelIn(Protocol):
    """Something that gives files by their paths."""

    def open(self, path: str) -> BinaryIO:
        """A file as a stream that is read once; raises NotThere and Broken."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def is_safe(path: str) -> bool:
    """Whether a path of somebody else names a file inside: no way up, no drive, no trick of letters."""
    parts = path.split("/")
    plain = all(_PART.fullmatch(part) and part not in (".", "..") for part in parts)
    return plain and len(path) <= 1000 and unicodedata.normalize("NFC", path) == path


class FolderIn:
    """A folder; links in it are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def open(self, path: str) -> BinaryIO:
        """See ParcelIn."""
        if not is_safe(path):
            raise NotThere(path)
        here = self._root
        for part in path.split("/"):
            here /= part
            if here.is_symlink():
                raise NotThere(path)
        try:
            stream = open(here, "rb", opener=lambda name, _flags: os.open(name, _READ))  # noqa: SIM115
        except OSError as error:
            raise NotThere(path) from error
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            stream.close()
            raise NotThere(path)
        return stream

    def close(self) -> None:
        """Nothing is held."""


class ZipIn:
    """A zip file. What stands in a folder of its own in it, as other programs pack, counts as well."""

    def __init__(self, file: Path, mark: str) -> None:
        self._file = _Measured(file)
        try:
            self._zip = zipfile.ZipFile(cast("BinaryIO", self._file))  # it reads, seeks and tells
            found = self._zip.infolist()
        except _BROKEN as error:
            self._file.close()
            raise Broken(str(file)) from error
        except BaseException:
            self._file.close()
            raise
        self._parts: dict[str, zipfile.ZipInfo | None] = {}
        for info in found:
            name = unicodedata.normalize("NFC", info.filename)
            self._parts[name] = None if name in self._parts else info  # of two nobody knows which is meant
        self._front = _front(self._parts, mark)

    def open(self, path: str) -> BinaryIO:
        """See ParcelIn."""
        info = self._parts.get(self._front + path) if is_safe(path) else None
        if info is None or info.is_dir() or info.flag_bits & _LOCKED or _is_link(info):
            raise NotThere(path)
        try:
            return cast("BinaryIO", self._zip.open(info))
        except _BROKEN as error:
            raise Broken(path) from error

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()


class _Measured:
    """The file of an archive; refuses to read as much at once as only a bomb asks for."""

    def __init__(self, file: Path) -> None:
        self._raw = file.open("rb")

    def read(self, size: int = -1) -> bytes:
        if size > MOST_CONTENTS:
            raise ValueError(size)
        return self._raw.read(min(size, MOST_CONTENTS) if size >= 0 else MOST_CONTENTS)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - methods of a file
        if name not in ("seek", "tell", "close", "seekable", "flush"):
            raise AttributeError(name)
        return getattr(self._raw, name)


class Checked(io.RawIOBase):
    """A file of which size and SHA-256 are known; read it through `io.BufferedReader`.

    It gives no byte more than that. `whole` says afterwards whether it was all of it and nothing else; a
    `strict` one raises Broken where it ends otherwise.
    """

    def __init__(self, stream: BinaryIO, size: int, sha256: str, *, strict: bool = False) -> None:
        self._stream, self._left, self._sha256, self._strict = stream, size, sha256, strict
        self._seen = hashlib.sha256()
        self._longer = False

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, room: Any) -> int:  # noqa: ANN401 - a buffer
        """The next bytes."""
        space = memoryview(room)
        try:
            piece = self._stream.read(min(len(space), self._left) or 1)
        except (*_BROKEN, OSError):
            piece = b""
        if not self._left and piece:
            self._longer, piece = True, b""
        if not piece and self._strict and not self.whole:
            raise Broken
        self._seen.update(piece)
        self._left -= len(piece)
        space[: len(piece)] = piece
        return len(piece)

    @property
    def whole(self) -> bool:
        """Whether all of it was read, and is what it should be."""
        return not self._left and not self._longer and self._seen.hexdigest() == self._sha256

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()
        super().close()


@contextmanager
def opened(place: Path, mark: str) -> Iterator[ParcelIn]:
    """A folder or a zip file with the file `mark` in it; raises NotThere, Broken and OSError."""
    parcel: ParcelIn = FolderIn(_root(place, mark)) if place.is_dir() else ZipIn(place, mark)
    try:
        yield parcel
    finally:
        with contextlib.suppress(OSError):
            parcel.close()


def read_at_most(parcel: ParcelIn, path: str, most: int) -> bytes:
    """A small file, whole; Broken when it is longer."""
    with parcel.open(path) as stream:
        try:
            content = stream.read(most + 1)
        except (*_BROKEN, OSError) as error:
            raise Broken(path) from error
    if len(content) > most:
        raise Broken(path)
    return content


def _root(place: Path, mark: str) -> Path:
    """The folder, or the only one in it: unpacking often makes one more."""
    if (place / mark).is_file():
        return place
    inside = [one for one in sorted(place.iterdir())[:50] if one.is_dir() and not one.is_symlink()]
    return next((one for one in inside if (one / mark).is_file()), place)


def _front(names: dict[str, zipfile.ZipInfo | None], mark: str) -> str:
    """What stands before each path: nothing, or the folder in which everything lies."""
    fronts = [name.removesuffix(mark) for name in names if name == mark or name.endswith("/" + mark)]
    return min(fronts, key=len, default="")


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)

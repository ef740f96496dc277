"""Attachments beside the database: encrypted, never changed, named by a keyed hash of their content."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, Self

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.paths import private_folder, sync_folder
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import blob_format as form
from secondop_desktop.vault import copy_place
from secondop_desktop.vault.blob_errors import (
    BlobsReadOnly,
    DamagedBlob,
    could_not_be_kept,
    could_not_be_listed,
    could_not_be_read,
)
from secondop_desktop.vault.blob_reader import BlobReader

_NAME = re.compile(r"[0-9a-f]{64}")
_SHELF = re.compile(r"[0-9a-f]{2}")
_PART = ".part"
_FLUSH_EVERY = 64 * 1024 * 1024
PART_LIFETIME_S = 24 * 3600
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class Blob:
    """What was kept: its name (64 hex digits), its size in bytes, and whether it was not there before."""

    name: str
    size: int
    new: bool


@dataclass(frozen=True)
class Swept:
    """What a sweep removed: names of blobs nothing refers to, and how many unfinished files."""

    orphans: tuple[str, ...]
    parts: int


class BlobStore:
    """The folder `blobs` of a case.

    `blob_key` is 32 random bytes kept inside the database. With `read_only` nothing is ever written.
    """

    def __init__(self, folder: Path, blob_key: bytes, *, read_only: bool = False) -> None:
        self.folder = folder
        self.read_only = read_only
        self._key = blob_key

    def keep(self, stream: BinaryIO, progress: Progress = NO_PROGRESS, *, expected: int = 0) -> Blob:
        """Encrypt and keep what `stream` holds, safe against a power cut when this returns.

        `expected` is the size in bytes when it is known, for the progress. Raises UserError when the source
        cannot be read or the disk cannot take it, and Cancelled; nothing is left behind then.
        """
        self._may_write()
        part = self.folder / f"{secrets.token_hex(16)}{_PART}"
        try:
            self._make_folder()
            name, size = self._write(part, stream, progress, expected)
            new = self._put_in_place(part, name)
        except OSError as error:
            raise could_not_be_kept(error) from error
        finally:
            # Already renamed when all went well; a part that cannot be removed now is swept later.
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return Blob(name, size, new)

    def open(self, name: str) -> BlobReader:
        """Open a blob for reading; its name and size are proven, each segment when it is read.

        Raises DamagedBlob, and MissingBlob when there is no such file.
        """
        return BlobReader(self._path(name), name, self._key)

    def forget(self, blob: Blob) -> None:
        """Remove what `keep` just made and no entry names; content that was there before stays.

        What cannot be removed now is swept later.
        """
        self._may_write()
        if blob.new:
            with contextlib.suppress(OSError):
                self._path(blob.name).unlink(missing_ok=True)

    def verify(self, name: str, progress: Progress = NO_PROGRESS) -> None:
        """Read a whole blob and compare its content with its name; raises DamagedBlob."""
        with self.open(name) as reader:
            found = form.Name(self._key, reader.header)
            done = 0
            for content in reader:
                progress.at(done / max(1, reader.size))
                found.add(content)
                done += len(content)
        if found.hex() != name:
            raise DamagedBlob(name)

    def beside(self, folder: Path) -> BlobStore:
        """Another folder with attachments of the same case, such as one with copies."""
        return BlobStore(folder, self._key)

    def has(self, name: str, *, thorough: bool = False) -> bool:
        """Whether a blob is there and bears its name and size; with `thorough` every segment is read."""
        if thorough:
            return self._is_whole(name)
        try:
            self.open(name).close()
        except UserError:
            return False
        return True

    def take(self, name: str, source: BlobStore, part: Path) -> None:
        """Copy a blob of another folder of the same case as it lies there; prove it before it has its name.

        `part` is where it is written first, on the disk of this folder. Raises DamagedBlob when the source is
        not whole, OSError when this disk does not take it; a damaged file of that name is replaced.
        """
        self._may_write()
        with source.open(name) as reader, os.fdopen(os.open(part, _NEW_FILE, 0o600), "wb") as out:
            for piece in reader.as_it_lies():
                out.write(piece)
        copy_place.flush(part)
        try:
            with BlobReader(part, name, self._key) as copy:
                for _content in copy:
                    pass
        except DamagedBlob as error:
            source.verify(name)
            raise OSError(errno.EIO, "not kept as written") from error
        path = self._path(name)
        copy_place.own_folder(path.parent)
        part.replace(path)
        copy_place.flush_folder(path.parent)
        copy_place.flush_folder(self.folder)

    def take_from(self, name: str, sources: Iterable[BlobStore]) -> bool:
        """Take a blob from the first of other folders in which it is whole; False when it is in none.

        Raises OSError when this disk does not take it.
        """
        part = (
            self.folder / f"{secrets.token_hex(16)}{_PART}"
        )  # in a case of somebody else a name may be a path
        for source in sources:
            try:
                self.take(name, source, part)
            except DamagedBlob:
                part.unlink(missing_ok=True)
            else:
                return True
        return False

    def names(self) -> Iterator[str]:
        """The names of all blobs in the folder, in order; files that are no blobs are passed over."""
        for path in self._files():
            yield path.name

    def orphans(self, known: Collection[str], older_than_s: float, now: datetime) -> list[str]:
        """Blobs whose names are not in `known` and that were written more than `older_than_s` seconds ago.

        `known` must hold every name any version in the history refers to, not only what is shown today.
        """
        kept = frozenset(known)
        limit = now.timestamp() - older_than_s
        return [path.name for path in self._files() if path.name not in kept and _written(path) < limit]

    def sweep(self, known: Collection[str], older_than_s: float, now: datetime) -> Swept:
        """Remove the orphans, and unfinished files older than a day; what cannot be removed stays."""
        self._may_write()
        removed = []
        for name in self.orphans(known, older_than_s, now):
            with contextlib.suppress(OSError):
                self._path(name).unlink()
                removed.append(name)
        limit = now.timestamp() - PART_LIFETIME_S
        parts = 0
        for part in self.folder.glob(f"*{_PART}"):
            with contextlib.suppress(OSError):
                if _written(part) < limit:
                    part.unlink()
                    parts += 1
        return Swept(tuple(removed), parts)

    def _may_write(self) -> None:
        if self.read_only:
            raise BlobsReadOnly

    def _path(self, name: str) -> Path:
        """Where a blob lies; a name that is no name never becomes a path."""
        if not _NAME.fullmatch(name):
            raise DamagedBlob(name)
        return self.folder / name[:2] / name

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            private_folder(self.folder)
            sync_folder(self.folder.parent)

    def _files(self) -> Iterator[Path]:
        for shelf in _listed(self.folder):
            if _SHELF.fullmatch(shelf.name) and shelf.is_dir() and not shelf.is_symlink():
                for path in _listed(shelf):
                    if _NAME.fullmatch(path.name) and path.name.startswith(shelf.name):
                        yield path

    def _write(self, part: Path, stream: BinaryIO, progress: Progress, expected: int) -> tuple[str, int]:
        """Write the whole file under its temporary name and flush it; the name it must get and its size."""
        header = form.MAGIC + secrets.token_bytes(form.SALT_BYTES)
        cipher = form.BlobCipher(self._key, header)
        called = form.Name(self._key, header)
        size = 0
        with os.fdopen(os.open(part, _NEW_FILE, 0o600), "wb", buffering=0) as out, _FlushAhead(out) as ahead:
            part.chmod(0o600)  # a strict umask may have taken even the owner's bits
            _write_all(out, header)
            for number, (content, last) in enumerate(_in_segments(stream)):
                progress.at(min(1.0, size / expected) if expected else 0.0)
                called.add(content)
                _write_all(out, cipher.lock(number, last, content))
                size += len(content)
                ahead.at(size)
            name = called.hex()
            _write_all(out, cipher.seal(name, size))
            ahead.end()
            os.fsync(out.fileno())
        return name, size

    def _put_in_place(self, part: Path, name: str) -> bool:
        """Give the finished file its name; False when the same content was there and is whole."""
        path = self._path(name)
        new = not self._is_whole(name)
        if new:
            private_folder(path.parent)
            part.replace(path)
        # Also when it was there: whoever wrote it may not have come this far yet.
        sync_folder(path.parent)
        sync_folder(self.folder)
        return new

    def _is_whole(self, name: str) -> bool:
        """Whether a blob is there with every segment authentic.

        The content is not hashed again: the seal ties the segments to the name. A damaged one is replaced
        by the copy just written, which mends it.
        """
        try:
            with self.open(name) as reader:
                for _content in reader:
                    pass
        except UserError:
            return False
        return True


class _FlushAhead:
    """Has the disk take what is written while more is written, so that little is left for the end.

    A disk that refuses tells it only once: `end` raises what it said, and so does the `at` that finds it.
    """

    def __init__(self, out: RawIOBase) -> None:
        self._handle = out.fileno()
        self._beside: ThreadPoolExecutor | None = None
        self._flushed: Future[None] | None = None
        self._asked_at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._beside is not None:
            self._beside.shutdown()

    def at(self, size: int) -> None:
        """So many bytes are written."""
        if size - self._asked_at < _FLUSH_EVERY or (self._flushed and not self._flushed.done()):
            return
        self.end()
        self._beside = self._beside or ThreadPoolExecutor(1)
        self._flushed = self._beside.submit(os.fsync, self._handle)
        self._asked_at = size

    def end(self) -> None:
        """Wait for the disk."""
        if self._flushed is not None:
            self._flushed.result()


def _write_all(out: RawIOBase, content: bytes | memoryview) -> None:
    """Write the whole of it; a disk may take it in parts."""
    left = memoryview(content)
    while left:
        left = left[out.write(left) or 0 :]


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder, in order; nothing when there is none."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise could_not_be_listed() from error


def _written(path: Path) -> float:
    """When a file was written; never, in the sense of a sweep, when that cannot be known."""
    try:
        return path.stat(follow_symlinks=False).st_mtime
    except OSError:
        return math.inf


def _in_segments(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The content in pieces of one segment, each with whether it is the last; at least one piece."""
    here = _full_read(stream)
    while len(here) == form.SEGMENT and (ahead := _full_read(stream)):
        yield here, False
        here = ahead
    yield here, True


def _full_read(stream: BinaryIO) -> bytes:
    """One segment even from a stream that gives less than was asked for; shorter only at its end."""
    pieces = []
    wanted = form.SEGMENT
    while wanted:
        try:
            piece = stream.read(wanted)
        except OSError as error:
            raise could_not_be_read() from error
        if not piece:
            break
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)

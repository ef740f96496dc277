"""Files that a person wants outside the case: written whole or not at all, also when the power goes.

A file is written beside its place under a hidden name first. If the power went just then, that half would
stay for ever, unencrypted and seen by nobody. So its path is noted in a private folder for as long as the
writing takes, and the next start takes away what a note still speaks of. The hidden name holds nothing of the
file's own: that may name a doctor or an illness, and a note is not encrypted.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from secondop_desktop.base import paths

_NAME = "unfinished"
_LOCK = "lock"
_HIDDEN = "unfinished"


def write(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace a file with the whole of `content`, which may come in pieces; mode 0600.

    Raises OSError, and nothing is left then.
    """
    part = paths.part_beside(path.absolute().with_name(_HIDDEN))
    with _alone(), _noted(part):
        paths.write_safely(path, content, part)


@contextlib.contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A private hidden folder beside `path`, in which something large is made before it gets its name.

    It is taken away at the end, whatever is left in it, also after a power cut. Raises OSError.
    """
    part = paths.part_beside(path.absolute().with_name(_HIDDEN))
    with _alone(), _noted(part):
        try:
            yield paths.private_folder(part)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def sweep() -> None:
    """Take away what was half written when the power went; a disk that is not here is waited for."""
    with contextlib.suppress(OSError):
        if not _waiting():  # the usual start has nothing to wait for
            return
        with _alone() as alone:
            for note in _waiting() if alone else ():
                _clear(note)


def _waiting() -> list[Path]:
    folder = paths.data_folder() / _NAME
    return [note for note in folder.iterdir() if note.name != _LOCK] if folder.is_dir() else []


@contextlib.contextmanager
def _noted(part: Path) -> Iterator[None]:
    """Keep a note of a hidden file while it is written, and drop it when nothing can be left."""
    note = None
    with contextlib.suppress(OSError):  # a full home must not keep somebody from saving on a stick
        note = _notes() / secrets.token_hex(8)
        paths.write_safely(note, os.fsencode(part))
    try:
        yield
    finally:
        if note is not None:
            _clear(note)


def _clear(note: Path) -> None:
    """Take away what a note speaks of, a file or a folder, then the note; one cut short had no file yet."""
    with contextlib.suppress(OSError, ValueError):
        part = Path(os.fsdecode(note.read_bytes()))
        if paths.is_part(part):
            if not part.parent.is_dir():
                return
            if part.is_dir() and not part.is_symlink():
                shutil.rmtree(part)
            part.unlink(missing_ok=True)
        note.unlink()


@contextlib.contextmanager
def _alone() -> Iterator[bool]:
    """Keep others from sweeping meanwhile; False when another program is at it."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - not needed for a start

    lock = None
    with contextlib.suppress(OSError):
        lock = FileLock(_notes() / _LOCK, mode=0o600)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            lock = None
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


def _notes() -> Path:
    return paths.private_folder(paths.data_folder() / _NAME)

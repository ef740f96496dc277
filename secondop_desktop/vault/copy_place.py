"""A folder in which copies of a case lie: how it is laid out, flushed and swept, and its troubles in words.

It may be on a stick or a shared folder, whose file systems know no modes and cannot flush a folder; what
they cannot do is not asked of them twice.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secondop_desktop.base import paths
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

GENERATIONS = "generations"
BLOBS = "blobs"
README = "README.txt"
_PART = ".part"
NO_ROOM = errno.ENOSPC
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_CANNOT_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}


class PlaceTrouble(UserError):
    """A place for copies does not take a copy or give one; the case and the other copies are untouched."""


def trouble(error: OSError) -> PlaceTrouble:
    """The sentence for what the disk of a place said."""
    safe = tr("Your case is safe, and so are the copies made before.")
    if error.errno in _FULL:
        what = tr("The place for copies is full, so nothing more could be copied there.")
        return PlaceTrouble(f"{what} {safe}", tr("Make some room there, or choose another place for copies."))
    if error.errno == errno.EFBIG:
        what = tr("An attached file is too large for the disk that holds the copies.")
        return PlaceTrouble(f"{what} {safe}", tr("Choose a place for copies on another disk."))
    if error.errno in _CLOSED:
        what = tr("SecondOp may not write in the place for copies.")
        return PlaceTrouble(f"{what} {safe}", tr("Choose a folder for copies that you can write in."))
    return not_there()


def not_there() -> PlaceTrouble:
    """The disk or the folder of a place does not answer."""
    what = tr("The place for copies cannot be reached.")
    safe = tr("Your case is safe, and so are the copies made before.")
    return PlaceTrouble(f"{what} {safe}", tr("Is the disk or stick connected? Then try again."))


def not_as_written() -> PlaceTrouble:
    """What was read back from a place is not what was written there."""
    what = tr("The disk of the place for copies did not keep what was written, so this copy was dropped.")
    safe = tr("Your case is safe, and so are the copies made before.")
    return PlaceTrouble(
        f"{what} {safe}", tr("That disk may be failing. Please choose another place for copies.")
    )


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the disk of a place says into a sentence."""
    try:
        yield
    except OSError as error:
        raise trouble(error) from error


def prepare(place: Path) -> None:
    """Make the folders of a place, for their owner only, where the disk knows of owners."""
    with in_words():
        for folder in (place, place / GENERATIONS, place / BLOBS):
            own_folder(folder)
        if not _is_written(place / README):
            (place / README).touch(0o600)
            (place / README).write_bytes(_read_me())
            flush(place / README)
        flush_folder(place)


def is_there(place: Path) -> bool:
    """Whether a place was prepared and can be reached."""
    try:
        return (place / GENERATIONS).is_dir()
    except OSError:
        return False


def _is_written(file: Path) -> bool:
    """Whether a file is there with something in it; a power cut may leave an empty one."""
    return file.is_file() and file.stat().st_size > 0


def _read_me() -> bytes:
    sentence = tr("These are encrypted copies made by the program SecondOp. Only SecondOp opens them.")
    return (sentence + "\n").encode()


def own_folder(folder: Path) -> Path:
    """Make a folder for its owner only, as far as its disk knows of owners."""
    paths.new_folder(folder)
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
    return folder


def new_part(place: Path, origin: str) -> Path:
    """A name for a file that is being written; `origin` says who may sweep it."""
    return place / GENERATIONS / f"{origin}-{secrets.token_hex(8)}{_PART}"


def sweep_parts(place: Path, origin: str) -> None:
    """Remove what an earlier run left half made; what cannot be removed stays."""
    for part in (place / GENERATIONS).glob(f"{origin}-*{_PART}*"):
        with contextlib.suppress(OSError):
            part.unlink()


def flush(file: Path) -> None:
    """Bring a file to the disk, and forget it, so that it is read back from there."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
        if hasattr(os, "posix_fadvise"):
            with contextlib.suppress(OSError):
                os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def flush_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the disk can do that."""
    try:
        paths.sync_folder(folder)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH:
            raise

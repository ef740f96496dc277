"""Where the program's own files and a person's cases lie on this computer."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

import platformdirs

APP = "secondop"
CASE_SUFFIX = ".secondop"
_PART_NAME = re.compile(r"\..+\.[0-9a-f]+\.part")
# Not every disk can flush a folder, and a folder above a person's own may be closed to them.
_CANNOT_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM}


def resources() -> Path:
    """The folder of questions, fonts, icons and other files the program ships."""
    inside = Path(__file__).resolve().parent.parent / "resources"
    return inside if inside.is_dir() else inside.parent.parent / "resources"


def config_folder() -> Path:
    """The private folder of this person's settings; made when it is missing."""
    return private_folder(platformdirs.user_config_path(APP, appauthor=False))


def data_folder() -> Path:
    """The folder of what the program keeps beside the cases; whoever writes in it makes it."""
    return platformdirs.user_data_path(APP, appauthor=False)


def cache_folder() -> Path:
    """The private folder of what can be made again; made when it is missing."""
    return private_folder(platformdirs.user_cache_path(APP, appauthor=False))


def runtime_folder() -> Path:
    """The private folder of what lives only as long as a running program."""
    return private_folder(platformdirs.user_runtime_path(APP, appauthor=False))


def usual_case_folder() -> Path:
    """The folder where a new case is offered a place."""
    return platformdirs.user_documents_path()


def free_case_folder(beside: Path, words: str) -> Path:
    """A case folder that does not exist yet: "My case.secondop", or with a number."""
    candidates = [words, *(f"{words} {number}" for number in range(2, 100))]
    free = (beside / f"{name}{CASE_SUFFIX}" for name in candidates)
    return next(folder for folder in free if not folder.exists())


def private_folder(folder: Path) -> Path:
    """Make `folder` for its owner only (0700), whatever the umask is."""
    new_folder(folder)
    if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)
    return folder


def new_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, so that their names survive a power cut.

    Each new one is flushed into the folder above it: to flush what lies in a folder does nothing for the name
    of the folder itself (fsync(2)).
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        new_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        sync_folder(folder.parent)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH:
            raise


def sync_folder(folder: Path) -> None:
    """Make a rename or a new name in `folder` survive a power cut (fsync of the directory)."""
    if os.name != "posix":  # pragma: no cover - Windows has no directory handles to flush
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def part_beside(path: Path) -> Path:
    """A hidden name beside a file, for what shall replace it."""
    # Of its name only the beginning: with more, a long name would get too long for the disk.
    return path.with_name(f".{path.name[:40]}.{secrets.randbelow(10**9)}.part")


def is_part(path: Path) -> bool:
    """Whether a file has a name of `part_beside`."""
    return _PART_NAME.fullmatch(path.name) is not None


def write_safely(path: Path, content: bytes | Iterable[bytes], part: Path | None = None) -> None:
    """Replace a file so that a power cut leaves the old or the new one, never half; mode 0600.

    A large one comes in pieces. When a piece cannot be had, nothing is left of it, and the old file stays.
    What is written until then has the name `part`, on the same disk. A power cut may leave it there.
    """
    beside = part or part_beside(path)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines((content,) if isinstance(content, bytes) else content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sweep_parts(folder: Path) -> None:
    """Remove what `write_safely` had half written when the power went; what cannot be removed stays.

    Only for a folder in which nobody else is writing.
    """
    for part in folder.glob(".*.part"):
        if is_part(part):
            with contextlib.suppress(OSError):
                part.unlink()

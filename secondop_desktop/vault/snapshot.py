"""A private, still encrypted copy of the database, for looking at a case that may not be written."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from filelock import FileLock, Timeout

from secondop_desktop.base import paths
from secondop_desktop.base.ids import new_id
from secondop_desktop.vault.cipher import PAGE_SIZE

_IN_USE = "in-use.lock"
_JOURNAL = "-journal"


class Snapshot:
    """A copy in the program's own cache folder; `database` is its file.

    `steady` says that the original did not change while it was copied. A lock beside the copy tells later
    starts that it is in use; the copies of programs that have ended are deleted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "case.db"
        self.steady = False
        self._lock = FileLock(folder / _IN_USE, mode=0o600, thread_local=False)
        self._lock.acquire(timeout=0)

    @classmethod
    def empty(cls) -> Snapshot:
        """A private folder without a copy in it yet."""
        sweep()
        return cls(paths.private_folder(_home() / new_id()))

    @classmethod
    def of(cls, database: Path, *, what_reads: bool = False) -> Snapshot:
        """Copy `database` and a journal that a crash may have left, so that the copy can be rolled back.

        With `what_reads` pages that the disk does not give any more are left out instead of ending it.
        """
        copy = _copy_what_reads if what_reads else shutil.copyfile
        snapshot = cls.empty()
        before = _state(database)
        for suffix in ("", _JOURNAL):
            target = snapshot.database.with_name(snapshot.database.name + suffix)
            with contextlib.suppress(FileNotFoundError):
                copy(database.with_name(database.name + suffix), target)
                target.chmod(0o600)
        snapshot.steady = before == _state(database)
        return snapshot

    def remove(self) -> None:
        """Delete the copy."""
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def _copy_what_reads(source: Path, target: Path) -> None:
    """Copy page by page; a page that cannot be read is zeros in the copy."""
    with source.open("rb", buffering=0) as file, target.open("wb") as out:
        for place in range(0, file.seek(0, 2), PAGE_SIZE):
            try:
                file.seek(place)
                page = file.read(PAGE_SIZE)
            except OSError:
                page = bytes(PAGE_SIZE)
            out.write(page)


def sweep() -> None:
    """Delete the copies of programs that have ended."""
    for folder in _home().iterdir():
        lock = FileLock(folder / _IN_USE, mode=0o600)
        with contextlib.suppress(Timeout, OSError):
            lock.acquire(timeout=0)
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)


def _home() -> Path:
    return paths.private_folder(paths.cache_folder() / "looking")


def _state(database: Path) -> list[tuple[int, int]]:
    """Size and time of the last change of the database and its journal; a missing file counts too."""
    found = []
    for suffix in ("", _JOURNAL):
        try:
            about = database.with_name(database.name + suffix).stat()
            found.append((about.st_size, about.st_mtime_ns))
        except FileNotFoundError:
            found.append((-1, 0))
    return found

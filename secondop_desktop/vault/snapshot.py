"""A private, still encrypted copy of the database, for looking at a case that may not be written."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from filelock import FileLock, Timeout

from secondop_desktop.base import paths
from secondop_desktop.base.ids import new_id

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
    def of(cls, database: Path) -> Snapshot:
        """Copy `database` and a journal that a crash may have left, so that the copy can be rolled back."""
        sweep()
        snapshot = cls(paths.private_folder(_home() / new_id()))
        before = _state(database)
        for suffix in ("", _JOURNAL):
            target = snapshot.database.with_name(snapshot.database.name + suffix)
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(database.with_name(database.name + suffix), target)
                target.chmod(0o600)
        snapshot.steady = before == _state(database)
        return snapshot

    def remove(self) -> None:
        """Delete the copy."""
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)


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

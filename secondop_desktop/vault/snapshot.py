"""A private, still encrypted copy of the database, for looking at a case that may not be written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from secondop_desktop.base import paths
from secondop_desktop.base.ids import new_id


class Snapshot:
    """A copy in the program's own cache folder; `database` is its file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "case.db"

    @classmethod
    def of(cls, database: Path) -> Snapshot:
        """Copy `database` and a journal that a crash may have left, so that the copy can be rolled back."""
        sweep()
        snapshot = cls(paths.private_folder(_home() / f"{os.getpid()}-{new_id()}"))
        for suffix in ("", "-journal"):
            source = database.with_name(database.name + suffix)
            if source.exists():
                target = snapshot.database.with_name(snapshot.database.name + suffix)
                shutil.copyfile(source, target)
                target.chmod(0o600)
        return snapshot

    def remove(self) -> None:
        """Delete the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep() -> None:
    """Delete the copies of programs that have ended."""
    for folder in _home().iterdir():
        owner = folder.name.partition("-")[0]
        if owner.isdecimal() and not _alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _home() -> Path:
    return paths.private_folder(paths.cache_folder() / "looking")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OSError):
        return True
    return True

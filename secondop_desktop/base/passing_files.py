"""Files that another program shall open: in a private folder, for reading only, and swept away soon."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from pathlib import Path

from secondop_desktop.base import paths

_NAME = "outside"


def put(content: bytes, name: str) -> Path:
    """Write a file that only its owner can open (0400), in a folder of its own (0700).

    Where the system has a runtime folder, as Linux does, it lies in memory and never reaches the disk.
    """
    file = paths.private_folder(_home() / secrets.token_hex(16)) / name
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o400)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    file.chmod(0o400)
    return file


def sweep() -> bool:
    """Delete all of them; False when another program holds one fast, so that it has to be tried again."""
    with contextlib.suppress(OSError):
        for folder in _home().iterdir():
            _free(folder)
            shutil.rmtree(folder, ignore_errors=True)
        return not any(_home().iterdir())
    return False


def _home() -> Path:
    return paths.private_folder(paths.runtime_folder() / _NAME)


def _free(folder: Path) -> None:
    """Windows deletes nothing that may only be read."""
    if os.name == "posix":
        return
    for file in folder.rglob("*"):  # pragma: no cover - see above
        with contextlib.suppress(OSError):
            file.chmod(stat.S_IWRITE)

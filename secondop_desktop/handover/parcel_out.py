"""Where a case is written that is given out: a folder, or one zip file; piece by piece, and flushed."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from secondop_desktop.base import paths

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_PRIVATE_FILE = 0o100600 << 16  # what zip keeps of the mode: APPNOTE.TXT, 4.4.15
_FIRST_YEAR = 1980  # zip cannot tell an earlier one: 4.4.6
_UNIX = 3


@dataclass(frozen=True)
class Written:
    """A file of the parcel: its path there, its bytes, and their SHA-256 in hex."""

    path: str
    size: int
    sha256: str


class ParcelOut(Protocol):
    """Something that takes files under paths with slashes, each once."""

    def put(self, path: str, pieces: Iterable[bytes], *, packed: bool = True) -> Written:
        """Write a file; `packed` says that it is text that can be pressed. Raises OSError."""
        ...

    def close(self) -> None:
        """Bring everything to the disk."""
        ...


class FolderOut:
    """A folder that is made here; its files are for their owner only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders = {root: None}
        paths.new_folder(root)

    def put(self, path: str, pieces: Iterable[bytes], *, packed: bool = True) -> Written:
        """Write a file and flush it; a disk takes it as it is, packed or not."""
        file = self.root.joinpath(*path.split("/"))
        for folder in reversed(file.relative_to(self.root).parents[:-1]):
            paths.new_folder(self.root / folder)
            self._folders[self.root / folder] = None
        with os.fdopen(os.open(file, _NEW_FILE, 0o600), "wb") as out:
            written = _counted(path, pieces, out)
            out.flush()
            os.fsync(out.fileno())
        return written

    def close(self) -> None:
        """Make the names of all files survive a power cut."""
        for folder in self._folders:
            paths.sync_folder(folder)


class ZipOut:
    """A zip file that is made here. Files that cannot be pressed lie in it as they are."""

    def __init__(self, file: Path, made: datetime) -> None:
        self._made = max(made, made.replace(year=_FIRST_YEAR)) if made.year < _FIRST_YEAR else made
        self._out = os.fdopen(os.open(file, _NEW_FILE, 0o600), "wb")
        self._zip = zipfile.ZipFile(self._out, "w", allowZip64=True)

    def put(self, path: str, pieces: Iterable[bytes], *, packed: bool = True) -> Written:
        """Write a file into the archive."""
        info = zipfile.ZipInfo(path, self._made.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.create_system, info.external_attr = _UNIX, _PRIVATE_FILE
        with self._zip.open(info, "w", force_zip64=True) as out:
            return _counted(path, pieces, out)  # type: ignore[arg-type] # it is a binary stream

    def close(self) -> None:
        """Write the list of contents, and bring the file to the disk."""
        self._zip.close()
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()

    def give_up(self) -> None:
        """Let go of the file without finishing it."""
        self._zip.fp = None  # else it would write its end when it is thrown away
        self._out.close()


def _counted(path: str, pieces: Iterable[bytes], out: BinaryIO) -> Written:
    size, seen = 0, hashlib.sha256()
    for piece in pieces:
        out.write(piece)
        seen.update(piece)
        size += len(piece)
    return Written(path, size, seen.hexdigest())

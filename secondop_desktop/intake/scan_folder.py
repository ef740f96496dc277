"""Looks into the folder where a scanner puts its files, and tells which of them are new and whole."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from secondop_desktop.intake.folders import is_left_out

ENDINGS = frozenset({"pdf", "jpg", "jpeg", "jpe", "png", "tif", "tiff", "bmp", "webp", "heic", "heif"})
"""What scanners make; a folder may hold other things too, which are nobody's scans."""

STEADY_LOOKS = 3
STEADY_LOOKS_WITHOUT_END = 20
"""So many looks in a row have to find a file as it was; more when it is a PDF that lacks its last line, since
a scanner with a feeder may write page by page."""

MOST_FILES = 5_000
_TEMPORARY = re.compile(r"(?i)^(~\$|tmp|temp|_?part)|\.(part|tmp|crdownload|partial|filepart)\b")
_TAIL = 2048  # the last line "%%EOF" stands within the last 1024 bytes (ISO 32000-1, implementation note 18)
_WRITES = os.O_WRONLY | os.O_RDWR
PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Scan:
    """A file in the folder, as it was when it was looked at."""

    name: str
    size: int
    changed: int

    def mark(self) -> str:
        """A short mark of exactly this file; another size or time makes another one."""
        whole = f"{self.name}\0{self.size}\0{self.changed}".encode("utf-8", "surrogateescape")
        return hashlib.sha256(whole).hexdigest()[:20]


@dataclass(frozen=True)
class Look:
    """What a look found: how many looks in a row found each file so, and which are whole."""

    steady: dict[Scan, int] = field(default_factory=dict)
    whole: tuple[Scan, ...] = ()

    def marks(self) -> set[str]:
        """The marks of all files that are there, whole or not."""
        return {scan.mark() for scan in self.steady}


def look(folder: Path, before: Look, known: Collection[str] = ()) -> Look:
    """Look once more; `known` are marks that need no second thought. OSError when the folder is not there.

    It never opens a file for writing and never changes one.
    """
    steady = {scan: before.steady.get(scan, 0) + 1 for scan in _scans(folder)}
    whole = [scan for scan, looks in steady.items() if _is_whole(folder, scan, looks, known)]
    return Look(steady, tuple(sorted(whole, key=lambda scan: (scan.changed, scan.name))))


def _scans(folder: Path) -> Iterator[Scan]:
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= MOST_FILES:
                return
            with contextlib.suppress(OSError):  # gone between the list and the look
                if _may_be_a_scan(entry.name) and entry.is_file(follow_symlinks=False):
                    state = entry.stat(follow_symlinks=False)
                    yield Scan(entry.name, state.st_size, state.st_mtime_ns)


def _may_be_a_scan(name: str) -> bool:
    ending = name.rpartition(".")[2].lower()
    return ending in ENDINGS and not is_left_out(name) and not _TEMPORARY.search(name)


def _is_whole(folder: Path, scan: Scan, looks: int, known: Collection[str]) -> bool:
    if scan.mark() in known:
        return True
    if looks < STEADY_LOOKS or not scan.size:
        return False
    path = folder / scan.name
    if looks < STEADY_LOOKS_WITHOUT_END and not _has_its_end(path):
        return False
    return not being_written(path)


def _has_its_end(path: Path) -> bool:
    """Whether a PDF has its last line; of other files nobody can tell. One that cannot be opened has not."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            return path.suffix.lower() != ".pdf" or b"%%EOF" in file.read(_TAIL)
    except OSError:  # Windows: whoever writes it keeps others out
        return False


def being_written(path: Path) -> bool:
    """Whether a program of this person has the file open for writing; only Linux tells.

    A lease would tell of every program, but whoever breaks one sends a signal that ends its holder.
    """
    if not sys.platform.startswith("linux"):
        return False
    wanted = os.path.realpath(path)
    return any(_writes(link) for link in _open_files() if _points_to(link, wanted))


def _open_files() -> Iterator[Path]:
    for process in PROCESSES.iterdir():
        if process.name.isdecimal():
            with contextlib.suppress(OSError):  # of somebody else, or gone
                yield from (process / "fd").iterdir()


def _points_to(link: Path, wanted: str) -> bool:
    try:
        return str(link.readlink()) == wanted
    except OSError:
        return False


def _writes(link: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        for line in (link.parent.parent / "fdinfo" / link.name).read_text(encoding="ascii").splitlines():
            if line.startswith("flags:"):
                return bool(int(line.split()[1], 8) & _WRITES)
    return False

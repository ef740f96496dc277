"""Which files a person means who drops or chooses files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from secondop_desktop.base.paths import CASE_SUFFIX
from secondop_desktop.base.progress import NO_PROGRESS, Progress

MOST_FILES = 20_000
"""More than that is hardly a folder of papers, and walking it would never end."""

_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "ehthumbs.db"})


@dataclass(frozen=True)
class Crowd:
    """What was meant: the files in their order, and how many of the things named were folders.

    `too_many` says that a folder held more than MOST_FILES; then the rest of it was not looked at.
    """

    files: tuple[Path, ...]
    folders: int = 0
    too_many: bool = False


def files_meant(chosen: Sequence[Path], progress: Progress = NO_PROGRESS) -> Crowd:
    """The chosen files and, for a folder, every file in it in the order of their names.

    Hidden files, what systems leave behind and cases of this program are passed over; links to folders are
    not followed. A folder that cannot be opened counts as empty.
    """
    files: list[Path] = []
    folders = 0
    for path in chosen:
        if not path.is_dir():
            files.append(path)
            continue
        folders += 1
        if path.name.endswith(CASE_SUFFIX):
            continue
        for file in _inside(path):
            progress.at(0.0)
            if len(files) >= MOST_FILES:
                return Crowd(tuple(files), folders, too_many=True)
            files.append(file)
    return Crowd(tuple(dict.fromkeys(files)), folders)


def is_left_out(name: str) -> bool:
    """Whether nobody means this file or folder: it is hidden, a system put it there, or it is a case."""
    return name.startswith(".") or name.lower() in _LEFT_BY_SYSTEMS or name.endswith(CASE_SUFFIX)


def _inside(folder: Path) -> Iterator[Path]:
    for here, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not is_left_out(name))
        for name in sorted(names):
            if not is_left_out(name):
                yield Path(here, name)

"""What is left when a program ends in the middle of making a case: known by its names, and cleared away."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

_BEGUN = re.compile(r"case\.new(-journal)?|README\.txt|\.README\.txt\.\d+\.part")
_MADE = re.compile(r"case\.(db|db-journal|lock|spare)|holder\.json|\.(holder\.json|case\.spare)\.\d+\.part")
_BLOBS = "blobs"


def is_half_made(folder: Path) -> bool:
    """Whether a folder holds nothing but what a making that broke off leaves behind."""
    return all(_BEGUN.fullmatch(file.name) or _is_empty_shelf(file) for file in folder.iterdir())


def clear(folder: Path) -> None:
    """Delete a new case that nobody has written in; what cannot be deleted stays, and so does a stranger."""
    with contextlib.suppress(OSError):
        for file in sorted(folder.iterdir()):
            if _BEGUN.fullmatch(file.name) or _MADE.fullmatch(file.name):
                with contextlib.suppress(OSError):
                    file.unlink()
        for empty in (folder / _BLOBS, folder):
            with contextlib.suppress(OSError):
                empty.rmdir()


def _is_empty_shelf(folder: Path) -> bool:
    return folder.name == _BLOBS and folder.is_dir() and not any(folder.iterdir())

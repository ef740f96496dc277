"""The list of easy words an offered passphrase is drawn from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from secondop_desktop.base import paths

HOW_MANY = 7776  # 6 ** 5: 12.92 bits for each word drawn by chance


def usual_list() -> Path:
    """Where the shipped list lies."""
    return paths.resources() / "passphrase" / "en.txt"


@cache
def words(path: Path | None = None) -> tuple[str, ...]:
    """All words in alphabetical order; lines that begin with `#` are notes.

    Raises ValueError when the list is not exactly `HOW_MANY` different words: the strength promised for a
    drawn passphrase rests on that number, so a shortened list must never be used quietly.
    """
    lines = (path or usual_list()).read_text(encoding="utf-8").splitlines()
    found = tuple(line for line in lines if line and not line.startswith("#"))
    if len(found) != HOW_MANY or len(set(found)) != HOW_MANY:
        raise ValueError(f"the word list holds {len(set(found))} different words, not {HOW_MANY}")
    return found

"""What a case that was given out says of itself: its version, and its files with their sizes and checks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

from secondop_desktop.handover import lines
from secondop_desktop.handover.given import FORMAT, FORMAT_VERSION, MARK
from secondop_desktop.handover.parcel_in import Broken, Checked, NotThere, ParcelIn, is_safe, read_at_most

LONGEST_MARK = 4 << 20
MOST_FILES = 500_000
_SHA256 = re.compile(r"[0-9a-f]{64}")


class NotOne(Exception):
    """This is no case that was given out."""


class Newer(Exception):
    """It is of a version that came later; `program` says which program made it."""

    def __init__(self, program: str) -> None:
        super().__init__(program)
        self.program = program


@dataclass(frozen=True)
class Known:
    """A file with its size in bytes and its SHA-256 in hex; `entries` counts the lines of a list."""

    path: str
    size: int
    sha256: str
    entries: int = 0


@dataclass(frozen=True)
class Attached:
    """An attached file: what it belongs to, and what is known of it; None when it was lost before."""

    path: str
    title: str
    known: Known | None


@dataclass(frozen=True)
class Mark:
    """What stands in data/case.json: who made it, when, for which tables, and where the entries are."""

    program: str
    schema: int
    made: str
    families: Mapping[str, Known]
    files: Known
    history: Known | None = None

    @property
    def size(self) -> int:
        """Bytes of all lists of entries."""
        past = self.history.size if self.history else 0
        return self.files.size + past + sum(known.size for known in self.families.values())


def read(parcel: ParcelIn) -> Mark:
    """The mark of a parcel; raises NotOne and Newer."""
    try:
        told = json.loads(read_at_most(parcel, MARK, LONGEST_MARK))
    except (NotThere, Broken, ValueError, RecursionError) as error:
        raise NotOne from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("version"), int):
        raise NotOne
    program = str(told.get("program", ""))[:80]
    if told["version"] > FORMAT_VERSION:
        raise Newer(program)
    try:
        families = {str(name): _known(one) for name, one in told["families"].items()}
        past = _known(told["history"]) if told.get("history") else None
        return Mark(program, int(told["schema"]), str(told["made"]), families, _known(told["files"]), past)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise NotOne from error


def _known(told: Any) -> Known:  # noqa: ANN401 - whatever stands there
    size, entries = told["size"], told.get("entries", 0)
    good = isinstance(size, int) and size >= 0 and isinstance(entries, int) and entries >= 0
    if not good or not is_safe(told["file"]) or not _SHA256.fullmatch(told["sha256"]):
        raise ValueError
    return Known(told["file"], size, told["sha256"], entries)


def attached(parcel: ParcelIn, mark: Mark) -> Iterator[Attached | None]:
    """The attached files; None for a line that cannot be read. Raises Broken when the list is not whole."""
    stream = listed(parcel, mark.files)
    with BufferedReader(stream) as lined:
        for number, told in lines.objects(lined):
            if number > MOST_FILES:
                raise Broken(mark.files.path)
            yield _attached(told)
        if not stream.whole:
            raise Broken(mark.files.path)


def listed(parcel: ParcelIn, known: Known) -> Checked:
    """A list of the parcel as a stream that knows whether it is whole; raises NotThere and Broken."""
    return Checked(parcel.open(known.path), known.size, known.sha256)


def _attached(told: Mapping[str, Any] | None) -> Attached | None:
    if told is None or not isinstance(told.get("path"), str):
        return None
    path, title = told["path"], str(told.get("title", ""))[:400]
    if told.get("sha256") is None:
        return Attached(path, title, None)
    try:
        return Attached(path, title, _known({**told, "file": path}))
    except (LookupError, TypeError, ValueError):
        return None

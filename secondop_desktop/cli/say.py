"""How the command line speaks: sentences for people, JSON for machines, problems on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TextIO


class Voice:
    """Speaks to standard output; with `as_json` only one JSON document is said, at the end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def tell(self, sentence: str) -> None:
        """A sentence for a person; a machine does not hear it."""
        if not self.as_json:
            sys.stdout.write(_for(sys.stdout, sentence) + "\n")

    def rows(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], nothing: str) -> None:
        """A list: one line a row for a person, an array for a machine."""
        if self.as_json:
            self.data(list(rows))
        elif not rows:
            self.tell(nothing)
        for row in [] if self.as_json else rows:
            cells = (" ".join(str(row[column]).split()) for column in columns)
            self.tell("  ".join(cell for cell in cells if cell))

    def data(self, value: object) -> None:
        """The answer for a machine; a person does not see it."""
        if self.as_json:
            said = json.dumps(value, ensure_ascii=False, indent=1, default=str)
            if not _can_say(sys.stdout, said):
                said = json.dumps(value, ensure_ascii=True, indent=1, default=str)
            sys.stdout.write(said + "\n")

    def progress(self, _fraction: float, text: str) -> None:
        """What a long job does now, on standard error so that answers stay clean."""
        if text and not self.as_json and sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{_for(sys.stderr, text)}")
            sys.stderr.flush()


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    sys.stderr.write(_for(sys.stderr, sentence) + "\n")


def _for(stream: TextIO, text: str) -> str:
    """Text that commands no terminal and needs no letters that this one does not have."""
    plain = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    code = stream.encoding or "utf-8"
    return plain.encode(code, "backslashreplace").decode(code)


def _can_say(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True

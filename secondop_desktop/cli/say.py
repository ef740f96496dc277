"""How the command line speaks: sentences for people, JSON for machines, problems on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any


class Voice:
    """Speaks to standard output; with `as_json` only one JSON document is said, at the end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def tell(self, sentence: str) -> None:
        """A sentence for a person; a machine does not hear it."""
        if not self.as_json:
            sys.stdout.write(sentence + "\n")

    def rows(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], nothing: str) -> None:
        """A list: one line a row for a person, an array for a machine."""
        if self.as_json:
            self.data(list(rows))
        elif not rows:
            self.tell(nothing)
        for row in [] if self.as_json else rows:
            self.tell("  ".join(str(row[column]) for column in columns if str(row[column])))

    def data(self, value: object) -> None:
        """The answer for a machine; a person does not see it."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")

    def progress(self, _fraction: float, text: str) -> None:
        """What a long job does now, on standard error so that answers stay clean."""
        if text and not self.as_json and sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{text}")
            sys.stderr.flush()


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    sys.stderr.write(sentence + "\n")

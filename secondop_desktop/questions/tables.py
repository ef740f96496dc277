"""One table of a TOML file, read field by field; what is wrong is said with the file and the entry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

KEY = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


class Table:
    """Reads the fields of one table; every fault is a ValueError that names `where` and the entry.

    The files come with the program, so a fault is a bug and its message is meant for its makers.
    """

    def __init__(self, fields: Mapping[str, Any], where: str, name: str = "") -> None:
        self._left = dict(fields)
        self.where = where
        self.name = name

    def fail(self, what: str) -> NoReturn:
        """Say what is wrong with this entry."""
        raise ValueError(f"{self.where}: {self.name or 'the file itself'}: {what}")

    def key(self, field: str) -> str:
        """A stable key; from here on it names the entry in messages."""
        value = self._left.pop(field, None)
        if not isinstance(value, str) or not KEY.fullmatch(value):
            self.fail(f"{field} {value!r} is not a key in small letters, digits, dots, dashes")
        self.name = value
        return value

    def line(self, field: str, most_words: int) -> str:
        """One line of text of 1 to `most_words` words."""
        value = self._left.pop(field, None)
        if not isinstance(value, str) or not value or value != " ".join(value.split()):
            self.fail(f"{field} is not one tidy line of text")
        if len(value.split()) > most_words:
            self.fail(f"{field} has more than {most_words} words")
        return value

    def number(self, field: str, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self._left.pop(field, None)
        if type(value) is not int or not 1 <= value <= most:
            self.fail(f"{field} is not a number from 1 to {most}")
        return value

    def keys(self, field: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of different keys out of `known`; a field that is missing is an empty list."""
        value = self._left.pop(field, [])
        if not isinstance(value, list) or len({str(key) for key in value}) != len(value):
            self.fail(f"{field} is not a list of different keys")
        for key in value:
            if key not in known:
                self.fail(f"{field} holds the unknown key {key!r}")
        return tuple(value)

    def one_of(self, field: str, known: Collection[str]) -> str:
        """One key out of `known`."""
        value = self._left.pop(field, None)
        if not isinstance(value, str) or value not in known:
            self.fail(f"{field} is the unknown key {value!r}")
        return value

    def tables(self, field: str) -> Iterator[Table]:
        """The tables of a `[[field]]` list, of which there is at least one."""
        value = self._left.pop(field, None)
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            self.fail(f"there is no list of tables called {field}")
        return (Table(item, self.where, f"{field} number {n}") for n, item in enumerate(value, 1))

    def or_else(self, fields: Mapping[str, Any]) -> Table:
        """The same table with `fields` where it has none of its own."""
        return Table({**fields, **self._left}, self.where, self.name)

    def done(self) -> None:
        """Nothing may be left over: a field nobody reads is a slip of the pen."""
        if self._left:
            self.fail(f"unknown field {sorted(self._left)[0]!r}")


def read(path: Path) -> Mapping[str, Any]:
    """The fields of a TOML file; one that cannot be read is a ValueError that names it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path.name}: cannot be read: {error}") from error


def different(keys: Iterable[str], where: str) -> tuple[str, ...]:
    """The same keys; one that occurs twice is a ValueError."""
    seen: dict[str, None] = {}
    for key in keys:
        if key in seen:
            raise ValueError(f"{where}: {key}: occurs twice")
        seen[key] = None
    return tuple(seen)

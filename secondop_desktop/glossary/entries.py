"""The entries of a glossary, as they stand in its file; what is wrong in the file is said with the entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from secondop_desktop.base import shipped

_FIELDS = frozenset({"term", "also", "capitals", "forms", "plain", "example", "see"})
BETWEEN = ", "


@dataclass(frozen=True)
class Entry:
    """One word with what it means in one to three plain sentences.

    `also` are other names for the same thing; `capitals` are known in these very letters only ("RT");
    `forms` lead here without meaning the very same. `example` may be empty. `see` holds keys of other
    entries, and the `key` is the same for ever and in all languages.
    """

    key: str
    term: str
    also: tuple[str, ...]
    plain: str
    example: str
    see: tuple[str, ...]
    group: str
    capitals: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that leads to this entry, the term first."""
        return (self.term, *self.also, *self.capitals, *self.forms)


@dataclass(frozen=True)
class Group:
    """Entries that belong together, in the order of their terms."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def read(path: Path) -> tuple[Group, ...]:
    """All groups of a file in their order; a bad file is a ValueError, a bug that names the entry."""
    return tuple(_group(key, fields) for key, fields in shipped.at(path).items())


def _group(key: str, fields: Mapping[str, Any]) -> Group:
    title = fields.get("title")
    if not isinstance(title, str) or not title:
        _fail(key, "has no title")
    return Group(key, title, tuple(_entries(key, fields)))


def _entries(group: str, fields: Mapping[str, Any]) -> Iterator[Entry]:
    for key, entry in fields.items():
        if key == "title":
            continue
        if not isinstance(entry, dict) or not entry.keys() <= _FIELDS:
            _fail(key, "has a field that nobody reads")
        if not all(isinstance(text, str) and text.strip() for text in entry.values()):
            _fail(key, "has a field that is no text")
        if not entry.keys() >= {"term", "plain"}:
            _fail(key, "has no term or no plain words")
        yield Entry(
            key=key,
            term=entry["term"],
            also=_listed(entry, "also"),
            plain=entry["plain"],
            example=entry.get("example", ""),
            see=_listed(entry, "see"),
            group=group,
            capitals=_listed(entry, "capitals"),
            forms=_listed(entry, "forms"),
        )


def _listed(entry: Mapping[str, str], field: str) -> tuple[str, ...]:
    return tuple(entry[field].split(BETWEEN)) if field in entry else ()


def _fail(key: str, what: str) -> NoReturn:
    raise ValueError(f"{key} {what}")

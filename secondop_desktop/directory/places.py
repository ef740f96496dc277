"""Lists, programs and groups where a person can look for a doctor, for facts or for help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from secondop_desktop.base import shipped
from secondop_desktop.base.dates import PartialDate

_FIELDS = frozenset({"name", "what", "find", "site", "for", "as_of"})
_NEEDED = ("name", "what", "find")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to look. `find` says how to get there; `site` is a front page and may be empty.

    `cancer_types` are keys of the vocabulary of the questions, empty when it is for everybody. `as_of` says
    when the entry was last looked at: names and pages change.
    """

    key: str
    kind: str
    name: str
    what: str
    find: str
    site: str
    cancer_types: frozenset[str]
    as_of: PartialDate

    def fits(self, cancer_type: str) -> bool:
        """Whether it is for everybody, or for this type of cancer."""
        return not self.cancer_types or cancer_type in self.cancer_types


@dataclass(frozen=True, slots=True)
class Directory:
    """All entries in their order, and what their kinds are called."""

    kinds: Mapping[str, str]
    entries: tuple[Entry, ...]

    def of_kind(self, kind: str, cancer_type: str = "") -> tuple[Entry, ...]:
        """The entries of one kind; with a type of cancer those for it come first and others are left out."""
        there = [e for e in self.entries if e.kind == kind and (not cancer_type or e.fits(cancer_type))]
        return tuple(sorted(there, key=lambda entry: not entry.cancer_types)) if cancer_type else tuple(there)


@cache
def load(language: str = "en") -> Directory:
    """The directory in a language, in English where it is not there; a bad file is a ValueError, a bug."""
    file = shipped.at(shipped.in_language("directory", language))
    as_of = str(file["as_of"])
    kinds = dict(file["kind"])
    found = [_entry(kind, key, fields, as_of) for kind in kinds for key, fields in file.get(kind, {}).items()]
    unknown = file.keys() - kinds.keys() - {"as_of", "kind"}
    if unknown:
        _fail(", ".join(sorted(unknown)), "is no kind")
    return Directory(kinds, tuple(found))


def _entry(kind: str, key: str, fields: Mapping[str, Any], as_of: str) -> Entry:
    if not fields.keys() <= _FIELDS:
        _fail(key, "has a field that nobody reads")
    if not all(isinstance(fields.get(name), str) and fields[name].strip() for name in _NEEDED):
        _fail(key, f"needs {', '.join(_NEEDED)}")
    return Entry(
        key=f"{kind}.{key}",
        kind=kind,
        name=fields["name"],
        what=fields["what"],
        find=fields["find"],
        site=fields.get("site", ""),
        cancer_types=frozenset(fields.get("for", ())),
        as_of=_month(fields.get("as_of", as_of)),
    )


def _month(text: str) -> PartialDate:
    year, month = text.split("-")
    return PartialDate(int(year), int(month))


def _fail(key: str, what: str) -> NoReturn:
    raise ValueError(f"{key} {what}")

"""Decides what each entry of a damaged case was: from its own row, else its history, else a safe copy.

Everything looked at here was proved before, row by row. An older authentic row put back is told from the
newest one by its revision and by the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from secondop_desktop.vault import history
from secondop_desktop.vault.digest import Raw, raw_from_database
from secondop_desktop.vault.gather import Gathered, Row, Table, revision
from secondop_desktop.vault.history import Change, Version

Key = tuple[str, str]
"""A table and the id of a row in it."""
_OWN = frozenset({"id", "revision", "digest", "seq"})


class How(StrEnum):
    """Where the value of an entry comes from."""

    WHOLE = "whole"
    HISTORY = "history"
    COPY = "copy"
    PARTS = "parts"


@dataclass(frozen=True)
class Rescued:
    """One entry: its columns without its own digest when they are not those of its row; `clock` tells when
    it was last changed, as far as that is known.
    """

    row: Row
    how: How
    clock: str = ""


@dataclass
class Rescue:
    """What can be had: entries, versions by their names, and what is known of entries that cannot be had.

    `torn` are entries whose history has a gap. Rows of the tables in `derived` have no history.
    """

    items: dict[Key, Rescued] = field(default_factory=dict)
    versions: dict[str, Row] = field(default_factory=dict)
    lost: dict[Key, Row] = field(default_factory=dict)
    torn: set[Key] = field(default_factory=set)
    derived: frozenset[str] = frozenset()


def rescue(
    found: Gathered,
    copy: Gathered | None,
    tables: Mapping[str, Table],
    derived: frozenset[str] = frozenset(),
    passing: frozenset[str] = frozenset(),
) -> Rescue:
    """Decide for every entry of the damaged case and of the safe copy.

    Rows of the tables in `derived` have no history; those of `passing` come and go without one, so they are
    not taken from the copy.
    """
    there = copy or Gathered()
    done = Rescue(derived=derived)
    done.versions = {**there.rows.get(history.TABLE, {}), **found.rows.get(history.TABLE, {})}
    judge = _Judge(found, there, _by_item(done.versions), done)
    for key in sorted(_keys(found, there, judge.versions, passing)):
        judge.take(key)
    for key, rescued in done.items.items():
        done.items[key] = _filled(rescued, tables[key[0]])
    return done


def _by_item(rows: Mapping[str, Row]) -> dict[str, list[Version]]:
    return Gathered(rows={history.TABLE: dict(rows)}).versions()


def _keys(
    found: Gathered, there: Gathered, versions: Mapping[str, list[Version]], passing: frozenset[str]
) -> set[Key]:
    rows = {(table, item) for table, items in found.rows.items() for item in items}
    rows |= {(table, item) for table, items in there.rows.items() for item in items if table not in passing}
    rows |= {(v.family, item) for item, changes in versions.items() for v in changes[:1]}
    rows |= {key for key in found.torn if key[0] not in passing}
    return {key for key in rows if key[0] != history.TABLE}


def _filled(rescued: Rescued, table: Table) -> Rescued:
    """The columns that a row lacks because it is older than they are."""
    if rescued.how in (How.WHOLE, How.PARTS):
        return rescued
    row = {**dict(zip(table.columns, table.defaults, strict=True)), **rescued.row}
    return Rescued(row, rescued.how, rescued.clock)


@dataclass(frozen=True)
class _Chain:
    """The history of one entry: every state it had, and whether no version between them is missing."""

    states: tuple[dict[str, Raw], ...]
    unbroken: bool
    gone: bool
    clock: str

    @classmethod
    def of(cls, versions: list[Version]) -> _Chain:
        names = {version.id for version in versions}
        unbroken = bool(versions) and versions[0].kind is Change.NEW
        unbroken = unbroken and all(parent in names for version in versions for parent in version.parents)
        states = tuple(_states(versions))
        gone = bool(versions) and versions[-1].kind is Change.GONE
        return cls(states, unbroken, gone, versions[-1].clock if versions else "")

    @property
    def now(self) -> dict[str, Raw]:
        """The values after the last version, as many as are known."""
        return self.states[-1] if self.states else {}


def _states(versions: list[Version]) -> Iterator[dict[str, Raw]]:
    values: dict[str, Raw] = {}
    for version in versions:
        values = {**values, **version.changes}
        yield values


class _Judge:
    """Looks at one entry after the other."""

    def __init__(
        self, found: Gathered, there: Gathered, versions: dict[str, list[Version]], done: Rescue
    ) -> None:
        self.versions = versions
        self._found, self._there, self._done = found, there, done

    def take(self, key: Key) -> None:
        """Decide what one entry was."""
        own, copied = self._found.get(*key), self._there.get(*key)
        versions = self.versions.get(key[1], [])
        chain = _Chain.of(versions)
        if key[0] not in self._done.derived and not chain.unbroken:
            self._done.torn.add(key)
        if chain.unbroken and chain.gone:
            return
        if own is not None and (copied is None or revision(copied) <= revision(own)):
            self._done.items[key] = self._newest(key, own, chain)
        elif chain.unbroken:
            self._done.items[key] = self._rebuilt(key, chain)
        elif copied is not None:
            self._done.items[key] = self._copied(key, copied, versions)
        else:
            self._pieces(key, chain)

    def _newest(self, key: Key, own: Row, chain: _Chain) -> Rescued:
        """The row, unless its history knows that the entry was changed after it."""
        if chain.unbroken and not _says(chain.now, own):
            if any(_says(state, own) for state in chain.states[:-1]):
                return self._rebuilt(key, chain)
            self._done.torn.add(key)
        return Rescued(own, How.WHOLE, chain.clock)

    def _rebuilt(self, key: Key, chain: _Chain) -> Rescued:
        own = {v.id for v in self.versions[key[1]]} <= self._found.rows.get(history.TABLE, {}).keys()
        row = {"id": key[1], "revision": self._next_revision(key), **chain.now}
        return Rescued(dict(row), How.HISTORY if own else How.COPY, chain.clock)

    def _copied(self, key: Key, copied: Row, versions: list[Version]) -> Rescued:
        """The row of the copy, with what is known to have changed after the copy was made."""
        known = self._there.rows.get(history.TABLE, {})
        latest = max((v.clock for v in versions if v.id in known), default="")
        row = {name: value for name, value in copied.items() if name not in ("digest", "seq")}
        for version in versions:
            if version.clock > latest:
                row.update(version.changes)
        row["revision"] = self._next_revision(key)
        return Rescued(row, How.COPY, max([latest, *(v.clock for v in versions)]))

    def _pieces(self, key: Key, chain: _Chain) -> None:
        hints = self._found.torn.get(key, {})
        if chain.now and not chain.gone:
            row = {"id": key[1], "revision": self._next_revision(key), **chain.now}
            self._done.items[key] = Rescued(dict(row), How.PARTS, chain.clock)
        else:
            self._done.lost[key] = hints

    def _next_revision(self, key: Key) -> int:
        rows = (self._found.get(*key), self._there.get(*key), self._found.torn.get(key))
        return 1 + max([len(self.versions.get(key[1], [])), *(revision(row) for row in rows if row)])


def _says(state: dict[str, Raw], row: Row) -> bool:
    """Whether a state is that of the row; a column that is younger than the state says nothing."""
    values = _values(row)
    return all(name in values and values[name] == value for name, value in state.items())


def _values(row: Row) -> dict[str, Raw]:
    """The fields of a row that its history tells of."""
    return {name: value for name, value in raw_from_database(row).items() if name not in _OWN}


def differs(row: Row, versions: list[Version]) -> dict[str, Raw]:
    """What a new version must say so that the history leads to this row; nothing when it does already."""
    chain = _Chain.of(versions)
    values = _values(row)
    if chain.gone or not versions:
        return values
    return {
        name: value for name, value in values.items() if name not in chain.now or chain.now[name] != value
    }

"""How everything came about: a version row for each change, for undo, the bin and later merging.

A version is named by the hash of its content, its item, its parents and its writer, so the same version made
twice is one, and two laptops can later join their histories as a union of rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import Connection, text

from secondop_desktop.base.clock import Clock
from secondop_desktop.vault.digest import Raw, RowSeal, SetDigest

TABLE = "version"
JOIN_SECONDS = 60
DDL = (
    """CREATE TABLE version (
        seq INTEGER PRIMARY KEY,
        id VARCHAR NOT NULL UNIQUE,
        digest BLOB NOT NULL,
        family VARCHAR NOT NULL,
        item VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        parents VARCHAR NOT NULL,
        writer VARCHAR NOT NULL,
        began VARCHAR NOT NULL,
        clock VARCHAR NOT NULL,
        left_home INTEGER NOT NULL,
        changes VARCHAR NOT NULL
    )""",
    "CREATE INDEX version_item ON version (item)",
    "CREATE INDEX version_clock ON version (clock)",
)


class Change(StrEnum):
    """What happened to an item."""

    NEW = "new"
    EDIT = "edit"
    GONE = "gone"


@dataclass(frozen=True)
class Version:
    """One change of one item.

    `clock` is a hybrid logical clock (Kulkarni and others 2014): milliseconds since 1970 and a counter, as
    text that sorts by time and never goes back. `began` is the clock of the first change that was joined into
    this version. One with `left_home` 1 never changes; what this run has copied out it remembers by itself
    (`History.leave`) instead of writing into the case at each copy.
    """

    id: str
    family: str
    item: str
    kind: Change
    parents: tuple[str, ...]
    writer: str
    began: str
    clock: str
    left_home: int
    changes: dict[str, Raw]

    def row(self) -> dict[str, Raw]:
        """The fields as the table keeps them."""
        return {
            "id": self.id,
            "family": self.family,
            "item": self.item,
            "kind": str(self.kind),
            "parents": json.dumps(self.parents),
            "writer": self.writer,
            "began": self.began,
            "clock": self.clock,
            "left_home": self.left_home,
            "changes": _canonical(self.changes),
        }


class History:
    """Writes the versions of one run of the program; `writer` names that run."""

    def __init__(self, seal: RowSeal, clock: Clock, latest: str = "") -> None:
        self._seal = seal
        self._clock = clock
        self._latest = latest
        self._left = ""
        self.writer = uuid4().hex

    def note(
        self,
        connection: Connection,
        family: str,
        item: str,
        kind: Change,
        changes: dict[str, Raw],
        rows: SetDigest,
    ) -> None:
        """Append one version; typing that goes on within a minute joins the version before it."""
        head = _head(connection, item)
        stamp = began = self._tick()
        parents: tuple[str, ...] = (head.id,) if head else ()
        if head and kind is Change.EDIT and self._joins(head):
            _remove(connection, head, self._seal, rows)
            kind, began, parents = head.kind, head.began, head.parents
            changes = {**head.changes, **changes}
        name = _name(family, item, kind, parents, self.writer, stamp, changes)
        version = Version(name, family, item, kind, parents, self.writer, began, stamp, 0, changes)
        insert(connection, version, self._seal, rows)

    def leave(self) -> None:
        """What was written until now has been copied out of the case: from now on it never changes.

        Only this run's own versions could still change, so it need not be written down.
        """
        self._left = self._latest

    def catch_up(self, latest: str) -> None:
        """Another computer may have written in the file: what comes now is later than all that is there."""
        self._latest = max(self._latest, latest)

    def _joins(self, head: Version) -> bool:
        age = _milliseconds(self._latest) - _milliseconds(head.began)
        return (
            head.writer == self.writer
            and not head.left_home
            and head.clock > self._left
            and head.kind is not Change.GONE
            and 0 <= age < JOIN_SECONDS * 1000
        )

    def _tick(self) -> str:
        wall = int(self._clock.now().timestamp() * 1000)
        last, count = _milliseconds(self._latest), int(self._latest[14:] or 0)
        self._latest = f"{wall:013d}-{0:06d}" if wall > last else f"{last:013d}-{count + 1:06d}"
        return self._latest


def _milliseconds(stamp: str) -> int:
    return int(stamp[:13] or 0)


def moment_of(stamp: str) -> datetime | None:
    """The moment a version's clock tells, in UTC; None for an empty one."""
    return datetime.fromtimestamp(_milliseconds(stamp) / 1000, UTC) if stamp else None


def latest_stamp(connection: Connection) -> str:
    """The clock of the latest version; empty in a new case."""
    return connection.scalar(text("SELECT max(clock) FROM version")) or ""


def versions_of(connection: Connection, item: str) -> list[Version]:
    """All versions of one item, oldest first."""
    query = text("SELECT * FROM version WHERE item = :item ORDER BY clock, id")
    return [version_of(dict(row)) for row in connection.execute(query, {"item": item}).mappings()]


def values_ever(connection: Connection, family: str, field: str) -> set[str]:
    """Every value that a text field of a family has had in any version."""
    query = text("SELECT changes FROM version WHERE family = :family")
    changes = (json.loads(row.changes) for row in connection.execute(query, {"family": family}))
    return {str(change[field]) for change in changes if change.get(field)}


def present_from_history(connection: Connection) -> dict[tuple[str, str], dict[str, Raw]]:
    """The present of every item, rebuilt from the versions alone, by family and item."""
    rows = connection.execute(text("SELECT * FROM version ORDER BY clock, id")).mappings()
    return present_of(version_of(dict(row)) for row in rows)


def present_of(versions: Iterable[Version]) -> dict[tuple[str, str], dict[str, Raw]]:
    """The same from versions that were read before, oldest first."""
    present: dict[tuple[str, str], dict[str, Raw]] = {}
    for version in versions:
        key = (version.family, version.item)
        if version.kind is Change.GONE:
            present.pop(key, None)
        else:
            present.setdefault(key, {}).update(version.changes)
    return present


def _head(connection: Connection, item: str) -> Version | None:
    query = text("SELECT * FROM version WHERE item = :item ORDER BY clock DESC, id DESC LIMIT 1")
    row = connection.execute(query, {"item": item}).mappings().first()
    return version_of(dict(row)) if row else None


def version_of(row: Mapping[str, object]) -> Version:
    """A version out of its row; ValueError when the row is not one that was written here."""
    return Version(
        id=str(row["id"]),
        family=str(row["family"]),
        item=str(row["item"]),
        kind=Change(str(row["kind"])),
        parents=tuple(json.loads(str(row["parents"]))),
        writer=str(row["writer"]),
        began=str(row["began"]),
        clock=str(row["clock"]),
        left_home=int(str(row["left_home"])),
        changes=json.loads(str(row["changes"])),
    )


def insert(connection: Connection, version: Version, seal: RowSeal, rows: SetDigest) -> None:
    """Append a version as it is, with its digest; for the vault's own use."""
    row = version.row()
    digest = seal.of(TABLE, row)
    rows.add(digest)
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    statement = f"INSERT INTO version (digest, {names}) VALUES (:digest, {marks})"  # noqa: S608 - our own names
    connection.execute(text(statement), {**row, "digest": digest})


def _remove(connection: Connection, version: Version, seal: RowSeal, rows: SetDigest) -> None:
    rows.remove(seal.of(TABLE, version.row()))
    connection.execute(text("DELETE FROM version WHERE id = :id"), {"id": version.id})


def name_of(version: Version) -> str:
    """The name that the content, the item, the parents and the writer of a version give it."""
    return _name(
        version.family,
        version.item,
        version.kind,
        version.parents,
        version.writer,
        version.clock,
        version.changes,
    )


def _name(family: str, item: str, kind: str, parents: tuple[str, ...], *rest: object) -> str:
    text_of_all = _canonical([family, item, kind, parents, *rest])
    return hashlib.sha256(text_of_all.encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

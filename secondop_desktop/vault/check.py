"""Looks at every row and every file of a case and says what is not as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import manifest
from secondop_desktop.vault.blob_errors import DamagedBlob
from secondop_desktop.vault.digest import raw_from_database
from secondop_desktop.vault.history import TABLE as VERSIONS
from secondop_desktop.vault.history import present_from_history
from secondop_desktop.vault.vault import Vault


@dataclass
class Findings:
    """What a check found; `damaged_rows` are (table, id), `damaged_blobs` and `missing_blobs` are names."""

    rows: int = 0
    blobs: int = 0
    damaged_rows: list[tuple[str, str]] = field(default_factory=list)
    damaged_blobs: list[str] = field(default_factory=list)
    missing_blobs: list[str] = field(default_factory=list)
    adds_up: bool = True
    history_agrees: bool = True
    index_whole: bool = True

    @property
    def good(self) -> bool:
        """Whether everything is as it was written."""
        lists = (self.damaged_rows, self.damaged_blobs, self.missing_blobs)
        return not any(lists) and self.adds_up and self.history_agrees and self.index_whole


def check(vault: Vault, wanted_blobs: set[str], progress: Progress = NO_PROGRESS) -> Findings:
    """Check all rows, the sum over them, the history, the index of page texts and the blobs of the case.

    `wanted_blobs` are the names that the rows speak of. Nothing is changed.
    """
    found = Findings()
    progress.at(0.0, tr("Checking every entry"))
    with vault.connection() as connection:
        for table in manifest.sealed_tables(connection):
            _check_rows(vault, connection, table, found)
        found.history_agrees = _history_agrees(connection)
        found.index_whole = _index_whole(connection)
    found.adds_up = vault.adds_up()
    _check_blobs(vault, wanted_blobs, found, progress)
    return found


def _rows(connection: Connection, table: str) -> Iterator[dict[str, object]]:
    query = f'SELECT * FROM "{table}"'  # noqa: S608 - a name from the schema
    for row in connection.exec_driver_sql(query).mappings():
        yield dict(row)


def _check_rows(vault: Vault, connection: Connection, table: str, found: Findings) -> None:
    for row in _rows(connection, table):
        found.rows += 1
        if not vault.seal.fits(table, raw_from_database(row), bytes(row["digest"])):  # type: ignore[call-overload]
            found.damaged_rows.append((table, str(row["id"])))


def _history_agrees(connection: Connection) -> bool:
    """Whether the present rebuilt from the versions is the present that is kept."""
    rebuilt = present_from_history(connection)
    families = {family for family, _ in rebuilt}
    kept = 0
    for family in families - {VERSIONS}:
        for row in _rows(connection, family):
            raw = raw_from_database(row)
            raw.pop("revision")
            if rebuilt.get((family, str(raw.pop("id")))) != raw:
                return False
            kept += 1
    return kept == len(rebuilt)


def _index_whole(connection: Connection) -> bool:
    """Whether each full-text index fits the texts it was made of."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    for (name,) in connection.exec_driver_sql(query).all():
        try:
            ask = f"""INSERT INTO "{name}"("{name}", rank) VALUES ('integrity-check', 1)"""  # noqa: S608
            connection.exec_driver_sql(ask)
        except DatabaseError:
            return False
    return True


def _check_blobs(vault: Vault, wanted: set[str], found: Findings, progress: Progress) -> None:
    there = set(vault.blobs.names())
    found.missing_blobs = sorted(wanted - there)
    for name in progress.each(sorted(wanted & there), tr("Checking file {done} of {total}")):
        found.blobs += 1
        try:
            vault.blobs.verify(name)
        except DamagedBlob:
            found.damaged_blobs.append(name)

"""Looks at every page, every row and every file of a case and says what is not as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import manifest
from secondop_desktop.vault.blob_errors import DamagedBlob
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.digest import raw_from_database
from secondop_desktop.vault.gather import Gathered
from secondop_desktop.vault.history import TABLE as VERSIONS
from secondop_desktop.vault.history import present_from_history
from secondop_desktop.vault.pages import SealedPages
from secondop_desktop.vault.vault import Vault

_MOST_COMPLAINTS = 20


@dataclass
class Findings:
    """What a check found; `damaged_rows` are (table, id), the lists of blobs hold names.

    `tables_torn` are tables that could not be read to their end, `bad_pages` numbers of damaged pages.
    `orphan_blobs` are whole files that nothing speaks of; they harm nobody.
    """

    pages: int = 0
    bad_pages: list[int] = field(default_factory=list)
    rows: int = 0
    blobs: int = 0
    damaged_rows: list[tuple[str, str]] = field(default_factory=list)
    tables_torn: list[str] = field(default_factory=list)
    damaged_blobs: list[str] = field(default_factory=list)
    missing_blobs: list[str] = field(default_factory=list)
    orphan_blobs: list[str] = field(default_factory=list)
    adds_up: bool = True
    history_agrees: bool = True
    index_whole: bool = True
    structure_whole: bool = True

    @property
    def database_good(self) -> bool:
        """Whether everything but the attached files is as it was written."""
        lists = (self.bad_pages, self.damaged_rows, self.tables_torn)
        flags = (self.adds_up, self.history_agrees, self.index_whole, self.structure_whole)
        return not any(lists) and all(flags)

    @property
    def good(self) -> bool:
        """Whether everything is as it was written."""
        return self.database_good and not self.damaged_blobs and not self.missing_blobs


def check(vault: Vault, progress: Progress = NO_PROGRESS) -> Findings:
    """Check the seals of all pages, all rows, the sum over them, the history and the index of an open case.

    A damaged place does not end the check: what lies behind it is looked at as well. Nothing is changed.
    Raises Cancelled. The attached files are for `check_blobs`.
    """
    found = Findings()
    with vault.sealed_pages() as pages:
        _check_seals(pages, found, progress.part(0.0, 0.3))
    progress.at(0.3, tr("Checking every entry"))
    tables: list[str] = []
    found.structure_whole = _answer(vault, lambda c: _list(c, tables)) and _answer(vault, _structure_whole)
    for table in progress.part(0.3, 0.8).each(tables):
        if not _answer(vault, partial(_check_rows, vault, table, found)):
            found.tables_torn.append(table)
    progress.at(0.8)
    found.index_whole = _answer(vault, _index_whole)
    progress.at(0.9)
    found.history_agrees = _answer(vault, _history_agrees)
    found.adds_up = _adds_up(vault)
    return found


def check_wreck(gathered: Gathered) -> Findings:
    """The findings about a case that cannot be opened, from what could be gathered of it."""
    found = Findings(gathered.pages, list(gathered.bad_pages), gathered.count)
    found.damaged_rows = sorted(gathered.torn)
    found.adds_up = False
    return found


def check_blobs(
    blobs: BlobStore, wanted: set[str], known: set[str], found: Findings, progress: Progress = NO_PROGRESS
) -> None:
    """Read every attached file to its end. `wanted` are needed now, `known` were ever spoken of."""
    there = set(blobs.names())
    found.missing_blobs = sorted(wanted - there)
    found.orphan_blobs = sorted(there - known - wanted)
    for name in progress.each(sorted(wanted & there), tr("Checking file {done} of {total}")):
        found.blobs += 1
        try:
            blobs.verify(name)
        except DamagedBlob:
            found.damaged_blobs.append(name)


def _check_seals(pages: SealedPages, found: Findings, progress: Progress) -> None:
    found.pages = pages.count
    for number in range(1, found.pages + 1):
        progress.at((number - 1) / found.pages, tr("Looking at every page of the case file"))
        if not pages.whole(number):
            found.bad_pages.append(number)


def _answer(vault: Vault, ask: Callable[[Connection], bool]) -> bool:
    """The answer to one question; False when the database breaks off in the middle of it.

    Each question has a connection of its own: after such an error SQLite may refuse everything on it.
    """
    try:
        with vault.connection() as connection:
            return ask(connection)
    except (UserError, ValueError, TypeError, KeyError):  # what is no row of ours cannot be understood either
        return False


def _adds_up(vault: Vault) -> bool:
    try:
        return vault.adds_up()
    except UserError:
        return False


def _rows(connection: Connection, table: str) -> Iterator[dict[str, object]]:
    query = f'SELECT * FROM "{table}"'  # noqa: S608 - a name from the schema
    for row in connection.exec_driver_sql(query).mappings():
        yield dict(row)


def _list(connection: Connection, tables: list[str]) -> bool:
    tables.extend(manifest.sealed_tables(connection))
    return True


def _check_rows(vault: Vault, table: str, found: Findings, connection: Connection) -> bool:
    for row in _rows(connection, table):
        found.rows += 1
        if not vault.seal.fits(table, raw_from_database(row), row["digest"]):
            found.damaged_rows.append((table, str(row["id"])))
    return True


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


def _structure_whole(connection: Connection) -> bool:
    """Whether the trees of the database fit together; the full-text index is for `_index_whole`."""
    query = f"PRAGMA integrity_check({_MOST_COMPLAINTS})"
    complaints = connection.exec_driver_sql(query).scalars().all()
    if complaints != ["ok"]:
        connection.invalidate()  # after a page that could not be read it would refuse everything
    return all(text == "ok" or "fts5" in text.lower() for text in complaints)


def _index_whole(connection: Connection) -> bool:
    """Whether each full-text index fits the texts it was made of."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    for (name,) in connection.exec_driver_sql(query).all():
        ask = f"""INSERT INTO "{name}"("{name}", rank) VALUES ('integrity-check', 1)"""  # noqa: S608
        connection.exec_driver_sql(ask)
    return True

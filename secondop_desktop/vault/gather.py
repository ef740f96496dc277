"""Gathers every row of a case file that can still be read, each proved by its own digest.

It goes from page to page and asks neither the schema nor the trees, which may be destroyed. The digest of a
row also tells which table it belongs to. A row counts although its page is damaged when the row is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import cipher, history, manifest
from secondop_desktop.vault.digest import RowSeal, SetDigest, raw_from_database
from secondop_desktop.vault.history import Version
from secondop_desktop.vault.leaves import Leaf, Value, leaves
from secondop_desktop.vault.pages import SealedPages

Row = dict[str, Value]
"""One row by its columns, `seq` and `digest` among them."""
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
_META = ("secret", "case_id")
_TOTALS = "manifest"


@dataclass(frozen=True)
class Table:
    """One table of the schema: its columns in order, and what each holds in a row that is older than it."""

    name: str
    columns: tuple[str, ...]
    defaults: tuple[Value, ...]

    def row(self, leaf: Leaf) -> Row:
        """The columns of a leaf by name, as many as could be read."""
        whole = len(leaf.values) == leaf.width
        values = leaf.values + self.defaults[leaf.width :] if whole else leaf.values
        return {**dict(zip(self.columns, values, strict=False)), self.columns[0]: leaf.seq}


@cache
def tables_of(steps: tuple[tuple[int, tuple[str, ...]], ...]) -> tuple[Table, ...]:
    """Every table whose rows carry a digest, as the numbered steps make it; the manifest comes last."""
    connection = cipher.module().connect(":memory:")
    try:
        for statement in (*manifest.DDL, *history.DDL, *(text for _, texts in steps for text in texts)):
            connection.execute(statement)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        found = [_table(connection, name) for (name,) in names.fetchall()]
    finally:
        connection.close()
    return tuple(sorted((t for t in found if "digest" in t.columns), key=lambda t: t.name == _TOTALS))


def _table(connection: cipher.Connection, name: str) -> Table:
    about = connection.execute("SELECT name, dflt_value FROM pragma_table_info(?)", (name,)).fetchall()
    defaults = (connection.execute(f"SELECT {default or 'NULL'}").fetchone()[0] for _, default in about)
    return Table(name, tuple(column for column, _ in about), tuple(defaults))


@dataclass
class Gathered:
    """What was found: whole rows by table and id, and (table, id) of rows that are there but not whole.

    `total` is what all rows must add up to, None when that cannot be read. `pages` counts all pages,
    `bad_pages` names the damaged ones.
    """

    pages: int = 0
    bad_pages: list[int] = field(default_factory=list)
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    torn: dict[tuple[str, str], Row] = field(default_factory=dict)
    total: SetDigest | None = None

    @property
    def count(self) -> int:
        """How many rows are whole."""
        return sum(map(len, self.rows.values()))

    def get(self, table: str, item: str) -> Row | None:
        """One whole row."""
        return self.rows.get(table, {}).get(item)

    def versions(self) -> dict[str, list[Version]]:
        """The whole versions of each item, oldest first."""
        found: dict[str, list[Version]] = {}
        for row in self.rows.get(history.TABLE, {}).values():
            version = history.version_of(row)
            found.setdefault(version.item, []).append(version)
        for versions in found.values():
            versions.sort(key=lambda version: (version.clock, version.id))
        return found


def gather(
    pages: SealedPages, seal: RowSeal, tables: tuple[Table, ...], progress: Progress = NO_PROGRESS
) -> Gathered:
    """Read all pages, the damaged ones too. Nothing is changed. Raises Cancelled."""
    found = Gathered(pages.count)
    reader = _Reader(seal, tables, found)
    for number in range(1, pages.count + 1):
        progress.at((number - 1) / pages.count, tr("Looking at every page of the case file"))
        if not pages.whole(number):
            found.bad_pages.append(number)
        reader.take(leaves(pages.content(number), number, pages.content))
    reader.finish()
    return found


def meta_of(pages: SealedPages) -> Mapping[str, bytes]:
    """The secret and the name of the case, from a page that is as it was written; as many as there are."""
    found: dict[str, bytes] = {}
    for number in range(1, pages.count + 1):
        if pages.whole(number):
            for leaf in leaves(pages.content(number), number, pages.content):
                for name, value in pairwise(leaf.values):
                    if leaf.width == len(_META) and name in _META and isinstance(value, bytes):
                        found[str(name)] = value
        if len(found) == len(_META):
            break
    return found


class _Reader:
    """Sorts rows into tables."""

    def __init__(self, seal: RowSeal, tables: tuple[Table, ...], found: Gathered) -> None:
        self._seal, self._found = seal, found
        self._tables = {table.name: table for table in tables}
        self._latest = tables[0]
        self._nowhere: list[Leaf] = []

    def take(self, page: Iterator[Leaf]) -> None:
        """The rows of one page; what cannot be proved belongs where its neighbours do."""
        strays = []
        proved = None
        for leaf in page:
            table = self._prove(leaf)
            if table is None:
                strays.append(leaf)
            else:
                proved = self._latest = table
        for leaf in strays:
            self._keep_torn(leaf, proved)

    def finish(self) -> None:
        """What is torn in one place may be whole in another."""
        self._found.torn = {
            key: row for key, row in self._found.torn.items() if self._found.get(*key) is None
        }

    def _fitting(self, width: int) -> Iterator[Table]:
        """The tables that a row of so many columns can belong to, the one that was right before first."""
        for table in (self._latest, *(t for t in self._tables.values() if t is not self._latest)):
            if width <= len(table.columns):
                yield table

    def _prove(self, leaf: Leaf) -> Table | None:
        if len(leaf.values) < leaf.width:
            return None
        for table in self._fitting(leaf.width):
            row = table.row(leaf)
            digest = row["digest"]
            if isinstance(digest, bytes) and self._seal.fits(table.name, _sealed(table, row), digest):
                self._keep(table, row)
                return table
        return None

    def _keep(self, table: Table, row: Row) -> None:
        if table.name == _TOTALS:
            self._found.total = SetDigest(int.from_bytes(_bytes(row["total"])), int(str(row["rows"])))
            return
        rows = self._found.rows.setdefault(table.name, {})
        other = rows.get(str(row["id"]))
        if other is None or revision(other) < revision(row):
            rows[str(row["id"])] = row

    def _keep_torn(self, leaf: Leaf, neighbour: Table | None) -> None:
        likely = [t for t in self._tables.values() if t.name != _TOTALS and len(t.columns) == leaf.width]
        table = neighbour or (likely[0] if len(likely) == 1 else None)
        if table is not None and table.name != _TOTALS:
            row = table.row(leaf)
            item = row.get("id")
            if isinstance(item, str) and _ID.fullmatch(item):
                self._found.torn[table.name, item] = row


def _sealed(table: Table, row: Row) -> dict[str, str | int | float | None]:
    """The part of a row that its digest covers."""
    if table.name != _TOTALS:
        return raw_from_database(row)
    kept = {name: row[name] for name in ("rows", "commits", "token")}
    return {**raw_from_database(kept), "total": _bytes(row["total"]).hex()}


def _bytes(value: Value) -> bytes:
    return value if isinstance(value, bytes) else b""


def revision(row: Row) -> int:
    """How often a row was changed; versions never are."""
    value = row.get("revision")
    return value if isinstance(value, int) else 0

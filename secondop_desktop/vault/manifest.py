"""The one row that says what all rows together must add up to."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, text

from secondop_desktop.vault.digest import RowSeal, SetDigest
from secondop_desktop.vault.errors import not_as_written

DDL = (
    """CREATE TABLE manifest (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        total BLOB NOT NULL,
        rows INTEGER NOT NULL,
        commits INTEGER NOT NULL,
        token VARCHAR NOT NULL,
        digest BLOB NOT NULL
    )""",
)


class Manifest:
    """The sum over all rows as the last commit left it; `token` names that commit."""

    def __init__(self, rows: SetDigest, commits: int, token: str) -> None:
        self.rows = rows
        self.commits = commits
        self.token = token

    @classmethod
    def empty(cls) -> Manifest:
        """The manifest of a case without rows."""
        return cls(SetDigest(), 0, "")

    @classmethod
    def read(cls, connection: Connection, seal: RowSeal) -> Manifest:
        """Read the manifest; CaseDamaged when it is missing or not sealed by us."""
        row = connection.execute(text("SELECT * FROM manifest")).mappings().first()
        if row is None:
            raise not_as_written()
        found = cls(SetDigest(int.from_bytes(row["total"]), row["rows"]), row["commits"], row["token"])
        if not seal.fits("manifest", found._row(), row["digest"]):
            raise not_as_written()
        return found

    def next(self, rows: SetDigest) -> Manifest:
        """The manifest that the coming commit will leave."""
        return Manifest(SetDigest(rows.total, rows.rows), self.commits + 1, secrets.token_hex(16))

    def statement(self, seal: RowSeal) -> tuple[str, dict[str, bytes | int | str]]:
        """The SQL that puts this manifest in place of the last one, with its values."""
        statement = (
            "INSERT OR REPLACE INTO manifest (only, total, rows, commits, token, digest)"
            " VALUES (1, :total, :rows, :commits, :token, :digest)"
        )
        return statement, {
            "total": self.rows.as_bytes(),
            "rows": self.rows.rows,
            "commits": self.commits,
            "token": self.token,
            "digest": seal.of("manifest", self._row()),
        }

    def write(self, connection: Connection, seal: RowSeal) -> None:
        """Put this manifest in place, inside the transaction it speaks of."""
        statement, values = self.statement(seal)
        connection.execute(text(statement), values)

    def _row(self) -> dict[str, str | int | float | None]:
        return {
            "total": self.rows.as_bytes().hex(),
            "rows": self.rows.rows,
            "commits": self.commits,
            "token": self.token,
        }


def sealed_tables(connection: Connection) -> list[str]:
    """Every table whose rows carry a digest, the manifest aside."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'manifest'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    query = text("SELECT 1 FROM pragma_table_info(:table) WHERE name = 'digest'")
    return [name for (name,) in names.all() if connection.execute(query, {"table": name}).first()]


def add_up(connection: Connection, tables: Iterable[str]) -> SetDigest:
    """The sum over all rows that are really there; CaseDamaged when one of them has no digest."""
    rows = SetDigest()
    for table in tables:
        cursor = connection.exec_driver_sql(f'SELECT digest FROM "{table}"')  # noqa: S608 - a name from the schema
        digests = cursor.scalars().all()
        try:
            rows.add_all(digests)  # all at once: row by row takes three times as long
        except TypeError as error:  # an older page of another table lies here, whose rows have fewer columns
            raise not_as_written() from error
    return rows

"""The indexes of a case: made of its rows, sealed by nothing, and so looked at after every unlock.

An older page of an index put back, as a disk does that loses a write, is authentic and hides rows from
whoever asks by that index. The rows themselves add up all the same, so the index is simply made anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from secondop_desktop.base.errors import UserError
from secondop_desktop.vault import manifest
from secondop_desktop.vault.vault import Vault

_FULL_TEXT = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"


def tables_of(vault: Vault) -> list[str]:
    """The tables whose indexes there are to look at."""
    with vault.connection() as connection:
        return manifest.sealed_tables(connection)


def table_whole(vault: Vault, table: str) -> bool:
    """Whether a table and its indexes fit together; CaseDamaged when a page of them cannot be read."""
    with vault.connection() as connection:
        whole: bool = connection.exec_driver_sql(f"PRAGMA integrity_check('{table}')").scalar() == "ok"
        if not whole:
            connection.invalidate()  # after a page that could not be read it would refuse everything
        return whole


def texts_whole(vault: Vault) -> bool:
    """Whether each full-text index fits the texts it was made of."""
    try:
        with vault.connection() as connection:
            for name in _full_text(connection):
                ask = f"""INSERT INTO "{name}"("{name}", rank) VALUES ('integrity-check', 1)"""  # noqa: S608
                connection.exec_driver_sql(ask)
    except UserError:  # whatever it is, whoever makes the index anew will be told
        return False
    return True


def make_anew(vault: Vault) -> None:
    """Make every index anew from the rows; UserError when the disk refuses or a page cannot be read."""
    with vault.connection() as connection:
        connection.exec_driver_sql("REINDEX")
        for name in _full_text(connection):
            connection.exec_driver_sql(f"""INSERT INTO "{name}"("{name}") VALUES ('rebuild')""")  # noqa: S608
        connection.commit()


def _full_text(connection: Connection) -> Iterator[str]:
    yield from connection.exec_driver_sql(_FULL_TEXT).scalars().all()

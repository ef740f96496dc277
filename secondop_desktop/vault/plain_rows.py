"""Rows without the mapper, each proven by its digest: for lists where making objects takes too long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from secondop_desktop.vault import cipher
from secondop_desktop.vault.digest import raw_from_database
from secondop_desktop.vault.errors import RowDamaged
from secondop_desktop.vault.ledger import SEAL

Row = dict[str, Any]
"""The columns of a row as the database keeps them, by name."""


def proven(session: Session, table: str, query: str, values: Mapping[str, Any]) -> list[Row]:
    """What `query` finds in one table, in its order; it must ask for all the columns of that table.

    Raises RowDamaged when a row is not as it was written.
    """
    seal = session.info[SEAL]
    names, rows = _ask(session, query, values)
    found = [dict(zip(names, row, strict=True)) for row in rows]
    for row in found:
        if not seal.fits(table, raw_from_database(row), row["digest"]):
            raise RowDamaged(table, row["id"])
    return found


def numbers(session: Session, query: str, values: Mapping[str, Any]) -> list[int]:
    """The first column of what a query of an index finds; no row of the case is read, so none is proven."""
    return [row[0] for row in _ask(session, query, values)[1]]


def _ask(session: Session, query: str, values: Mapping[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Ask past the mapper, in the session's transaction: its rows would double the time.

    An error of the driver comes as the mapper's own would, for the border of the vault to tell it in words.
    """
    driver: Any = session.connection().connection.driver_connection
    try:
        answer = driver.execute(query, values)
        return [column[0] for column in answer.description], answer.fetchall()
    except cipher.module().Error as error:
        raise DatabaseError(query, None, error, hide_parameters=True) from error

"""Rows without the mapper, each proven by its digest: for lists where making objects takes too long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

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
    answer = _ask(session, query, values)
    names = [column[0] for column in answer.description]
    found = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    for row in found:
        if not seal.fits(table, raw_from_database(row), row["digest"]):
            raise RowDamaged(table, row["id"])
    return found


def numbers(session: Session, query: str, values: Mapping[str, Any]) -> list[int]:
    """The first column of what a query of an index finds; no row of the case is read, so none is proven."""
    return [row[0] for row in _ask(session, query, values).fetchall()]


def _ask(session: Session, query: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the driver's own
    """Ask past the mapper, in the session's transaction: its rows would double the time."""
    driver: Any = session.connection().connection.driver_connection
    return driver.execute(query, values)

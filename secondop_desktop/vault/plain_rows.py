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
    answer = session.connection().exec_driver_sql(query, dict(values))
    names = tuple(answer.keys())
    found = [dict(zip(names, row, strict=True)) for row in answer]
    for row in found:
        if not seal.fits(table, raw_from_database(row), row["digest"]):
            raise RowDamaged(table, row["id"])
    return found

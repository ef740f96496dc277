"""What a transaction changed, row by row, so that it can be taken back and done again.

A step lives in memory only. What takes it back is a transaction like any other: it makes new versions in the
history, and its own step is what does the first one again.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Column, LargeBinary, TypeDecorator, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Mapper, Session

from secondop_desktop.vault.digest import Raw, raw_row

if TYPE_CHECKING:
    from secondop_desktop.vault.ledger import Ledger

_DIALECT = sqlite.dialect()
_BYTES = "b64:"
_NOT_A_FACT = frozenset({"id", "revision"})
Row = Mapping[str, Raw]


class ChangedSince(Exception):
    """Something else has changed an entry that a step would put back; nothing was put back.

    `family` is the name of its table, `item` its id, `values` what is known of it.
    """

    def __init__(self, family: str, item: str, values: Row) -> None:
        super().__init__(family)
        self.family, self.item, self.values = family, item, values


@dataclass(frozen=True)
class Changed:
    """One row before and after a step; None where there was no such row.

    Of a row that was there before and after, only the fields that changed are kept.
    """

    family: type[Any]
    item: str
    before: Row | None
    after: Row | None


class Step:
    """What one or several transactions changed, together."""

    def __init__(self) -> None:
        self._rows: dict[tuple[type[Any], str], Changed] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def __iter__(self) -> Iterator[Changed]:
        return iter(self._rows.values())

    def knows(self, family: type[Any], item: str) -> bool:
        """Whether it is known how this row was before."""
        return (family, item) in self._rows

    def note(self, family: type[Any], item: str, before: Row | None, after: Row | None) -> None:
        """A row became `after`; `before` counts only when the row is not known yet."""
        known = self._rows.get((family, item))
        self._rows[family, item] = Changed(family, item, known.before if known else before, after)

    def join(self, later: Step) -> None:
        """Add what a transaction has changed that went through; what ends as it began is no change."""
        for row in later:
            known = self._rows.pop((row.family, row.item), None)
            joined = _trimmed(_joined(known, row) if known else row)
            if joined.before != joined.after:
                self._rows[row.family, row.item] = joined


def put_back(session: Session, step: Step, now: datetime, to_the_bin: Collection[type[Any]]) -> None:
    """Make every row of a step what it was before, in the present transaction.

    A row that was new goes to the bin when its family is one of `to_the_bin` and is deleted else, unless it
    belongs to another new row, which takes it along; its versions stay in the history. Fields that a family
    calls MADE are left to whoever makes them. Raises ChangedSince when a field does not hold any more what
    the step left in it.
    """
    book: Ledger = session.info["ledger"]
    book.history.leave()  # what is taken back stays a version of its own
    rows = [row for row in step if not (row.family in to_the_bin and _was_thrown_away(session, row))]
    for row in rows:
        _check(session, row)
    new = {(_table(row.family), row.item) for row in rows if row.before is None and row.family in to_the_bin}
    for row in rows:
        if not _goes_along(row, new):
            _put(session, row, now, row.family in to_the_bin)
    session.flush()


def _joined(first: Changed, later: Changed) -> Changed:
    """Two changes of the same row, one after the other."""
    before = None if first.before is None else {**(later.before or {}), **first.before}
    after = None if later.after is None else {**(first.after or {}), **later.after}
    return replace(first, before=before, after=after)


def _trimmed(row: Changed) -> Changed:
    before, after = row.before, row.after
    if before is None or after is None:
        return row
    keys = [key for key in after if key != "revision" and after[key] != before[key]]
    return replace(row, before={key: before[key] for key in keys}, after={key: after[key] for key in keys})


def _facts(family: type[Any], row: Row) -> dict[str, Raw]:
    """The fields of a row that a person or a command has set."""
    made: frozenset[str] = getattr(family, "MADE", frozenset())
    return {key: value for key, value in row.items() if key not in made and key not in _NOT_A_FACT}


def _table(family: type[Any]) -> str:
    return str(inspect(family).local_table.name)


def _goes_along(row: Changed, new: Collection[tuple[str, Raw]]) -> bool:
    """Whether a new row belongs to another new one: in the bin that takes it along, and brings it back."""
    if row.before is not None or row.after is None:
        return False
    columns = [column for column in inspect(row.family).local_table.columns if not column.nullable]
    points = [(key.column.table.name, column.key) for column in columns for key in column.foreign_keys]
    return any((table, row.after[name]) in new for table, name in points)


def _was_thrown_away(session: Session, row: Changed) -> bool:
    """Whether a row that was new lies in the bin already: there is nothing left to do for it."""
    record = session.get(row.family, row.item) if row.before is None else None
    return record is not None and record.binned_at is not None


def _check(session: Session, row: Changed) -> None:
    mapper: Mapper[Any] = inspect(row.family)
    record = session.get(row.family, row.item)
    there = raw_row(mapper, record) if record is not None else None
    if row.after is None or there is None:
        unchanged = there is row.after
    else:
        unchanged = all(there[key] == value for key, value in _facts(row.family, row.after).items())
    if not unchanged:
        raise ChangedSince(_table(row.family), row.item, there or row.before or {})


def _put(session: Session, row: Changed, now: datetime, binned: bool) -> None:
    record = session.get(row.family, row.item)
    if row.before is None:
        if binned:
            record.binned_at = now  # type: ignore[union-attr] # it was checked just before
        else:
            session.delete(record)
        return
    mapper: Mapper[Any] = inspect(row.family)
    wanted = row.before if record is None else _facts(row.family, row.before)
    if record is None:
        record = mapper.class_manager.new_instance()
        record.digest = b""
        session.add(record)
    for key, value in wanted.items():
        setattr(record, key, value_of(mapper.columns[key], value))


def value_of(column: Column[Any], raw: Raw) -> Any:  # noqa: ANN401 - any column's value
    """A value as a record holds it, from what the database keeps."""
    if isinstance(column.type, TypeDecorator):
        return column.type.process_result_value(raw, _DIALECT)
    if isinstance(column.type, LargeBinary) and isinstance(raw, str):
        return b64decode(raw.removeprefix(_BYTES))
    return bool(raw) if isinstance(column.type, Boolean) and raw is not None else raw

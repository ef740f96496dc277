"""Books every change of one transaction: digests, the sum over all rows, and the history.

The mapper's own events call it, so nobody writes a version, a revision or a digest by hand.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.orm import InstanceState, Mapper, ORMExecuteState, QueryContext, Session, object_session

from secondop_desktop.vault.digest import (
    Raw,
    RowSeal,
    SetDigest,
    fields_of,
    raw_from_database,
    raw_row,
    raw_value,
)
from secondop_desktop.vault.errors import RowDamaged
from secondop_desktop.vault.history import Change, History
from secondop_desktop.vault.steps import Step

LEDGER = "ledger"
SEAL = "seal"


class Ledger:
    """What one write transaction has changed so far; `step` notes it as well, when it shall be taken back."""

    def __init__(self, seal: RowSeal, rows: SetDigest, history: History, step: Step | None = None) -> None:
        self.seal = seal
        self.rows = rows
        self.history = history
        self.step = step
        self.families: set[type] = set()

    def row_came(self, mapper: Mapper[Any], connection: Connection, record: Any) -> None:  # noqa: ANN401
        """A record is about to be inserted: give it its first revision and its digest."""
        record.revision = 1
        row = raw_row(mapper, record)
        table = _table(mapper)
        record.digest = self.seal.of(table, row)
        self.rows.add(record.digest)
        self.families.add(mapper.class_)
        if not _derived(mapper):
            changes = {key: value for key, value in row.items() if key not in ("id", "revision")}
            self._note(connection, table, record.id, Change.NEW, changes)
            self._remember(mapper, connection, record.id, row)

    def row_changed(self, mapper: Mapper[Any], connection: Connection, record: Any) -> None:  # noqa: ANN401
        """A record is about to be updated: raise its revision and make its digest anew."""
        state: InstanceState[Any] = inspect(record)
        changed = {key: kind for key, kind in fields_of(mapper) if state.attrs[key].history.has_changes()}
        if not changed:
            return
        old = record.digest
        record.revision += 1
        row = raw_row(mapper, record)
        table = _table(mapper)
        record.digest = self.seal.of(table, row)
        self.rows.remove(old)
        self.rows.add(record.digest)
        self.families.add(mapper.class_)
        if not _derived(mapper):
            changes = {key: raw_value(getattr(record, key), kind) for key, kind in changed.items()}
            changes.pop("revision", None)
            self._note(connection, table, record.id, Change.EDIT, changes)
            self._remember(mapper, connection, record.id, row)
            if changed.keys() & _milestones(mapper):
                self.history.leave()

    def row_went(self, mapper: Mapper[Any], connection: Connection, record: Any) -> None:  # noqa: ANN401
        """A record is about to be deleted for good."""
        self.rows.remove(record.digest)
        self.families.add(mapper.class_)
        if not _derived(mapper):
            self._note(connection, _table(mapper), record.id, Change.GONE, {})
            self._remember(mapper, connection, record.id, None)

    def _note(
        self, connection: Connection, table: str, item: str, kind: Change, changes: dict[str, Raw]
    ) -> None:
        self.history.note(connection, table, item, kind, changes, self.rows)

    def _remember(
        self, mapper: Mapper[Any], connection: Connection, item: str, after: dict[str, Raw] | None
    ) -> None:
        """Note how a row was before the transaction and how it will be; the row itself is not written yet."""
        if self.step is None:
            return
        before = None
        if not self.step.knows(mapper.class_, item):
            query = text(f"SELECT * FROM {_table(mapper)} WHERE id = :id")  # noqa: S608 - our own names
            row = connection.execute(query, {"id": item}).mappings().first()
            before = raw_from_database(dict(row)) if row else None
        self.step.note(mapper.class_, item, before, after)


def _table(mapper: Mapper[Any]) -> str:
    return str(mapper.local_table.name)  # type: ignore[attr-defined] # always a table here


def _derived(mapper: Mapper[Any]) -> bool:
    """Whether rows of this family have no history: made from a file, or not meant to last."""
    return bool(getattr(mapper.class_, "DERIVED", False))


def _milestones(mapper: Mapper[Any]) -> frozenset[str]:
    """Fields of a family whose change ends an act: what was written until then stays a version of its own."""
    milestones: frozenset[str] = getattr(mapper.class_, "MILESTONES", frozenset())
    return milestones


def _book(record: object) -> Ledger | None:
    session = object_session(record)
    return session.info.get(LEDGER) if session is not None else None


def _must_book(record: object) -> Ledger:
    book = _book(record)
    if book is None:
        message = "a record can be changed only inside Vault.write()"
        raise RuntimeError(message)
    return book


def _check(record: object, session: Session | None) -> None:
    seal: RowSeal | None = session.info.get(SEAL) if session is not None else None
    if seal is None:
        return
    mapper = inspect(record).mapper
    digest = record.digest  # type: ignore[attr-defined]
    if not seal.fits(_table(mapper), raw_row(mapper, record), digest):
        raise RowDamaged(_table(mapper), record.id)  # type: ignore[attr-defined]


@event.listens_for(Mapper, "before_insert")
def _before_insert(mapper: Mapper[Any], connection: Connection, record: object) -> None:
    _must_book(record).row_came(mapper, connection, record)


@event.listens_for(Mapper, "before_update")
def _before_update(mapper: Mapper[Any], connection: Connection, record: object) -> None:
    _must_book(record).row_changed(mapper, connection, record)


@event.listens_for(Mapper, "before_delete")
def _before_delete(mapper: Mapper[Any], connection: Connection, record: object) -> None:
    _must_book(record).row_went(mapper, connection, record)


@event.listens_for(Mapper, "load")
def _loaded(record: object, context: QueryContext | None) -> None:
    if context is not None:  # there is none when a new record is merged into a session
        _check(record, context.session)


@event.listens_for(Mapper, "refresh")
def _refreshed(record: object, context: QueryContext, _attributes: object) -> None:
    _check(record, context.session)


@event.listens_for(Session, "do_orm_execute")
def _no_bulk_changes(state: ORMExecuteState) -> None:
    """A bulk UPDATE would go past the digests and the history."""
    changing = state.is_insert or state.is_update or state.is_delete
    if SEAL in state.session.info and changing:
        message = "change records one by one, so that each is sealed and has its history"
        raise RuntimeError(message)

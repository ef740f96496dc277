"""Every entry of a case as plain JSON, and back: which families and fields there are, and how values look."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Integer, LargeBinary, Table, UniqueConstraint, inspect

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.columns import InstantColumn, PartialDateColumn, SecondsColumn
from secondop_desktop.case.table import Kept, Record

STRING, INTEGER, BOOLEAN, INSTANT = "string", "integer", "boolean", "instant"
DATE, SECONDS, BASE64, FILE = "date", "seconds", "base64", "file"
LEFT_OUT = frozenset({"revision", "digest"})
"""Fields that only mean something inside one encrypted file: how often a row was written, and its seal."""
_FILE_FIELD = "blob"
_KINDS: tuple[tuple[type[Any], str], ...] = (
    (InstantColumn, INSTANT),
    (PartialDateColumn, DATE),
    (SecondsColumn, SECONDS),
    (LargeBinary, BASE64),
    (Boolean, BOOLEAN),
    (Integer, INTEGER),
)
_MOST = 1 << 63  # the database keeps whole numbers in 64 bits


@dataclass(frozen=True)
class Field:
    """One field of a family: its kind is one of those above; `points_to` names a family, or nothing.

    A FILE is told as its path in the export. What is not `empty` may not be null.
    """

    name: str
    kind: str
    empty: bool
    points_to: str = ""


class NotReadable(ValueError):
    """An entry is not one that was written here; `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@cache
def families() -> dict[str, type[Kept]]:
    """Every family by the name of its table; what others point to comes before them."""
    known = {mapper.local_table: mapper.class_ for mapper in Record.registry.mappers}
    return {table.name: known[table] for table in Record.metadata.sorted_tables}


@cache
def fields_of(family: type[Kept]) -> tuple[Field, ...]:
    """The fields that are given out, the id first."""
    found = []
    for column in _table(family).columns:
        if column.name not in LEFT_OUT:
            target = next((key.column.table.name for key in column.foreign_keys), "")
            kind = next((kind for type_, kind in _KINDS if isinstance(column.type, type_)), STRING)
            kind = FILE if column.name == _FILE_FIELD else kind
            found.append(Field(column.name, kind, bool(column.nullable), target))
    return tuple(found)


@cache
def unique_fields(family: type[Kept]) -> tuple[tuple[str, ...], ...]:
    """The groups of fields of which no two entries may have the same values."""
    table = _table(family)
    alone = [(column.name,) for column in table.columns if column.unique or column.primary_key]
    together = [
        tuple(column.name for column in rule.columns)
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    return tuple(dict.fromkeys([*alone, *together]))


def as_json(record: Kept, files: Mapping[str, str]) -> dict[str, Any]:
    """An entry as plain JSON; `files` gives the path in the export by the name of an attached file."""
    told = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if value is not None:
            value = files[value] if field.kind == FILE else _OUT.get(field.kind, _same)(value)
        told[field.name] = value
    return told


def from_json(family: type[Kept], told: Mapping[str, Any], files: Mapping[str, str]) -> Kept:
    """The entry again; `files` gives the name of an attached file by its path.

    Fields that it does not tell keep what a new entry has, and others that are not known are passed over.
    Raises NotReadable.
    """
    values = {}
    for field in fields_of(family):
        if field.name in told:
            values[field.name] = _value(field, told[field.name], files)
    try:
        return family(**values)
    except TypeError as error:  # a field that nothing can stand for is missing
        raise NotReadable("") from error


def line(told: Mapping[str, Any]) -> bytes:
    """One entry as one line of a JSON Lines file."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _value(field: Field, value: object, files: Mapping[str, str]) -> Any:  # noqa: ANN401 - any column's value
    if value is None:
        if field.empty:
            return None
        raise NotReadable(field.name)
    try:
        if field.kind == FILE:
            return files[_string(value)]
        return _IN[field.kind](value)
    except (ValueError, KeyError, OverflowError) as error:
        raise NotReadable(field.name) from error


def _same(value: Any) -> Any:  # noqa: ANN401 - what JSON knows goes as it is
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    value.encode()  # halves of characters cannot be kept
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -_MOST <= value < _MOST:
        raise ValueError
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _instant(value: object) -> datetime:
    found = datetime.fromisoformat(_string(value))
    if found.tzinfo is None:
        raise ValueError
    return found.astimezone(UTC)


def _seconds(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < _MOST // 1000:
        raise ValueError
    return round(value * 1000) / 1000


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(_string(value), validate=True)
    except binascii.Error as error:
        raise ValueError from error


def _instant_out(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


_OUT: dict[str, Callable[[Any], Any]] = {
    INSTANT: _instant_out,
    DATE: PartialDate.iso,
    SECONDS: lambda value: round(value * 1000) / 1000,
    BASE64: lambda value: base64.b64encode(value).decode("ascii"),
}
_IN: dict[str, Callable[[object], Any]] = {
    STRING: _string,
    INTEGER: _integer,
    BOOLEAN: _boolean,
    INSTANT: _instant,
    DATE: lambda value: PartialDate.from_iso(_string(value)),
    SECONDS: _seconds,
    BASE64: _bytes,
}


def _table(family: type[Kept]) -> Table:
    table = inspect(family).local_table
    if not isinstance(table, Table):
        raise TypeError(family)
    return table

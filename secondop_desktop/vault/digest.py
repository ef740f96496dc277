"""Keyed checksums of our own: one for each row, and one over all rows together.

The cipher authenticates pages, yet it can hand back zeros for a damaged long value and accepts an older,
authentic page put back in place. A digest of each row's content finds the first when the row is read; the sum
over all rows, kept in the manifest, finds the second.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Mapper

SIZE = 32
_WRAP = 1 << (8 * SIZE)
_DIALECT = sqlite.dialect()
_TEXT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)

Raw = str | int | float | None
"""A value as the database keeps it; bytes are carried as `b64:` text."""


@cache
def fields_of(mapper: Mapper[Any]) -> tuple[tuple[str, TypeDecorator[Any] | None], ...]:
    """The mapped fields of a row that its digest covers, each with the type that translates it, if any."""
    found = []
    for attribute in mapper.column_attrs:
        kind = attribute.columns[0].type
        if attribute.key != "digest":
            found.append((attribute.key, kind if isinstance(kind, TypeDecorator) else None))
    return tuple(sorted(found, key=lambda pair: pair[0]))


def raw_value(value: Any, kind: TypeDecorator[Any] | None = None) -> Raw:  # noqa: ANN401 - any column's value
    """A field's value as the database keeps it."""
    if kind is not None:
        value = kind.process_bind_param(value, _DIALECT)
    if isinstance(value, bytes):
        return "b64:" + b64encode(value).decode("ascii")
    return int(value) if isinstance(value, bool) else value


def raw_row(mapper: Mapper[Any], record: object) -> dict[str, Raw]:
    """All fields of a record that its digest covers, as the database keeps them."""
    return {key: raw_value(getattr(record, key), kind) for key, kind in fields_of(mapper)}


def raw_from_database(columns: Mapping[str, Any]) -> dict[str, Raw]:
    """The same, from a row that was read without a mapper."""
    return {key: raw_value(value) for key, value in columns.items() if key not in ("digest", "seq")}


class RowSeal:
    """Makes and checks the digest of a row: HMAC-SHA-256 (RFC 2104) over its table and its fields."""

    def __init__(self, key: bytes) -> None:
        self._start = hmac.new(key, digestmod=hashlib.sha256)

    def of(self, table: str, row: Mapping[str, Raw]) -> bytes:
        """The 32-byte digest of a row; the order of its fields does not matter."""
        text = _TEXT.encode([table, row])
        seal = self._start.copy()
        seal.update(text.encode())
        return seal.digest()

    def fits(self, table: str, row: Mapping[str, Raw], digest: object) -> bool:
        """Whether a row is as it was written; `digest` is what stands there, perhaps no digest at all."""
        return isinstance(digest, bytes) and hmac.compare_digest(self.of(table, row), digest)


class SetDigest:
    """The sum modulo 2**256 of the digests of all rows: the same for the same rows in any order.

    The summands are outputs of a keyed function whose key an attacker does not have (Bellare and Micciancio
    1997, AdHash), so rows cannot be exchanged for others of the same sum.
    """

    def __init__(self, total: int = 0, rows: int = 0) -> None:
        self.total = total
        self.rows = rows

    def add(self, digest: bytes) -> None:
        """A row came in."""
        self.total = (self.total + int.from_bytes(digest)) % _WRAP
        self.rows += 1

    def remove(self, digest: bytes) -> None:
        """A row went out."""
        self.total = (self.total - int.from_bytes(digest)) % _WRAP
        self.rows -= 1

    def add_all(self, digests: Iterable[bytes]) -> None:
        """Many rows came in."""
        total = self.total
        rows = 0
        for digest in digests:
            total += int.from_bytes(digest)
            rows += 1
        self.total = total % _WRAP
        self.rows += rows

    def as_bytes(self) -> bytes:
        """The sum as 32 bytes."""
        return self.total.to_bytes(SIZE)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SetDigest) and (self.total, self.rows) == (other.total, other.rows)

    __hash__ = None  # type: ignore[assignment] # it changes

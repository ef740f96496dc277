"""Takes the rows out of single pages of a database, also where the way to the page is destroyed.

A table is a tree whose leaves hold the rows (SQLite file format, "B-tree Pages" and "Record Format"). Each
leaf can be read alone: nothing above it is needed. What is read here may come from a damaged page, so nothing
is believed: lengths are held against what is there, and the caller proves each row by its own digest.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from secondop_desktop.vault.pages import USABLE

Value = str | int | float | bytes | None
_TABLE_LEAF = 0x0D
_FIRST_HEADER = 100  # bytes that the file's own header takes on page 1
_MOST_INSIDE = USABLE - 35
_LEAST_INSIDE = (USABLE - 12) * 32 // 255 - 23
_CHAINED = USABLE - 4  # bytes of content on an overflow page, after the number of the next one
_LONGEST = 1_000_000_000
_NUMBER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8}


class Torn(Exception):
    """The bytes are no row."""


@dataclass(frozen=True)
class Leaf:
    """One row of some table: its number, how many columns it has, and the columns that could be read.

    When `values` is shorter than `width` the rest of the row lies on pages that cannot be read.
    """

    seq: int
    width: int
    values: tuple[Value, ...]


def leaves(content: bytes, number: int, fetch: Callable[[int], bytes]) -> Iterator[Leaf]:
    """The rows on page `number`, whose content is given; `fetch` reads the pages where long rows go on.

    A page that is no leaf of a table has none; a row that makes no sense is passed over.
    """
    header = _FIRST_HEADER if number == 1 else 0
    if len(content) < USABLE or content[header] != _TABLE_LEAF:
        return
    count = int.from_bytes(content[header + 3 : header + 5])
    for place in range(header + 8, min(header + 8 + 2 * count, USABLE - 1), 2):
        try:
            yield _leaf(content, int.from_bytes(content[place : place + 2]), fetch)
        except Torn:
            continue


def _leaf(content: bytes, at: int, fetch: Callable[[int], bytes]) -> Leaf:
    size, at = _varint(content, at)
    seq, at = _varint(content, at)
    if size > _LONGEST:
        raise Torn
    inside = size
    if size > _MOST_INSIDE:
        inside = _LEAST_INSIDE + (size - _LEAST_INSIDE) % _CHAINED
        if inside > _MOST_INSIDE:
            inside = _LEAST_INSIDE
    payload = content[at : at + inside]
    if inside < size:
        following = int.from_bytes(content[at + inside : at + inside + 4])
        payload += b"".join(_chain(following, size - inside, fetch))
    return _record(seq, payload)


def _chain(number: int, missing: int, fetch: Callable[[int], bytes]) -> Iterator[bytes]:
    """The rest of a long row, as far as it can be followed."""
    while missing > 0 and number:
        content = fetch(number)
        if len(content) < USABLE:
            return
        yield content[4 : 4 + min(missing, _CHAINED)]
        missing -= _CHAINED
        number = int.from_bytes(content[:4])


def _record(seq: int, payload: bytes) -> Leaf:
    end, at = _varint(payload, 0)
    kinds = []
    if end > len(payload):
        raise Torn
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    return Leaf(seq, len(kinds), tuple(_values(kinds, payload, at)))


def _values(kinds: list[int], payload: bytes, at: int) -> Iterator[Value]:
    for kind in kinds:
        size = _size(kind)
        piece = payload[at : at + size]
        if len(piece) < size:
            return
        at += size
        try:
            value = _value(kind, piece)
        except UnicodeDecodeError:
            return
        yield value


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind in (10, 11):
        raise Torn
    return _NUMBER_SIZES.get(kind, 0)


def _value(kind: int, piece: bytes) -> Value:
    if kind in (0, 8, 9):
        return None if kind == 0 else kind - 8
    if kind == 7:
        return float(struct.unpack(">d", piece)[0])
    if kind < 7:
        return int.from_bytes(piece, signed=True)
    return piece if kind % 2 == 0 else piece.decode()


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes and where it ends."""
    value = 0
    for place, byte in enumerate(content[at : at + 9]):
        if place == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    raise Torn

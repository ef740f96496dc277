"""Finds what the person wrote: notes, answers, questions, people, visits, medicines, and so on.

`own_find` of the seventh migration is one index over all these families. There an entry has the number
32 x seq + the number of its family; the families from 32 on are counted from 2 ** 56 again (14th migration).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnClause, literal_column, select
from sqlalchemy.orm import Session

from secondop_desktop.case.table import Kept
from secondop_desktop.search.excerpts import Finder
from secondop_desktop.search.found_entry import Beside, Family, Found
from secondop_desktop.search.hits import Hit
from secondop_desktop.search.limits import Limits
from secondop_desktop.search.own_families import FAMILIES
from secondop_desktop.vault.plain_rows import numbers

_ROUND = 32
"""As many families share the five lowest bits of a number."""
_ROUND_BITS = 56
_BY_NUMBER = {family.number: family for family in FAMILIES}
_MATCHED = (
    "SELECT rowid FROM own_find WHERE own_find MATCH :wanted"
    " AND (rowid >> 56) * 32 + (rowid & 31) IN (SELECT value FROM json_each(:families)) ORDER BY rank"
)
_EVERYTHING = (
    "SELECT number FROM own_words"
    " WHERE (number >> 56) * 32 + (number & 31) IN (SELECT value FROM json_each(:families))"
    " ORDER BY (number & 72057594037927935) / 32 DESC"
)
_UNWANTED = "SELECT rowid FROM own_find WHERE own_find MATCH :unwanted"


@dataclass(frozen=True)
class Asked:
    """What is looked for: a MATCH expression, or everything but what matches `unwanted` when it is empty."""

    wanted: str
    unwanted: str
    limits: Limits
    finder: Finder


def entries(session: Session, asked: Asked, most: int) -> list[Hit]:
    """The entries that match, family by family, in each the best match first."""
    families = [family for family in FAMILIES if asked.limits.allows_kind(family.kind)]
    there = _numbers(session, asked, families)
    hits: list[tuple[Family, Hit]] = []
    beside = Beside(session)
    for start in range(0, len(there), most):
        for family, record in _loaded(session, there[start : start + most]):
            hit = _hit(family, family.tell(record, beside), asked)
            if hit is not None:
                hits.append((family, hit))
        if len(hits) >= most:
            break
    order = {family: place for place, family in enumerate(FAMILIES)}
    return [hit for _, hit in sorted(hits[:most], key=lambda pair: order[pair[0]])]


def _numbers(session: Session, asked: Asked, families: Sequence[Family]) -> list[int]:
    values = {"families": json.dumps([family.number for family in families])}
    if asked.wanted:
        return numbers(session, _MATCHED, {**values, "wanted": asked.wanted})
    everything = numbers(session, _EVERYTHING, values)
    without = set(numbers(session, _UNWANTED, {"unwanted": asked.unwanted})) if asked.unwanted else set()
    return [number for number in everything if number not in without]


def _loaded(session: Session, there: Sequence[int]) -> Iterator[tuple[Family, Kept]]:
    """The entries with these numbers in their order, each checked as it is loaded; nothing from the bin."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for number in there:
        wanted[_family(number)].append(_seq(number))
    found: dict[tuple[int, int], Kept] = {}
    for family_number, seqs in wanted.items():
        record = _BY_NUMBER[family_number].record
        seq: ColumnClause[int] = literal_column(f"{record.__tablename__}.seq")
        query = select(record, seq).where(seq.in_(seqs), record.binned_at.is_(None))
        found.update({(family_number, row[1]): row[0] for row in session.execute(query)})
    for number in there:
        key = (_family(number), _seq(number))
        if key in found:
            yield _BY_NUMBER[key[0]], found[key]


def _family(number: int) -> int:
    """The number of the family of an entry."""
    return (number >> _ROUND_BITS) * _ROUND + number % _ROUND


def _seq(number: int) -> int:
    """The place of an entry in its table."""
    return (number & (1 << _ROUND_BITS) - 1) // _ROUND


def _hit(family: Family, told: Found, asked: Asked) -> Hit | None:
    limits = asked.limits
    if told.item is None or not told.text.strip():
        return None
    if told.record_kind and family.kind == "document" and not limits.allows_record(told.record_kind):
        return None
    if limits.closer and not limits.allows(told.origin, told.dated):
        return None
    rest = told.text.removeprefix(told.title).strip()
    below = asked.finder.excerpt(rest) if not told.below or asked.finder.words(rest) else told.below
    return Hit(family.kind, told.item, told.title, below, told.page, told.text)

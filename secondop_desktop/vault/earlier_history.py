"""Takes the history of a case that was given out into a new one, before its entries come in.

The entries then get a version of their own each, which follows the last one of before: so the history goes
on, and the present can still be rebuilt from it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop.vault.history import Change, Version, insert, name_of
from secondop_desktop.vault.ledger import LEDGER, Ledger


def named(version: Version) -> Version:
    """The same version under the name that its content gives it here; it never changes any more."""
    return replace(version, id=name_of(version), left_home=1)


def bring(session: Session, versions: Iterable[Version]) -> None:
    """Put versions of before into the history; whatever is written from now on is later than they are."""
    book: Ledger = session.info[LEDGER]
    for version in versions:
        insert(session.connection(), version, book.seal, book.rows)
        book.history.catch_up(version.clock)
        book.families.add(Version)


def end(session: Session, items: Iterable[tuple[str, str]]) -> None:
    """Note that these items, each a family and an id, are not here any more."""
    book: Ledger = session.info[LEDGER]
    for family, item in items:
        book.history.note(session.connection(), family, item, Change.GONE, {}, book.rows)
        book.families.add(Version)

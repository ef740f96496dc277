"""Words that a person called right: kept in the case, because they may tell what the illness is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import tidy
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record


class OwnSpelling(Kept, Record, kw_only=True):
    """One word, as it is written."""

    __tablename__ = "own_spelling"

    word: Mapped[str] = mapped_column(unique=True)


def everything(session: Session) -> frozenset[str]:
    """All words that were called right."""
    return frozenset(own.word for own in table.all_of(session, OwnSpelling))


def add(session: Session, word: str) -> None:
    """Call a word right from now on."""
    if tidy(word) and _one(session, tidy(word)) is None:
        session.add(OwnSpelling(word=tidy(word)))


def forget(session: Session, word: str) -> None:
    """Take a word back; nothing happens when it was never added."""
    own = _one(session, tidy(word))
    if own is not None:
        session.delete(own)


def _one(session: Session, word: str) -> OwnSpelling | None:
    return session.scalars(select(OwnSpelling).where(OwnSpelling.word == word)).first()

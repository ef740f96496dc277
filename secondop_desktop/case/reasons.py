"""Why a second opinion, at what moment, and how much time there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record


class Reason(Kept, Record, kw_only=True):
    """One chosen reason (a key of the question vocabulary) with the person's own words."""

    __tablename__ = "reason"

    key: Mapped[str]
    own_words: Mapped[str] = mapped_column(default="")


class Purpose(Kept, Record, kw_only=True):
    """The decision help is wanted with, the moment, and what was said about waiting; one row."""

    __tablename__ = "purpose"

    moment: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    decide_by: Mapped[PartialDate | None] = mapped_column(default=None)
    waiting_said: Mapped[str] = mapped_column(default="")
    waiting_said_by: Mapped[str] = mapped_column(default="")
    waiting_said_on: Mapped[PartialDate | None] = mapped_column(default=None)


def chosen(session: Session) -> Sequence[Reason]:
    """The reasons in the order in which they were chosen."""
    return table.all_of(session, Reason)


def purpose(session: Session) -> Purpose | None:
    """What the second opinion is for, once something was written."""
    return session.scalars(select(Purpose).order_by(Purpose.id)).first()


def keep_purpose(session: Session, wanted: Purpose) -> Purpose:
    """Save what the second opinion is for."""
    wanted.decision = tidy(wanted.decision)
    return table.keep(session, wanted)


def choose(session: Session, words_by_key: Mapping[str, str]) -> None:
    """Make the chosen reasons exactly these, each with the person's own words (may be empty)."""
    present = {reason.key: reason for reason in session.scalars(select(Reason))}
    for key, reason in present.items():
        if key not in words_by_key and reason.binned_at is None:
            table.bin_it(session, reason)
    for key, words in words_by_key.items():
        reason = present.get(key) or Reason(key=key)
        reason.binned_at = None
        reason.own_words = tidy(words)
        session.add(reason)

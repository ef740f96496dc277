"""What each kind of recipient sees of each sheet, once the person has chosen it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record


class ShareChoice(Kept, Record, kw_only=True):
    """The `parts` (a JSON list of their keys) of sheet `what` that a kind of `recipient` sees."""

    __tablename__ = "share_choice"
    __table_args__ = (UniqueConstraint("what", "recipient"),)

    what: Mapped[str]
    recipient: Mapped[str] = mapped_column(default="")
    parts: Mapped[str] = mapped_column(default="")


def chosen(session: Session, what: str, recipient: str) -> frozenset[str] | None:
    """The keys of the parts that were chosen, or None when the person never chose."""
    row = _row(session, what, recipient)
    if row is None:
        return None
    try:
        read = json.loads(row.parts)
    except ValueError:
        return None
    return frozenset(key for key in read if isinstance(key, str)) if isinstance(read, list) else None


def choose(session: Session, what: str, recipient: str, parts: Iterable[str]) -> ShareChoice:
    """Remember what this kind of recipient sees from now on."""
    row = _row(session, what, recipient) or ShareChoice(what=what, recipient=recipient)
    row.parts = json.dumps(sorted(parts))
    return table.keep(session, row)


def _row(session: Session, what: str, recipient: str) -> ShareChoice | None:
    same = (ShareChoice.what == what, ShareChoice.recipient == recipient)
    return session.scalars(select(ShareChoice).where(*same)).first()

"""What is half typed in the window, kept inside the encrypted case until it is saved or given up."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.case.table import Kept, Record


class Draft(Kept, Record, kw_only=True):
    """How the window of one `place` stood, as JSON in `state`.

    It is sealed like every row but has no history: what was half typed yesterday is nobody's business once
    it was saved or given up.
    """

    __tablename__ = "draft"
    DERIVED = True

    place: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="{}")


def one(session: Session, place: str) -> dict[str, Any]:
    """What was kept for a place; empty when there is nothing, or nothing that this version can read."""
    found = _row(session, place)
    try:
        state = json.loads(found.state) if found is not None else {}
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def keep(session: Session, place: str, state: dict[str, Any]) -> None:
    """Keep how a place stands now, in place of what was kept before; nothing at all is not kept."""
    if not state:
        give_up(session, place)
        return
    draft = _row(session, place) or Draft(place=place)
    draft.state = json.dumps(state, ensure_ascii=False)
    session.add(draft)


def give_up(session: Session, place: str) -> None:
    """Delete what was kept for a place: it was saved, or it is not wanted any more."""
    found = _row(session, place)
    if found is not None:
        session.delete(found)


def words_of(state: object) -> list[str]:
    """Every text in a state, for when its place is not there any more."""
    if isinstance(state, str):
        return [state.strip()] if state.strip() else []
    if isinstance(state, dict):
        state = list(state.values())
    return [words for part in state for words in words_of(part)] if isinstance(state, list) else []


def _row(session: Session, place: str) -> Draft | None:
    return session.scalars(select(Draft).where(Draft.place == place)).first()

"""Pairs of records that look the same, of which a person said that both are wanted."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.case.table import Kept, Record, points_to


class TwinKept(Kept, Record, kw_only=True):
    """Two records that look the same and are both kept; it does not matter which is named first."""

    __tablename__ = "twin_kept"

    document_id: Mapped[str] = mapped_column(points_to("document.id"), index=True)
    other_id: Mapped[str] = mapped_column(points_to("document.id"), index=True)


def of_document(session: Session, document_id: str) -> frozenset[str]:
    """The records that were said to be wanted beside this one, by their ids."""
    mine = or_(TwinKept.document_id == document_id, TwinKept.other_id == document_id)
    rows = session.scalars(select(TwinKept).where(mine, TwinKept.binned_at.is_(None))).all()
    return frozenset(row.other_id if row.document_id == document_id else row.document_id for row in rows)


def keep_both(session: Session, document_id: str, other_id: str) -> None:
    """Remember that both are wanted."""
    if other_id not in of_document(session, document_id):
        session.add(TwinKept(document_id=document_id, other_id=other_id))

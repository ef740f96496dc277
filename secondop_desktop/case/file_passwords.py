"""The passwords of locked files, kept inside the encrypted case so that nobody has to type them twice."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.case.table import Kept, Record, points_to


class FilePassword(Kept, Record, kw_only=True):
    """The password that opens the file of one record; a locked file has nothing else that could be kept."""

    __tablename__ = "file_password"

    document_id: Mapped[str] = mapped_column(points_to("document.id"), index=True)
    password: Mapped[str]


def of_document(session: Session, document_id: str) -> str:
    """The password of a record's file, or nothing."""
    found = _row(session, document_id)
    return found.password if found is not None else ""


def everything(session: Session) -> dict[str, str]:
    """Every password that is known, by the record whose file it opens."""
    query = select(FilePassword).where(FilePassword.binned_at.is_(None)).order_by(FilePassword.id)
    return {found.document_id: found.password for found in session.scalars(query)}


def keep(session: Session, document_id: str, password: str) -> None:
    """Remember the password that opened a file, in place of the one before."""
    found = _row(session, document_id)
    if found is None:
        session.add(FilePassword(document_id=document_id, password=password))
    elif found.password != password:
        found.password = password


def _row(session: Session, document_id: str) -> FilePassword | None:
    query = select(FilePassword).where(
        FilePassword.document_id == document_id, FilePassword.binned_at.is_(None)
    )
    return session.scalars(query.order_by(FilePassword.id.desc())).first()

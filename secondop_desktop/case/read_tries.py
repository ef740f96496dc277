"""How often the reading of a file ended badly, so that one that takes its reader down is not tried for ever.

A page is noted before it is looked at. When the program itself goes down with it, the note is what is found
after the next unlock.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.case.table import Kept, Record

MOST_CRASHES = 2
"""So many times a file may take its reader down; then it is kept, marked, and not tried again by itself."""
MOST_DEATHS = 5
"""So many times the whole program may end over the same page. Another process does the reading, so mostly
something else is to blame, such as a flat battery; given up too soon, a page would be missing for nothing."""
RESTING = -1
"""Stands for a page number while nothing of the file is being read."""


class ReadTry(Kept, Record, kw_only=True):
    """The page of a file that is being read, 0 while it is opened, and how often reading it ended badly.

    `crashes` counts how often the reader went down over the file, `deaths` how often the program ended while
    this page was being read. It has no history: once the file was read, nobody wants to know.
    """

    __tablename__ = "read_try"
    DERIVED = True

    document_id: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int] = mapped_column(default=RESTING)
    crashes: Mapped[int] = mapped_column(default=0)
    deaths: Mapped[int] = mapped_column(default=0)


def begin(session: Session, document_id: str) -> bool:
    """Note that a file is being opened; False when it ended badly too often to be tried again."""
    found = _row(session, document_id)
    if found is None:
        found = ReadTry(document_id=document_id, number=0, crashes=0, deaths=0)
        session.add(found)
    elif found.number == RESTING:
        found.number = 0
    else:
        found.deaths += 1
    return found.crashes < MOST_CRASHES and found.deaths < MOST_DEATHS


def go_on(session: Session, document_id: str, number: int) -> None:
    """Note which page is being looked at now."""
    found = _row(session, document_id)
    if found is not None and found.number != number:
        found.number, found.deaths = number, 0


def crashed(session: Session, document_id: str) -> bool:
    """Note that the reader went down over the file; False when it is not to be tried again."""
    found = _row(session, document_id)
    if found is None:
        return True
    found.crashes += 1
    return found.crashes < MOST_CRASHES


def rest(session: Session, document_id: str) -> None:
    """Note that reading was stopped in good order; nothing is held against the file."""
    found = _row(session, document_id)
    if found is not None:
        found.number, found.deaths = RESTING, 0


def forget(session: Session, document_id: str) -> None:
    """The file was read as far as it can be, or is to be tried anew."""
    found = _row(session, document_id)
    if found is not None:
        session.delete(found)


def _row(session: Session, document_id: str) -> ReadTry | None:
    return session.scalars(select(ReadTry).where(ReadTry.document_id == document_id)).first()

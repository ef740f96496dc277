"""Which files of the scanner's folder a person was asked about, kept inside the case.

The names of scans tell of an illness, so nothing of them may stand in the settings of the computer. A mark is
a short hash of name, size and time; in the sealed case it needs no key of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from secondop_desktop.case import drafts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PLACE = "scans that were answered for"


def seen(session: Session) -> frozenset[str]:
    """The marks of the files that were answered for."""
    marks = drafts.one(session, _PLACE).get("marks", [])
    return (
        frozenset(mark for mark in marks if isinstance(mark, str)) if isinstance(marks, list) else frozenset()
    )


def remember(session: Session, marks: Iterable[str], there: Iterable[str] | None = None) -> frozenset[str]:
    """Note that these were answered for; with `there`, marks of files that are gone are forgotten."""
    known = seen(session)
    kept = known if there is None else known & frozenset(there)
    now = kept | frozenset(marks)
    if now != known:
        drafts.keep(session, _PLACE, {"marks": sorted(now)} if now else {})
    return now

"""What was written in the room, as it stood when the visit was finished, out of the history of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from secondop_desktop.case import notes, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.vault import history
from secondop_desktop.vault.history import Version

PAGE = "page"
"""The key of the free page among the texts; an answer has the id of its asking."""


@dataclass(frozen=True)
class Text:
    """One text of a visit: what it answers (empty for the free page), as it was then, and as it is now."""

    key: str
    question: str
    then: str
    now: str

    @property
    def changed(self) -> bool:
        """Whether it was edited since."""
        return self.then != self.now


@dataclass(frozen=True)
class AsWritten:
    """All texts of a visit at the moment when it was finished."""

    finished_at: datetime
    texts: tuple[Text, ...]

    @property
    def changed(self) -> frozenset[str]:
        """The keys of those that were edited since."""
        return frozenset(text.key for text in self.texts if text.changed)


def as_written(session: Session, visit: Appointment) -> AsWritten | None:
    """The answers and the free page of a visit as they stood when it was finished; None before that.

    A case from another computer may come without the history of that day: what is not known any more is left
    out, and nothing is made up.
    """
    connection = session.connection()
    finish = _finish_of(connection, visit)
    if finish is None or visit.finished_at is None:
        return None
    note = notes.of_visit(session, visit.id)
    texts = [Text(PAGE, "", _then(connection, note.id, "text", finish), note.text)] if note else []
    for entry in questions.for_appointment(session, visit):
        asking = entry.asking
        then = _then(connection, asking.id, "answer", finish)
        texts.append(Text(asking.id, entry.question.text, then, asking.answer))
    return AsWritten(
        visit.finished_at, tuple(text for text in texts if text.then.strip() or text.now.strip())
    )


def _finish_of(connection: Connection, visit: Appointment) -> str | None:
    """The clock of the version in which the visit was finished.

    A later version may say the same once more: a case that was brought in has one for every entry.
    """
    if visit.finished_at is None:
        return None
    finish = None
    for version in history.versions_of(connection, visit.id):
        if "finished_at" in version.changes:
            told = version.changes["finished_at"]
            same = bool(told) and datetime.fromisoformat(str(told)) == visit.finished_at
            finish = (finish or version.clock) if same else None
    return finish


def _then(connection: Connection, item: str, field: str, until: str) -> str:
    return _last(history.versions_of(connection, item), field, until)


def _last(versions: Iterable[Version], field: str, until: str) -> str:
    """The last value that a field had in the versions up to a clock."""
    text = ""
    for version in versions:
        if version.clock <= until and field in version.changes:
            text = str(version.changes[field] or "")
    return text

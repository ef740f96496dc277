"""Small things to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record


class Task(Kept, Record, kw_only=True):
    """One small thing to do; `done_at` says when it was ticked."""

    __tablename__ = "task"

    text: Mapped[str]
    due: Mapped[PartialDate | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)


def everything(session: Session) -> Sequence[Task]:
    """All tasks that are not in the bin: open ones first, then those that are done."""
    return sorted(table.all_of(session, Task), key=lambda task: (task.done_at is not None, task.id))


def keep(session: Session, task: Task) -> Task:
    """Add a task or save an edited one; it needs a text."""
    task.text = table.needed(task.text, "text", tr("Please write what is to be done."))
    return table.keep(session, task)


def tick(session: Session, task_id: str, done_at: datetime | None) -> Task:
    """Mark a task as done at an instant, or open again with None."""
    task = table.find(session, Task, task_id)
    task.done_at = done_at
    return task

"""Who does a task, and who said that it is to be done."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import tidy
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to


class TaskOrigin(Kept, Record, kw_only=True):
    """What belongs to one task: its `owner`, its `source` ("Dr Lee said, 4 March 2026"), visit and line."""

    __tablename__ = "task_origin"

    task_id: Mapped[str] = mapped_column(points_to("task.id"), unique=True)
    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    captured_id: Mapped[str | None] = mapped_column(points_to("captured.id"), index=True, default=None)
    owner: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")


def everything(session: Session) -> dict[str, TaskOrigin]:
    """Where tasks come from, by the id of the task."""
    return {origin.task_id: origin for origin in table.all_of(session, TaskOrigin)}


def of_task(session: Session, task_id: str) -> TaskOrigin | None:
    """Where one task comes from; None for one that the person thought of."""
    query = select(TaskOrigin).where(TaskOrigin.task_id == task_id, TaskOrigin.binned_at.is_(None))
    return session.scalars(query).first()


def of_visit(session: Session, appointment_id: str) -> list[TaskOrigin]:
    """Where the tasks come from that one visit brought, the first one first."""
    here = (TaskOrigin.appointment_id == appointment_id, TaskOrigin.binned_at.is_(None))
    return list(session.scalars(select(TaskOrigin).where(*here).order_by(TaskOrigin.id)))


def of_captured(session: Session, captured_id: str) -> list[TaskOrigin]:
    """The tasks that were made of one line, the first one first."""
    query = select(TaskOrigin).where(TaskOrigin.captured_id == captured_id, TaskOrigin.binned_at.is_(None))
    return list(session.scalars(query.order_by(TaskOrigin.id)))


def keep(session: Session, origin: TaskOrigin) -> TaskOrigin:
    """Add where a task comes from, or save it edited."""
    origin.owner, origin.source = tidy(origin.owner), tidy(origin.source)
    return table.keep(session, origin)


def give_to(session: Session, task_id: str, owner: str) -> TaskOrigin:
    """Say who does a task; nobody is an answer too."""
    origin = of_task(session, task_id) or TaskOrigin(task_id=task_id)
    origin.owner = tidy(owner)
    session.add(origin)
    return origin

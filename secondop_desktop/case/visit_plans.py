"""What helps one get to a visit and through it: what to decide, the way, the companion, the calendar."""

from __future__ import annotations

from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.table import Kept, Record, points_to

COMPANION_ROLES = ("writes", "asks", "listens", "speaks")
NEVER = 0
"""Minutes before a visit at which nobody wants to be reminded."""
USUAL_MINUTES = 60
_TEXTS = ("decision", "link", "directions", "parking", "referral", "overwhelmed", "calendar_title")


class VisitPlan(Kept, Record, kw_only=True):
    """What one writes down before a visit, beside the visit itself; there is at most one for each.

    `arrive` is an hour (HH:MM) of its place. `alarm_minutes` before the start the calendar rings,
    `remind_minutes` before it this program tells; 0 is never. `overwhelmed` is what helps the person when it
    gets too much.

    A calendar knows the visit by `uid` (RFC 5545, 3.8.4.7); `sequence` counts its changes there, and
    `exported` tells what was last written into a file. `invited` and `invited_stamp` are the sequence and the
    time stamp of an invitation that came from somebody else, -1 and nothing when there was none.
    """

    __tablename__ = "visit_plan"

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), unique=True)
    decision: Mapped[str] = mapped_column(default="")
    companion_role: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    directions: Mapped[str] = mapped_column(default="")
    arrive: Mapped[str] = mapped_column(default="")
    parking: Mapped[str] = mapped_column(default="")
    referral: Mapped[str] = mapped_column(default="")
    overwhelmed: Mapped[str] = mapped_column(default="")
    calendar_title: Mapped[str] = mapped_column(default="")
    calendar_place: Mapped[bool] = mapped_column(default=False)
    alarm_minutes: Mapped[int] = mapped_column(default=USUAL_MINUTES)
    remind_minutes: Mapped[int] = mapped_column(default=USUAL_MINUTES)
    uid: Mapped[str] = mapped_column(default="", index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    exported: Mapped[str] = mapped_column(default="")
    invited: Mapped[int] = mapped_column(default=-1)
    invited_stamp: Mapped[str] = mapped_column(default="")


def of_visit(session: Session, appointment_id: str) -> VisitPlan:
    """The plan of one visit; a new one that is not kept yet when nothing was written down."""
    query = select(VisitPlan).where(VisitPlan.appointment_id == appointment_id)
    return session.scalars(query).first() or VisitPlan(appointment_id=appointment_id)


def of_visits(session: Session) -> dict[str, VisitPlan]:
    """Every plan by the id of its visit."""
    return {plan.appointment_id: plan for plan in table.all_of(session, VisitPlan)}


def by_uid(session: Session, uid: str) -> VisitPlan | None:
    """The plan of the visit that a calendar calls `uid`; one that is not in the bin comes first."""
    query = select(VisitPlan, Appointment.binned_at).join(
        Appointment, Appointment.id == VisitPlan.appointment_id
    )
    rows = session.execute(query.where(VisitPlan.uid == uid).order_by(VisitPlan.id)).all() if uid else []
    return min(rows, key=lambda row: row[1] is not None)[0] if rows else None


def keep(session: Session, plan: VisitPlan) -> VisitPlan:
    """Add a plan or save an edited one."""
    if plan.companion_role not in ("", *COMPANION_ROLES):
        raise FieldError("companion_role", tr("This role is not known."))
    try:
        plan.arrive = time.fromisoformat(plan.arrive).strftime("%H:%M") if plan.arrive else ""
    except ValueError:
        raise FieldError(
            "arrive", tr("This time cannot be read."), tr("Please write it like 10:30.")
        ) from None
    for name in _TEXTS:
        setattr(plan, name, tidy(getattr(plan, name)))
    plan.alarm_minutes = max(NEVER, plan.alarm_minutes)
    plan.remind_minutes = max(NEVER, plan.remind_minutes)
    return table.keep(session, plan)

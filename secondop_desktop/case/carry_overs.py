"""What becomes of a question that got no answer at a visit: asked at another one, or let go."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.case import questions, table
from secondop_desktop.case.questions import Asking
from secondop_desktop.case.table import Kept, Record, points_to

OPEN, VISIT, DOCTOR, LET_GO = "", "visit", "doctor", "let_go"


class CarryOver(Kept, Record, kw_only=True):
    """What was decided for one asking that got no answer; the asking itself stays where it was.

    `decision` is VISIT (with an `appointment_id`), DOCTOR (with a `doctor_id`: at the next visit with that
    doctor), LET_GO, or OPEN again. `made_id` is the asking that was made by it, and goes with it.
    """

    __tablename__ = "carry_over"

    asking_id: Mapped[str] = mapped_column(points_to("asking.id"), unique=True)
    decision: Mapped[str] = mapped_column(default=OPEN)
    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    made_id: Mapped[str | None] = mapped_column(points_to("asking.id"), default=None)


def everything(session: Session) -> dict[str, CarryOver]:
    """What was decided, by the id of the asking; nothing that is open again."""
    return {one.asking_id: one for one in table.all_of(session, CarryOver) if one.decision != OPEN}


def of_asking(session: Session, asking_id: str) -> CarryOver | None:
    """What was decided for one asking, once something was."""
    query = select(CarryOver).where(CarryOver.asking_id == asking_id, CarryOver.binned_at.is_(None))
    return session.scalars(query).first()


def decide(
    session: Session, asking_id: str, decision: str, target: str = "", clock: Clock = SYSTEM_CLOCK
) -> CarryOver:
    """Decide, or decide otherwise: what the decision before had made is taken back.

    `target` is the id of the visit for VISIT, and of the doctor for DOCTOR.
    """
    if decision not in (OPEN, VISIT, DOCTOR, LET_GO) or (decision in (VISIT, DOCTOR)) != bool(target):
        raise ValueError(decision)
    asking = table.find(session, Asking, asking_id)
    carried = of_asking(session, asking_id) or CarryOver(asking_id=asking_id)
    if (carried.decision, carried.appointment_id or carried.doctor_id or "") == (decision, target):
        session.add(carried)
        return carried
    _take_back(session, carried, clock)
    carried.decision = decision
    carried.appointment_id = target if decision == VISIT else None
    carried.doctor_id = target if decision == DOCTOR else None
    carried.made_id = _ask(session, asking.question_id, decision, target)
    session.add(carried)
    return carried


def _take_back(session: Session, carried: CarryOver, clock: Clock) -> None:
    """What was made by a decision and has no answer goes into the bin with it."""
    made = session.get(Asking, carried.made_id) if carried.made_id else None
    if made is not None and made.answered_at is None and not made.answer.strip():
        table.bin_it(session, made, clock)
        session.flush()


def _ask(session: Session, question_id: str, decision: str, target: str) -> str | None:
    """Put the question on the list it goes to; None when it stood there already."""
    if decision not in (VISIT, DOCTOR):
        return None
    here = Asking.appointment_id == target
    waits = Asking.appointment_id.is_(None) & (Asking.doctor_id == target)
    query = select(Asking.id).where(Asking.question_id == question_id, Asking.binned_at.is_(None))
    if session.scalars(query.where(here if decision == VISIT else waits)).first() is not None:
        return None
    ask = questions.ask_at if decision == VISIT else questions.ask_doctor
    made = ask(session, question_id, target)
    session.flush()
    return made.id

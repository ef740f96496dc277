"""What one doctor said about one point, with source and date: the pieces that opinions are compared by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

FIELDS = ("diagnosis", "stage", "options", "recommendation", "guideline", "trial", "timing", "other")


class OpinionFact(Kept, Record, kw_only=True):
    """One thing a doctor said about one of FIELDS; `source` says who said it and when, `dated` the day."""

    __tablename__ = "opinion_fact"

    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    field: Mapped[str]
    text: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    dated: Mapped[PartialDate | None] = mapped_column(default=None)


def field_words() -> dict[str, str]:
    """What each of FIELDS is called."""
    return {
        "diagnosis": tr("Diagnosis"),
        "stage": tr("Stage"),
        "options": tr("Choices there are"),
        "recommendation": tr("What the doctor advises"),
        "guideline": tr("Guideline named"),
        "trial": tr("Trial named"),
        "timing": tr("How soon"),
        "other": tr("Other"),
    }


def everything(session: Session) -> Sequence[OpinionFact]:
    """What all doctors said, in the order in which it was written down; nothing from the bin."""
    return table.all_of(session, OpinionFact)


def of_visit(session: Session, appointment_id: str) -> Sequence[OpinionFact]:
    """What was said at one visit, in the order in which it was written down."""
    here = OpinionFact.appointment_id == appointment_id
    query = select(OpinionFact).where(here, OpinionFact.binned_at.is_(None))
    return session.scalars(query.order_by(OpinionFact.id)).all()


def one(session: Session, fact_id: str) -> OpinionFact:
    """One of them by id."""
    return table.find(session, OpinionFact, fact_id)


def keep(session: Session, fact: OpinionFact) -> OpinionFact:
    """Add what was said or save it edited; the words are needed, and an unknown field counts as other."""
    fact.text = table.needed(fact.text, "text", tr("Please write what the doctor said."))
    fact.field = fact.field if fact.field in FIELDS else "other"
    fact.source = tidy(fact.source)
    return table.keep(session, fact)

"""What was found: the diagnosis in plain words and its facts, each with a source and a date."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record


class Diagnosis(Kept, Record, kw_only=True):
    """What the person was told, in one sentence; `cancer_type` is a key of the question vocabulary."""

    __tablename__ = "diagnosis"

    sentence: Mapped[str] = mapped_column(default="")
    cancer_type: Mapped[str] = mapped_column(default="")
    site: Mapped[str] = mapped_column(default="")
    side: Mapped[str] = mapped_column(default="")
    diagnosed_on: Mapped[PartialDate | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")
    source_date: Mapped[PartialDate | None] = mapped_column(default=None)
    first_plan: Mapped[str] = mapped_column(default="")
    treatment_so_far: Mapped[str] = mapped_column(default="")


class DiagnosisFact(Kept, Record, kw_only=True):
    """One fact of the diagnosis (stage, grade, a marker) with who said it and when."""

    __tablename__ = "diagnosis_fact"

    topic: Mapped[str]
    text: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    as_of: Mapped[PartialDate | None] = mapped_column(default=None)
    rank: Mapped[int] = mapped_column(default=0)


def known(session: Session) -> Diagnosis | None:
    """The diagnosis of this case, once something was written."""
    return session.scalars(select(Diagnosis).order_by(Diagnosis.id)).first()


def facts(session: Session) -> Sequence[DiagnosisFact]:
    """The facts in the person's order."""
    return table.all_of(session, DiagnosisFact, DiagnosisFact.rank)


def keep(session: Session, diagnosis: Diagnosis) -> Diagnosis:
    """Save what was found."""
    diagnosis.sentence = tidy(diagnosis.sentence)
    return table.keep(session, diagnosis)


def keep_fact(session: Session, fact: DiagnosisFact) -> DiagnosisFact:
    """Save one fact; it needs a topic and a text."""
    fact.topic = table.needed(fact.topic, "topic", tr("Please say what this is, such as stage or grade."))
    fact.text = table.needed(fact.text, "text", tr("Please write what was found."))
    return table.keep(session, fact)

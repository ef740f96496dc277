"""The doctors of this case, and what was found out about each, with source and date."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

ROLES = ("first", "second", "third", "family", "candidate", "other")


class Doctor(Kept, Record, kw_only=True):
    """One doctor; `role` says what this doctor is in the journey."""

    __tablename__ = "doctor"

    name: Mapped[str]
    specialty: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="other")
    hospital: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    fax: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class DoctorFact(Kept, Record, kw_only=True):
    """One background note about a doctor: a topic, what was found, where and when."""

    __tablename__ = "doctor_fact"

    doctor_id: Mapped[str] = mapped_column(points_to("doctor.id"), index=True)
    topic: Mapped[str]
    text: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    as_of: Mapped[PartialDate | None] = mapped_column(default=None)


def role_words() -> dict[str, str]:
    """What a doctor is in the journey, by role."""
    return {
        "first": tr("First opinion"),
        "second": tr("Second opinion"),
        "third": tr("Third opinion"),
        "family": tr("Family doctor"),
        "candidate": tr("Might ask"),
        "other": tr("Other doctor"),
    }


def everyone(session: Session) -> Sequence[Doctor]:
    """All doctors that are not in the bin, by name."""
    return table.all_of(session, Doctor, Doctor.name)


def one(session: Session, doctor_id: str) -> Doctor:
    """One doctor by id."""
    return table.find(session, Doctor, doctor_id)


def by_name(session: Session, name: str) -> Doctor | None:
    """The first doctor whose name is `name`, letter case aside."""
    wanted = tidy(name).casefold()
    return next((d for d in everyone(session) if d.name.casefold() == wanted), None)


def background(session: Session, doctor_id: str) -> Sequence[DoctorFact]:
    """What was found out about one doctor, oldest note first."""
    query = select(DoctorFact).where(DoctorFact.doctor_id == doctor_id, DoctorFact.binned_at.is_(None))
    return session.scalars(query.order_by(DoctorFact.id)).all()


def keep(session: Session, doctor: Doctor) -> Doctor:
    """Add a doctor or save an edited one; a name is needed."""
    doctor.name = table.needed(doctor.name, "name", tr("A doctor needs a name."))
    for field in ("specialty", "hospital", "address", "phone", "fax", "email", "note"):
        setattr(doctor, field, tidy(getattr(doctor, field)))
    return table.keep(session, doctor)


def keep_fact(session: Session, fact: DoctorFact) -> DoctorFact:
    """Add a background note or save an edited one; what was found is needed."""
    fact.text = table.needed(fact.text, "text", tr("Please write what you found out."))
    fact.topic = tidy(fact.topic) or tr("Note")
    fact.source = tidy(fact.source)
    return table.keep(session, fact)

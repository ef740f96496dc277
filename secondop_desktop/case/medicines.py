"""Medicines, each with who named it and whether it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

NAMED, TAKING, STOPPED, NOT_WANTED = "named", "taking", "stopped", "not_wanted"
STATES = (NAMED, TAKING, STOPPED, NOT_WANTED)
_TEXTS = ("other_name", "strength", "dose", "route", "how_often", "reason", "pharmacy", "stopped_why")
_MORE_TEXTS = ("side_effects", "note", "source")


class Medicine(Kept, Record, kw_only=True):
    """One medicine, in one of STATES: one that a doctor named is not taken until the person says so.

    `other_name` is its other name, generic or of a brand; `kind` whether it is on prescription, over the
    counter, a vitamin or a herb. Strength, dose and how often are free text, as they were told: they are
    repeated and never reckoned with. `source` says who named it and when, `dated` the day.
    """

    __tablename__ = "medicine"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    strength: Mapped[str] = mapped_column(default="")
    dose: Mapped[str] = mapped_column(default="")
    route: Mapped[str] = mapped_column(default="")
    how_often: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=NAMED)
    pharmacy: Mapped[str] = mapped_column(default="")
    started: Mapped[PartialDate | None] = mapped_column(default=None)
    stopped: Mapped[PartialDate | None] = mapped_column(default=None)
    stopped_why: Mapped[str] = mapped_column(default="")
    side_effects: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    dated: Mapped[PartialDate | None] = mapped_column(default=None)
    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)


def state_words() -> dict[str, str]:
    """What each of STATES is called."""
    return {
        NAMED: tr("Named by the doctor, not taken yet"),
        TAKING: tr("Taken now"),
        STOPPED: tr("Not taken any more"),
        NOT_WANTED: tr("Not for me"),
    }


def everything(session: Session) -> Sequence[Medicine]:
    """All medicines that are not in the bin, by name."""
    return sorted(table.all_of(session, Medicine), key=lambda m: (m.name.casefold(), m.id))


def of_visit(session: Session, appointment_id: str) -> Sequence[Medicine]:
    """The medicines that were named at one visit, in the order in which they were written down."""
    query = select(Medicine).where(Medicine.appointment_id == appointment_id, Medicine.binned_at.is_(None))
    return session.scalars(query.order_by(Medicine.id)).all()


def one(session: Session, medicine_id: str) -> Medicine:
    """One medicine by id."""
    return table.find(session, Medicine, medicine_id)


def keep(session: Session, medicine: Medicine) -> Medicine:
    """Add a medicine or save an edited one; a name is needed."""
    medicine.name = table.needed(medicine.name, "name", tr("A medicine needs a name."))
    if medicine.state not in STATES:
        raise FieldError("state", tr("Please choose whether this medicine is taken."))
    for field in (*_TEXTS, *_MORE_TEXTS):
        setattr(medicine, field, tidy(getattr(medicine, field)))
    return table.keep(session, medicine)

"""Treatments: what was planned, is going on, or was done, each with source and date."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

SURGERY, CHEMOTHERAPY, RADIOTHERAPY, HORMONE = "surgery", "chemotherapy", "radiotherapy", "hormone"
TARGETED, IMMUNOTHERAPY, WATCHING, OTHER = "targeted", "immunotherapy", "watching", "other"
KINDS = (SURGERY, CHEMOTHERAPY, RADIOTHERAPY, HORMONE, TARGETED, IMMUNOTHERAPY, WATCHING, OTHER)
PLANNED, GOING_ON, DONE, STOPPED = "planned", "going_on", "done", "stopped"
STATES = (PLANNED, GOING_ON, DONE, STOPPED)
_TEXTS = ("dose", "place", "stopped_why", "response", "side_effects", "note", "source")


class Treatment(Kept, Record, kw_only=True):
    """One treatment of one of KINDS, in one of STATES.

    `dose` and `response` are free text, as they were told: they are repeated and never reckoned with.
    `source` says who told it, `dated` the day on which it was told.
    """

    __tablename__ = "treatment"

    kind: Mapped[str] = mapped_column(default=OTHER)
    name: Mapped[str]
    dose: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    started: Mapped[PartialDate | None] = mapped_column(default=None)
    ended: Mapped[PartialDate | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default=GOING_ON)
    stopped_why: Mapped[str] = mapped_column(default="")
    response: Mapped[str] = mapped_column(default="")
    side_effects: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    dated: Mapped[PartialDate | None] = mapped_column(default=None)


def kind_words() -> dict[str, str]:
    """What each of KINDS is called."""
    return {
        SURGERY: tr("Operation"),
        CHEMOTHERAPY: tr("Chemotherapy"),
        RADIOTHERAPY: tr("Radiation therapy"),
        HORMONE: tr("Hormone therapy"),
        TARGETED: tr("Targeted therapy"),
        IMMUNOTHERAPY: tr("Immunotherapy"),
        WATCHING: tr("Watching closely, without treatment for now"),
        OTHER: tr("Other treatment"),
    }


def state_words() -> dict[str, str]:
    """What each of STATES is called."""
    return {
        PLANNED: tr("Planned"),
        GOING_ON: tr("Going on"),
        DONE: tr("Done"),
        STOPPED: tr("Stopped early"),
    }


def everything(session: Session) -> Sequence[Treatment]:
    """All treatments that are not in the bin, the earliest first; those without a beginning come last."""
    return sorted(table.all_of(session, Treatment), key=_order)


def one(session: Session, treatment_id: str) -> Treatment:
    """One treatment by id."""
    return table.find(session, Treatment, treatment_id)


def keep(session: Session, treatment: Treatment) -> Treatment:
    """Add a treatment or save an edited one; a name is needed. Dates that contradict are kept as told."""
    treatment.name = table.needed(treatment.name, "name", tr("Please write what treatment it is."))
    if treatment.kind not in KINDS:
        treatment.kind = OTHER
    if treatment.state not in STATES:
        raise FieldError("state", tr("Please choose whether this treatment is going on."))
    for field in _TEXTS:
        setattr(treatment, field, tidy(getattr(treatment, field)))
    return table.keep(session, treatment)


def _order(treatment: Treatment) -> tuple[bool, str, str]:
    started = treatment.started
    return started is None, started.iso() if started else "", treatment.id

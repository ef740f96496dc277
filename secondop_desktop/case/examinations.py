"""Examinations: what was done, when and where, as the place that did it would look it up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

KINDS = (
    "biopsy",
    "operation",
    "mammogram",
    "ultrasound",
    "mri",
    "ct",
    "pet",
    "scan",
    "lab",
    "genes",
    "other",
)


class Examination(Kept, Record, kw_only=True):
    """One examination; its report, image files and slides are pieces of it (case/pieces.py).

    `accession` is the number under which the place keeps it, `phone` that of its records office, and
    `doctor_id` the doctor who ordered it.
    """

    __tablename__ = "examination"

    what: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other")
    dated: Mapped[PartialDate | None] = mapped_column(default=None)
    facility: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    site: Mapped[str] = mapped_column(default="")
    side: Mapped[str] = mapped_column(default="")
    accession: Mapped[str] = mapped_column(default="")
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    note: Mapped[str] = mapped_column(default="")


def everything(session: Session) -> Sequence[Examination]:
    """All examinations that are not in the bin, the newest first, undated ones last."""
    found = table.all_of(session, Examination)
    return sorted(found, key=lambda e: (e.dated.iso() if e.dated else "", e.id), reverse=True)


def one(session: Session, examination_id: str) -> Examination:
    """One examination by id."""
    return table.find(session, Examination, examination_id)


def keep(session: Session, examination: Examination) -> Examination:
    """Add an examination or save an edited one; what was done is needed."""
    examination.what = table.needed(
        examination.what, "what", tr("Please write what was done, such as biopsy or MRI.")
    )
    for field in ("facility", "department", "phone", "site", "side", "accession", "note"):
        setattr(examination, field, tidy(getattr(examination, field)))
    return table.keep(session, examination)

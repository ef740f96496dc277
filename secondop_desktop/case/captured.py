"""Lines caught in the room by one key or chip: a test ordered, a next step, a medicine, a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import as_typed, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

TEST, STEP, MEDICINE, GUIDELINE, TRIAL, DATE, WORD = (
    "test",
    "step",
    "medicine",
    "guideline",
    "trial",
    "date",
    "word",
)
KINDS = (TEST, STEP, MEDICINE, GUIDELINE, TRIAL, DATE, WORD)
LOOKED_UP, LET_GO = "looked_up", "let_go"


class Captured(Kept, Record, kw_only=True):
    """One line of a visit, of one of KINDS, exactly as typed by whoever has these `initials`.

    `asking_id` is the question that was open then. The line stays for ever; `became` says what was made of
    it: the name of a family with the id of the entry in `became_id`, LOOKED_UP for a word that is clear by
    now, LET_GO for what needs nothing, or nothing yet.
    """

    __tablename__ = "captured"

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), index=True)
    asking_id: Mapped[str | None] = mapped_column(points_to("asking.id"), index=True, default=None)
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]
    initials: Mapped[str] = mapped_column(default="")
    became: Mapped[str] = mapped_column(default="")
    became_id: Mapped[str] = mapped_column(default="")


def kind_words() -> dict[str, str]:
    """What each of KINDS is called."""
    return {
        TEST: tr("Test ordered"),
        STEP: tr("Next step"),
        MEDICINE: tr("Medicine named"),
        GUIDELINE: tr("Guideline named"),
        TRIAL: tr("Trial named"),
        DATE: tr("Date given"),
        WORD: tr("Word to look up"),
    }


def everything(session: Session) -> Sequence[Captured]:
    """All lines that are not in the bin, in the order in which they were written."""
    return table.all_of(session, Captured, Captured.written_at)


def of_visit(session: Session, appointment_id: str) -> Sequence[Captured]:
    """The lines of one visit, in the order in which they were written."""
    query = select(Captured).where(Captured.appointment_id == appointment_id, Captured.binned_at.is_(None))
    return session.scalars(query.order_by(Captured.written_at, Captured.id)).all()


def made_into(session: Session, family: str) -> frozenset[str]:
    """The ids of all entries of a family that lines became."""
    here = (Captured.became == family, Captured.binned_at.is_(None))
    return frozenset(session.scalars(select(Captured.became_id).where(*here)))


def one(session: Session, captured_id: str) -> Captured:
    """One line by id."""
    return table.find(session, Captured, captured_id)


def add(
    session: Session,
    appointment_id: str,
    kind: str,
    text: str,
    now: datetime,
    *,
    asking_id: str = "",
    initials: str = "",
) -> Captured:
    """Write a line down, exactly as typed; nothing is refused in the room, an empty line neither."""
    if kind not in KINDS:
        raise ValueError(kind)
    made = Captured(
        appointment_id=appointment_id,
        asking_id=asking_id or None,
        kind=kind,
        text=as_typed(text),
        written_at=now,
        initials=initials,
    )
    return table.keep(session, made)


def rewrite(session: Session, captured_id: str, text: str) -> Captured:
    """Make `text` the line, exactly as typed."""
    line = one(session, captured_id)
    line.text = as_typed(text)
    return line


def settle(session: Session, captured_id: str, became: str, became_id: str = "") -> Captured:
    """Note what was made of a line; nothing opens it again."""
    line = one(session, captured_id)
    line.became, line.became_id = became, became_id
    return line

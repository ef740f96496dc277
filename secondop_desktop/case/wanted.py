"""What a visit needs: the list of the centre, each line with what it was found to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to


class Wanted(Kept, Record, kw_only=True):
    """One thing that is `required` for a visit, or only helpful.

    `piece_id` or `document_id` say what it is here; `settled` is the person's own word that it is there.
    `origin` is the key of the rule it came from, empty for the centre's own list. `refused_id` is the
    piece that was offered for it and is not it.
    """

    __tablename__ = "wanted"

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), index=True)
    text: Mapped[str]
    required: Mapped[bool] = mapped_column(default=True)
    origin: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=0)
    piece_id: Mapped[str | None] = mapped_column(points_to("piece.id"), index=True, default=None)
    document_id: Mapped[str | None] = mapped_column(points_to("document.id"), index=True, default=None)
    settled: Mapped[bool] = mapped_column(default=False)
    refused_id: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True)
class Line:
    """A line to be added to a list."""

    text: str
    required: bool = True
    origin: str = ""


def for_visit(session: Session, appointment_id: str) -> Sequence[Wanted]:
    """What one visit needs, in the order of its list."""
    query = select(Wanted).where(Wanted.appointment_id == appointment_id, Wanted.binned_at.is_(None))
    return session.scalars(query.order_by(Wanted.rank, Wanted.id)).all()


def everything(session: Session) -> Sequence[Wanted]:
    """What all visits need."""
    return table.all_of(session, Wanted, Wanted.rank)


def one(session: Session, wanted_id: str) -> Wanted:
    """One line by id."""
    return table.find(session, Wanted, wanted_id)


def keep(session: Session, wanted: Wanted) -> Wanted:
    """Add a line or save an edited one; it needs words."""
    wanted.text = table.needed(wanted.text, "text", tr("Please write what is needed."))
    return table.keep(session, wanted)


def add(session: Session, appointment_id: str, lines: Iterable[Line]) -> list[str]:
    """Put lines at the end of a list; what stands on it already is left out. The ids of the new ones."""
    present = for_visit(session, appointment_id)
    known = {line.text.casefold() for line in present} | {line.origin for line in present if line.origin}
    rank, made = max((line.rank for line in present), default=0), []
    for line in lines:
        if line.text.casefold() in known or line.origin in known:
            continue
        known.add(line.text.casefold())
        rank += 1
        wanted = Wanted(
            appointment_id=appointment_id,
            text=line.text,
            required=line.required,
            origin=line.origin,
            rank=rank,
        )
        made.append(keep(session, wanted).id)
    return made

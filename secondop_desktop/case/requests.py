"""What was asked for: of which place, when and how, for oneself or on behalf of somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import pieces, table
from secondop_desktop.case.pieces import Move
from secondop_desktop.case.table import Kept, Record

ACCESS, AUTHORIZATION = "access", "authorization"
KINDS = (ACCESS, AUTHORIZATION)
_TEXTS = ("department", "phone", "contact", "asked_by", "how", "fee", "receiver", "note")


class Request(Kept, Record, kw_only=True):
    """One request for records.

    ACCESS: the place gives the person their own records, and has a time limit for it. AUTHORIZATION: it
    is allowed to send them to `receiver`, without a limit, until `expires_on`. `longer_told_on` is the day
    on which the place wrote that it needs longer; `answered_on` ends the request. `fee` is free text, as
    for a step of a piece. Which pieces were asked for is told by their steps: see Move.request_id.
    """

    __tablename__ = "request"

    facility: Mapped[str]
    department: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default=ACCESS)
    asked_on: Mapped[PartialDate | None] = mapped_column(default=None)
    asked_by: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    fee: Mapped[str] = mapped_column(default="")
    receiver: Mapped[str] = mapped_column(default="")
    longer_told_on: Mapped[PartialDate | None] = mapped_column(default=None)
    answered_on: Mapped[PartialDate | None] = mapped_column(default=None)
    expires_on: Mapped[PartialDate | None] = mapped_column(default=None)
    revoked_on: Mapped[PartialDate | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


def everything(session: Session) -> Sequence[Request]:
    """All requests that are not in the bin, the oldest first."""
    found = table.all_of(session, Request)
    return sorted(found, key=lambda r: (r.asked_on.iso() if r.asked_on else "9", r.id))


def one(session: Session, request_id: str) -> Request:
    """One request by id."""
    return table.find(session, Request, request_id)


def keep(session: Session, request: Request) -> Request:
    """Add a request or save an edited one; it needs the place that was asked."""
    request.facility = table.needed(
        request.facility, "facility", tr("Please write which hospital or office was asked.")
    )
    for field in _TEXTS:
        setattr(request, field, tidy(getattr(request, field)))
    return table.keep(session, request)


def ask(
    session: Session, request: Request, piece_ids: Sequence[str], clock: Clock = SYSTEM_CLOCK
) -> tuple[str, list[str]]:
    """Keep a new request, and write down for each piece that it was asked for; the ids of both."""
    request.asked_on = request.asked_on or PartialDate.of(clock.today())
    kept = keep(session, request)
    session.flush()
    told = {"request_id": kept.id, "day": kept.asked_on, "who": kept.facility}
    told |= {name: getattr(kept, name) for name in ("contact", "how", "fee")}
    return kept.id, pieces.move(session, piece_ids, pieces.ASKED, told, clock) if piece_ids else []


def pieces_of(session: Session) -> dict[str, list[str]]:
    """Which pieces each request asked for: their ids by the id of the request."""
    found: dict[str, list[str]] = {}
    query = select(Move).where(Move.request_id.is_not(None), Move.binned_at.is_(None))
    for step in session.scalars(query.order_by(Move.written_at, Move.id)):
        asked = found.setdefault(str(step.request_id), [])
        if step.piece_id not in asked:
            asked.append(step.piece_id)
    return found

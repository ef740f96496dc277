"""The pieces of an examination that travel apart: its report, its image files, its slides or blocks.

Where a piece is follows from the steps that were written down for it, and from nothing else: the step
written last counts. A step may skip others or go back, and to take one back is to put it in the bin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import examinations, table
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.table import Kept, Record, points_to

FORMS = ("report", "images", "slides")
NOT_ASKED, ASKED, PROMISED, RECEIVED, CHECKED = "not_asked", "asked", "promised", "received", "checked"
SENT, CONFIRMED, RETURN_DUE, RETURNED = "sent", "confirmed", "return_due", "returned"
STATES = (NOT_ASKED, ASKED, PROMISED, RECEIVED, CHECKED, SENT, CONFIRMED, RETURN_DUE, RETURNED)
_STAYS = (
    (frozenset({ASKED, PROMISED}), ("who", "contact", "request_id")),
    (frozenset({SENT, CONFIRMED, RETURN_DUE}), ("who", "doctor_id", "due")),
)
"""States in which a piece is with the same one, and what of a step still holds in the next."""
_FEW = 500
"""So many ids go into one question to the database; for more, all is read."""
_TEXTS = ("who", "contact", "how", "fee", "carrier", "tracking", "note")


class Piece(Kept, Record, kw_only=True):
    """One of FORMS of an examination, with a way of its own.

    `extent` says how much it is ("12 slides, 2 blocks"), `original` where the original lies, and
    `document_id` names the record in this case that holds a copy of it.
    """

    __tablename__ = "piece"

    examination_id: Mapped[str] = mapped_column(points_to("examination.id"), index=True)
    form: Mapped[str] = mapped_column(default="report")
    extent: Mapped[str] = mapped_column(default="")
    original: Mapped[str] = mapped_column(default="")
    document_id: Mapped[str | None] = mapped_column(points_to("document.id"), index=True, default=None)


class Move(Kept, Record, kw_only=True):
    """One step on the way of a piece: which of STATES it reached, when, and all that was noted about it.

    `who` has it or is asked, with `doctor_id` when that is a doctor of this case; `contact` is the person
    spoken to; `due` the day that was promised, or on which it goes back. `fee` is free text, as it was
    told ("$15 a disc, waived"): it is repeated to a person and never added up, so a number of minor units
    would lose words and gain nothing.
    """

    __tablename__ = "move"

    piece_id: Mapped[str] = mapped_column(points_to("piece.id"), index=True)
    request_id: Mapped[str | None] = mapped_column(points_to("request.id"), index=True, default=None)
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    state: Mapped[str]
    day: Mapped[PartialDate | None] = mapped_column(default=None)
    who: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    fee: Mapped[str] = mapped_column(default="")
    carrier: Mapped[str] = mapped_column(default="")
    tracking: Mapped[str] = mapped_column(default="")
    due: Mapped[PartialDate | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]


@dataclass(frozen=True)
class Tracked:
    """A piece with its examination and its way so far, the first step first."""

    piece: Piece
    examination: Examination
    moves: tuple[Move, ...] = ()

    @property
    def last(self) -> Move | None:
        """The step that counts."""
        return self.moves[-1] if self.moves else None

    @property
    def state(self) -> str:
        """Which of STATES the piece is in."""
        return self.moves[-1].state if self.moves else NOT_ASKED


def usual_forms(kind: str) -> tuple[str, ...]:
    """The forms that an examination of one of examinations.KINDS mostly leaves behind.

    Tissue becomes slides and blocks, a look inside becomes image files, and each has its report.
    """
    if kind in ("biopsy", "operation"):
        return ("report", "slides")
    return ("report",) if kind in ("lab", "genes") else ("report", "images")


def state_words() -> dict[str, str]:
    """What each of STATES is called, in a word or two."""
    return {
        NOT_ASKED: tr("Not asked for"),
        ASKED: tr("Asked for"),
        PROMISED: tr("Promised"),
        RECEIVED: tr("Received"),
        CHECKED: tr("Received and readable"),
        SENT: tr("Sent"),
        CONFIRMED: tr("Has arrived"),
        RETURN_DUE: tr("To be returned"),
        RETURNED: tr("Returned"),
    }


def form_words() -> dict[str, str]:
    """What each of FORMS is called."""
    return {"report": tr("Report"), "images": tr("Image files"), "slides": tr("Slides or blocks")}


def everything(session: Session) -> list[Tracked]:
    """All pieces with their ways, by examination (the newest first) and form; nothing from the bin."""
    pieces: dict[str, list[Piece]] = {}
    for piece in table.all_of(session, Piece):
        pieces.setdefault(piece.examination_id, []).append(piece)
    ways = _ways(session)
    return [
        Tracked(piece, examination, tuple(ways.get(piece.id, ())))
        for examination in examinations.everything(session)
        for piece in sorted(pieces.get(examination.id, ()), key=_place)
    ]


def of_examination(session: Session, examination_id: str) -> list[Tracked]:
    """The pieces of one examination with their ways, also when it lies in the bin itself."""
    examination = examinations.one(session, examination_id)
    query = select(Piece).where(Piece.examination_id == examination_id, Piece.binned_at.is_(None))
    found = sorted(session.scalars(query), key=_place)
    ways = _ways(session, [piece.id for piece in found])
    return [Tracked(piece, examination, tuple(ways.get(piece.id, ()))) for piece in found]


def one(session: Session, piece_id: str) -> Tracked:
    """One piece with its way."""
    piece = table.find(session, Piece, piece_id)
    way = _ways(session, [piece_id]).get(piece_id, ())
    return Tracked(piece, examinations.one(session, piece.examination_id), tuple(way))


def keep(session: Session, piece: Piece) -> Piece:
    """Add a piece or save an edited one; its form must be one of FORMS."""
    if piece.form not in FORMS:
        raise FieldError("form", tr("Please choose what it is: the report, image files, or slides."))
    for field in ("extent", "original"):
        setattr(piece, field, tidy(getattr(piece, field)))
    return table.keep(session, piece)


def start(
    session: Session, examination: Examination, forms: Iterable[str]
) -> tuple[Examination, list[Piece]]:
    """A new examination together with a piece for each of `forms`."""
    kept = examinations.keep(session, examination)
    session.flush()
    return kept, [keep(session, Piece(examination_id=kept.id, form=form)) for form in forms]


def move(
    session: Session,
    piece_ids: Sequence[str],
    state: str,
    told: Mapping[str, Any],
    clock: Clock = SYSTEM_CLOCK,
) -> list[str]:
    """Write the same step down for several pieces; gives back the ids of the steps, for `take_back`.

    `told` holds columns of Move by name. Without a `day` it is today. Who has a piece is carried on from
    the step before while it stays with the same one: asked and promised, sent, arrived and to be returned.
    """
    if state not in STATES:
        raise FieldError("state", tr("Please choose what happened."))
    if not piece_ids:
        raise FieldError("state", tr("Please choose at least one piece first."))
    values: dict[str, Any] = {n: tidy(value) if n in _TEXTS else value for n, value in told.items()}
    values["day"] = values.get("day") or PartialDate.of(clock.today())
    if values.get("doctor_id") and not values.get("who"):
        values["who"] = table.find(session, Doctor, values["doctor_id"]).name
    made, ways = [], _ways(session, piece_ids if len(piece_ids) <= _FEW else None)
    for piece_id in piece_ids:
        table.find(session, Piece, piece_id)
        way = ways.get(piece_id)
        carried = _carried(way[-1] if way else None, state, values)
        step = Move(piece_id=piece_id, state=state, written_at=clock.now(), **values | carried)
        made.append(table.keep(session, step).id)
    return made


def take_back(session: Session, move_ids: Iterable[str], clock: Clock = SYSTEM_CLOCK) -> None:
    """Put steps into the bin; each piece is where the step before left it."""
    for move_id in move_ids:
        table.bin_it(session, table.find(session, Move, move_id), clock)


def _carried(last: Move | None, state: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the step before knew and this one still means."""
    for together, names in _STAYS:
        if last is not None and {last.state, state} <= together and state != min(together, key=STATES.index):
            kept = {name: getattr(last, name) for name in names if not told.get(name)}
            if told.get("who") not in (None, "", last.who):
                kept.pop("doctor_id", None)
            return kept
    return {}


def _ways(session: Session, piece_ids: Sequence[str] | None = None) -> dict[str, list[Move]]:
    """The ways of some pieces, or of all, in one look."""
    query = select(Move).where(Move.binned_at.is_(None)).order_by(Move.written_at, Move.id)
    if piece_ids is not None:
        query = query.where(Move.piece_id.in_(piece_ids))
    ways: dict[str, list[Move]] = {}
    for step in session.scalars(query):
        ways.setdefault(step.piece_id, []).append(step)
    return ways


def _place(piece: Piece) -> tuple[int, str]:
    return (FORMS.index(piece.form) if piece.form in FORMS else len(FORMS), piece.id)

"""The person's questions, and each time one is put to a doctor with the answer that came back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import as_typed, tr
from secondop_desktop.case import table
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.table import Kept, Record, points_to

GAP = 1 << 20
MOST_STARRED = 3


class Question(Kept, Record, kw_only=True):
    """One question of the person; `origin` is its id in the catalogue, empty when it is their own.

    `rank` orders the list; neighbours leave a gap so that a move changes one row.
    """

    __tablename__ = "question"

    text: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    phase: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="", index=True)
    rank: Mapped[int] = mapped_column(default=0)
    starred: Mapped[bool] = mapped_column(default=False)


class Asking(Kept, Record, kw_only=True):
    """One question put to one visit or one doctor, with what came of it.

    With a `doctor_id` and no `appointment_id` it waits for the next visit with that doctor.
    """

    __tablename__ = "asking"

    question_id: Mapped[str] = mapped_column(points_to("question.id"), index=True)
    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(default="")
    important: Mapped[bool] = mapped_column(default=False)
    not_understood: Mapped[bool] = mapped_column(default=False)
    ask_again: Mapped[bool] = mapped_column(default=False)


FLAGS = ("important", "not_understood", "ask_again")


@dataclass(frozen=True)
class ForVisit:
    """A question on the list of one visit; `asking` is the row that says what came of it."""

    question: Question
    asking: Asking


def everything(session: Session) -> Sequence[Question]:
    """All questions that are not in the bin, in the person's order."""
    return table.all_of(session, Question, Question.rank)


def one(session: Session, question_id: str) -> Question:
    """One question by id."""
    return table.find(session, Question, question_id)


def keep(session: Session, question: Question) -> Question:
    """Add a question at the end of the list, or save an edited one."""
    question.text = table.needed(question.text, "text", tr("Please write the question first."))
    if not question.rank:
        question.rank = _last_rank(session) + GAP
    return table.keep(session, question)


def _last_rank(session: Session) -> int:
    return session.scalar(select(Question.rank).order_by(Question.rank.desc()).limit(1)) or 0


def add_from_catalogue(
    session: Session, origin: str, text: str, why: str, phase: str, *, starred: bool = False
) -> Question:
    """Put a question of the catalogue on the list; one that is there or in the bin is taken again."""
    known = session.scalars(select(Question).where(Question.origin == origin)).first()
    if known is None:
        return keep(session, Question(text=text, why=why, phase=phase, origin=origin, starred=starred))
    known.starred = (known.starred or starred) and _star_is_free(session, known.id)
    known.binned_at = None
    return known


def bring_back(session: Session, question_id: str) -> Question:
    """Take a question out of the bin; its star stays behind when three others have one by now."""
    question = one(session, question_id)
    question.starred = question.starred and _star_is_free(session, question_id)
    question.binned_at = None
    return question


def leave_three_stars(session: Session, came_back: Collection[str]) -> None:
    """Of questions that are there again, those keep their star for which it is free."""
    for question in [each for each in everything(session) if each.id in came_back]:
        question.starred = question.starred and _star_is_free(session, question.id)
        session.flush()


def _star_is_free(session: Session, question_id: str) -> bool:
    others = [q for q in everything(session) if q.starred and q.id != question_id]
    return len(others) < MOST_STARRED


def star(session: Session, question_id: str, starred: bool) -> Question:
    """Mark a question as one of the three that must be asked, or take the star back."""
    question = one(session, question_id)
    if starred and not question.starred and not _star_is_free(session, question_id):
        raise FieldError(
            "starred",
            tr("Three questions already have a star."),
            tr("Doctors answer three well. Take one star away first."),
        )
    question.starred = starred
    return question


def move(session: Session, question_id: str, to: int) -> None:
    """Put a question at place `to` (0 is first) of the list."""
    order = [q for q in everything(session) if q.id != question_id]
    question = one(session, question_id)
    to = max(0, min(to, len(order)))
    before = order[to - 1].rank if to else 0
    after = order[to].rank if to < len(order) else before + 2 * GAP
    if after - before < 2:
        order.insert(to, question)
        for place, item in enumerate(order, 1):
            item.rank = place * GAP
    else:
        question.rank = (before + after) // 2


def for_appointment(session: Session, visit: Appointment) -> list[ForVisit]:
    """The questions of one visit, starred ones first, then in the person's order.

    Questions that wait for this visit's doctor come along once the visit is planned.
    """
    rows = session.execute(
        select(Question, Asking)
        .join(Asking, Asking.question_id == Question.id)
        .where(Question.binned_at.is_(None), Asking.binned_at.is_(None))
        .where(_meant_for(visit))
        # What was put to this very visit comes last and so replaces what only waits for its doctor.
        .order_by(Asking.appointment_id.is_not(None), Asking.id)
    ).all()
    found = {question.id: ForVisit(question, asking) for question, asking in rows}
    return sorted(found.values(), key=lambda f: (not f.question.starred, f.question.rank, f.question.id))


def for_doctor(session: Session, doctor_id: str) -> list[ForVisit]:
    """What was or will be put to one doctor, at a visit or at the next one, in the person's order."""
    at_visits = select(Appointment.id).where(
        Appointment.doctor_id == doctor_id, Appointment.binned_at.is_(None)
    )
    rows = session.execute(
        select(Question, Asking)
        .join(Asking, Asking.question_id == Question.id)
        .where(Question.binned_at.is_(None), Asking.binned_at.is_(None))
        .where(
            Asking.appointment_id.in_(at_visits)
            | (Asking.appointment_id.is_(None) & (Asking.doctor_id == doctor_id))
        )
    ).all()
    found = [ForVisit(question, asking) for question, asking in rows]
    return sorted(found, key=lambda f: (f.question.rank, f.question.id, f.asking.id))


def _meant_for(visit: Appointment) -> ColumnElement[bool]:
    here = Asking.appointment_id == visit.id
    if not visit.doctor_id or visit.status != "planned":
        return here
    return here | (Asking.appointment_id.is_(None) & (Asking.doctor_id == visit.doctor_id))


def ask_at(session: Session, question_id: str, appointment_id: str) -> Asking:
    """Put a question on the list of a visit; once is enough."""
    return _asking(session, question_id, Asking.appointment_id == appointment_id) or _new(
        session, Asking(question_id=question_id, appointment_id=appointment_id)
    )


def ask_doctor(session: Session, question_id: str, doctor_id: str) -> Asking:
    """Put a question to a doctor with whom no visit is planned yet."""
    return _asking(
        session, question_id, Asking.appointment_id.is_(None) & (Asking.doctor_id == doctor_id)
    ) or _new(session, Asking(question_id=question_id, doctor_id=doctor_id))


def _asking(session: Session, question_id: str, where: ColumnElement[bool]) -> Asking | None:
    found = session.scalars(select(Asking).where(Asking.question_id == question_id, where)).first()
    if found is not None:
        found.binned_at = None
    return found


def _new(session: Session, asking: Asking) -> Asking:
    session.add(asking)
    session.flush()
    return asking


def do_not_ask_at(session: Session, question_id: str, appointment_id: str) -> None:
    """Take a question off the list of a visit; an answer that is there stays in the bin."""
    asking = _asking(session, question_id, Asking.appointment_id == appointment_id)
    if asking is not None:
        table.bin_it(session, asking)


def askings(session: Session, question_ids: Collection[str] | None = None) -> Mapping[str, list[Asking]]:
    """Each question's askings, oldest first, by question id; for all questions when none are named."""
    found: dict[str, list[Asking]] = {}
    for asking in table.all_of(session, Asking):
        if question_ids is None or asking.question_id in question_ids:
            found.setdefault(asking.question_id, []).append(asking)
    return found


def settle_at(session: Session, asking_id: str, appointment_id: str) -> Asking:
    """What waited for its doctor belongs to this visit from now on; of another visit it stays."""
    asking = table.find(session, Asking, asking_id)
    asking.appointment_id = asking.appointment_id or appointment_id
    return asking


def do_not_ask_doctor(session: Session, question_id: str, doctor_id: str) -> None:
    """A question no longer waits for the next visit with a doctor."""
    waits = Asking.appointment_id.is_(None) & (Asking.doctor_id == doctor_id)
    asking = _asking(session, question_id, waits)
    if asking is not None:
        table.bin_it(session, asking)


def write_answer(session: Session, asking_id: str, text: str) -> Asking:
    """Make `text` the answer, exactly as typed."""
    asking = table.find(session, Asking, asking_id)
    asking.answer = as_typed(text)
    return asking


def mark_answered(session: Session, asking_id: str, at: datetime | None, by: str = "") -> Asking:
    """Tick a question as asked and answered at an instant, or open again with None."""
    asking = table.find(session, Asking, asking_id)
    asking.answered_at = at
    asking.answered_by = by or asking.answered_by
    return asking


def flag(session: Session, asking_id: str, which: str, raised: bool) -> Asking:
    """Raise or lower one of FLAGS."""
    if which not in FLAGS:
        raise ValueError(which)
    asking = table.find(session, Asking, asking_id)
    setattr(asking, which, raised)
    return asking

"""From a case to the questions for one visit: the sheet to write on, and the copy for the doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.language import tr
from secondop_desktop.flows.plan import CARE, CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind, item
from secondop_desktop.paper import draw, gather
from secondop_desktop.paper.sheets import QuestionLine, QuestionSheet
from secondop_desktop.vault.vault import Vault

_READERS = ("myself", "doctor", "family_doctor", "companion", "family", "other")


def question_sheet(session: Session, plan: Plan) -> QuestionSheet:
    """What is ticked of the questions for one visit; what is not ticked is not in it at all."""
    whole = gather.question_sheet(session, plan.visit)
    lines = [line for line in whole.questions if plan.shows_item("question", line.id)]
    if not plan.shows("answers"):
        lines = [QuestionLine(line.text, line.starred, id=line.id) for line in lines]
    return replace(
        whole,
        specialty=whole.specialty if plan.shows("where") else "",
        place=whole.place if plan.shows("where") else "",
        goal=whole.goal if plan.shows("goal") else "",
        decide_by=whole.decide_by if plan.shows("decide_by") else "",
        questions=tuple(lines),
    )


def _questions(session: Session, plan: Plan) -> Sequence[Part]:
    lines = gather.question_sheet(session, plan.visit).questions
    return [item("question", line.id, line.text) for line in lines]


def _to_write_on(vault: Vault, plan: Plan, _clock: Clock) -> bytes:
    with vault.read() as session:
        sheet = question_sheet(session, plan)
    return draw.question_sheet(sheet, plan.style())


def _to_read(vault: Vault, plan: Plan, _clock: Clock) -> bytes:
    with vault.read() as session:
        sheet = question_sheet(session, plan)
    return draw.doctor_copy(sheet, plan.style())


def _goal() -> str:
    return tr("The goal of this visit")


def _decide_by() -> str:
    return tr("The day by which I have to decide")


QUESTION_SHEET = SheetKind(
    "question-sheet",
    lambda: tr("Question sheet, with lines to write on"),
    _to_write_on,
    parts=(
        # What another doctor said is no matter of the one who is asked for an opinion of his own.
        Part("answers", lambda: tr("Answers so far, and who gave them"), frozenset({"myself"}) | CLOSE),
        Part("goal", _goal, CARE | CLOSE),
        Part("decide_by", _decide_by, CARE | CLOSE),
        Part("where", lambda: tr("The doctor’s specialty, and where the visit is"), CARE | CLOSE),
    ),
    visit="needed",
    recipients=_READERS,
    items=_questions,
)

DOCTOR_COPY = SheetKind(
    "doctor-copy",
    lambda: tr("One page of questions for the doctor"),
    _to_read,
    parts=(Part("goal", _goal, CARE | CLOSE), Part("decide_by", _decide_by, CARE | CLOSE)),
    visit="needed",
    recipients=("doctor", *(reader for reader in _READERS if reader != "doctor")),
    items=_questions,
)

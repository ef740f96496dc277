"""From a case to a worksheet for a decision: filled with what doctors named, and open for the rest."""

from __future__ import annotations

from sqlalchemy.orm import Session

from secondop_desktop.base import language
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate, day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import person, questions, reasons, task_origins, tasks
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.flows import opinion_rows
from secondop_desktop.flows.opinion_rows import NOBODY, Known
from secondop_desktop.flows.plan import CARE, CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.journey.standing import folded
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_own import Choice, Step, Worksheet
from secondop_desktop.questions import catalogue
from secondop_desktop.vault.vault import Vault

_MINE = frozenset({"myself"})
_NEAR = CLOSE | _MINE


def worksheet(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> Worksheet:
    """What is ticked of what the case knows about a decision; the rest is there to be written on."""
    owner, purpose = person.known(session), reasons.purpose(session) or Purpose()
    return Worksheet(
        person=owner.name if owner else "",
        printed_on=day_words(clock.today()),
        decision=purpose.decision if plan.shows("decision") else "",
        decide_by=_day(purpose.decide_by) if plan.shows("decision") else "",
        waiting=_waiting(purpose) if plan.shows("waiting") else "",
        reasons=tuple(_reasons(session)) if plan.shows("reasons") else (),
        choices=tuple(_choices(session, plan)) if plan.shows("choices") else (),
        people=_people(owner.companion if owner else "") if plan.shows("people") else (),
        asked=tuple(_without_answer(session)) if plan.shows("asked") else (),
        steps=tuple(_steps(session)) if plan.shows("steps") else (),
    )


def _waiting(purpose: Purpose) -> str:
    source = ", ".join(part for part in (purpose.waiting_said_by, _day(purpose.waiting_said_on)) if part)
    said = purpose.waiting_said.strip()
    return f"{said} ({source})" if said and source else said


def _reasons(session: Session) -> list[str]:
    titles = {reason.key: reason.title for reason in catalogue.load(language.code()).reasons}
    found = []
    for reason in reasons.chosen(session):
        parts = (titles.get(reason.key, ""), reason.own_words)
        found.append(": ".join(part for part in parts if part))
    return [reason for reason in found if reason]


def _choices(session: Session, plan: Plan) -> list[Choice]:
    """What doctors advised or named, each in their words and once, with everybody who named it."""
    whom = opinion_rows.known(session)
    shown = {"options", "recommendation"} | ({"sources"} if plan.shows("sources") else set())
    found: dict[str, tuple[str, list[str]]] = {}
    for row in opinion_rows.rows(session, whom, lambda part: part in shown):
        for who, texts in row.cells.items():
            for said in texts:
                _text, named = found.setdefault(folded(said.text), (said.text, []))
                by = _named_by(whom, row.topic, who, said.source) if plan.shows("sources") else ""
                if by and by not in named:
                    named.append(by)
    return [Choice(text, "; ".join(named)) for text, named in found.values()]


def _named_by(whom: Known, topic: str, who: str, source: str) -> str:
    doctor = whom.doctors[who].name if who != NOBODY else ""
    said = ", ".join(part for part in (doctor if doctor not in source else "", source) if part)
    return tr("{what}: {who}", what=topic, who=said) if said else topic


def _people(companion: str) -> tuple[str, ...]:
    return (companion.strip(),) if companion.strip() else ()


def _without_answer(session: Session) -> list[str]:
    """The questions with a star to which nobody has given an answer yet."""
    asked = questions.askings(session)
    return [
        question.text
        for question in questions.everything(session)
        if question.starred
        and not any(one.answered_at or one.answer.strip() for one in asked.get(question.id, ()))
    ]


def _steps(session: Session) -> list[Step]:
    """What is still to be done, with who does it where that was said at a visit."""
    origins = task_origins.everything(session)
    return [
        Step(task.text, origins[task.id].owner if task.id in origins else "", _day(task.due))
        for task in tasks.everything(session)
        if task.done_at is None
    ]


def _day(day: PartialDate | None) -> str:
    return day.words() if day else ""


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        data = worksheet(session, plan, clock)
    return draw.worksheet(data, plan.style())


KIND = SheetKind(
    "decision",
    lambda: tr("Decision worksheet"),
    _draw,
    parts=(
        Part("decision", lambda: tr("The decision, and by when"), _NEAR | CARE),
        Part("waiting", lambda: tr("What was said about waiting"), _NEAR | CARE),
        Part("reasons", lambda: tr("Why I want a second opinion"), _MINE),
        Part("choices", lambda: tr("The choices that doctors named"), _NEAR | CARE),
        Part("sources", lambda: tr("Who named them, and when"), _NEAR | CARE),
        Part("people", lambda: tr("People whose view matters to me"), _MINE),
        Part("asked", lambda: tr("My starred questions without an answer"), _NEAR | CARE),
        Part("steps", lambda: tr("What is to be done"), _NEAR),
    ),
    recipients=("myself", "companion", "family", "doctor", "family_doctor", "other"),
    about=lambda: tr("A sheet to think with, on paper or on the screen. It asks, and it never chooses."),
)

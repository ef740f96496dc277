"""From a visit to the card for whoever comes along; every word on it is for reading in a waiting room."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, person, questions, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.flows import visit_words
from secondop_desktop.flows.plan import CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import CompanionCard
from secondop_desktop.vault.vault import Vault

MOST_QUESTIONS = 3


def companion_card(session: Session, visit_id: str) -> CompanionCard:
    """What the card for one visit says."""
    visit, plan = appointments.one(session, visit_id), visit_plans.of_visit(session, visit_id)
    doctor = session.get(Doctor, visit.doctor_id) if visit.doctor_id else None
    owner = person.known(session)
    ways = [visit.place, plan.directions, tr("Parking: {where}", where=plan.parking) if plan.parking else ""]
    duty, duties = _duties(plan.companion_role)
    return CompanionCard(
        person=owner.name if owner else "",
        companion=_name(visit.companion or (owner.companion if owner else "")),
        doctor=doctor.name if doctor else "",
        when=visit_words.when(visit),
        arrive=plan.arrive,
        place=". ".join(part.rstrip(".") for part in ways if part),
        decision=plan.decision,
        duty=duty,
        duties=duties,
        questions=tuple(_first_questions(session, visit)),
        to_write=_to_write(),
        helps=plan.overwhelmed,
        calm=_calm(),
    )


def _name(companion: str) -> str:
    """The name out of words like "Tom, my son. He takes notes."; a title with a dot stays with it."""
    return re.split(r",|;|\n|(?<=\w{3})\.", companion, maxsplit=1)[0].strip()


def _first_questions(session: Session, visit: Appointment) -> list[str]:
    """The starred questions of the visit, else its first ones; those that wait for it come first."""
    entries = [entry.question for entry in questions.for_appointment(session, visit)]
    starred = [question.text for question in entries if question.starred]
    return (starred or [question.text for question in entries])[:MOST_QUESTIONS]


def _duties(role: str) -> tuple[str, tuple[str, ...]]:
    """What a companion is asked to do: the heading and its lines; without a role three of them in short."""
    duties = {"writes": _writes, "asks": _asks, "listens": _listens, "speaks": _speaks}
    if role in duties:
        return duties[role]()
    return "", (
        tr("Write down what the doctor says."),
        tr("Ask the questions I forget."),
        tr("Listen, and tell me later what you heard."),
    )


def _writes() -> tuple[str, tuple[str, ...]]:
    return tr("Please write for me"), (
        tr("Write down what the doctor says, in the doctor’s own words."),
        tr("Ask how to spell the names of tests and medicines."),
        tr("At the end, read your notes aloud and ask if they are right."),
    )


def _asks() -> tuple[str, tuple[str, ...]]:
    return tr("Please help me ask"), (
        tr("Keep my questions in front of you, and tick each one that is answered."),
        tr("If I forget one, ask it for me."),
        tr("If an answer is not clear, say: “Could you say that in other words, please?”"),
    )


def _listens() -> tuple[str, tuple[str, ...]]:
    return tr("Please listen for me"), (
        tr("Let me do the talking, and listen for what I may miss."),
        tr("Notice how things are said, too, and not only what is said."),
        tr("Tell me on the same day what you heard, while it is fresh."),
    )


def _speaks() -> tuple[str, tuple[str, ...]]:
    return tr("Please speak for me when I cannot"), (
        tr("Speak when I look at you, or when I cannot go on."),
        tr("Say what I want in my own words, as they stand on this card."),
        tr("Decide nothing for me. You can say that we need time to think."),
    )


def _to_write() -> tuple[str, ...]:
    return (
        tr("What they think it is, and how sure they are"),
        tr("What they advise, and why"),
        tr("What else could be done, and what is good and bad about it"),
        tr("The names of tests, medicines and studies"),
        tr("What happens next: who does it, and by which day"),
        tr("Whom to ring with more questions"),
    )


def _calm() -> tuple[str, ...]:
    return (
        tr("Ask for a short break. Doctors are used to that."),
        tr("Ask: “What must be decided today, and what can wait?”"),
        tr("Ask if the rest can be told by phone, or on another day."),
    )


_HIDDEN: dict[str, dict[str, Any]] = {
    "where": {"when": "", "arrive": "", "place": ""},
    "decision": {"decision": ""},
    "questions": {"questions": ()},
    "helps": {"helps": ""},
}
"""What is taken away when a part is not ticked."""


def _draw(vault: Vault, plan: Plan, _clock: Clock) -> bytes:
    with vault.read() as session:
        card = companion_card(session, plan.visit)
    for part, empty in _HIDDEN.items():
        if not plan.shows(part):
            card = replace(card, **empty)
    return draw.companion_card(card, plan.style())


_SEES = CLOSE | {"myself", "other"}

KIND = SheetKind(
    "companion-card",
    lambda: tr("Card for the one who comes with me"),
    _draw,
    parts=(
        Part("where", lambda: tr("When and where we meet"), _SEES),
        Part("decision", lambda: tr("The decision I need help with"), CLOSE | {"myself"}),
        Part("questions", lambda: tr("My first questions"), CLOSE | {"myself"}),
        Part("helps", lambda: tr("What helps me when it gets too much"), _SEES),
    ),
    visit="needed",
    recipients=("companion", "family", "myself", "other"),
)

"""From a case to its summary on one page, with those parts only that its reader is to see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.language import tr
from secondop_desktop.flows.plan import CARE, CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.paper import draw, gather
from secondop_desktop.paper.sheets import Summary
from secondop_desktop.vault.vault import Vault

_OFFICES = frozenset({"insurer", "records_office"})
_COMPANION = frozenset({"companion"})
_INSURER = frozenset({"insurer"})

_HIDDEN: dict[str, dict[str, Any]] = {
    "birth_date": {"birth_date": ""},
    "phone": {"phone": ""},
    "allergies": {"allergies": None},
    "decision": {"decision": "", "decide_by": ""},
    "diagnosis": {"diagnosis": "", "diagnosis_source": "", "diagnosis_date": ""},
    "facts": {"facts": ()},
    "timeline": {"timeline": ()},
    "treatment": {"treatment": ""},
    "plan": {"plan_by": "", "plan": ""},
    "medicines": {"medicines": ()},
    "conditions": {"conditions": ()},
    "records": {"records_here": (), "records_missing": ()},
    "questions": {"top_questions": ()},
    "companion": {"companion": ""},
}
"""What is taken away when a part is not ticked."""


def summary(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> Summary:
    """What is ticked of the summary; what is not ticked is not in it at all."""
    whole = gather.summary(session, clock.today(), plan.visit)
    for part, empty in _HIDDEN.items():
        if not plan.shows(part):
            whole = replace(whole, **empty)
    return whole


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        data = summary(session, plan, clock)
    return draw.summary(data, plan.style())


KIND = SheetKind(
    "summary",
    lambda: tr("My summary on one page"),
    _draw,
    parts=(
        Part("birth_date", lambda: tr("Birth date"), CARE | _OFFICES),
        Part("phone", lambda: tr("My telephone number"), CARE | _OFFICES),
        Part("allergies", lambda: tr("Allergies"), CARE | _COMPANION),
        Part("decision", lambda: tr("The decision I want help with, and by when"), CARE | CLOSE),
        Part("diagnosis", lambda: tr("Diagnosis, with its date and source"), CARE | CLOSE | _INSURER),
        Part("facts", lambda: tr("Key facts: stage, grade, markers"), CARE),
        Part("timeline", lambda: tr("Timeline"), CARE),
        Part("treatment", lambda: tr("Treatment so far"), CARE | _COMPANION | _INSURER),
        Part("plan", lambda: tr("What my first doctor proposes"), CARE | _INSURER),
        Part("medicines", lambda: tr("Medicines"), CARE | _COMPANION),
        Part("conditions", lambda: tr("Other conditions"), CARE),
        Part("records", lambda: tr("Records I have, and records missing"), CARE | {"records_office"}),
        Part("questions", lambda: tr("My top questions"), CARE | _COMPANION),
        Part("companion", lambda: tr("Who comes with me"), CARE | _COMPANION),
    ),
    visit="maybe",
)

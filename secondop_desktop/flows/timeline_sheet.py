"""From a case to its timeline on paper: those kinds of entries only that the reader is to see."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import person
from secondop_desktop.flows import see_health
from secondop_desktop.flows.plan import CARE, CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.paper import draw
from secondop_desktop.paper.health_sheets import TimelineSheet
from secondop_desktop.vault.vault import Vault

_INSURER = frozenset({"insurer"})


def timeline_sheet(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> TimelineSheet:
    """What is ticked of the timeline; what is not ticked is not in it at all."""
    timeline, table = see_health.timeline(session, clock)
    owner = person.known(session)
    shown = tuple(entry for entry in timeline.entries if plan.shows(entry.kind))
    lines = [
        table[entry.key] for entry in sorted(shown, key=lambda each: (each.days is None, each.days or ()))
    ]
    if not plan.shows("sources"):
        lines = [replace(line, source="") for line in lines]
    born = owner.birth_date if owner and plan.shows("birth_date") else None
    return TimelineSheet(
        owner.name if owner else "",
        day_words(clock.today()),
        replace(timeline, entries=shown),
        tuple(lines),
        born.words() if born else "",
    )


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        sheet = timeline_sheet(session, plan, clock)
    return draw.timeline(sheet, plan.style())


KIND = SheetKind(
    "timeline",
    lambda: tr("My timeline as a picture"),
    _draw,
    parts=(
        Part("birth_date", lambda: tr("Birth date"), CARE | _INSURER),
        Part("diagnosis", lambda: tr("The day of the diagnosis"), CARE | CLOSE | _INSURER),
        Part("opinion", lambda: tr("Opinions, with the doctors’ names"), CARE | CLOSE),
        Part("treatment", lambda: tr("Treatments"), CARE | CLOSE | _INSURER),
        Part("visit", lambda: tr("Other visits"), CARE | CLOSE),
        Part("event", lambda: tr("What happened on the way"), CARE | CLOSE),
        Part("sources", lambda: tr("Who says so, and since when"), CARE),
    ),
    recipients=("doctor", "myself", "family_doctor", "companion", "family", "insurer", "other"),
    about=lambda: tr("All that happened so far on one line of time, with the same in words below it."),
)

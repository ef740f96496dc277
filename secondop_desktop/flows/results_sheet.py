"""From a case to its results over time on paper: those markers only that the reader is to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import person
from secondop_desktop.flows import see_health
from secondop_desktop.flows.plan import CARE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind, item
from secondop_desktop.paper import draw
from secondop_desktop.paper.health_sheets import Marker, ResultsSheet
from secondop_desktop.vault.vault import Vault

_FAMILY = "marker"


def results_sheet(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> ResultsSheet:
    """What is ticked of the results; what is not ticked is not in it at all."""
    owner = person.known(session)
    shown = [each for each in see_health.markers(session) if plan.shows_item(_FAMILY, _key(each))]
    if not plan.shows("sources"):
        shown = [_without_sources(each) for each in shown]
    born = owner.birth_date if owner and plan.shows("birth_date") else None
    return ResultsSheet(
        owner.name if owner else "", day_words(clock.today()), tuple(shown), born.words() if born else ""
    )


def _without_sources(marker: Marker) -> Marker:
    return replace(marker, table=tuple(replace(line, source="") for line in marker.table))


def _key(marker: Marker) -> str:
    return see_health.marker_key(marker.name)


def _markers(session: Session, _plan: Plan) -> Sequence[Part]:
    return [item(_FAMILY, _key(each), _words(each), CARE) for each in see_health.markers(session)]


def _words(marker: Marker) -> str:
    count = trn("{n} value", "{n} values", len(marker.values))
    return tr("{marker}, {count}", marker=marker.name, count=count)


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        sheet = results_sheet(session, plan, clock)
    return draw.results(sheet, plan.style())


KIND = SheetKind(
    "results",
    lambda: tr("My results over time"),
    _draw,
    parts=(
        Part("birth_date", lambda: tr("Birth date"), CARE),
        Part("sources", lambda: tr("Where each value stands"), CARE),
    ),
    recipients=("doctor", "myself", "family_doctor", "companion", "family", "other"),
    items=_markers,
    about=lambda: tr("Each value that was measured more than once, as a picture and as a table."),
)

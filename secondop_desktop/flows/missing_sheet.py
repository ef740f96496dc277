"""From a case to what is missing: for one visit, or for every visit to come."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, person
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.flows import see_ready, visit_words
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.journey.ready import Thing, ready
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import MissingLine, MissingPart, MissingSheet
from secondop_desktop.vault.vault import Vault


def missing_sheet(
    session: Session, visit_id: str, clock: Clock = SYSTEM_CLOCK, ring: bool = True, there: bool = True
) -> MissingSheet:
    """What one visit still needs; without a visit, what each visit to come needs.

    `ring` says whom to ring for it, `there` also what is there already.
    """
    if visit_id:
        visits = [appointments.one(session, visit_id)]
    else:
        visits = appointments.upcoming(session, clock.now())
    owner = person.known(session)
    return MissingSheet(
        person=owner.name if owner else "",
        printed_on=day_words(clock.today()),
        parts=tuple(_part(session, visit, clock, ring, there) for visit in visits),
    )


def _part(session: Session, visit: Appointment, clock: Clock, ring: bool, there: bool) -> MissingPart:
    found = see_ready.readiness(session, visit, clock)
    # The answer in one sentence names places and numbers, too: it is made from what is shown.
    things = [each.thing if ring else replace(each.thing, ring="", phone="") for each in found.listed]
    doctor = session.get(Doctor, visit.doctor_id) if visit.doctor_id else None
    return MissingPart(
        doctor=doctor.name if doctor else "",
        when=visit_words.when(visit),
        answer=ready(things, found.days_left, found.over).sentence,
        missing=tuple(map(_line, sorted((t for t in things if not t.there), key=lambda t: not t.required))),
        there=tuple(thing.text for thing in things if thing.there) if there else (),
    )


def _line(thing: Thing) -> MissingLine:
    return MissingLine(thing.text, thing.where, thing.ring, thing.phone, thing.required)


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        sheet = missing_sheet(session, plan.visit, clock, plan.shows("ring"), plan.shows("there"))
    return draw.missing(sheet, plan.style())


_HELPERS = frozenset({"myself", "companion", "family"})

KIND = SheetKind(
    "missing",
    lambda: tr("What is missing, with whom to ring"),
    _draw,
    parts=(
        Part("ring", lambda: tr("Whom to ring, with the number"), _HELPERS),
        Part("there", lambda: tr("What is there already"), frozenset({"myself", "family_doctor"})),
    ),
    visit="maybe",
    recipients=("myself", "companion", "family", "family_doctor", "doctor", "records_office", "other"),
)

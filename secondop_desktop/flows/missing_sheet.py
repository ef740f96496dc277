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
from secondop_desktop.flows.see_ready import Listed
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import MissingLine, MissingPart, MissingSheet
from secondop_desktop.vault.vault import Vault


def missing_sheet(session: Session, visit_id: str, clock: Clock = SYSTEM_CLOCK) -> MissingSheet:
    """What one visit still needs; without a visit, what each visit to come needs."""
    if visit_id:
        visits = [appointments.one(session, visit_id)]
    else:
        visits = appointments.upcoming(session, clock.now())
    owner = person.known(session)
    return MissingSheet(
        person=owner.name if owner else "",
        printed_on=day_words(clock.today()),
        parts=tuple(_part(session, visit, clock) for visit in visits),
    )


def _part(session: Session, visit: Appointment, clock: Clock) -> MissingPart:
    found = see_ready.readiness(session, visit, clock)
    doctor = session.get(Doctor, visit.doctor_id) if visit.doctor_id else None
    away = sorted(
        (each for each in found.listed if not each.thing.there), key=lambda each: not each.thing.required
    )
    return MissingPart(
        doctor=doctor.name if doctor else "",
        when=visit_words.when(visit),
        answer=found.answer.sentence,
        missing=tuple(_line(each) for each in away),
        there=tuple(each.thing.text for each in found.listed if each.thing.there),
    )


def _line(each: Listed) -> MissingLine:
    thing = each.thing
    return MissingLine(thing.text, thing.where, thing.ring, thing.phone, thing.required)


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        sheet = missing_sheet(session, plan.visit, clock)
    parts = sheet.parts
    if not plan.shows("there"):
        parts = tuple(replace(part, there=()) for part in parts)
    if not plan.shows("ring"):
        parts = tuple(
            replace(part, missing=tuple(replace(line, ring="", phone="") for line in part.missing))
            for part in parts
        )
    return draw.missing(replace(sheet, parts=parts), plan.style())


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

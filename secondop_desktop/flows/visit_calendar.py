"""From a visit to a calendar file: private, with a neutral title, and known by the same name ever after."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from sqlalchemy.orm import Session

from secondop_desktop.base import outside_files, passing_files
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.calendars import writing
from secondop_desktop.calendars.entry import Entry
from secondop_desktop.case import appointments, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.vault.vault import Vault

USUAL_LENGTH = 60
"""Minutes a visit takes in a calendar when nobody knows; `Appointment.ends` counts the same."""


def neutral_title() -> str:
    """What a visit is called in a calendar, unless the person chose another title."""
    return tr("Appointment")


def file_name() -> str:
    """The name to offer for the file; it tells no more than the title."""
    return tr("appointment") + ".ics"


def entry(session: Session, visit_id: str, clock: Clock = SYSTEM_CLOCK) -> Entry:
    """What a calendar is told of a visit now; a change since the last file gets the next number.

    The name and the number are kept in the same transaction, so that the next file speaks of the same entry.
    """
    plan = visit_plans.of_visit(session, visit_id)
    told = _told(appointments.one(session, visit_id), plan, clock)
    state = _state(told)
    if plan.exported != state:
        changed = plan.sequence + 1 if plan.exported else plan.sequence
        plan.sequence = max(changed, plan.invited)
        plan.uid, plan.exported = told.uid, state
        visit_plans.keep(session, plan)
    return replace(told, sequence=plan.sequence)


def is_behind(visit: Appointment, plan: VisitPlan) -> bool:
    """Whether the calendar has the visit as it was before it was changed."""
    return bool(plan.exported) and plan.exported != _state(_told(visit, plan, SYSTEM_CLOCK))


def write(vault: Vault, visit_id: str, clock: Clock = SYSTEM_CLOCK) -> bytes:
    """The calendar file of a visit; its name and number are kept before anybody has it."""
    with vault.write() as session:
        told = entry(session, visit_id, clock)
    return writing.write(told)


def all_entries(visits: Iterable[Appointment], plans: Mapping[str, VisitPlan], clock: Clock) -> list[Entry]:
    """What a calendar would be told of many visits now; nothing of it is noted in the case.

    `plans` are by the id of the visit. A visit that no calendar knows yet is named by its own id.
    """
    told = []
    for visit in visits:
        plan = plans.get(visit.id) or VisitPlan(appointment_id=visit.id)
        number = max(plan.sequence, plan.invited, 0)
        told.append(replace(_told(visit, plan, clock), uid=plan.uid or visit.id, sequence=number))
    return told


def save(content: bytes, file: Path) -> None:
    """Write the file where the person wants it; an older one of that name is replaced as a whole."""
    try:
        outside_files.write(file, content)
    except OSError as error:
        raise UserError(
            tr("The calendar file could not be saved there. Your case is safe."),
            tr("Please choose another folder, or make some room."),
        ) from error


def lay_out(content: bytes) -> Path:
    """Write it where the calendar program of this computer can fetch it; `passing_files.sweep` deletes it."""
    try:
        return passing_files.put(content, file_name())
    except OSError as error:
        raise UserError(
            tr("The calendar file could not be laid out for another program. Your case is safe."),
            tr("Please make some room on this computer, or save the file yourself."),
        ) from error


def _told(visit: Appointment, plan: VisitPlan, clock: Clock) -> Entry:
    return Entry(
        uid=plan.uid or str(uuid.uuid4()),
        sequence=0,
        stamp=clock.now(),
        title=plan.calendar_title or neutral_title(),
        day=visit.date,
        start=visit.starts.time() if visit.hour else None,
        zone=visit.zone,
        minutes=visit.minutes or USUAL_LENGTH,
        alarm=plan.alarm_minutes,
        place=visit.place if plan.calendar_place else "",
        link=plan.link if plan.calendar_place else "",
        cancelled=visit.status == "cancelled",
    )


def _state(told: Entry) -> str:
    """A mark of all that the file says but its number and time of writing."""
    said = [str(value) for name, value in asdict(told).items() if name not in ("sequence", "stamp")]
    return hashlib.sha256("\x00".join(said).encode()).hexdigest()

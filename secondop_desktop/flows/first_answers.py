"""Puts what was answered at the first start where it belongs in the case."""

from __future__ import annotations

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, diagnosis, reasons, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault.vault import Vault


def keep_first_answers(
    vault: Vault,
    what_happened: str,
    next_appointment: PartialDate | None,
    why: str,
    clock: Clock = SYSTEM_CLOCK,
) -> None:
    """Keep what happened as the diagnosis in the person's words, why as the decision, and the next visit.

    A visit of which only the month is known becomes a reminder, for a visit needs its day.
    """
    with vault.write() as session:
        if what_happened.strip():
            diagnosis.keep(session, Diagnosis(sentence=what_happened))
        if why.strip():
            reasons.keep_purpose(session, Purpose(decision=why))
        day = next_appointment.whole() if next_appointment else None
        if day is not None:
            appointments.keep(session, Appointment(day=day.isoformat(), zone=str(clock.zone())))
        elif next_appointment is not None:
            text = tr("Find out the day of the appointment in {month}", month=next_appointment.words())
            tasks.keep(session, Task(text=text))

"""What there is to choose from for a packet: the records, which of them a visit needs, whom it can be for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.case import appointments, doctors, documents, person
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.packet_records import needed_for


@dataclass(frozen=True)
class Offer:
    """Records in their usual order, visits (coming ones first), doctors by id, and what each visit needs."""

    records: Sequence[Document] = ()
    visits: Sequence[Appointment] = ()
    doctors: Mapping[str, Doctor] = field(default_factory=dict)
    needed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    name: str = ""


def offer(session: Session, clock: Clock = SYSTEM_CLOCK) -> Offer:
    """Everything that can be chosen."""
    now = clock.now()
    visits = [*appointments.upcoming(session, now), *appointments.past(session, now)]
    owner = person.known(session)
    return Offer(
        documents.everything(session),
        visits,
        {doctor.id: doctor for doctor in doctors.everyone(session)},
        {visit.id: needed_for(session, visit.id) for visit in visits},
        owner.name if owner else "",
    )

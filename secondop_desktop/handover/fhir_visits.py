"""Visits in FHIR R4: as an appointment where its times are known, else as far as FHIR can say it.

An Appointment that is booked or took place must have a start and an end (rules app-2 and app-3). When nobody
knows them, a coming visit is one that is proposed for a day, and one that took place is an Encounter.
"""

from __future__ import annotations

from secondop_desktop.base.language import tr
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.handover.fhir_parts import Json, Reference, concept, reference, resource
from secondop_desktop.handover.words import visit_kinds

_STATES = {"planned": "booked", "done": "fulfilled", "cancelled": "cancelled"}
"""FHIR R4, value set appointmentstatus."""
_CLASSES = {"in_person": "AMB", "video": "VR", "phone": "VR"}
"""HL7 v3 ActEncounterCode: ambulatory, or virtual."""
_ACT_CODES = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


def visit(told: Appointment, patient: Reference, doctor: Doctor | None) -> Json:
    """One visit."""
    known = bool(told.hour) and told.minutes > 0
    if told.status == "done" and not known:
        return _encounter(told, patient, doctor)
    when = {"start": told.starts.isoformat(), "end": _end(told)} if known else {}
    asked = {} if known else {"requestedPeriod": [{"start": _start(told)}]}
    state = _STATES.get(told.status, "proposed") if known or told.status == "cancelled" else "proposed"
    taking_part = "accepted" if known else "needs-action"
    actors = [patient, *([reference("Practitioner", doctor.id, doctor.name)] if doctor else [])]
    return resource(
        "Appointment",
        told.id,
        {
            "status": state,
            "appointmentType": concept(visit_kinds().get(told.kind, told.kind)),
            "description": told.goal,
            **when,
            "minutesDuration": told.minutes if known else None,
            "comment": tr("Place: {place}", place=told.place) if told.place.strip() else "",
            "participant": [{"actor": actor, "status": taking_part} for actor in actors],
            **asked,
        },
    )


def _encounter(told: Appointment, patient: Reference, doctor: Doctor | None) -> Json:
    code = _CLASSES.get(told.mode, "AMB")
    who = [{"individual": reference("Practitioner", doctor.id, doctor.name)}] if doctor else []
    return resource(
        "Encounter",
        told.id,
        {
            "status": "finished",
            "class": {"system": _ACT_CODES, "code": code},
            "type": [concept(visit_kinds().get(told.kind, told.kind))],
            "subject": patient,
            "participant": who,
            "period": {"start": _start(told)},
            "reasonCode": [concept(told.goal)] if told.goal.strip() else [],
            "location": [{"location": {"display": told.place}}] if told.place.strip() else [],
        },
    )


def _start(told: Appointment) -> str:
    """The start as far as it is known: a dateTime may be a day alone."""
    return told.starts.isoformat() if told.hour else told.day


def _end(told: Appointment) -> str:
    return told.ends.astimezone(told.starts.tzinfo).isoformat()

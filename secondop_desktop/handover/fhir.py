"""The case as a bundle of HL7 FHIR R4 (4.0.1), for programs of clinics; only what the person wrote down.

Codes stand only where FHIR itself demands one and the case knows the answer; all else is text, as it was
written. What FHIR can only say with something that nobody knows (such as the end of a visit) is said in
another way or left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.person import Person
from secondop_desktop.case.results import Result
from secondop_desktop.handover import fhir_visits, standard_ids
from secondop_desktop.handover.fhir_parts import (
    Json,
    Reference,
    concept,
    in_url,
    instant,
    note,
    partial,
    pruned,
    reference,
    resource,
    source,
)
from secondop_desktop.handover.given import Given
from secondop_desktop.handover.words import record_kinds

_ACTIVE_ALLERGY = {
    "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
    "code": "active",
}
"""FHIR R4, AllergyIntolerance, rule ait-1 demands a clinical status; an allergy that one names is one."""
_ASSERTED = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate"
"""FHIR R4, extension condition-assertedDate: when it was first known that there is this condition."""
_MEDICINE_STATES = {
    "taking": "active",
    "stopped": "stopped",
    "named": "intended",
    "not_wanted": "not-taken",
}
"""FHIR R4, value set medication-statement-status."""
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def bundle(given: Given, media: Mapping[str, str]) -> bytes:
    """The bundle as JSON. `media` gives the media type of a record's file by its id."""
    owner = given.only(Person)
    patient = reference("Patient", owner.id if owner else "patient", owner.name if owner else "")
    found = [_patient(owner), *_rest(given, patient, media)]
    told = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": instant(given.made),
        "entry": [{"fullUrl": standard_ids.urn(one["id"]), "resource": one} for one in found],
    }
    return (json.dumps(pruned(told), ensure_ascii=False, indent=1) + "\n").encode()


def _rest(given: Given, patient: Reference, media: Mapping[str, str]) -> Iterator[Json]:
    doctors = {one.id: one for one in given.of(Doctor)}
    for doctor in doctors.values():
        yield from _doctor(doctor)
    told = given.only(Diagnosis)
    if told is not None and told.sentence:
        yield _diagnosis(told, given.of(DiagnosisFact), patient)
    owner = given.only(Person)
    if owner is not None:
        yield from _free_text(owner, patient)
    for medicine in given.of(Medicine):
        yield _medicine(medicine, patient, doctors)
    for result in given.of(Result):
        yield _result(result, patient)
    for visit in given.of(Appointment):
        yield fhir_visits.visit(visit, patient, doctors.get(visit.doctor_id or ""))
    for record in given.of(Document):
        yield _record(record, given, patient, doctors, media.get(record.id, ""))


def _patient(owner: Person | None) -> Json:
    if owner is None:
        return resource("Patient", "patient", {})
    return resource(
        "Patient",
        owner.id,
        {
            "name": [{"text": owner.name}],
            "birthDate": partial(owner.birth_date),
            "telecom": [{"system": "phone", "value": owner.phone}] if owner.phone.strip() else [],
            "communication": [{"language": concept(owner.language)}] if owner.language.strip() else [],
        },
    )


def _doctor(doctor: Doctor) -> Iterator[Json]:
    telecom = [("phone", doctor.phone), ("fax", doctor.fax), ("email", doctor.email)]
    yield resource(
        "Practitioner",
        doctor.id,
        {
            "name": [{"text": doctor.name}],
            "telecom": [{"system": system, "value": value} for system, value in telecom if value.strip()],
            "address": [{"text": doctor.address}] if doctor.address.strip() else [],
        },
    )
    if doctor.specialty.strip() or doctor.hospital.strip():
        yield resource(
            "PractitionerRole",
            f"{doctor.id} role",
            {
                "practitioner": reference("Practitioner", doctor.id, doctor.name),
                "organization": {"display": doctor.hospital},
                "specialty": [concept(doctor.specialty)] if doctor.specialty.strip() else [],
            },
        )


def _diagnosis(told: Diagnosis, facts: list[DiagnosisFact], patient: Reference) -> Json:
    side = " ".join(part for part in (told.side, told.site) if part)
    asserted = partial(told.diagnosed_on)
    return resource(
        "Condition",
        told.id,
        {
            "extension": [{"url": _ASSERTED, "valueDateTime": asserted}] if asserted else [],
            "subject": patient,
            "code": concept(told.sentence),
            "bodySite": [concept(side)] if side.strip() else [],
            "note": [
                *note(source(told.source, told.source_date)),
                *(n for f in facts for n in note(f"{f.topic}: {f.text}", source(f.source, f.as_of))),
            ],
        },
    )


def _free_text(owner: Person, patient: Reference) -> Iterator[Json]:
    """What stands in the lines of the person's own summary."""
    for number, line in enumerate(_LINE.findall(owner.allergies)):
        yield resource(
            "AllergyIntolerance",
            f"{owner.id} allergy {number}",
            {"clinicalStatus": {"coding": [_ACTIVE_ALLERGY]}, "code": concept(line), "patient": patient},
        )
    for number, line in enumerate(_LINE.findall(owner.conditions)):
        has: Json = {"code": concept(line), "subject": patient}
        yield resource("Condition", f"{owner.id} condition {number}", has)
    for number, line in enumerate(_LINE.findall(owner.medicines)):
        takes: Json = {"status": "unknown", "medicationCodeableConcept": concept(line), "subject": patient}
        yield resource("MedicationStatement", f"{owner.id} medicine {number}", takes)


def _medicine(medicine: Medicine, patient: Reference, doctors: Mapping[str, Doctor]) -> Json:
    named = medicine.name + (f" ({medicine.other_name})" if medicine.other_name else "")
    how = ", ".join(part for part in (medicine.strength, medicine.dose, medicine.how_often) if part)
    doctor = doctors.get(medicine.doctor_id or "")
    return resource(
        "MedicationStatement",
        medicine.id,
        {
            "status": _MEDICINE_STATES.get(medicine.state, "unknown"),
            "statusReason": [concept(medicine.stopped_why)] if medicine.stopped_why.strip() else [],
            "medicationCodeableConcept": concept(named),
            "subject": patient,
            "effectivePeriod": {"start": partial(medicine.started), "end": partial(medicine.stopped)},
            "dateAsserted": partial(medicine.dated),
            "informationSource": reference("Practitioner", doctor.id, doctor.name) if doctor else None,
            "reasonCode": [concept(medicine.reason)] if medicine.reason.strip() else [],
            "note": [*note(medicine.source), *note(medicine.side_effects), *note(medicine.note)],
            "dosage": [{"text": how, "route": concept(medicine.route)}],
        },
    )


def _result(result: Result, patient: Reference) -> Json:
    low, high = result.low.strip(), result.high.strip()
    spread = f"{low} – {high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
    return resource(
        "Observation",
        result.id,
        {
            "status": "unknown",
            "code": concept(result.marker),
            "subject": patient,
            "effectiveDateTime": partial(result.day),
            "valueString": f"{result.value} {result.unit}".strip(),
            "referenceRange": [{"text": spread}] if spread else [],
            "note": [*note(result.lab), *note(result.source), *note(result.note)],
        },
    )


def _record(
    record: Document, given: Given, patient: Reference, doctors: Mapping[str, Doctor], media: str
) -> Json:
    path = given.file(record.blob)
    attachment: Json = {"contentType": media, "title": record.title, "creation": partial(record.dated)}
    attachment |= {"url": in_url(path), "size": record.size} if path else {}
    doctor = doctors.get(record.doctor_id or "")
    return resource(
        "DocumentReference",
        record.id,
        {
            "status": "current",
            "type": concept(record_kinds().get(record.kind, record.kind)),
            "subject": patient,
            "date": instant(record.added_at),
            "author": [reference("Practitioner", doctor.id, doctor.name)] if doctor else [],
            "description": record.note,
            "content": [{"attachment": attachment}],
        },
    )

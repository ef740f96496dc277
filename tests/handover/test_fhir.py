"""The bundle is FHIR R4 as other people's models know it, and says nothing that nobody knows."""

import json
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from fhirclient.models.bundle import Bundle

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.person import Person
from secondop_desktop.case.results import Result
from secondop_desktop.handover import fhir
from secondop_desktop.handover.given import Given

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
REQUIRED = {
    "MedicationStatement": {
        *("active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown", "not-taken")
    },
    "Appointment": {
        *("proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow"),
        *("entered-in-error", "checked-in", "waitlist"),
    },
    "Encounter": {"planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled"},
    "DocumentReference": {"current", "superseded", "entered-in-error"},
    "Observation": {"registered", "preliminary", "final", "amended", "unknown"},
}
"""The required bindings of R4 (4.0.1) for the status of these resources."""


def given(*records, **more):
    entries = {}
    for record in records:
        entries.setdefault(type(record).__tablename__, []).append(record)
    return Given(entries, more.pop("paths", {}), NOW, ZoneInfo("America/Chicago"), **more)


def bundle(*records, **more):
    """The bundle, read strictly by fhirclient, which is made for R4; then as plain JSON by kind."""
    told = json.loads(fhir.bundle(given(*records, **more), {"d" * 8: "application/pdf"}))
    whole = Bundle(told, strict=True)
    assert whole.type == "collection"
    found = {}
    for entry in told["entry"]:
        resource = entry["resource"]
        found.setdefault(resource["resourceType"], []).append(resource)
        allowed = REQUIRED.get(resource["resourceType"])
        assert allowed is None or resource["status"] in allowed
        assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource["id"])
        assert entry["fullUrl"] == f"urn:uuid:{resource['id']}"
    names = {entry["fullUrl"] for entry in told["entry"]}
    assert set(re.findall(r'"reference": "([^"]+)"', json.dumps(told))) <= names
    return found


def person(**values):
    return Person(id="p" * 8, name="Margaret Ellison", **values)


def test_a_person_with_half_a_birth_date_and_the_lines_of_the_summary():
    found = bundle(
        person(
            birth_date=PartialDate(1965, 3),
            allergies="Penicillin: rash\n\nNo known others",
            conditions="High blood pressure",
            medicines="Lisinopril 10 mg",
        )
    )
    (patient,) = found["Patient"]
    assert patient["birthDate"] == "1965-03"
    assert [one["code"]["text"] for one in found["AllergyIntolerance"]] == [
        "Penicillin: rash",
        "No known others",
    ]
    assert {one["clinicalStatus"]["coding"][0]["code"] for one in found["AllergyIntolerance"]} == {"active"}
    assert [one["code"] for one in found["Condition"]] == [{"text": "High blood pressure"}]
    (medicine,) = found["MedicationStatement"]
    assert (medicine["status"], medicine["medicationCodeableConcept"]) == (
        "unknown",
        {"text": "Lisinopril 10 mg"},
    )


def test_a_case_without_anything_is_a_bundle_too():
    assert list(bundle()) == ["Patient"]


def test_the_diagnosis_has_its_facts_with_their_sources_and_no_code():
    (told,) = bundle(
        person(),
        Diagnosis(
            sentence="Early breast cancer",
            site="upper outer",
            side="left",
            diagnosed_on=PartialDate(2026, 10, 30),
        ),
        DiagnosisFact(topic="Grade", text="2 of 3", source="Pathology report", as_of=PartialDate(2026, 10)),
    )["Condition"]
    assert told["code"] == {"text": "Early breast cancer"}
    assert told["note"] == [{"text": "Grade: 2 of 3. Pathology report, 2026-10"}]
    assert told["extension"][0]["valueDateTime"] == "2026-10-30"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("taking", "active"),
        ("named", "intended"),
        ("stopped", "stopped"),
        ("not_wanted", "not-taken"),
        ("?", "unknown"),
    ],
)
def test_a_medicine_that_a_doctor_only_named_is_not_one_that_is_taken(state, status):
    doctor = Doctor(id="o" * 8, name="Dr Okafor")
    medicine = Medicine(
        name="Letrozole",
        state=state,
        dose="2.5 mg",
        how_often="daily",
        doctor_id=doctor.id,
        started=PartialDate(2026),
    )
    (told,) = bundle(person(), doctor, medicine)["MedicationStatement"]
    assert told["status"] == status
    assert told["dosage"] == [{"text": "2.5 mg, daily"}]
    assert told["effectivePeriod"] == {"start": "2026"}
    assert told["informationSource"]["display"] == "Dr Okafor"


def visit(**values):
    usual = {"day": "2026-05-14", "hour": "10:30", "zone": "America/Chicago", "minutes": 45}
    found = bundle(person(), Appointment(**{**usual, **values}))
    return next(one[0] for kind, one in found.items() if kind in ("Appointment", "Encounter"))


def test_a_visit_whose_times_are_known_is_booked_at_the_hour_of_its_place():
    told = visit()
    assert (told["resourceType"], told["status"]) == ("Appointment", "booked")
    assert (told["start"], told["end"]) == ("2026-05-14T10:30:00-05:00", "2026-05-14T11:15:00-05:00")
    assert told["minutesDuration"] == 45


@pytest.mark.parametrize("values", [{"minutes": 0}, {"hour": ""}])
def test_no_hour_is_made_up_for_a_visit(values):
    coming, over = visit(**values), visit(**values, status="done")
    assert "start" not in coming
    assert coming["status"] == "proposed"
    assert coming["requestedPeriod"][0]["start"].startswith("2026-05-14")
    assert (over["resourceType"], over["status"]) == ("Encounter", "finished")
    assert list(over["period"]) == ["start"]


def test_a_visit_that_was_called_off_says_so():
    assert visit(status="cancelled")["status"] == "cancelled"


def test_results_are_the_words_of_the_laboratory():
    (told,) = bundle(person(), Result(marker="CA 15-3", value="<0.5", unit="U/mL", low="", high="30"))[
        "Observation"
    ]
    assert told["valueString"] == "<0.5 U/mL"
    assert told["referenceRange"] == [{"text": "≤ 30"}]


def test_a_record_leads_to_its_file_and_a_lost_one_does_not():
    record = Document(id="d" * 8, title="MRI, left", blob="ab", size=7, kind="imaging", added_at=NOW)
    (told,) = bundle(person(), record, paths={"ab": "records/MRI links ü.pdf"})["DocumentReference"]
    attachment = told["content"][0]["attachment"]
    assert (attachment["url"], attachment["contentType"]) == (
        "records/MRI%20links%20%C3%BC.pdf",
        "application/pdf",
    )
    (told,) = bundle(person(), record, paths={"ab": "x"}, lost=frozenset({"ab"}))["DocumentReference"]
    assert "url" not in told["content"][0]["attachment"]


def test_signs_that_fhir_does_not_allow_are_left_out():
    doctor = Doctor(name="Dr\x00 A\x1b", specialty="Surgeon", hospital="City")
    found = bundle(person(), doctor)
    assert found["Practitioner"][0]["name"] == [{"text": "Dr A"}]
    assert found["PractitionerRole"][0]["specialty"] == [{"text": "Surgeon"}]

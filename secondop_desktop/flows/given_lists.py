"""The pages, lists, cards and calendars of a case that is given out."""

from __future__ import annotations

from collections.abc import Iterator

from secondop_desktop.base import language
from secondop_desktop.base.clock import Clock
from secondop_desktop.base.language import tr
from secondop_desktop.calendars import writing
from secondop_desktop.case import photos
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.flows import visit_calendar
from secondop_desktop.handover import csv_file, fhir, index_page, lists, vcards
from secondop_desktop.handover.given import Given
from secondop_desktop.intake.kinds import MEDIA_TYPES, bare_kind
from secondop_desktop.questions import catalogue

_UNKNOWN = "application/octet-stream"


def vocabulary() -> dict[str, str]:
    """What the keys of the question catalogue mean."""
    found = catalogue.load(language.code())
    reasons = {one.key: one.title for one in found.reasons}
    moments = {one.key: one.title for one in found.moments}
    return reasons | moments | {one.key: one.title for one in found.cancer_types}


def lists_of(given: Given, clock: Clock) -> Iterator[tuple[str, bytes]]:
    """Each of them as its path and its bytes; the page that leads to the others is the last."""
    others = [("data/SCHEMA.md", tr("what the JSON files hold, which SecondOp can read again"))]
    for listed in lists.all_lists(given):
        if listed.rows:
            path = f"lists/{listed.name}.csv"
            others.append((path, tr("{title}, for a spreadsheet", title=listed.title)))
            yield path, csv_file.write(listed.head, listed.rows)
    visits, doctors = given.of(Appointment), given.of(Doctor)
    if visits:
        others.append(("appointments.ics", tr("all visits, for a calendar program")))
        plans = {one.appointment_id: one for one in given.of(VisitPlan)}
        yield others[-1][0], writing.write_all(visit_calendar.all_entries(visits, plans, clock))
    if doctors:
        others.append(("doctors.vcf", tr("all doctors, for an address book")))
        yield others[-1][0], vcards.write(doctors, given.of(DoctorFact))
    others.append(("fhir-bundle.json", tr("HL7 FHIR R4, for programs of clinics")))
    yield others[-1][0], fhir.bundle(given, _media(given))
    yield "index.html", index_page.write(given, others)


def _media(given: Given) -> dict[str, str]:
    """The media type of each record's file."""
    found = {}
    for one in given.of(Document):
        kind = bare_kind(one.file_kind)
        found[one.id] = "image/jpeg" if photos.is_photos(one) else MEDIA_TYPES.get(kind, _UNKNOWN)
    return found

"""A case in which some pieces were asked for, some came and some were sent, for the tests of the tracker."""

from datetime import timedelta

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, doctors, pieces, requests, wanted
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.requests import Request
from secondop_desktop.case.wanted import Line


def plan(session, clock):
    """A biopsy (report here, slides asked for 34 days ago), an MRI (images sent), a visit in 12 days.

    Gives back the ids: biopsy, report, slides, mri, images, visit, doctor.
    """
    today = clock.today()

    def ago(days):
        return PartialDate.of(today - timedelta(days=days))

    doctor = doctors.keep(session, Doctor(name="Dr Lee", hospital="Kestrel Bay", phone="555-0199"))
    session.flush()
    biopsy, (report, slides) = pieces.start(
        session,
        Examination(
            what="Core biopsy", kind="biopsy", facility="City Hospital", phone="555-0102", dated=ago(40)
        ),
        ["report", "slides"],
    )
    mri, (images,) = pieces.start(
        session, Examination(what="MRI", kind="mri", facility="Brightwater", dated=ago(60)), ["images"]
    )
    day = (today + timedelta(days=12)).isoformat()
    visit = appointments.keep(session, Appointment(day=day, hour="10:30", doctor_id=doctor.id))
    session.flush()
    pieces.move(session, [report.id], pieces.CHECKED, {"day": ago(3)}, clock)
    requests.ask(
        session, Request(facility="City Hospital", phone="555-0102", asked_on=ago(34)), [slides.id], clock
    )
    told = {"doctor_id": doctor.id, "carrier": "FedEx", "tracking": "12", "day": ago(2)}
    pieces.move(session, [images.id], pieces.SENT, told, clock)
    wanted.add(
        session, visit.id, [Line("Biopsy report"), Line("Biopsy slides"), Line("Card", required=False)]
    )
    session.flush()
    for line, piece in zip(wanted.for_visit(session, visit.id), (report, slides), strict=False):
        line.piece_id = piece.id
    names = ("biopsy", "report", "slides", "mri", "images", "visit", "doctor")
    found = (biopsy, report, slides, mri, images, visit, doctor)
    return {name: each.id for name, each in zip(names, found, strict=True)}

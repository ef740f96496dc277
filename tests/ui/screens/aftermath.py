"""A visit that took place, with all that can come of one, for the pictures of the pages after it."""

from datetime import UTC, datetime, timedelta

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    attendees,
    captured,
    closings,
    handouts,
    notes,
    person,
    questions,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import after_visit
from secondop_desktop.ui.places import AFTER_VISIT, Place

FINISHED = datetime(2026, 5, 12, 10, 20, tzinfo=UTC)
CAUGHT = (
    ("step", "Send the slides of the biopsy to Dr Nguyễn"),
    ("step", "Ring the office about the meeting of the tumour board"),
    ("date", "Come back 28 May at 10"),
    ("test", "MRI of the left breast"),
    ("test", "Blood test, vitamin D"),
    ("medicine", "Letrozole"),
    ("guideline", "NCCN breast cancer 2026"),
    ("trial", "A trial about leaving out radiation, for women over 55"),
    ("word", "clear margin"),
    ("word", "Ki-67"),
)


def visited(session, doctor_id):
    """Make a visit of two days ago with questions, lines and a closing; gives back its id."""
    visit = appointments.keep(
        session,
        Appointment(
            day="2026-05-12",
            hour="09:30",
            zone="Europe/London",
            doctor_id=doctor_id,
            place="St Anne’s Hospital",
            companion="Tom",
        ),
    )
    person.write(session, {"name": "Margaret Ellison", "preferred_name": "Maggie"})
    session.flush()
    fill_questions(session, visit)
    notes.write(session, visit.id, "She drew a picture of the breast and the lump.", FINISHED)
    for number, (kind, text) in enumerate(CAUGHT):
        captured.add(session, visit.id, kind, text, FINISHED + timedelta(seconds=number))
    for name, role in (("Margaret Ellison", "patient"), ("Tom", "writes"), ("Dr Nguyễn Thị Hạnh", "doctor")):
        attendees.keep(session, Attendee(appointment_id=visit.id, name=name, role=role))
    handouts.add(session, visit.id, "Leaflet about radiotherapy", FINISHED)
    session.flush()
    appointments.finish(session, visit, FINISHED)
    for line in captured.of_visit(session, visit.id):
        after_visit.turn(session, line.id)
    task = tasks.everything(session)[0]
    task.due = PartialDate(2026, 5, 18)
    task_origins.give_to(session, task.id, "Tom")
    closings.write(
        session,
        visit.id,
        felt="Calmer than before. She took her time.",
        understood="The lump is small and slow. I can wait some weeks, not months.",
        report_due=PartialDate(2026, 5, 10),
    )
    return visit.id


def fill_questions(session, visit):
    """Four questions: two answered, one of them not understood, and two without an answer."""
    for number, text in enumerate(
        (
            "What exactly did the biopsy show, and how sure are you?",
            "What are my choices besides a mastectomy?",
            "What happens if I wait three months before deciding?",
            "Which tests should be done again, and why?",
        )
    ):
        question = questions.keep(session, Question(text=text, phase="timing"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
        session.flush()
        if number < 2:
            questions.write_answer(
                session, asking.id, "Grade 1, slow growing. Quite sure: two people looked."
            )
            questions.mark_answered(session, asking.id, FINISHED, "Dr Nguyễn Thị Hạnh")
            questions.flag(session, asking.id, "not_understood", number == 1)


def at(part):
    """A function that fills a case and gives back the Place of one page after the visit."""

    def fill(session):
        from tests.ui.screens.shots import talk

        talk(session)
        session.flush()
        coming = appointments.everything(session)[-1]
        return Place(AFTER_VISIT, visited(session, coming.doctor_id), part)

    return fill

"""The lists of a case as plain tables: for spreadsheets, and for the page that one reads."""

from __future__ import annotations

from collections.abc import Callable

from secondop_desktop.base.language import tr
from secondop_desktop.case import pieces
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor, DoctorFact, role_words
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.recordings import Recording
from secondop_desktop.case.requests import Request
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.handover import words
from secondop_desktop.handover.given import Given
from secondop_desktop.handover.listed import LAST, Listed, day, doctor_name, listed, moment, visit_name, yes
from secondop_desktop.handover.lists_health import (
    diagnosis_facts,
    event_list,
    medicine_list,
    opinions,
    results,
    treatment_list,
)


def appointments(given: Given) -> Listed:
    """Visits, the earliest first."""
    return listed(
        "appointments",
        tr("Appointments"),
        sorted(given.of(Appointment), key=lambda one: (one.day, one.hour, one.id)),
        (tr("Day"), lambda one: one.day),
        (tr("Hour"), lambda one: one.hour),
        (tr("Doctor"), lambda one: doctor_name(given, one.doctor_id)),
        (tr("What for"), lambda one: words.visit_kinds().get(one.kind, one.kind)),
        (tr("How"), lambda one: words.visit_modes().get(one.mode, one.mode)),
        (tr("State"), lambda one: words.visit_states().get(one.status, one.status)),
        (tr("Place"), lambda one: one.place),
        (tr("Goal"), lambda one: one.goal),
        (tr("Who comes along"), lambda one: one.companion),
        (tr("Minutes"), lambda one: str(one.minutes or "")),
        (tr("Time zone"), lambda one: one.zone),
    )


def doctors(given: Given) -> Listed:
    """Doctors by name."""
    return listed(
        "doctors",
        tr("Doctors"),
        sorted(given.of(Doctor), key=lambda one: (one.name.casefold(), one.id)),
        (tr("Name"), lambda one: one.name),
        (tr("Specialty"), lambda one: one.specialty),
        (tr("In my journey"), lambda one: role_words().get(one.role, one.role)),
        (tr("Hospital"), lambda one: one.hospital),
        (tr("Address"), lambda one: one.address),
        (tr("Phone"), lambda one: one.phone),
        (tr("Fax"), lambda one: one.fax),
        (tr("E-mail"), lambda one: one.email),
        (tr("Note"), lambda one: one.note),
    )


def doctor_facts(given: Given) -> Listed:
    """What was found out about doctors."""
    return listed(
        "doctor facts",
        tr("What I found out about doctors"),
        sorted(given.of(DoctorFact), key=lambda one: (doctor_name(given, one.doctor_id).casefold(), one.id)),
        (tr("Doctor"), lambda one: doctor_name(given, one.doctor_id)),
        (tr("About"), lambda one: one.topic),
        (tr("What I found"), lambda one: one.text),
        (tr("Where it is known from"), lambda one: one.source),
        (tr("When it was so"), lambda one: day(one.as_of)),
    )


def questions(given: Given) -> Listed:
    """Questions, each with every time it was asked."""
    asked: dict[str, list[Asking | None]] = {}
    for asking in given.of(Asking):
        asked.setdefault(asking.question_id, []).append(asking)
    nobody: list[Asking | None] = [None]
    ordered = sorted(given.of(Question), key=lambda one: (one.rank, one.id))
    pairs = [(one, asking) for one in ordered for asking in asked.get(one.id, nobody)]
    return listed(
        "questions and answers",
        tr("Questions and answers"),
        pairs,
        (tr("Question"), lambda pair: pair[0].text),
        (tr("Ask first"), lambda pair: yes(pair[0].starred)),
        (tr("At the visit"), lambda pair: visit_name(given, pair[1].appointment_id) if pair[1] else ""),
        (tr("Waits for"), lambda pair: doctor_name(given, pair[1].doctor_id) if pair[1] else ""),
        (tr("Answer"), lambda pair: pair[1].answer if pair[1] else ""),
        (tr("Who answered"), lambda pair: pair[1].answered_by if pair[1] else ""),
        (tr("When"), lambda pair: moment(given, pair[1].answered_at) if pair[1] else ""),
        (tr("Important"), lambda pair: yes(bool(pair[1] and pair[1].important))),
        (tr("Not understood"), lambda pair: yes(bool(pair[1] and pair[1].not_understood))),
        (tr("Ask again"), lambda pair: yes(bool(pair[1] and pair[1].ask_again))),
        (tr("Why it matters"), lambda pair: pair[0].why),
    )


def records(given: Given) -> Listed:
    """Records, the newest first, with the paths of their files."""
    return listed(
        "records",
        tr("Records"),
        sorted(given.of(Document), key=lambda one: (day(one.dated), one.id), reverse=True),
        (tr("Name"), lambda one: one.title),
        (tr("Kind"), lambda one: words.record_kinds().get(one.kind, one.kind)),
        (tr("Date"), lambda one: day(one.dated)),
        (tr("From"), lambda one: one.facility or doctor_name(given, one.doctor_id)),
        (tr("Pages"), lambda one: str(one.pages or "")),
        (tr("Note"), lambda one: one.note),
        (tr("File"), lambda one: given.file(one.blob)),
        (tr("Text"), lambda one: given.texts.get(one.id, "")),
    )


def tracker(given: Given) -> Listed:
    """Where each piece of the records is."""
    examinations = {one.id: one for one in given.all_of(Examination)}
    last: dict[str, Move] = {}
    for step in sorted(given.of(Move), key=lambda one: (one.written_at, one.id)):
        last[step.piece_id] = step
    forms, states = pieces.form_words(), pieces.state_words()

    def of(piece: Piece, told: Callable[[Move], str]) -> str:
        return told(last[piece.id]) if piece.id in last else ""

    def state(piece: Piece) -> str:
        return of(piece, lambda step: states.get(step.state, step.state)) or states[pieces.NOT_ASKED]

    return listed(
        "where records are",
        tr("Where everything is"),
        sorted(given.of(Piece), key=lambda one: (one.examination_id, one.id)),
        (tr("Examination"), lambda one: examinations[one.examination_id].what),
        (tr("Date"), lambda one: day(examinations[one.examination_id].dated)),
        (tr("Where it was done"), lambda one: examinations[one.examination_id].facility),
        (tr("What it is"), lambda one: forms.get(one.form, one.form)),
        (tr("How much"), lambda one: one.extent),
        (
            tr("State"),
            lambda one: of(one, lambda step: states.get(step.state, step.state)) or states[pieces.NOT_ASKED],
        ),
        (tr("Since"), lambda one: of(one, lambda step: day(step.day))),
        (tr("With whom"), lambda one: of(one, lambda step: step.who)),
        (tr("Due"), lambda one: of(one, lambda step: day(step.due))),
        (tr("Number of the parcel"), lambda one: of(one, lambda step: step.tracking)),
        (tr("Note"), lambda one: of(one, lambda step: step.note)),
    )


def requests(given: Given) -> Listed:
    """What was asked for."""
    return listed(
        "requests",
        tr("Requests for records"),
        sorted(given.of(Request), key=lambda one: (day(one.asked_on) or LAST, one.id)),
        (tr("Who was asked"), lambda one: one.facility),
        (tr("On which ground"), lambda one: words.request_kinds().get(one.kind, one.kind)),
        (tr("When"), lambda one: day(one.asked_on)),
        (tr("How"), lambda one: one.how),
        (tr("Spoken to"), lambda one: one.contact),
        (tr("Phone"), lambda one: one.phone),
        (tr("Who gets them"), lambda one: one.receiver),
        (tr("What it costs"), lambda one: one.fee),
        (tr("Answered"), lambda one: day(one.answered_on)),
        (tr("Permission ends"), lambda one: day(one.expires_on)),
        (tr("Note"), lambda one: one.note),
    )


def wanted(given: Given) -> Listed:
    """What visits need."""
    return listed(
        "needed for visits",
        tr("What visits need"),
        sorted(given.of(Wanted), key=lambda one: (visit_name(given, one.appointment_id), one.rank, one.id)),
        (tr("What is needed"), lambda one: one.text),
        (tr("For the visit"), lambda one: visit_name(given, one.appointment_id)),
        (tr("Must be there"), lambda one: yes(one.required)),
        (tr("Is there"), lambda one: yes(one.settled or bool(one.document_id))),
    )


def tasks(given: Given) -> Listed:
    """What is to be done: open things first."""
    origins = {one.task_id: one for one in given.of(TaskOrigin)}

    def origin(task: Task) -> TaskOrigin:
        return origins.get(task.id) or TaskOrigin(task_id=task.id)

    return listed(
        "tasks",
        tr("Things to do"),
        sorted(given.of(Task), key=lambda one: (one.done_at is not None, day(one.due) or LAST, one.id)),
        (tr("What"), lambda one: one.text),
        (tr("Until when"), lambda one: day(one.due)),
        (tr("Done"), lambda one: moment(given, one.done_at)),
        (tr("Who does it"), lambda one: origin(one).owner),
        (tr("Who said so"), lambda one: origin(one).source),
    )


def recordings(given: Given) -> Listed:
    """Recordings of visits with their files."""
    return listed(
        "recordings",
        tr("Recordings"),
        sorted(given.of(Recording), key=lambda one: (one.started_at, one.id)),
        (tr("When"), lambda one: moment(given, one.started_at)),
        (tr("At the visit"), lambda one: visit_name(given, one.appointment_id)),
        (tr("Name"), lambda one: one.title),
        (tr("Minutes"), lambda one: f"{one.seconds / 60:.1f}"),
        (tr("File"), lambda one: given.file(one.blob)),
    )


def sharing_log(given: Given) -> Listed:
    """What left the case, the latest first."""
    return listed(
        "given away",
        tr("What I gave away"),
        sorted(given.of(Sharing), key=lambda one: (one.given_at, one.id), reverse=True),
        (tr("When"), lambda one: moment(given, one.given_at)),
        (tr("What"), lambda one: words.plain(one.what)),
        (tr("To whom"), lambda one: one.name or words.plain(one.recipient)),
        (tr("How"), lambda one: words.given_how().get(one.how, one.how)),
        (tr("Version"), lambda one: str(one.number)),
        (tr("Pages"), lambda one: str(one.pages or "")),
        (tr("What was in it"), lambda one: one.contents),
        (tr("Note"), lambda one: one.note),
        (tr("File"), lambda one: given.file(one.blob)),
    )


_LISTS: tuple[Callable[[Given], Listed], ...] = (
    *(appointments, questions, doctors, doctor_facts, opinions, diagnosis_facts, medicine_list),
    *(treatment_list, event_list, results, records, tracker, requests, wanted, tasks, recordings),
    sharing_log,
)


def all_lists(given: Given) -> list[Listed]:
    """Every list, in the order in which one asks for them."""
    return [make(given) for make in _LISTS]

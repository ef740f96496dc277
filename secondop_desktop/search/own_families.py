"""What a person can have written: how each is called, opened and dated, and from whom it is."""

from __future__ import annotations

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.notes import Note
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.person import Person
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.pins import Pin
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.reasons import Purpose, Reason
from secondop_desktop.case.recordings import Recording
from secondop_desktop.case.requests import Request
from secondop_desktop.case.results import Result
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.search.found_entry import Beside, Family, Found
from secondop_desktop.search.found_entry import texts as _texts
from secondop_desktop.search.health_families import event, letter, result, sharing, treatment


def _note(note: Note, beside: Beside) -> Found:
    visit = beside.get(Appointment, note.appointment_id)
    item = None if note.appointment_id and visit is None else note.appointment_id or ""
    who = beside.doctor(visit.doctor_id) if visit is not None else ""
    day = PartialDate.of(visit.date if visit is not None else note.written_at.date())
    title = ", ".join(part for part in (who, day.words()) if part)
    return Found(item, title, note.text, dated=day, origin=_texts(who, visit.place if visit else ""))


def _question(question: Question, beside: Beside) -> Found:
    return Found(question.id, question.text, _texts(question.text, question.why), question.why)


def _answer(asking: Asking, beside: Beside) -> Found:
    question, visit = beside.get(Question, asking.question_id), beside.get(Appointment, asking.appointment_id)
    who = asking.answered_by or beside.doctor(visit.doctor_id if visit is not None else asking.doctor_id)
    answered = asking.answered_at.date() if asking.answered_at is not None else None
    day = visit.date if visit is not None else answered
    return Found(
        None if question is None or not asking.answer else visit.id if visit is not None else question.id,
        question.text if question is not None else "",
        _texts(asking.answer, asking.answered_by),
        dated=PartialDate.of(day) if day is not None else None,
        origin=_texts(who, visit.place if visit is not None else ""),
    )


def _doctor(doctor: Doctor, beside: Beside) -> Found:
    reached = _texts(doctor.address, doctor.phone, doctor.fax, doctor.email)
    whole = _texts(doctor.name, doctor.specialty, doctor.hospital, doctor.note, reached)
    below, origin = doctor.specialty or doctor.hospital, f"{doctor.name} {doctor.hospital}"
    return Found(doctor.id, doctor.name, whole, below, origin=origin)


def _doctor_note(fact: DoctorFact, beside: Beside) -> Found:
    doctor = beside.get(Doctor, fact.doctor_id)
    who = doctor.name if doctor is not None else ""
    item = doctor.id if doctor is not None else None
    whole = _texts(fact.topic, fact.text, fact.source)
    return Found(item, who, whole, dated=fact.as_of, origin=f"{who} {fact.source}")


def _appointment(visit: Appointment, beside: Beside) -> Found:
    who, day = beside.doctor(visit.doctor_id), PartialDate.of(visit.date)
    title = visit.goal or who or visit.place or day.words()
    below = ", ".join(part for part in (day.words(), visit.place) if part)
    whole = _texts(visit.goal, visit.place, visit.office_asked, visit.companion)
    return Found(visit.id, title, whole, below, day, f"{who} {visit.place}")


def _visit_plan(plan: VisitPlan, beside: Beside) -> Found:
    visit = beside.get(Appointment, plan.appointment_id)
    if visit is None:
        return Found(None, "", "")
    found = _appointment(visit, beside)
    ways = _texts(plan.decision, plan.directions, plan.parking, plan.referral, plan.overwhelmed)
    whole = _texts(ways, plan.link, plan.calendar_title)
    return Found(visit.id, found.title, whole, plan.decision or found.below, found.dated, found.origin)


def _document(record: Document, beside: Beside) -> Found:
    origin = f"{record.facility} {beside.doctor(record.doctor_id)}"
    return Found(
        record.id,
        record.title,
        _texts(record.title, record.note, record.facility, record.file_name),
        record.note or record.facility,
        record.dated,
        origin,
        record_kind=record.kind,
    )


def _task(task: Task, beside: Beside) -> Found:
    return Found(task.id, task.text, task.text, dated=task.due)


def _diagnosis(told: Diagnosis, beside: Beside) -> Found:
    whole = _texts(told.sentence, told.site, told.first_plan, told.treatment_so_far, told.source)
    return Found(told.id, tr("What you were told"), whole, dated=told.diagnosed_on, origin=told.source)


def _diagnosis_fact(fact: DiagnosisFact, beside: Beside) -> Found:
    whole = _texts(fact.text, fact.topic, fact.source)
    return Found(fact.id, fact.topic, whole, dated=fact.as_of, origin=fact.source)


def _person(person: Person, beside: Beside) -> Found:
    names = _texts(person.name, person.preferred_name, person.phone, person.companion)
    whole = _texts(person.allergies, person.conditions, person.needs, person.about_me, names)
    return Found(person.id, person.name, whole)


def _medicines(person: Person, beside: Beside) -> Found:
    return Found(person.id, tr("Your medicines"), person.medicines)


def _purpose(purpose: Purpose, beside: Beside) -> Found:
    whole = _texts(purpose.decision, purpose.waiting_said, purpose.waiting_said_by)
    said_on, said_by = purpose.waiting_said_on, purpose.waiting_said_by
    return Found(purpose.id, tr("What you want to decide"), whole, dated=said_on, origin=said_by)


def _reason(reason: Reason, beside: Beside) -> Found:
    return Found(reason.id, tr("Why a second opinion"), reason.own_words)


def _examination(done: Examination, beside: Beside) -> Found:
    whole = _texts(
        done.what, done.facility, done.department, done.phone, done.site, done.accession, done.note
    )
    origin = f"{done.facility} {beside.doctor(done.doctor_id)}"
    return Found(done.id, done.what, whole, done.facility, done.dated, origin)


def _piece(piece: Piece, beside: Beside) -> Found:
    done = beside.get(Examination, piece.examination_id)
    if done is None:
        return Found(None, "", "")
    return Found(done.id, done.what, _texts(piece.extent, piece.original), "", done.dated, done.facility)


def _move(move: Move, beside: Beside) -> Found:
    piece = beside.get(Piece, move.piece_id)
    done = beside.get(Examination, piece.examination_id) if piece is not None else None
    if done is None:
        return Found(None, "", "")
    whole = _texts(move.note, move.who, move.contact, move.how, move.carrier, move.tracking)
    return Found(done.id, done.what, whole, "", move.day, f"{move.who} {move.contact}")


def _request(request: Request, beside: Beside) -> Found:
    whom = _texts(request.facility, request.department, request.contact, request.receiver, request.phone)
    below = request.department or request.contact
    whole = _texts(whom, request.note)
    return Found(request.id, request.facility, whole, below, request.asked_on, request.facility)


def _wanted(wanted: Wanted, beside: Beside) -> Found:
    visit = beside.get(Appointment, wanted.appointment_id)
    if visit is None:
        return Found(None, "", "")
    who, day = beside.doctor(visit.doctor_id), PartialDate.of(visit.date)
    below = ", ".join(part for part in (who, day.words()) if part)
    return Found(visit.id, wanted.text, wanted.text, below, day, f"{who} {visit.place}")


def _pin(pin: Pin, beside: Beside) -> Found:
    record = beside.get(Document, pin.document_id)
    if record is None:
        return Found(None, "", "")
    origin = f"{record.facility} {beside.doctor(record.doctor_id)}"
    return Found(record.id, record.title, pin.text, "", record.dated, origin, pin.number, record.kind)


def _at_visit(appointment_id: str | None, beside: Beside, text: str) -> Found:
    """Something from a visit that is opened on the page of that visit."""
    visit = beside.get(Appointment, appointment_id)
    if visit is None:
        return Found(None, "", "")
    who, day = beside.doctor(visit.doctor_id), PartialDate.of(visit.date)
    title = ", ".join(part for part in (who, day.words()) if part)
    return Found(visit.id, title, text, dated=day, origin=_texts(who, visit.place))


def _captured(line: Captured, beside: Beside) -> Found:
    return _at_visit(line.appointment_id, beside, line.text)


def _handout(paper: Handout, beside: Beside) -> Found:
    return _at_visit(paper.appointment_id, beside, paper.what)


def _closing(closing: Closing, beside: Beside) -> Found:
    whole = _texts(closing.felt, closing.understood, closing.report_from)
    return _at_visit(closing.appointment_id, beside, whole)


def _attendee(there: Attendee, beside: Beside) -> Found:
    return _at_visit(there.appointment_id, beside, there.name)


def _medicine(medicine: Medicine, beside: Beside) -> Found:
    visit = beside.get(Appointment, medicine.appointment_id)
    how = _texts(medicine.other_name, medicine.strength, medicine.dose, medicine.route, medicine.how_often)
    why = _texts(medicine.reason, medicine.pharmacy, medicine.stopped_why, medicine.side_effects)
    whole = _texts(medicine.name, how, why, medicine.note, medicine.source)
    origin = _texts(medicine.source, beside.doctor(medicine.doctor_id))
    item = visit.id if visit is not None else medicine.id
    return Found(item, medicine.name, whole, medicine.source, medicine.dated, origin)


def _opinion_fact(fact: OpinionFact, beside: Beside) -> Found:
    visit = beside.get(Appointment, fact.appointment_id)
    doctor = beside.get(Doctor, fact.doctor_id)
    item = visit.id if visit is not None else doctor.id if doctor is not None else None
    origin = _texts(fact.source, doctor.name if doctor is not None else "")
    return Found(item, fact.text, _texts(fact.text, fact.source), fact.source, fact.dated, origin)


def _task_origin(told: TaskOrigin, beside: Beside) -> Found:
    task = beside.get(Task, told.task_id)
    if task is None:
        return Found(None, "", "")
    return Found(task.id, task.text, _texts(told.owner, told.source), "", task.due, told.source)


def _recording(recording: Recording, beside: Beside) -> Found:
    visit = beside.get(Appointment, recording.appointment_id)
    if visit is None:
        return Found(None, "", "")
    day = PartialDate.of(visit.date)
    return Found(visit.id, recording.title, recording.title, day.words(), day, beside.doctor(visit.doctor_id))


def _permission(permission: Permission, beside: Beside) -> Found:
    visit = beside.get(Appointment, permission.appointment_id)
    if visit is None:
        return Found(None, "", "")
    day, whole = PartialDate.of(visit.date), _texts(permission.asked_whom, permission.note)
    return Found(visit.id, tr("Permission to record"), whole, "", day, beside.doctor(visit.doctor_id))


FAMILIES = (
    Family(1, "note", Note, _note),
    Family(3, "answer", Asking, _answer),
    Family(21, "captured", Captured, _captured),
    Family(23, "note", Closing, _closing),
    Family(20, "pin", Pin, _pin),
    Family(7, "document", Document, _document),
    Family(2, "question", Question, _question),
    Family(6, "appointment", Appointment, _appointment),
    Family(28, "appointment", VisitPlan, _visit_plan),
    Family(29, "recording", Recording, _recording),
    Family(30, "recording", Permission, _permission),
    Family(22, "handout", Handout, _handout),
    Family(26, "appointment", Attendee, _attendee),
    Family(4, "doctor", Doctor, _doctor),
    Family(5, "doctor_note", DoctorFact, _doctor_note),
    Family(25, "opinion", OpinionFact, _opinion_fact),
    Family(9, "diagnosis", Diagnosis, _diagnosis),
    Family(10, "diagnosis", DiagnosisFact, _diagnosis_fact),
    Family(24, "medicine", Medicine, _medicine),
    Family(14, "medicine", Person, _medicines),
    Family(33, "treatment", Treatment, treatment),
    Family(34, "event", Event, event),
    Family(35, "result", Result, result),
    Family(11, "person", Person, _person),
    Family(13, "reason", Reason, _reason),
    Family(12, "reason", Purpose, _purpose),
    Family(8, "task", Task, _task),
    Family(27, "task", TaskOrigin, _task_origin),
    Family(15, "examination", Examination, _examination),
    Family(16, "examination", Piece, _piece),
    Family(17, "examination", Move, _move),
    Family(18, "request", Request, _request),
    Family(19, "wanted", Wanted, _wanted),
    Family(31, "letter", Letter, letter),
    Family(36, "sharing", Sharing, sharing),
)
"""All of them, in the order in which they are shown."""

"""Details that are kept one by one, and what was put to one doctor."""

import pytest

from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import appointments, bin, diagnosis, doctors, person, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import DiagnosisFact
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question


def test_a_detail_can_come_before_the_name(session):
    person.write(session, {"phone": " 555 "})
    session.flush()
    person.write(session, {"name": "Ana Lee"})
    session.flush()
    assert (person.known(session).name, person.known(session).phone) == ("Ana Lee", "555")


def test_a_name_once_given_must_stay(session):
    person.write(session, {"name": "Ana"})
    session.flush()
    with pytest.raises(FieldError):
        person.write(session, {"name": "  "})


def test_a_fact_of_the_diagnosis_goes_through_the_bin(session):
    fact = diagnosis.keep_fact(session, DiagnosisFact(topic="Grade", text="2"))
    session.flush()
    bin.throw_away(session, "diagnosis_fact", fact.id)
    session.flush()
    assert list(diagnosis.facts(session)) == []
    assert [thing.title for thing in bin.contents(session)] == ["2"]
    bin.bring_back(session, "diagnosis_fact", fact.id)
    session.flush()
    assert len(diagnosis.facts(session)) == 1


def test_the_questions_of_a_doctor_are_those_of_the_visits_and_those_that_wait(session):
    doctor = doctors.keep(session, Doctor(name="Dr Lee"))
    session.flush()
    visit = appointments.keep(session, Appointment(day="2026-03-05", doctor_id=doctor.id))
    session.flush()
    asked = [questions.keep(session, Question(text=text)) for text in ("One?", "Two?", "Three?")]
    session.flush()
    questions.ask_doctor(session, asked[1].id, doctor.id)
    questions.ask_at(session, asked[0].id, visit.id)
    session.flush()
    assert [found.question.text for found in questions.for_doctor(session, doctor.id)] == ["One?", "Two?"]

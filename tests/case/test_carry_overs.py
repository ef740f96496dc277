"""A question without an answer goes to another visit, waits for its doctor, or is let go; nothing is lost."""

from datetime import UTC, datetime

import pytest

from secondop_desktop.case import appointments, carry_overs, doctors, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.carry_overs import DOCTOR, LET_GO, OPEN, VISIT
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


@pytest.fixture
def ground(session):
    """A finished visit with one open question, two planned visits, and the doctor of all of them."""
    doctor = doctors.keep(session, Doctor(name="Dr Lee"))
    session.flush()
    past, soon, later = (
        appointments.keep(session, Appointment(day=day, doctor_id=doctor.id))
        for day in ("2026-03-02", "2026-04-01", "2026-05-01")
    )
    question = questions.keep(session, Question(text="Operate?"))
    session.flush()
    appointments.finish(session, past, NOW)
    asking = questions.ask_at(session, question.id, past.id)
    session.flush()
    return {"asking": asking.id, "past": past, "soon": soon, "later": later, "doctor": doctor.id}


def asked(session, visit):
    return [entry.question.text for entry in questions.for_appointment(session, visit)]


def test_a_question_is_carried_to_a_visit_and_stays_where_it_was(session, ground):
    carry_overs.decide(session, ground["asking"], VISIT, ground["soon"].id)
    session.flush()
    assert asked(session, ground["soon"]) == ["Operate?"]
    assert asked(session, ground["past"]) == ["Operate?"]
    assert carry_overs.everything(session)[ground["asking"]].appointment_id == ground["soon"].id


def test_another_decision_takes_the_first_one_back(session, ground):
    for decision, target in ((VISIT, "soon"), (VISIT, "later"), (VISIT, "later"), (LET_GO, "")):
        carry_overs.decide(session, ground["asking"], decision, ground[target].id if target else "")
        session.flush()
    assert asked(session, ground["soon"]) == asked(session, ground["later"]) == []
    assert carry_overs.of_asking(session, ground["asking"]).decision == LET_GO
    carry_overs.decide(session, ground["asking"], VISIT, ground["later"].id)
    session.flush()
    assert asked(session, ground["later"]) == ["Operate?"]


def test_a_question_waits_for_the_next_visit_with_its_doctor(session, ground):
    carry_overs.decide(session, ground["asking"], DOCTOR, ground["doctor"])
    session.flush()
    assert asked(session, ground["soon"]) == ["Operate?"]
    carry_overs.decide(session, ground["asking"], OPEN)
    session.flush()
    assert asked(session, ground["soon"]) == []
    assert carry_overs.everything(session) == {}


def test_what_stood_on_that_list_before_stays_there(session, ground):
    question = questions.for_appointment(session, ground["past"])[0].question
    questions.ask_at(session, question.id, ground["soon"].id)
    session.flush()
    carry_overs.decide(session, ground["asking"], VISIT, ground["soon"].id)
    session.flush()
    carry_overs.decide(session, ground["asking"], LET_GO)
    session.flush()
    assert asked(session, ground["soon"]) == ["Operate?"]


def test_an_answer_that_was_written_meanwhile_is_not_taken_back(session, ground):
    carry_overs.decide(session, ground["asking"], VISIT, ground["soon"].id)
    session.flush()
    made = questions.for_appointment(session, ground["soon"])[0].asking
    questions.write_answer(session, made.id, "Not yet.")
    session.flush()
    carry_overs.decide(session, ground["asking"], LET_GO)
    session.flush()
    assert questions.for_appointment(session, ground["soon"])[0].asking.answer == "Not yet."


@pytest.mark.parametrize(
    ("decision", "target"), [("elsewhere", ""), (VISIT, ""), (LET_GO, "x"), (DOCTOR, "")]
)
def test_a_decision_that_says_nothing_is_a_bug(session, ground, decision, target):
    with pytest.raises(ValueError, match=decision):
        carry_overs.decide(session, ground["asking"], decision, target)

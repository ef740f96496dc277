"""What is gathered for a companion's card, in words for a waiting room."""

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import appointments, doctors, person, questions, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.visit_plans import COMPANION_ROLES, VisitPlan
from secondop_desktop.flows import companion_card, print_sheet
from secondop_desktop.flows.plan import Plan
from tests.house.test_catalogue import grade

assert grade  # the fixture that judges how easy words are


@pytest.fixture
def visit_id(vault):
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        visit = Appointment(day="2026-05-14", hour="10:30", zone="UTC", doctor_id=doctor.id, companion="Tom")
        visit.place = "Clinic 4."
        visit = appointments.keep(session, visit)
        session.flush()
        plan = VisitPlan(appointment_id=visit.id, decision="Wait?", companion_role="asks", parking="Garage B")
        plan.arrive, plan.overwhelmed = "10:15", "A break"
        visit_plans.keep(session, plan)
        return visit.id


def card(vault, visit_id):
    with vault.read() as session:
        return companion_card.companion_card(session, visit_id)


def ask(vault, visit_id, *texts, starred=()):
    with vault.write() as session:
        for text in texts:
            question = questions.keep(session, Question(text=text, starred=text in starred))
            session.flush()
            questions.ask_at(session, question.id, visit_id)


def test_the_card_says_what_was_written_down_for_the_visit(vault, visit_id):
    made = card(vault, visit_id)
    assert (made.person, made.companion, made.doctor) == ("Margaret Ellison", "Tom", "Dr Lee")
    assert (made.when, made.arrive, made.decision) == ("Thursday 14 May 2026, 10:30", "10:15", "Wait?")
    assert (made.place, made.helps, made.duty) == (
        "Clinic 4. Parking: Garage B",
        "A break",
        "Please help me ask",
    )


def test_the_starred_questions_are_on_it_else_the_first_three(vault, visit_id):
    ask(vault, visit_id, "A?", "B?", "C?", "D?")
    assert card(vault, visit_id).questions == ("A?", "B?", "C?")
    ask(vault, visit_id, "E?", starred=("E?",))
    assert card(vault, visit_id).questions == ("E?",)


def test_the_one_who_usually_comes_is_named_when_nobody_was_named_for_the_visit(vault, visit_id):
    with vault.write() as session:
        appointments.one(session, visit_id).companion = ""
        person.write(session, {"companion": "Anna"})
    assert card(vault, visit_id).companion == "Anna"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Tom, my son. He takes notes.", "Tom"),
        ("My sister Anna", "My sister Anna"),
        ("Dr. Mary Smith", "Dr. Mary Smith"),
        ("Frank. Drives me.", "Frank"),
        ("", ""),
    ],
)
def test_the_card_is_for_a_name_and_not_for_a_whole_sentence(vault, visit_id, words, name):
    with vault.write() as session:
        appointments.one(session, visit_id).companion = words
    assert card(vault, visit_id).companion == name


@pytest.mark.parametrize("role", [*COMPANION_ROLES, ""])
def test_each_role_has_its_duties_in_easy_words(role, grade):
    heading, duties = companion_card._duties(role)
    assert bool(heading) is bool(role)
    assert len(duties) == 3
    said = " ".join([heading + ".", *duties, *companion_card._calm()])
    assert grade(said) <= 7


def test_the_card_is_one_of_the_sheets_and_needs_a_visit(vault, visit_id, frozen_clock):
    assert print_sheet.sheet(vault, Plan("companion-card", visit_id), frozen_clock).startswith(b"%PDF")
    with pytest.raises(UserError, match="This sheet is for one visit"):
        print_sheet.sheet(vault, Plan("companion-card", ""), frozen_clock)

"""What the page of questions is told: where each can be asked, what came of it, and what is worth asking."""

import pytest

from secondop_desktop.case import appointments, diagnosis, doctors, questions, reasons, treatments
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.flows import see_questions


@pytest.fixture
def session(vault):
    with vault.write() as session:
        yield session


@pytest.fixture
def now(frozen_clock):
    return frozen_clock.now()


def question(session, text="Operate?"):
    kept = questions.keep(session, Question(text=text))
    session.flush()
    return kept


def doctor(session, name):
    kept = doctors.keep(session, Doctor(name=name))
    session.flush()
    return kept


def visit(session, day, by=None, **more):
    kept = appointments.keep(session, Appointment(day=day, doctor_id=by.id if by else None, **more))
    session.flush()
    return kept


def test_a_question_can_be_asked_at_coming_visits_and_at_doctors_without_one(session, now):
    asked = question(session)
    seen, planned = doctor(session, "Dr Seen"), doctor(session, "Dr Planned")
    visit(session, "2026-01-05", seen, status="done")
    coming = visit(session, "2026-03-05", planned, hour="10:30")
    nameless = visit(session, "2026-03-09")
    questions.ask_at(session, asked.id, coming.id)
    assert see_questions.gather(session, now).places(asked.id) == [
        (f"visit {coming.id}", "Dr Planned, Thursday 5 March 2026, 10:30", True),
        (f"visit {nameless.id}", "Monday 9 March 2026, hour not known yet", False),
        (f"doctor {seen.id}", "Dr Seen, when a visit is planned", False),
    ]


def test_a_doctor_for_whom_it_waits_is_named_even_when_a_visit_is_planned(session, now):
    asked, planned = question(session), doctor(session, "Dr Planned")
    questions.ask_doctor(session, asked.id, planned.id)
    visit(session, "2026-03-05", planned)
    places = see_questions.gather(session, now).places(asked.id)
    assert (f"doctor {planned.id}", "Dr Planned, when a visit is planned", True) in places


def test_answers_stand_in_the_order_of_the_visits_with_who_and_when(session, now):
    asked = question(session)
    late = visit(session, "2026-02-20", doctor(session, "Dr Late"), status="done")
    early = visit(session, "2026-01-10", doctor(session, "Dr Early"), status="done")
    for place, text in ((late, "Wait."), (early, "Soon.")):
        asking = questions.ask_at(session, asked.id, place.id)
        questions.write_answer(session, asking.id, text)
    questions.flag(session, asking.id, "not_understood", True)
    answers = see_questions.gather(session, now).answers(asked.id)
    assert [(a.who, a.when, a.text, a.flags) for a in answers] == [
        ("Dr Early", "10 January 2026", "Soon.", ("not_understood",)),
        ("Dr Late", "20 February 2026", "Wait.", ()),
    ]


def test_a_question_that_was_only_planned_has_no_answer_but_a_ticked_one_has(session, now):
    asked = question(session)
    asking = questions.ask_at(session, asked.id, visit(session, "2026-03-05").id)
    assert see_questions.gather(session, now).answers(asked.id) == []
    questions.mark_answered(session, asking.id, now, "the nurse")
    (answer,) = see_questions.gather(session, now).answers(asked.id)
    assert (answer.who, answer.text) == ("the nurse", "")


def test_suggestions_follow_the_reasons_and_leave_out_what_is_on_the_list(session, now):
    reasons.choose(session, {"insurer_asks": "", "confirm_diagnosis": ""})
    session.flush()
    first = see_questions.gather(session, now).suggested[0]
    assert first.because.startswith("Because you ")
    questions.add_from_catalogue(
        session, first.question.id, first.question.text, first.question.why, first.question.phase
    )
    session.flush()
    after = [suggestion.question.id for suggestion in see_questions.gather(session, now).suggested]
    assert first.question.id not in after
    assert len(after) == see_questions.MOST_SUGGESTED


def test_suggestions_know_the_moment_the_type_of_cancer_and_the_next_visit(session, now):
    plain = [s.question.id for s in see_questions.gather(session, now).suggested]
    diagnosis.keep(session, Diagnosis(sentence="Breast cancer", cancer_type="breast_cancer"))
    reasons.keep_purpose(session, Purpose(moment="unsatisfied"))
    visit(session, "2026-03-05", kind="first_opinion")
    session.flush()
    assert [s.question.id for s in see_questions.gather(session, now).suggested] != plain


@pytest.mark.parametrize(
    ("kind", "state", "situation"),
    [
        (treatments.SURGERY, treatments.PLANNED, "surgery"),
        (treatments.CHEMOTHERAPY, treatments.GOING_ON, "chemotherapy"),
        (treatments.RADIOTHERAPY, treatments.PLANNED, "radiotherapy"),
        (treatments.TARGETED, treatments.PLANNED, "targeted_immune"),
        (treatments.IMMUNOTHERAPY, treatments.GOING_ON, "targeted_immune"),
    ],
)
def test_a_treatment_that_is_ahead_brings_the_questions_about_it(session, now, kind, state, situation):
    treatments.keep(session, Treatment(kind=kind, name="As told", state=state))
    session.flush()
    assert see_questions.situations(session, None) == {situation}
    offered = see_questions.gather(session, now).suggested
    assert sum(situation in suggestion.question.situations for suggestion in offered) >= 3


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (treatments.SURGERY, treatments.DONE),
        (treatments.SURGERY, treatments.GOING_ON),
        (treatments.CHEMOTHERAPY, treatments.STOPPED),
        (treatments.WATCHING, treatments.PLANNED),
        (treatments.HORMONE, treatments.GOING_ON),
    ],
)
def test_a_treatment_that_is_over_or_has_no_set_brings_none(session, kind, state):
    treatments.keep(session, Treatment(kind=kind, name="As told", state=state))
    session.flush()
    assert see_questions.situations(session, None) == set()


@pytest.mark.parametrize(
    ("mode", "found"), [("in_person", set()), ("video", {"remote"}), ("phone", {"remote"})]
)
def test_a_visit_from_afar_brings_the_questions_about_it(session, mode, found):
    assert see_questions.situations(session, visit(session, "2026-04-01", mode=mode)) == found


def test_relief_and_comfort_are_never_concluded(session, now):
    for kind in treatments.KINDS:
        treatments.keep(session, Treatment(kind=kind, name="As told", state=treatments.STOPPED))
    reasons.keep_purpose(session, Purpose(moment="treatment_changed"))
    session.flush()
    assert not any(
        "palliative" in s.question.situations for s in see_questions.gather(session, now).suggested
    )

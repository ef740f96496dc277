"""The list of questions: its order, its three stars, and what each visit was asked and answered."""

import pytest

from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import appointments, doctors, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import GAP, Question


def written(session, *texts):
    return [questions.keep(session, Question(text=text)) for text in texts]


def order(session):
    return [question.text for question in questions.everything(session)]


@pytest.fixture
def visit(session):
    doctor = doctors.keep(session, Doctor(name="Dr A"))
    session.flush()
    return appointments.keep(session, Appointment(day="2026-03-05", doctor_id=doctor.id))


def test_questions_stand_in_the_order_in_which_they_were_written(session):
    written(session, "One?", "Two?", "Three?")
    assert order(session) == ["One?", "Two?", "Three?"]


@pytest.mark.parametrize(
    ("which", "to", "wanted"),
    [(2, 0, "312"), (0, 2, "231"), (0, 1, "213"), (1, 1, "123"), (2, -5, "312"), (0, 99, "231")],
)
def test_a_question_can_be_moved_to_any_place(session, which, to, wanted):
    kept = written(session, "1", "2", "3")
    session.flush()
    questions.move(session, kept[which].id, to)
    session.flush()
    assert "".join(order(session)) == wanted


def test_moving_into_the_same_gap_again_and_again_keeps_the_order(session):
    first, *others = written(session, *"abcdefgh")
    session.flush()
    for question in others * 6:
        questions.move(session, question.id, 1)
        session.flush()
    assert order(session)[0] == "a"
    assert sorted(order(session)) == list("abcdefgh")
    ranks = [q.rank for q in questions.everything(session)]
    assert ranks == sorted(set(ranks))
    assert first.rank <= GAP


def test_a_move_changes_one_row_only(session):
    kept = written(session, *"abcdef")
    session.flush()
    questions.move(session, kept[5].id, 1)
    session.flush()
    assert [q.revision for q in kept] == [1, 1, 1, 1, 1, 2]


def test_an_empty_question_is_refused_beside_its_field(session):
    with pytest.raises(FieldError) as refusal:
        written(session, "  \n ")
    assert refusal.value.field == "text"


def test_only_three_questions_carry_a_star(session):
    kept = written(session, *"abcd")
    session.flush()
    for question in kept[:3]:
        questions.star(session, question.id, True)
        session.flush()
    with pytest.raises(FieldError, match="Three questions"):
        questions.star(session, kept[3].id, True)
    questions.star(session, kept[0].id, False)
    session.flush()
    assert questions.star(session, kept[3].id, True).starred


def test_a_question_of_the_catalogue_is_taken_once(session):
    one = questions.add_from_catalogue(session, "stage.1", "What stage?", "Because.", "diagnosis")
    session.flush()
    again = questions.add_from_catalogue(session, "stage.1", "What stage?", "Because.", "diagnosis")
    assert one.id == again.id
    assert len(order(session)) == 1


def test_the_list_of_a_visit_begins_with_the_starred_ones(session, visit):
    kept = written(session, "plain", "starred")
    session.flush()
    questions.star(session, kept[1].id, True)
    for question in kept:
        questions.ask_at(session, question.id, visit.id)
    session.flush()
    found = questions.for_appointment(session, visit)
    assert [entry.question.text for entry in found] == ["starred", "plain"]


def test_the_same_question_is_put_to_a_visit_once(session, visit):
    (question,) = written(session, "Once?")
    session.flush()
    first = questions.ask_at(session, question.id, visit.id)
    assert questions.ask_at(session, question.id, visit.id).id == first.id


def test_a_question_for_a_doctor_comes_along_to_the_next_visit(session, visit):
    (question,) = written(session, "For Dr A?")
    session.flush()
    questions.ask_doctor(session, question.id, visit.doctor_id)
    session.flush()
    assert [e.question.text for e in questions.for_appointment(session, visit)] == ["For Dr A?"]
    visit.status = "done"
    assert questions.for_appointment(session, visit) == []


def test_an_answer_is_kept_exactly_as_typed(session, visit):
    (question,) = written(session, "What next?")
    session.flush()
    asking = questions.ask_at(session, question.id, visit.id)
    typed = "  90 mg, not 10.\n\n  She said: “wait”. 🌷 \t"
    assert questions.write_answer(session, asking.id, typed).answer == typed


def test_half_a_character_from_the_keyboard_is_no_reason_to_lose_the_rest(session, visit):
    (question,) = written(session, "What next?")
    session.flush()
    asking = questions.ask_at(session, question.id, visit.id)
    questions.write_answer(session, asking.id, "wait \ud83d then")
    session.flush()
    assert asking.answer == "wait  then"


def test_the_answers_of_two_doctors_stand_beside_each_other(session, visit):
    (question,) = written(session, "Operate?")
    other = appointments.keep(session, Appointment(day="2026-04-01"))
    session.flush()
    for place, answer in ((visit, "Yes"), (other, "Not yet")):
        asking = questions.ask_at(session, question.id, place.id)
        questions.write_answer(session, asking.id, answer)
    session.flush()
    assert [a.answer for a in questions.askings(session)[question.id]] == ["Yes", "Not yet"]


def test_taking_a_question_off_a_visit_keeps_what_was_answered(session, visit):
    (question,) = written(session, "Operate?")
    session.flush()
    asking = questions.ask_at(session, question.id, visit.id)
    questions.write_answer(session, asking.id, "Yes")
    session.flush()
    questions.do_not_ask_at(session, question.id, visit.id)
    session.flush()
    assert questions.for_appointment(session, visit) == []
    assert questions.ask_at(session, question.id, visit.id).answer == "Yes"


def test_flags_and_ticks_can_be_set_and_taken_back(session, visit, frozen_clock):
    (question,) = written(session, "Operate?")
    session.flush()
    asking = questions.ask_at(session, question.id, visit.id)
    for flag in questions.FLAGS:
        assert getattr(questions.flag(session, asking.id, flag, True), flag)
    questions.mark_answered(session, asking.id, frozen_clock.now(), "Dr A")
    assert (asking.answered_at, asking.answered_by) == (frozen_clock.now(), "Dr A")
    questions.mark_answered(session, asking.id, None)
    assert asking.answered_at is None
    with pytest.raises(ValueError, match="colour"):
        questions.flag(session, asking.id, "colour", True)


def test_what_waited_for_a_doctor_belongs_to_the_visit_at_which_it_was_answered(session, visit):
    (question,) = written(session, "Who operates?")
    session.flush()
    asking = questions.ask_doctor(session, question.id, visit.doctor_id)
    assert questions.settle_at(session, asking.id, visit.id) is asking
    session.flush()
    visit.status = "done"
    assert [entry.asking.id for entry in questions.for_appointment(session, visit)] == [asking.id]


def test_what_was_put_to_one_visit_stays_there(session, visit):
    (question,) = written(session, "Who operates?")
    other = appointments.keep(session, Appointment(day="2026-04-05", doctor_id=visit.doctor_id))
    session.flush()
    asking = questions.ask_at(session, question.id, visit.id)
    assert questions.settle_at(session, asking.id, other.id).appointment_id == visit.id


def test_the_answer_given_at_a_visit_counts_more_than_one_that_waits_for_its_doctor(session, visit):
    (question,) = written(session, "Who operates?")
    session.flush()
    here = questions.ask_at(session, question.id, visit.id)
    questions.ask_doctor(session, question.id, visit.doctor_id)
    (entry,) = questions.for_appointment(session, visit)
    assert entry.asking is here


def test_a_question_can_stop_waiting_for_a_doctor(session, visit):
    (question,) = written(session, "Who operates?")
    session.flush()
    questions.ask_doctor(session, question.id, visit.doctor_id)
    questions.do_not_ask_doctor(session, question.id, visit.doctor_id)
    session.flush()
    assert questions.for_appointment(session, visit) == []
    questions.do_not_ask_doctor(session, question.id, "nobody")

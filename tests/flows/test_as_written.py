"""What was written in the room stays to be seen, however soon and however often it is edited later."""

from datetime import timedelta

import pytest

from secondop_desktop.case import appointments, notes, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import Question
from secondop_desktop.flows.as_written import PAGE, as_written
from secondop_desktop.vault.check import check


@pytest.fixture
def ground(vault, frozen_clock):
    """A visit with an answer and a free page, written word by word and finished."""
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-03"))
        question = questions.keep(session, Question(text="Operate?"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
    for words in ("Not", "Not yet", "Not yet."):
        frozen_clock.move_on(timedelta(seconds=1))
        with vault.write() as session:
            questions.write_answer(session, asking.id, words)
            notes.write(session, visit.id, f"She said: {words}", frozen_clock.now())
    finish(vault, visit.id)
    return visit.id, asking.id


def finish(vault, visit):
    with vault.write() as session:
        appointments.finish(session, appointments.one(session, visit), vault.clock.now())


def look(vault, visit):
    with vault.read() as session:
        return as_written(session, appointments.one(session, visit))


def edit(vault, ground, words, page):
    with vault.write() as session:
        questions.write_answer(session, ground[1], words)
        notes.write(session, ground[0], page, vault.clock.now())


def test_before_it_is_finished_there_is_nothing_to_look_back_to(vault):
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-03")).id
    assert look(vault, visit) is None


@pytest.mark.parametrize("seconds", [0, 2, 59, 4000])
def test_an_edit_right_after_the_finish_does_not_take_the_words_of_the_room_away(
    vault, ground, frozen_clock, seconds
):
    frozen_clock.move_on(timedelta(seconds=seconds))
    edit(vault, ground, "Yes, in May.", "Another page")
    seen = look(vault, ground[0])
    assert {text.key: (text.then, text.now) for text in seen.texts} == {
        PAGE: ("She said: Not yet.", "Another page"),
        ground[1]: ("Not yet.", "Yes, in May."),
    }
    assert seen.changed == {PAGE, ground[1]}
    assert check(vault).history_agrees


def test_what_was_not_edited_is_told_apart(vault, ground):
    edit(vault, ground, "Yes.", "She said: Not yet.")
    assert look(vault, ground[0]).changed == {ground[1]}
    edit(vault, ground, "Not yet.", "She said: Not yet.")
    assert look(vault, ground[0]).changed == frozenset()


def test_a_clock_that_was_set_back_in_the_room_changes_nothing(vault, ground, frozen_clock):
    frozen_clock.move_on(timedelta(hours=-3))
    edit(vault, ground, "Later words", "Later page")
    seen = look(vault, ground[0])
    assert {text.then for text in seen.texts} == {"Not yet.", "She said: Not yet."}


def test_a_visit_that_is_finished_again_shows_the_later_time(vault, ground, frozen_clock):
    edit(vault, ground, "Second", "Second page")
    frozen_clock.move_on(timedelta(minutes=5))
    finish(vault, ground[0])
    edit(vault, ground, "Third", "Third page")
    seen = look(vault, ground[0])
    assert {text.then for text in seen.texts} == {"Second", "Second page"}
    assert seen.finished_at == frozen_clock.now()


def test_what_was_only_written_later_was_not_there_in_the_room(vault, ground, frozen_clock):
    with vault.write() as session:
        question = questions.keep(session, Question(text="Why?"))
        session.flush()
        asking = questions.ask_at(session, question.id, ground[0])
        questions.write_answer(session, asking.id, "Because.")
    seen = {text.question: text for text in look(vault, ground[0]).texts}
    assert (seen["Why?"].then, seen["Why?"].now) == ("", "Because.")

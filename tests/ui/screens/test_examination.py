"""One examination: each piece with its sentence, the next step as one button, a way that can be undone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import bin, examinations, pieces
from secondop_desktop.ui.places import EXAMINATION, WHERE, Place
from secondop_desktop.ui.screens.examination import ExaminationScreen
from tests.ui import audit
from tests.ui.screens import custody


@pytest.fixture
def ids(keep, frozen_clock):
    made = keep(lambda session: custody.plan(session, frozen_clock))
    frozen_clock.move_on(timedelta(minutes=5))
    return made


@pytest.fixture
def screen(enter, ids):
    return enter(ExaminationScreen, Place(EXAMINATION, ids["biopsy"], ids["slides"]))


@pytest.fixture
def state(fetch, ids):
    return lambda name="slides": fetch(lambda session: pieces.one(session, ids[name])).state


def test_it_opens_at_the_piece_of_the_place_and_says_how_it_stands(screen):
    assert screen.page.which.key() == "slides"
    assert screen.page.sentence.text() == (
        "You asked City Hospital for it on 27 January 2026. That is 34 days ago."
    )
    assert screen.page.state.text() == "Late: asked for"
    assert screen.page.next.text() == "It came"


def test_the_next_step_is_two_presses_and_can_be_undone(screen, work, notices, state):
    screen.page.next.click()
    assert not screen.page.step.isHidden()
    screen.page.step.save.click()
    work.flush()
    assert state() == pieces.RECEIVED
    assert screen.page.step.isHidden()
    assert screen.page.next.text() == "I looked: it can be read"
    assert notices.told == ["Written down. Slides or blocks: Core biopsy: it came."]
    notices.undos[0]()
    work.flush()
    assert state() == pieces.ASKED


def test_slides_are_tracked_to_returned_by_one_button(screen, work, state, frozen_clock, ids, fetch):
    way = []
    while screen.page.next.isVisible():
        frozen_clock.move_on(timedelta(days=1))
        screen.page.next.click()
        if screen.page.step.state.value() == pieces.SENT:
            screen.page.step.form.field("doctor_id").set_value(ids["doctor"])
            screen.page.step.form.field("due").line.setText("9 april 2026")
        screen.page.step.save.click()
        work.flush()
        way.append((state(), screen.page.sentence.text()))
    assert way == [
        ("received", "It came on 3 March 2026. Check whether it can be read."),
        ("checked", "It is here and can be read."),
        ("sent", "You sent it to Dr Lee on 5 March 2026. Nobody has said yet that it arrived."),
        ("confirmed", "It has arrived: Dr Lee has it. It should be back by 9 April 2026."),
        ("return_due", "Dr Lee should send it back by 9 April 2026."),
        ("returned", "It went back to City Hospital."),
    ]
    steps = fetch(lambda session: pieces.one(session, ids["slides"]).moves)
    assert [step.state for step in steps] == ["asked", *(state for state, _ in way)]


def test_the_form_of_a_step_stands_in_the_place_of_its_buttons(screen, qtbot):
    screen.page.next.click()
    assert not screen.page.next.isVisible()
    assert screen.page.step.form.field("day").control.hasFocus()
    screen.page.step.cancel.click()
    assert screen.page.next.isVisible()
    assert screen.page.next.hasFocus()


def test_any_other_step_is_in_the_menu(screen, work, state):
    menu = screen.page.steps_menu()
    said = [action.text() for action in menu.actions()]
    assert "It was sent back" in said
    assert "It came" not in said
    next(action for action in menu.actions() if action.text() == "I sent it").trigger()
    form = screen.page.step.form
    form.field("who").set_value("Dr B")
    form.field("tracking").set_value("9")
    form.field("day").set_value(PartialDate(2026, 3, 1))
    screen.page.step.save.click()
    work.flush()
    assert state() == pieces.SENT
    assert "You sent it to Dr B on 1 March 2026. Its tracking number is 9." in screen.page.sentence.text()


def test_a_day_that_cannot_be_read_is_refused_beside_its_field(screen, work, state):
    screen.page.next.click()
    screen.page.step.form.field("day").line.setText("31 Febuary")
    screen.page.step.save.click()
    work.flush()
    assert state() == pieces.ASKED
    assert not screen.page.step.isHidden()


def test_a_step_in_the_history_is_taken_back_and_put_back(screen, work, notices, state, qtbot):
    buttons = audit.parts(screen.page.way, type(screen.page.next))
    assert [b.accessibleName() for b in buttons] == ["Take this step back: Asked for, 27 January 2026"]
    buttons[0].click()
    work.flush()
    assert state() == pieces.NOT_ASKED
    assert screen.page.sentence.text() == "Not asked for yet."
    notices.undos[0]()
    work.flush()
    assert state() == pieces.ASKED


def test_a_piece_that_is_not_there_yet_can_be_added(screen, work, fetch, ids):
    screen.page.which.findChildren(type(screen.page.next))[1].click()
    assert screen.page.none.text() == "Nothing is written down here about: Image files."
    screen.page.start.click()
    work.flush()
    found = fetch(lambda session: pieces.of_examination(session, ids["biopsy"]))
    assert [t.piece.form for t in found] == ["report", "images", "slides"]
    assert screen.page.sentence.text() == "Not asked for yet."


def test_what_is_known_of_it_is_saved_field_by_field(screen, work, fetch, ids):
    screen.page.form.field("accession").set_value("S26-10442")
    screen.page.piece_form.field("extent").set_value("12 slides")
    assert screen.leave()
    work.flush()
    assert fetch(lambda session: examinations.one(session, ids["biopsy"]).accession) == "S26-10442"
    assert fetch(lambda session: pieces.one(session, ids["slides"]).piece.extent) == "12 slides"


def test_turning_to_another_piece_keeps_what_was_typed_for_the_first(screen, work, fetch, ids):
    screen.page.piece_form.field("original").set_value("in the basement")
    screen.page.which.findChildren(type(screen.page.next))[0].click()
    work.flush()
    assert screen.page.piece_form.field("original").value() == ""
    found = {n: fetch(lambda s, n=n: pieces.one(s, ids[n]).piece.original) for n in ("slides", "report")}
    assert found == {"slides": "in the basement", "report": ""}


def test_deleting_goes_back_to_the_list_and_can_be_undone(screen, work, notices, fetch, ids):
    screen.page.delete.click()
    work.flush()
    assert screen.went == [Place(WHERE)]
    assert [b.title for b in fetch(bin.contents)] == ["Core biopsy"]
    notices.undos[0]()
    work.flush()
    assert fetch(bin.contents) == []


def test_a_half_written_step_comes_back_after_a_lock(screen, enter, ids):
    screen.page.next.click()
    screen.page.step.form.field("note").set_value("Two discs")
    state = {**screen.half_typed(), **screen.standing()}
    again = enter(ExaminationScreen, Place(EXAMINATION, ids["biopsy"]))
    again.take_up(state)
    assert again.page.which.key() == "slides"
    assert again.page.step.form.field("note").value() == "Two discs"


def test_leaving_with_a_half_written_step_makes_a_reminder(screen, work, notices):
    screen.page.next.click()
    screen.page.step.form.field("note").set_value("Two discs")
    assert screen.leave()
    work.flush()
    assert "kept as a reminder" in notices.told[0]


def test_who_may_only_look_sees_all_of_it_and_no_button(enter, house, ids):
    screen = enter(
        ExaminationScreen,
        Place(EXAMINATION, ids["biopsy"], ids["slides"]),
        in_house=replace(house, why_read_only="It is open elsewhere."),
    )
    assert "City Hospital" in screen.page.sentence.text()
    for part in (screen.page.next, screen.page.other, screen.page.delete):
        assert not part.isVisible()

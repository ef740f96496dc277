"""Going through a visit when something is wrong: no words are lost, and everything is said."""

from secondop_desktop.case import (
    appointments,
    bin,
    captured,
    closings,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.ui.places import AFTER_VISIT, SUMMARY, Place
from secondop_desktop.ui.screens.after_visit import AfterVisitScreen
from tests.ui.screens.gone_through import come_in, field, go_to, visited

assert come_in
assert visited


def test_an_unreadable_day_stays_as_a_draft_and_comes_back(come_in, work, visited, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "steps")
    due = field(screen, "steps", "due")
    qtbot.keyClicks(due.control, "soonish")
    work.flush()
    state = screen.half_typed()
    again = come_in(visited)
    again.take_up(state)
    work.flush()
    assert again.walk.shown() == "steps"
    assert field(again, "steps", "due").raw() == "soonish"


def test_a_visit_without_doctor_and_without_questions_is_gone_through_too(come_in, work, keep):
    alone = keep(lambda s: appointments.keep(s, Appointment(day="2026-03-01")).id)
    screen = come_in(alone)
    assert screen.walk.shown() == "steps"
    go_to(screen, work, SUMMARY)
    assert screen._data.summary.sections == ()


def test_a_visit_that_was_called_off_says_so(come_in, keep):
    off = keep(lambda s: appointments.keep(s, Appointment(day="2026-03-01", status="cancelled")).id)
    screen = come_in(off)
    assert "called off" in screen.walk.remark.text()


def test_a_visit_that_was_deleted_meanwhile_is_told_and_loses_nothing(come_in, work, visited, keep, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "felt")
    qtbot.keyClicks(screen.steps["felt"].note, "Words")
    keep(lambda s: bin.throw_away(s, "appointment", visited))
    work.flush()
    assert "in the bin" in screen.walk.remark.text()
    assert screen.leave()


def test_a_visit_that_is_not_there_is_told_in_a_sentence(enter, work, notices):
    screen = enter(AfterVisitScreen, Place(AFTER_VISIT, "gone"))
    assert notices.problems
    assert screen.walk.isHidden()


def test_a_case_that_is_only_read_shows_the_summary(come_in, house, visited, work):
    from dataclasses import replace

    screen = come_in(visited, in_house=replace(house, why_read_only="Only to look at."))
    assert screen.walk.shown() == SUMMARY
    assert screen.summary.changes == {}
    assert screen.walk.back.isHidden()


def test_a_list_of_hundreds_is_shown_in_parts(come_in, work, visited, keep, frozen_clock):
    def fill(session):
        for number in range(200):
            captured.add(session, visited, "word", f"word {number}", frozen_clock.now())

    keep(fill)
    screen = come_in(visited, "words")
    step = screen.steps["words"]
    assert len(step.list.rows) == 12
    assert step.list.more.text() == "Show 189 more"
    step.list.more.click()
    assert len(step.list.rows) == 24


def test_nobody_leaves_while_a_line_could_not_be_added(come_in, work, visited, notices, full_disk, fetch):
    screen = come_in(visited, "steps")
    screen.steps["steps"].add.line.set_value("Ring the office")
    full_disk.set()
    assert not screen.leave()
    assert screen.steps["steps"].add.line.value() == "Ring the office"
    assert "not saved yet" in notices.problems[-1].what
    full_disk.clear()
    assert screen.leave()
    assert "Ring the office" in [t.text for t in fetch(tasks.everything)]


def test_ones_own_words_wait_for_room_on_the_disk(come_in, work, visited, full_disk, fetch, qtbot):
    screen = come_in(visited, "felt")
    full_disk.set()
    qtbot.keyClicks(screen.steps["felt"].note, "Calm")
    qtbot.waitUntil(lambda: screen.walk.saved.text() == "Not saved yet")
    assert not screen.leave()
    full_disk.clear()
    assert screen.leave()
    assert fetch(lambda s: closings.of_visit(s, visited)).felt == "Calm"


def test_another_visit_brings_nothing_of_the_first_one_along(come_in, work, visited, keep):
    other = keep(lambda s: appointments.keep(s, Appointment(day="2026-03-01")).id)
    screen = come_in(visited)
    go_to(screen, work, "steps")
    screen.go(Place(AFTER_VISIT, other))
    work.flush()
    assert screen.walk.shown() == "steps"
    assert screen.steps["steps"].list.rows == {}

"""Visits: listed in what comes and what was, prepared on one page, and never lost half written."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.case import appointments, doctors, notes, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.ui.places import (
    APPOINTMENT_MODE,
    APPOINTMENTS,
    NEW,
    PRINT,
    QUESTIONS,
    VISIT,
    Place,
)
from secondop_desktop.ui.screens.appointments import AppointmentsScreen
from secondop_desktop.ui.screens.visit import VisitScreen

LEFT = Qt.MouseButton.LeftButton


def plan(session, **values):
    doctor = doctors.by_name(session, "Dr Lee") or doctors.keep(session, Doctor(name="Dr Lee"))
    session.flush()
    usual = {"day": "2026-03-05", "hour": "10:30", "zone": "America/Chicago", "doctor_id": doctor.id}
    return appointments.keep(session, Appointment(**{**usual, **values})).id


def ask(session, visit_id, text, answer="", starred=False):
    question = questions.keep(session, Question(text=text, starred=starred))
    session.flush()
    asking = questions.ask_at(session, question.id, visit_id)
    asking.answer = answer


def words_on(screen):
    return [made.text() for made in screen.findChildren(QLabel) if made.isVisible() and made.text()]


@pytest.fixture
def visit_id(keep):
    return keep(plan)


@pytest.fixture
def screen(enter, visit_id):
    return enter(VisitScreen, Place(VISIT, visit_id))


@pytest.fixture
def new(enter):
    return enter(VisitScreen, Place(VISIT, part=NEW))


@pytest.fixture
def kept(fetch, visit_id):
    return lambda: fetch(lambda s: appointments.one(s, visit_id))


@pytest.fixture
def everything(fetch):
    return lambda: fetch(lambda s: list(appointments.everything(s)))


# --- the list ---


def test_an_empty_list_says_what_it_is_for(enter, qtbot):
    screen = enter(AppointmentsScreen, Place(APPOINTMENTS))
    assert screen.add.isHidden()
    qtbot.mouseClick(screen.first, LEFT)
    assert screen.went == [Place(VISIT, part=NEW)]


def test_what_comes_and_what_was_stand_apart(enter, keep, qtbot):
    later = keep(lambda s: plan(s, day="2026-04-01"))
    soon = keep(plan)
    past = keep(lambda s: plan(s, day="2026-01-10", status="done"))
    off = keep(lambda s: plan(s, day="2026-03-20", status="cancelled"))
    screen = enter(AppointmentsScreen, Place(APPOINTMENTS))
    assert list(screen.coming.rows) == [soon, later]
    assert list(screen.past.rows) == [off, past]
    qtbot.waitUntil(lambda: "Called off" in words_on(screen))
    qtbot.keyClick(screen.coming.rows[soon], Qt.Key.Key_Return)
    assert screen.went == [Place(VISIT, soon)]


def test_a_case_only_to_read_offers_no_new_visit(enter, visit_id, house):
    reading = replace(house, why_read_only="It is open elsewhere.")
    screen = enter(AppointmentsScreen, Place(APPOINTMENTS), in_house=reading)
    assert screen.add.isHidden()
    assert visit_id in screen.coming.rows


# --- one visit ---


def test_the_page_says_with_whom_and_when(screen):
    assert {"Dr Lee", "Thursday 5 March 2026, 10:30"} <= set(words_on(screen))


def test_what_is_changed_is_kept_when_the_field_is_left(screen, work, kept):
    form = screen.page.form
    form.field("when").line.setText("6 March 2026")
    form.field("hour").line.setText("9 am")
    form.field("mode").set_value("video")
    form.field("place").set_value("Clinic 4")
    screen.page.goal.field("goal").set_value("Understand my choices")
    screen.saver.save_now()
    work.flush()
    visit = kept()
    assert (visit.day, visit.hour, visit.mode, visit.place) == ("2026-03-06", "09:00", "video", "Clinic 4")
    assert visit.goal == "Understand my choices"
    assert "Friday 6 March 2026, 09:00. By video" in words_on(screen)


def test_a_visit_without_a_day_says_so_beside_the_field_and_keeps_the_rest(screen, work, kept):
    screen.page.form.field("when").line.clear()
    screen.page.form.field("place").set_value("Clinic 4")
    screen.saver.save_now()
    work.flush()
    assert screen.page.form.field("when").problem().startswith("A visit needs a date.")
    assert (kept().day, kept().place) == ("2026-03-05", "Clinic 4")


def test_the_zone_is_asked_only_when_it_matters(screen, qtbot, work, kept):
    zone = screen.page.form.zone
    assert zone.isHidden()
    qtbot.mouseClick(screen.page.other_zone, LEFT)
    assert not zone.isHidden()
    zone.set_value("America/New_York")
    screen.saver.save_now()
    work.flush()
    assert kept().zone == "America/New_York"
    assert "Thursday 5 March 2026, 10:30, New York time" in words_on(screen)


def test_a_doctor_can_be_added_in_place(screen, qtbot, work, kept, fetch):
    qtbot.mouseClick(screen.page.add_doctor, LEFT)
    screen.page.new_doctor.field("name").set_value("Dr Åsa Lindqvist")
    screen.page._doctor_typed()
    work.flush()
    doctor_id = kept().doctor_id
    assert fetch(lambda s: doctors.one(s, doctor_id)).name == "Dr Åsa Lindqvist"
    assert "Dr Åsa Lindqvist" in words_on(screen)
    assert not screen.escape()


def test_questions_stand_with_stars_first_and_their_answers(enter, keep, visit_id, qtbot):
    keep(lambda s: ask(s, visit_id, "What if I wait?"))
    keep(lambda s: ask(s, visit_id, "Which operation?", "Either is fine.", starred=True))
    screen = enter(VisitScreen, Place(VISIT, visit_id))
    shown = screen.page.questions._shown
    assert [q.text for q in shown] == ["Which operation?", "What if I wait?"]
    assert (shown[0].starred, shown[0].said) == (True, "Either is fine.")
    qtbot.waitUntil(lambda: "Either is fine." in words_on(screen))


def test_notes_are_read_and_written_exactly_as_typed(enter, keep, fetch, visit_id, qtbot, frozen_clock):
    keep(lambda s: notes.write(s, visit_id, "He said: yes. ", frozen_clock.now()))
    screen = enter(VisitScreen, Place(VISIT, visit_id))
    assert screen.page.note.text() == "He said: yes. "
    screen.page.note.setFocus()
    screen.page.note.moveCursor(screen.page.note.textCursor().MoveOperation.End)
    qtbot.keyClicks(screen.page.note, "No. ")
    assert screen.leave()
    assert fetch(lambda s: notes.of_visit(s, visit_id)).text == "He said: yes. No. "


def test_the_buttons_lead_where_they_say(screen, qtbot, visit_id):
    page = screen.page
    for made in (page.start, page.print_it, page.choose, page.back):
        qtbot.mouseClick(made, LEFT)
    assert screen.went == [
        Place(APPOINTMENT_MODE, visit_id),
        Place(PRINT, visit_id),
        Place(QUESTIONS, visit_id),
        Place(APPOINTMENTS),
    ]


def test_a_past_visit_is_not_started_but_written_on(enter, keep):
    past = keep(lambda s: plan(s, day="2026-01-10", status="done"))
    screen = enter(VisitScreen, Place(VISIT, past))
    assert screen.page.start.isHidden()
    assert screen.page.go_on.isVisible()


def test_what_became_of_a_visit_can_be_taken_back(screen, qtbot, work, kept, notices):
    qtbot.mouseClick(screen.page.statuses["cancelled"], LEFT)
    work.flush()
    assert kept().status == "cancelled"
    assert screen.page.start.isHidden()
    notices.undos[0]()
    work.flush()
    assert kept().status == "planned"
    qtbot.mouseClick(screen.page.statuses["done"], LEFT)
    work.flush()
    assert kept().status == "done"
    assert kept().finished_at is not None


def test_a_deleted_visit_can_be_brought_back(screen, qtbot, work, everything, notices):
    qtbot.mouseClick(screen.page.delete, LEFT)
    work.flush()
    assert everything() == []
    assert screen.went == [Place(APPOINTMENTS)]
    notices.undos[0]()
    work.flush()
    assert len(everything()) == 1


def test_another_visit_shows_nothing_of_the_one_before(screen, keep, work):
    other = keep(lambda s: plan(s, day="2026-04-01", place="Elsewhere"))
    screen.page.goal.field("goal").set_value("Only for the first")
    assert screen.leave()
    screen.go(Place(VISIT, other))
    work.flush()
    assert screen.page.goal.field("goal").value() == ""
    assert screen.page.form.field("place").value() == "Elsewhere"


# --- a new visit ---


def test_a_new_visit_needs_only_its_day(new, qtbot, work, everything):
    new.new.form.field("when").line.setText("14 March 2026")
    qtbot.mouseClick(new.new.add_it, LEFT)
    work.flush()
    visit = everything()[0]
    assert (visit.day, visit.zone, visit.kind) == ("2026-03-14", "America/Chicago", "second_opinion")
    assert new.went == [Place(VISIT, visit.id)]


def test_a_new_visit_without_a_day_keeps_everything_typed(new, qtbot, work, everything):
    new.new.form.field("place").set_value("Clinic 4")
    qtbot.mouseClick(new.new.add_it, LEFT)
    work.flush()
    assert new.new.form.field("when").problem().startswith("A visit needs a date.")
    assert new.new.form.field("place").value() == "Clinic 4"
    assert everything() == []


def test_a_new_doctor_is_added_with_the_new_visit(new, qtbot, work, everything, fetch):
    new.new.form.field("when").line.setText("14 March 2026")
    new.new._name.set_value("Dr Okafor")
    qtbot.mouseClick(new.new.add_it, LEFT)
    work.flush()
    doctor_id = everything()[0].doctor_id
    assert fetch(lambda s: doctors.one(s, doctor_id)).name == "Dr Okafor"


def test_leaving_a_half_written_visit_keeps_it_as_a_visit_when_it_has_a_day(new, work, everything, notices):
    new.new.form.field("when").line.setText("14 March 2026")
    assert new.leave()
    work.flush()
    assert [v.day for v in everything()] == ["2026-03-14"]
    assert notices.told == ["The visit you were writing is kept with the others."]


def test_leaving_a_half_written_visit_without_a_day_leaves_a_reminder(new, work, everything, fetch):
    new.new.form.field("place").set_value("Clinic 4")
    new.new._name.set_value("Dr Okafor")
    assert new.leave()
    work.flush()
    assert everything() == []
    assert "Place: Clinic 4" in fetch(lambda s: tasks.everything(s)[0]).text
    assert "Dr Okafor" in fetch(lambda s: tasks.everything(s)[0]).text


def test_not_adding_it_leaves_nothing_behind(new, work, everything, fetch):
    new.new.form.field("place").set_value("Clinic 4")
    new.new._give_up()
    assert new.leave()
    work.flush()
    assert (everything(), fetch(tasks.everything)) == ([], [])
    assert new.went == [Place(APPOINTMENTS)]

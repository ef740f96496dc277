"""The page of a visit to come: it counts down, says one next thing, and puts away what is rarely needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, bin, doctors, visit_plans, wanted
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.ui.places import APPOINTMENT_MODE, PRINT, QUESTIONS, VISIT, Place
from secondop_desktop.ui.screens.visit import VisitScreen
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from tests.ui.screens.test_visit import ask, plan, words_on

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def visit_id(keep):
    return keep(plan)


@pytest.fixture
def see(enter, visit_id):
    """The page of the visit, as it is when somebody comes to it."""
    return lambda: enter(VisitScreen, Place(VISIT, visit_id))


@pytest.fixture
def plan_of(fetch, visit_id):
    return lambda: fetch(lambda s: visit_plans.of_visit(s, visit_id))


@pytest.fixture
def write_plan(keep, visit_id):
    def write_plan(**values):
        def command(session):
            kept = visit_plans.of_visit(session, visit_id)
            for name, value in values.items():
                setattr(kept, name, value)
            visit_plans.keep(session, kept)

        keep(command)

    return write_plan


@pytest.fixture
def change(keep, visit_id):
    def change(**values):
        def command(session):
            for name, value in values.items():
                setattr(appointments.one(session, visit_id), name, value)

        keep(command)

    return change


def filled(screen):
    """The words on every filled button that is seen."""
    made = screen.findChildren(Button)
    return [one.text() for one in made if one.isVisible() and one.property("kind") == "primary"]


# --- the countdown ---


def test_it_counts_down_by_itself_as_the_clock_goes_on(see, frozen_clock):
    screen = see()
    page = screen.page
    assert page.countdown.left.text() == "In 3 days"
    frozen_clock.move_on(timedelta(days=2, hours=22))
    screen._minute.timeout.emit()
    assert page.countdown.left.text() == "Today, in 3 hours"
    frozen_clock.move_on(timedelta(hours=2, minutes=50))
    screen._minute.timeout.emit()
    assert page.countdown.left.text() == "Today, in 10 minutes"
    frozen_clock.move_on(timedelta(hours=2))
    screen._minute.timeout.emit()
    assert page.countdown.left.text() == "This visit was planned: today"
    assert page.go_on.isVisible()


def test_the_zone_of_the_computer_may_change_and_the_time_left_stays_true(see, frozen_clock):
    screen = see()
    before = screen.page.countdown.left.text()
    frozen_clock.zone_name = "Asia/Tokyo"
    screen._minute.timeout.emit()
    assert screen.page.countdown.left.text() == before
    frozen_clock.moment = datetime(2026, 3, 5, 15, 30, tzinfo=UTC)
    screen._minute.timeout.emit()
    assert screen.page.countdown.left.text() == "Today, in 1 hour"


def test_nobody_counts_while_nobody_looks(see):
    screen = see()
    assert screen._minute.isActive()
    screen.hide()
    assert not screen._minute.isActive()


def test_one_next_thing_leads_where_it_is_done(see, qtbot, keep, work, visit_id, write_plan, change):
    page = see().page
    assert filled(page) == ["Choose questions"]
    qtbot.mouseClick(page.countdown.do, LEFT)
    screen = page.window()
    assert screen.went == [Place(QUESTIONS)]
    keep(lambda s: ask(s, visit_id, "Which operation?", starred=True))
    work.flush()
    assert page.countdown.do.text() == "Write it down"
    qtbot.mouseClick(page.countdown.do, LEFT)
    qtbot.waitUntil(page.goal.field("decision").control.hasFocus)
    write_plan(decision="Operate or wait?")
    keep(lambda s: wanted.add(s, visit_id, [wanted.Line("Slides")]))
    work.flush()
    assert page.countdown.sentence.text() == "1 thing they need is still missing."
    qtbot.mouseClick(page.countdown.do, LEFT)
    qtbot.waitUntil(page.ready.paste.hasFocus)

    def settle(session):
        wanted.for_visit(session, visit_id)[0].settled = True

    keep(settle)
    work.flush()
    assert page.company.isHidden() or not page.folds[1].is_open()
    qtbot.mouseClick(page.countdown.do, LEFT)
    qtbot.waitUntil(page.company.field("companion").control.hasFocus)
    change(companion="Tom")
    work.flush()
    assert filled(page) == ["Print the sheets"]
    qtbot.mouseClick(page.countdown.do, LEFT)
    assert screen.went[-1] == Place(PRINT, visit_id)


def test_on_the_day_there_is_one_filled_button_and_it_starts(see, qtbot, frozen_clock, visit_id, write_plan):
    write_plan(arrive="10:15")
    frozen_clock.move_on(timedelta(days=3))
    screen = see()
    assert filled(screen) == ["Start appointment"]
    assert "Be there at 10:15." in words_on(screen)
    assert not screen.page.start.isVisible()
    qtbot.mouseClick(screen.page.countdown.do, LEFT)
    assert screen.went == [Place(APPOINTMENT_MODE, visit_id)]


def test_on_the_day_the_way_to_the_visit_stands_open_until_it_is_put_away(
    see, frozen_clock, write_plan, work
):
    write_plan(link="https://zoom.us/j/1")
    assert not see().page.folds[0].is_open()
    frozen_clock.move_on(timedelta(days=3))
    page = see().page
    assert page.link.open.isVisible()
    page.folds[0].turn()
    write_plan(parking="Garage B")
    work.flush()
    assert not page.folds[0].is_open()


def test_a_visit_called_off_or_past_is_open_to_read_and_write(see, change, qtbot, visit_id):
    change(status="cancelled")
    screen = see()
    assert {"This visit was called off", "Everything on this page can still be read and changed."} <= set(
        words_on(screen)
    )
    assert screen.ready.isHidden()
    qtbot.mouseClick(screen.page.go_on, LEFT)
    assert screen.went == [Place(APPOINTMENT_MODE, visit_id)]
    change(status="planned")
    screen.work.flush()
    assert screen.ready.isVisible()


def test_a_visit_without_doctor_and_hour_asks_for_them(see, change, qtbot):
    change(doctor_id=None, hour="")
    page = see().page
    assert page.countdown.left.text() == "In 3 days. The hour is not known yet"
    qtbot.mouseClick(page.countdown.do, LEFT)
    qtbot.waitUntil(page.form.field("doctor_id").control.hasFocus)


def test_a_visit_deleted_meanwhile_says_so_and_can_be_brought_back(see, keep, work, qtbot, visit_id, fetch):
    screen = see()
    keep(lambda s: bin.throw_away(s, "appointment", visit_id))
    work.flush()
    assert "This visit is in the bin. It can still be read." in words_on(screen)
    assert filled(screen) == ["Bring it back"]
    qtbot.mouseClick(screen.page.countdown.bring_back, LEFT)
    work.flush()
    assert fetch(lambda s: appointments.one(s, visit_id)).binned_at is None
    assert "This visit is in the bin. It can still be read." not in words_on(screen)


def test_a_visit_that_is_nowhere_any_more_is_said_in_a_sentence(enter, notices):
    enter(VisitScreen, Place(VISIT, "018f-nowhere"))
    assert notices.problems[0].what == "This entry is no longer there."


def test_a_case_only_to_read_has_no_next_thing_to_press(enter, visit_id, house):
    reading = replace(house, why_read_only="It is open elsewhere.")
    screen = enter(VisitScreen, Place(VISIT, visit_id), in_house=reading)
    assert filled(screen) == []
    assert screen.page.countdown.left.text() == "In 3 days"


# --- what is put away ---


def test_what_is_put_away_says_in_a_line_what_is_in_it(see, write_plan, change):
    change(companion="Tom.")
    write_plan(arrive="10:15", parking="Garage B", companion_role="writes", remind_minutes=60)
    screen = see()
    assert not any(fold.is_open() for fold in screen.page.folds)
    said = {"Be there at 10:15, parking", "Tom. Writes down what is said", "Reminder 1 hour before"}
    assert said <= set(words_on(screen))


def test_everything_written_there_is_kept(see, work, plan_of, fetch, visit_id):
    screen = see()
    page = screen.page
    for form, values in (
        (page.goal, {"decision": "Operate or wait?"}),
        (page.way, {"directions": "Blue line", "parking": "Garage B", "link": "https://zoom.us/j/1"}),
        (page.company, {"companion": "Tom", "companion_role": "asks", "overwhelmed": "A break"}),
        (page.diary, {"calendar_title": "Dentist", "calendar_place": True, "alarm_minutes": 120}),
        (page.diary, {"remind_minutes": 15}),
        (page.more, {"referral": "Dr Okafor, 3 March"}),
    ):
        for name, value in values.items():
            form.field(name).set_value(value)
    page.way.field("arrive").line.setText("9.45")
    screen.saver.save_now()
    work.flush()
    kept = plan_of()
    assert (kept.decision, kept.directions, kept.parking) == ("Operate or wait?", "Blue line", "Garage B")
    assert (kept.link, kept.arrive, kept.companion_role) == ("https://zoom.us/j/1", "09:45", "asks")
    assert (kept.overwhelmed, kept.referral) == ("A break", "Dr Okafor, 3 March")
    assert (kept.calendar_title, kept.calendar_place) == ("Dentist", True)
    assert (kept.alarm_minutes, kept.remind_minutes) == (120, 15)
    assert fetch(lambda s: appointments.one(s, visit_id)).companion == "Tom"


def test_an_hour_that_cannot_be_read_opens_its_part_again_after_the_lock(see, enter, visit_id):
    screen = see()
    screen.page.folds[0].open()
    screen.page.way.field("arrive").line.setText("early")
    state = screen.half_typed()
    again = enter(VisitScreen, Place(VISIT, visit_id))
    again.take_up(state)
    assert again.page.folds[0].is_open()
    assert again.page.way.field("arrive").line.text() == "early"
    for each in (screen, again):
        each.page.way.field("arrive").line.clear()


def test_only_the_first_three_questions_are_shown_until_all_are_wanted(see, keep, visit_id, qtbot):
    for n in range(5):
        keep(lambda s, n=n: ask(s, visit_id, f"Question {n}?", starred=n > 2))
    page = see().page
    assert [q.text for q in page.questions._shown] == ["Question 3?", "Question 4?", "Question 0?"]
    qtbot.mouseClick(page.all_questions, LEFT)
    assert len(page.questions._shown) == 5
    keep(lambda s: ask(s, visit_id, "One more?"))
    page.window().work.flush()
    assert len(page.questions._shown) == 6


def test_the_card_for_the_companion_is_printed_from_here(see, qtbot, visit_id):
    screen = see()
    screen.page.folds[1].open()
    qtbot.mouseClick(screen.page.card, LEFT)
    assert screen.went == [Place(PRINT, visit_id, "companion-card")]


# --- from the first page to the first answer ---


class Clicks(QObject):
    """Counts how often a button was pressed with the mouse, anywhere in the program."""

    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QAbstractButton)
        return False


def test_from_opening_the_case_to_the_first_typed_answer_is_one_click(qtbot, qapp, vault, keep, answers):
    now = SYSTEM_CLOCK.now() + timedelta(minutes=5)

    def today(session):
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        visit = Appointment(
            day=now.date().isoformat(), hour=now.strftime("%H:%M"), zone="UTC", doctor_id=doctor.id
        )
        visit = appointments.keep(session, visit)
        session.flush()
        ask(session, visit.id, "Which operation?", starred=True)
        return visit.id

    visit_id = keep(today)
    window, work = Window(Settings(), keep=lambda _settings: None), Work(vault)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    home = window.show_rooms(work, "Margaret").shown()
    work.flush()
    qtbot.waitUntil(home.next.start.isVisible)
    assert filled(home) == ["Start appointment"]
    clicks = Clicks()
    qapp.installEventFilter(clicks)
    qtbot.mouseClick(home.next.start, LEFT)
    qtbot.waitUntil(lambda: window.rooms.place.room == APPOINTMENT_MODE)
    work.flush()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), NoteEdit))
    qtbot.keyClicks(QApplication.focusWidget(), "Both are possible.")
    window.rooms.leave()
    work.flush()
    assert answers(visit_id)["Which operation?"].answer == "Both are possible."
    qapp.removeEventFilter(clicks)
    assert clicks.count == 1
    work.close()

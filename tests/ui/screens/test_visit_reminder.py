"""Reminders while the case is open: each once, none in the doctor's room, none when they are switched off."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, bin, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.ui.places import SETTINGS, Place
from secondop_desktop.ui.reminder_settings import ReminderSettings
from secondop_desktop.ui.screens.settings import SettingsScreen
from secondop_desktop.ui.visit_reminder import VisitReminder

SAID = "You have an appointment at 10:30."


class Desk:
    """Stands where the desktop's notifications stand."""

    def __init__(self):
        self.told, self.calm, self.stopped = [], False, False

    def tell(self, title, sentence=""):
        self.told.append(title)

    def stop(self):
        self.stopped = True


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def visit(keep):
    """A visit today at 10:30; it is 9:30."""
    return keep(
        lambda s: appointments.keep(s, Appointment(day="2026-03-02", hour="10:30", zone="America/Chicago")).id
    )


@pytest.fixture
def reminder(work, desk, frozen_clock, look):
    frozen_clock.moment = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    made = VisitReminder(work, look, lambda: desk.calm, desk, frozen_clock)
    yield made
    made.stop()


def begin(reminder, work):
    reminder.begin()
    work.flush()


def test_a_visit_is_told_of_once_when_its_time_has_come(visit, reminder, work, desk, frozen_clock):
    begin(reminder, work)
    assert desk.told == []
    frozen_clock.move_on(timedelta(minutes=30))
    for _ in range(3):
        reminder._timer.timeout.emit()
    assert desk.told == [SAID]


def test_a_case_that_is_opened_after_the_time_tells_at_once(visit, reminder, work, desk, frozen_clock):
    frozen_clock.move_on(timedelta(minutes=50))
    begin(reminder, work)
    assert desk.told == [SAID]


def test_nothing_is_told_in_the_doctors_room_and_afterwards_only_what_is_still_to_come(
    visit, reminder, work, desk, frozen_clock
):
    begin(reminder, work)
    desk.calm = True
    frozen_clock.move_on(timedelta(minutes=40))
    reminder.look()
    assert desk.told == []
    desk.calm = False
    reminder.look()
    assert desk.told == [SAID]
    frozen_clock.move_on(timedelta(hours=3))
    reminder.look()
    assert desk.told == [SAID]


def test_a_visit_that_is_moved_is_told_of_anew_and_one_that_is_deleted_never(
    visit, reminder, work, desk, frozen_clock, keep
):
    begin(reminder, work)
    frozen_clock.move_on(timedelta(minutes=30))
    reminder.look()

    def move(session):
        appointments.one(session, visit).hour = "11:15"

    keep(move)
    work.flush()
    frozen_clock.move_on(timedelta(minutes=45))
    reminder.look()
    assert desk.told == [SAID, "You have an appointment at 11:15."]
    keep(lambda s: appointments.keep(s, Appointment(day="2026-03-02", hour="12:00", zone="America/Chicago")))
    other = keep(lambda s: appointments.everything(s)[-1].id)
    keep(lambda s: bin.throw_away(s, "appointment", other, frozen_clock))
    work.flush()
    reminder.look()
    assert len(desk.told) == 2


def test_a_plan_that_wants_no_reminder_and_the_setting_are_obeyed(
    visit, reminder, work, desk, frozen_clock, keep, look
):
    def never(session):
        plan = visit_plans.of_visit(session, visit)
        plan.remind_minutes = 0
        visit_plans.keep(session, plan)

    frozen_clock.move_on(timedelta(minutes=40))
    look.remind = False
    begin(reminder, work)
    assert desk.told == []
    keep(never)
    work.flush()
    look.remind = True
    reminder.look()
    assert desk.told == []


def test_a_clock_that_is_set_back_tells_nothing_twice(visit, reminder, work, desk, frozen_clock):
    frozen_clock.move_on(timedelta(minutes=40))
    begin(reminder, work)
    frozen_clock.moment -= timedelta(hours=2)
    reminder.look()
    frozen_clock.moment += timedelta(hours=2)
    reminder.look()
    assert desk.told == [SAID]


def test_after_the_end_nothing_is_told(visit, reminder, work, desk, frozen_clock):
    begin(reminder, work)
    reminder.stop()
    assert desk.stopped
    frozen_clock.move_on(timedelta(minutes=40))
    reminder.look()
    assert desk.told == []


def test_reminders_can_be_switched_off_in_the_settings(enter, house, qtbot):
    screen = enter(SettingsScreen, Place(SETTINGS))
    (part,) = screen.findChildren(ReminderSettings)
    assert part.remind.isChecked()
    qtbot.mouseClick(part.remind, Qt.MouseButton.LeftButton)
    assert house.settings.remind is False
    assert Settings().remind is True

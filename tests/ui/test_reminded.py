"""The whole program on a real bus with a real notification server: who unlocks the case is reminded."""

from datetime import timedelta

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import time_words
from secondop_desktop.case import appointments
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.ui.places import APPOINTMENT_MODE, HOME, Place
from tests import private_bus
from tests.a_notification_server import a_server
from tests.ui.test_desktop import desktop, folder, replaced, unlock, ways

assert all((desktop, folder, replaced, ways))  # fixtures

pytestmark = pytest.mark.skipif(bool(private_bus.LACKING), reason=f"this needs {private_bus.LACKING}")


@pytest.fixture
def shown(monkeypatch):
    with private_bus.a_bus() as address, a_server(address) as shown:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield shown


def soon(session, minutes):
    """A visit in so many minutes, called after what nobody else shall read."""
    at = (SYSTEM_CLOCK.now() + timedelta(minutes=minutes)).astimezone(SYSTEM_CLOCK.zone())
    visit = Appointment(day=at.date().isoformat(), hour=at.strftime("%H:%M"), zone=str(SYSTEM_CLOCK.zone()))
    visit.goal, visit.place = "Decide about surgery", "Cancer center"
    return appointments.keep(session, visit)


def test_a_visit_written_down_is_told_of_in_neutral_words_and_not_in_the_doctors_room(shown, desktop, qtbot):
    unlock(desktop, qtbot)
    with desktop._vault.write() as session:
        visit = soon(session, 20)
        said = f"You have an appointment at {time_words(visit.starts)}."
    qtbot.waitUntil(lambda: not shown.nothing())
    told = shown.next()
    assert told[4] in (said, said.replace("an appointment at", "an appointment tomorrow at"))
    assert "surgery" not in str(told)
    assert "Cancer" not in str(told)
    assert desktop.window.rooms.go(Place(APPOINTMENT_MODE, visit.id))
    with desktop._vault.write() as session:
        soon(session, 25)
    desktop._work.flush()
    desktop._reminder.look()
    assert shown.nothing()
    assert desktop.window.rooms.go(Place(HOME))
    desktop._reminder.look()
    assert shown.next()[4].startswith("You have an appointment")


def test_behind_the_lock_nobody_is_told_of_anything(shown, desktop, qtbot, replaced):
    unlock(desktop, qtbot)
    reminder = desktop._reminder
    desktop.window.ask_to_lock()
    assert len(replaced) == 1
    assert desktop._reminder is None
    assert not reminder._timer.isActive()
    assert shown.nothing()

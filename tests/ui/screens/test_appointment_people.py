"""Who is in the doctor's room, who of them types now, and which papers were handed over."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from secondop_desktop.case import appointments, attendees, bin, handouts, line_stamps, person, visit_plans
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.person import Person
from secondop_desktop.ui.places import APPOINTMENT_MODE, Place
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from tests.ui.screens.visits import CTRL, focused, press, write


@pytest.fixture
def company(keep, visit_id):
    """Denise comes along to write; the case is Margaret's."""

    def command(session):
        appointments.one(session, visit_id).companion = "Denise Ellison"
        plan = visit_plans.of_visit(session, visit_id)
        plan.companion_role = "writes"
        visit_plans.keep(session, plan)
        person.keep(session, Person(name="Margaret Ellison"))

    keep(command)


@pytest.fixture
def screen(enter, visit_id, company):
    return enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))


@pytest.fixture
def there(fetch, work, visit_id):
    def there():
        work.flush()
        return fetch(
            lambda session: [(a.name, a.role, a.initials) for a in attendees.of_visit(session, visit_id)]
        )

    return there


@pytest.fixture
def papers(fetch, work, visit_id):
    def papers():
        work.flush()
        return fetch(lambda session: [paper.what for paper in handouts.of_visit(session, visit_id)])

    return papers


def pressed(qtbot, screen, name):
    (button,) = [b for b in screen.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_companion_is_added_with_two_keys_and_the_next_ones_are_offered_after_it(qtbot, screen, there):
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    assert focused(screen) is screen.view.room.people.line
    press(qtbot, screen, Qt.Key.Key_Return)
    assert there() == [("Denise Ellison", "writes", "DE")]
    assert screen.view.room.people.line.text() == "Margaret Ellison"
    press(qtbot, screen, Qt.Key.Key_Return)
    there()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert there()[1:] == [("Margaret Ellison", "patient", "ME"), ("Dr Nguyễn Thị Hạnh", "doctor", "NTH")]
    assert screen.view.room.people.line.text() == ""
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    assert focused(screen) is screen.view.answer.note


def test_somebody_else_is_typed_over_the_one_who_is_offered(qtbot, screen, there):
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    write(qtbot, screen, "Nurse Joy")
    choice = screen.view.room.people.choice
    assert choice.currentText() == "Listens with me"
    choice.setCurrentIndex(choice.findText("Nurse"))
    press(qtbot, screen, Qt.Key.Key_Return)
    assert there() == [("Nurse Joy", "nurse", "NJ")]


def test_one_key_says_who_writes_now_and_the_initials_go_with_the_lines(qtbot, screen, there, fetch, work):
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    for _ in range(3):
        press(qtbot, screen, Qt.Key.Key_Return)
        there()
    press(qtbot, screen, Qt.Key.Key_Escape)
    bar = screen.view.bar
    assert bar.writer.text() == "DE writes"
    write(qtbot, screen, "By Denise")
    press(qtbot, screen, Qt.Key.Key_F4)
    assert bar.writer.text() == "ME writes"
    assert bar.word.sentence.text() == "Margaret Ellison writes now."
    press(qtbot, screen, Qt.Key.Key_Return)
    write(qtbot, screen, "By Margaret")
    assert screen.leave()
    stamps = fetch(lambda session: line_stamps.of_text(session, screen.shown.asking))
    assert [stamp.by for stamp in stamps] == ["DE", "ME"]
    bar.word.clear()
    qtbot.mouseClick(bar.writer, Qt.MouseButton.LeftButton)
    assert bar.writer.text() == "DE writes"


def test_with_one_person_nothing_is_asked_and_the_key_says_what_to_do_first(qtbot, screen, there, fetch):
    press(qtbot, screen, Qt.Key.Key_F4)
    assert screen.view.bar.word.sentence.text() == "First say who is in the room: Ctrl+E."
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    press(qtbot, screen, Qt.Key.Key_Return)
    there()
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert not screen.view.bar.writer.isVisible()
    write(qtbot, screen, "x")
    assert screen.leave()
    (stamp,) = fetch(lambda session: line_stamps.of_text(session, screen.shown.asking))
    assert stamp.by == "DE"


def test_two_with_the_same_letters_are_told_apart(qtbot, screen, there):
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    for name in ("Mary Evans", "Mark Evans", "Max Evans"):
        write(qtbot, screen, name)
        press(qtbot, screen, Qt.Key.Key_Return)
        there()
    assert [initials for _, _, initials in there()] == ["ME", "ME2", "ME3"]


def test_an_entry_is_changed_and_taken_away_and_that_can_be_undone(qtbot, screen, there, fetch):
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    press(qtbot, screen, Qt.Key.Key_Return)
    there()
    pressed(qtbot, screen, "Change: Denise Ellison")
    assert focused(screen) is screen.view.room.people.line
    write(qtbot, screen, "Dora Ellison")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert there() == [("Dora Ellison", "writes", "DE")]
    pressed(qtbot, screen, "Take away: Dora Ellison")
    assert there() == []
    assert focused(screen) is screen.view.room.people.line
    assert [thing.family for thing in fetch(bin.contents)] == ["attendee"]
    qtbot.mouseClick(screen.view.bar.word.button, Qt.MouseButton.LeftButton)
    assert there() == [("Dora Ellison", "writes", "DE")]


def test_papers_are_written_down_changed_and_taken_away(qtbot, screen, papers, fetch):
    press(qtbot, screen, Qt.Key.Key_G, CTRL)
    assert focused(screen) is screen.view.room.papers.line
    for what in ("Leaflet", "Plan of the treatment"):
        write(qtbot, screen, what)
        press(qtbot, screen, Qt.Key.Key_Return)
        papers()
    assert papers() == ["Leaflet", "Plan of the treatment"]
    pressed(qtbot, screen, "Change: Leaflet")
    write(qtbot, screen, "Leaflet about tamoxifen")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert papers()[0] == "Leaflet about tamoxifen"
    pressed(qtbot, screen, "Take away: Plan of the treatment")
    assert papers() == ["Leaflet about tamoxifen"]
    assert [thing.family for thing in fetch(bin.contents)] == ["handout"]


def test_what_is_half_typed_is_added_when_one_leaves_but_an_offer_is_not(qtbot, screen, there, papers):
    press(qtbot, screen, Qt.Key.Key_G, CTRL)
    write(qtbot, screen, "A half")
    press(qtbot, screen, Qt.Key.Key_E, CTRL)
    assert focused(screen) is screen.view.room.people.line
    assert screen.leave()
    assert papers() == ["A half"]
    assert there() == []


def test_on_a_full_disk_the_words_stay_in_their_line(qtbot, screen, full_disk, work, papers, there):
    full_disk.set()
    press(qtbot, screen, Qt.Key.Key_G, CTRL)
    write(qtbot, screen, "Leaflet")
    press(qtbot, screen, Qt.Key.Key_Return)
    work.flush()
    assert screen.view.room.papers.line.text() == "Leaflet"
    assert not screen.leave()
    full_disk.clear()
    assert screen.leave()
    assert papers() == ["Leaflet"]


def test_what_can_only_be_read_shows_who_was_there_without_ways_to_change_it(
    qtbot, enter, house, visit_id, keep
):
    keep(lambda s: attendees.keep(s, Attendee(appointment_id=visit_id, name="Denise")))
    reading = House(house.work, house.notices, house.settings, house.lock, house.lock, "", "why", house.clock)
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), in_house=reading)
    qtbot.mouseClick(screen.view.bar.room, Qt.MouseButton.LeftButton)
    assert screen.view.room.isVisible()
    names = [b.accessibleName() for b in screen.view.room.findChildren(QPushButton) if b.isVisible()]
    assert names == ["Back to my words"]
    assert not screen.view.room.people.line.isVisible()

"""An invitation comes in by every way there is in the window, and each time what became of it is said."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, documents
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.ui.dialogs import files as file_dialogs
from secondop_desktop.ui.drop_place import CALENDAR, has_something, welcome
from secondop_desktop.ui.invitation_bringer import InvitationBringer
from secondop_desktop.ui.places import APPOINTMENT_MODE, NEW, VISIT, Place
from secondop_desktop.ui.screens.visit import VisitScreen
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from tests.calendars.test_invitation import a_file

INVITATION = a_file("DTSTART;TZID=America/Chicago:20260514T090000", "LOCATION:Clinic 4")
OFF = a_file("DTSTART;TZID=America/Chicago:20260514T090000", "SEQUENCE:1", head=("METHOD:CANCEL",))


@pytest.fixture
def visits(fetch):
    return lambda: fetch(lambda s: list(appointments.everything(s)))


@pytest.fixture
def bringer(house, qtbot):
    bringer = InvitationBringer(house)
    bringer.seen = []
    bringer.came.connect(bringer.seen.append)
    return bringer


@pytest.fixture
def file(tmp_path):
    def file(content=INVITATION, name="invitation.ics"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return file


def data_of(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def wait_for(qtbot, notices, count=1):
    qtbot.waitUntil(lambda: len(notices.told) + len(notices.problems) == count)


def test_a_file_becomes_a_visit_and_undo_takes_it_away(bringer, qtbot, notices, work, visits, file):
    assert bringer.take_from(data_of(file())) == []
    wait_for(qtbot, notices)
    assert notices.told == ["The visit is written down: Thursday 14 May 2026, 09:00."]
    (visit,) = visits()
    assert bringer.seen == [visit.id]
    notices.undos[0]()
    work.flush()
    assert visits() == []


def test_the_same_one_again_says_so_and_offers_no_undo(bringer, qtbot, notices, file):
    for count in (1, 2):
        bringer.take([file()])
        wait_for(qtbot, notices, count)
    assert notices.told[1].startswith("You have this visit already")
    assert notices.undos[1] is None


def test_a_visit_called_off_is_marked_and_undo_plans_it_again(bringer, qtbot, notices, work, visits, file):
    bringer.take([file()])
    wait_for(qtbot, notices)
    bringer.take([file(OFF)])
    wait_for(qtbot, notices, 2)
    assert notices.told[1].startswith("The office called this visit off")
    assert visits()[0].status == "cancelled"
    notices.undos[1]()
    work.flush()
    assert visits()[0].status == "planned"


def test_words_that_were_copied_and_what_a_calendar_drags_come_in_too(bringer, qtbot, notices, visits):
    words, dragged = QMimeData(), QMimeData()
    words.setText(INVITATION.decode())
    dragged.setData(CALENDAR, OFF)
    assert has_something(dragged)
    assert bringer.take_from(words) == []
    wait_for(qtbot, notices)
    assert bringer.take_from(dragged) == []
    wait_for(qtbot, notices, 2)
    assert [visit.status for visit in visits()] == ["cancelled"]


def test_a_drag_of_an_invitation_says_that_it_becomes_a_visit(tmp_path):
    dragged = QMimeData()
    dragged.setData(CALENDAR, INVITATION)
    for data in (dragged, data_of(tmp_path / "a.ics", tmp_path / "b.ICS")):
        assert welcome(data, "").sentence == "Let go to take in the invitation"
    assert "records" in welcome(data_of(tmp_path / "a.ics", tmp_path / "b.pdf"), "").sentence
    assert welcome(dragged, "Locked.").sentence == "Locked."


def test_what_is_no_invitation_is_left_to_the_records(bringer, tmp_path, file):
    letter, calendar = tmp_path / "letter.pdf", file()
    assert bringer.take_from(data_of(letter)) is None
    words = QMimeData()
    words.setText("Please come at nine.")
    assert bringer.take_from(words) is None
    assert bringer.take_from(data_of(letter, calendar)) == [letter]


def test_a_bad_file_is_a_sentence_and_changes_nothing(bringer, qtbot, notices, visits, file, tmp_path):
    bringer.take([file(b"nonsense"), tmp_path / "gone.ics"])
    wait_for(qtbot, notices, 2)
    said = sorted(problem.what for problem in notices.problems)
    assert said[0].startswith("The calendar file could not be read: gone.ics.")
    assert said[1].startswith("This is no calendar file that can be read.")
    assert visits() == []


def test_a_lock_while_the_file_is_read_ends_it_without_a_word(bringer, work, notices, visits, file):
    bringer.take([file()])
    work.close()
    assert (notices.told, notices.problems, visits()) == ([], [], [])


def test_on_the_page_of_a_new_visit_one_can_choose_the_file(enter, qtbot, notices, visits, file, monkeypatch):
    chosen = file()
    monkeypatch.setattr(file_dialogs, "choose_files", lambda *_: [chosen])
    screen = enter(VisitScreen, Place(VISIT, part=NEW))
    qtbot.mouseClick(screen.new.invitation, Qt.MouseButton.LeftButton)
    wait_for(qtbot, notices)
    assert screen.went == [Place(VISIT, visits()[0].id)]


@pytest.fixture
def window(qtbot, vault):
    """The real window with the rooms of the case."""
    window, work = Window(Settings(), keep=lambda _settings: None), Work(vault)
    window._close_anyway = lambda: True
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.show_rooms(work, "Margaret")
    window.tray.take = lambda files, *_: None if not files else window.records.extend(files)
    window.records = []
    yield window
    work.close()


def test_a_drop_on_any_page_leads_to_the_visit_and_other_files_to_the_records(
    window, qtbot, visits, file, tmp_path, fetch
):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4")
    window.ways_in._dropped(data_of(file(), letter))
    qtbot.waitUntil(lambda: window.rooms.place.room == VISIT)
    assert window.rooms.place.item == visits()[0].id
    assert window.records == [letter]
    assert list(fetch(documents.everything)) == []


def test_a_pasted_invitation_is_taken_and_pages_are_not_left_in_the_doctors_room(window, qtbot, visits, keep):
    zone = "America/Chicago"
    other = keep(lambda s: appointments.keep(s, Appointment(day="2026-03-03", hour="10:30", zone=zone)).id)
    window.rooms.go(Place(APPOINTMENT_MODE, other))
    QGuiApplication.clipboard().setText(INVITATION.decode())
    window.ways_in.paste()
    qtbot.waitUntil(lambda: len(visits()) == 2)
    window._work.flush()
    assert window.rooms.place.room == APPOINTMENT_MODE
    QGuiApplication.clipboard().clear()

"""Appointment mode where something is not as usual: each has a sentence, and no word is lost."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import appointments, bin, documents, line_stamps, notes
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.ui.places import AFTER_VISIT, APPOINTMENT_MODE, Place
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from tests.ui.screens.visits import CTRL, press, write


@pytest.fixture
def screen(enter, visit_id):
    return enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))


def said(screen):
    return screen.view.bar.word.sentence.text()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "cancelled"}, "This visit was called off. You can write here all the same."),
        ({"status": "done"}, "This visit has taken place. You can still add to it."),
        ({"day": "2026-02-27"}, "This visit was on 27 February 2026. You can still write here."),
        ({"day": "2026-03-02", "hour": "08:00"}, ""),
        ({}, ""),
    ],
)
def test_a_visit_that_is_off_or_over_says_so_and_takes_every_word(
    qtbot, enter, keep, visit_id, answers, change, words
):
    def alter(session):
        visit = appointments.one(session, visit_id)
        for name, value in change.items():
            setattr(visit, name, value)

    keep(alter)
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    assert said(screen) == words
    write(qtbot, screen, "words all the same")
    assert screen.leave()
    assert "words all the same" in {asking.answer for asking in answers(visit_id).values()}


def test_a_visit_without_a_doctor_is_called_your_visit(qtbot, enter, keep, fetch):
    visit_id = keep(lambda session: appointments.keep(session, Appointment(day="2026-03-02"))).id
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    assert screen.view.bar.who.text() == "Your visit"
    write(qtbot, screen, "who was that")
    assert screen.leave()
    assert fetch(lambda session: notes.of_visit(session, visit_id)).text == "who was that"


def test_a_visit_thrown_away_meanwhile_keeps_every_word_says_where_and_comes_back(
    qtbot, screen, keep, work, fetch, visit_id, answers
):
    write(qtbot, screen, "before")
    keep(lambda session: bin.throw_away(session, "appointment", visit_id))
    work.flush()
    assert said(screen) == "This visit was thrown away. Your words are kept with it in the bin."
    write(qtbot, screen, " and after")
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    write(qtbot, screen, "on the page")
    assert screen.leave()
    assert "before and after" in {asking.answer for asking in answers(visit_id).values()}
    qtbot.mouseClick(screen.view.bar.word.button, Qt.MouseButton.LeftButton)
    work.flush()
    assert not screen.view.bar.word.says_something()
    assert fetch(lambda session: appointments.one(session, visit_id)).binned_at is None
    assert fetch(lambda session: notes.of_visit(session, visit_id)).text == "on the page"


def test_a_visit_called_off_while_one_writes_says_so_at_once(qtbot, screen, keep, work, visit_id):
    def call_off(session):
        appointments.one(session, visit_id).status = "cancelled"

    keep(call_off)
    work.flush()
    assert "called off" in said(screen)


def test_two_fast_finishes_are_one(qtbot, screen, work, fetch, visit_id):
    for _ in range(2):
        qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    work.flush()
    assert screen.went == [Place(AFTER_VISIT, visit_id)]
    assert work.undo.undo_name() == "finish the visit"
    work.undo.undo()
    work.flush()
    assert work.undo.undo_name() == ""


def test_a_finish_that_finds_no_room_can_be_tried_again(qtbot, screen, work, full_disk, notices, visit_id):
    full_disk.set()
    qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    work.flush()
    assert notices.problems
    assert screen.went == []
    full_disk.clear()
    qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    work.flush()
    assert screen.went == [Place(AFTER_VISIT, visit_id)]


@pytest.fixture
def five_megabytes(qapp):
    text = "She said that it would be so, and not otherwise.\n" * 100_000
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setText(text)
    yield data
    QGuiApplication.clipboard().clear()


def test_five_megabytes_are_not_pasted_but_can_become_a_record(qtbot, screen, five_megabytes, work, fetch):
    note = screen.view.answer.note
    write(qtbot, screen, "before ")
    begun = SYSTEM_CLOCK.monotonic()
    note.insertFromMimeData(five_megabytes)
    assert SYSTEM_CLOCK.monotonic() - begun < 1
    assert note.text() == "before "
    assert said(screen) == "Too long for a page of notes, so it was not pasted."
    qtbot.mouseClick(screen.view.bar.word.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "kept among your records" in said(screen), timeout=20_000)
    (record,) = fetch(documents.everything)
    assert record.size == len(five_megabytes.text())
    assert record.title == "Pasted at a visit, 2 March 2026"


def test_three_hours_of_notes_are_saved_with_a_stamp_for_each_line(
    qtbot, enter, keep, fetch, visit_id, frozen_clock, monkeypatch
):
    page = "\n".join(f"{number:04} and so she said that it would be so." for number in range(2_400))
    assert len(page) > 100_000
    keep(lambda session: notes.write(session, visit_id, page, frozen_clock.now()))
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    screen.view.page.note.moveCursor(QTextCursor.MoveOperation.End)
    press(qtbot, screen, Qt.Key.Key_Return)
    read = []
    monkeypatch.setattr(screen.view.page.note, "text", lambda: read.append(1) or page)
    for letter in "the last line":
        write(qtbot, screen, letter)
    assert len(read) < len("the last line")
    monkeypatch.undo()
    begun = SYSTEM_CLOCK.monotonic()
    assert screen.saver.flush()
    assert SYSTEM_CLOCK.monotonic() - begun < 1
    assert fetch(lambda session: notes.of_visit(session, visit_id)).text == f"{page}\nthe last line"
    stamps = fetch(lambda session: line_stamps.of_text(session, line_stamps.page_id(visit_id)))
    assert stamps[:2_400] == [None] * 2_400
    assert stamps[2_400].at == frozen_clock.now()

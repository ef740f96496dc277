"""In the doctor's room each line remembers when it was written and by whom, and says so when asked."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from secondop_desktop.case import line_stamps, notes, questions
from secondop_desktop.case.line_stamps import Stamp, page_id
from secondop_desktop.ui.places import APPOINTMENT_MODE, Place
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from tests.ui.screens.visits import CTRL, TEXTS, focused, press, write


@pytest.fixture
def screen(enter, visit_id):
    return enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))


@pytest.fixture
def stamps(fetch):
    """What the case knows of the lines of a text."""
    return lambda key: fetch(lambda session: line_stamps.of_text(session, key))


def asking(screen):
    return screen.shown.asking


def test_lines_of_an_answer_are_kept_with_their_time_and_writer(
    qtbot, screen, stamps, frozen_clock, visit_id
):
    first = asking(screen)
    begun = frozen_clock.now()
    write(qtbot, screen, "Grade one.")
    screen.shown.stamps.writer = "DE"
    frozen_clock.move_on(timedelta(minutes=4))
    press(qtbot, screen, Qt.Key.Key_Return)
    press(qtbot, screen, Qt.Key.Key_Return)
    write(qtbot, screen, "No hurry.")
    assert screen.leave()
    later = begun + timedelta(minutes=4)
    assert stamps(first) == [Stamp(begun), None, Stamp(later, "DE")]
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    write(qtbot, screen, "She drew a picture.")
    assert screen.leave()
    assert stamps(page_id(visit_id)) == [Stamp(later, "DE")]


def test_they_come_back_with_the_text_and_follow_a_question_that_is_left_and_taken_up_again(
    qtbot, screen, enter, stamps, frozen_clock, visit_id
):
    first = asking(screen)
    write(qtbot, screen, "one")
    press(qtbot, screen, Qt.Key.Key_PageDown, CTRL)
    write(qtbot, screen, "other")
    frozen_clock.move_on(timedelta(minutes=9))
    press(qtbot, screen, Qt.Key.Key_PageUp, CTRL)
    write(qtbot, screen, " and more")
    press(qtbot, screen, Qt.Key.Key_Return)
    write(qtbot, screen, "two")
    assert screen.leave()
    kept = stamps(first)
    assert kept[1].at - kept[0].at == timedelta(minutes=9)
    again = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    assert again.view.answer.note.lines.marks.everything() == kept
    write(qtbot, again, "!")
    assert again.leave()
    assert stamps(first) == kept


def test_the_stamps_are_in_the_same_transaction_as_the_text(qtbot, screen, vault, monkeypatch, stamps):
    def fails(*_):
        raise OSError

    monkeypatch.setattr(line_stamps, "write", fails)
    first = asking(screen)
    write(qtbot, screen, "precious")
    assert not screen.saver.flush()
    with vault.read() as session:
        assert session.get(questions.Asking, first).answer == ""
    monkeypatch.undo()
    assert screen.saver.flush()
    assert stamps(first)[0] is not None


def test_as_long_as_no_line_is_new_the_stamps_are_not_written_again(qtbot, screen, monkeypatch):
    write(qtbot, screen, "x")
    assert screen.saver.flush()
    monkeypatch.setattr(line_stamps, "write", lambda *_: pytest.fail("nothing new was to be written"))
    write(qtbot, screen, "yz")
    assert screen.saver.flush()


def test_stamps_that_could_not_be_written_are_written_with_the_next_letters(qtbot, screen, full_disk, stamps):
    first = asking(screen)
    full_disk.set()
    write(qtbot, screen, "one")
    assert not screen.saver.flush()
    full_disk.clear()
    write(qtbot, screen, " more")
    assert screen.saver.flush()
    assert stamps(first)[0] is not None


def test_a_page_changed_in_another_room_keeps_the_stamps_of_its_lines(
    qtbot, screen, keep, enter, frozen_clock, visit_id
):
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    write(qtbot, screen, "one")
    assert screen.leave()
    keep(lambda session: notes.write(session, visit_id, "before\none", frozen_clock.now()))
    again = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    assert again.view.page.note.lines.marks.everything() == [None, Stamp(frozen_clock.now())]


def test_the_margin_is_shown_by_key_and_remembered(qtbot, screen, look):
    note = screen.view.answer.note
    write(qtbot, screen, "Grade one.")
    assert note.lines.margin.isHidden()
    press(qtbot, screen, Qt.Key.Key_M, CTRL)
    assert note.lines.margin.isVisible()
    assert note.lines.words(note.lines.mark_at(0)) == "09:30"
    assert look.line_times
    press(qtbot, screen, Qt.Key.Key_M, CTRL)
    assert note.lines.margin.isHidden()
    assert not look.line_times


def test_the_setting_shows_the_margin_from_the_start(enter, look, visit_id):
    look.line_times = True
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    assert screen.view.answer.note.lines.margin.isVisible()


def test_a_line_says_when_it_was_written_by_mouse_and_by_key(qtbot, screen):
    word, note = screen.view.bar.word, screen.view.answer.note
    press(qtbot, screen, Qt.Key.Key_J, CTRL)
    assert not word.says_something()
    screen.shown.stamps.writer = "DE"
    write(qtbot, screen, "Grade one.")
    press(qtbot, screen, Qt.Key.Key_J, CTRL)
    assert word.sentence.text() == "This line was written at 09:30 by DE."
    word.clear()
    screen.shown.toggle_times()
    place = QPoint(5, note.cursorRect().center().y())
    qtbot.mouseClick(note.lines.margin, Qt.MouseButton.LeftButton, pos=place)
    assert word.sentence.text() == "This line was written at 09:30 by DE."
    assert focused(screen) is note


def test_the_clock_and_the_zone_may_change_in_the_middle(qtbot, screen, frozen_clock, stamps, visit_id):
    first = asking(screen)
    write(qtbot, screen, "before")
    assert screen.saver.flush()
    frozen_clock.move_on(timedelta(hours=-2))
    frozen_clock.zone_name = "Asia/Tokyo"
    press(qtbot, screen, Qt.Key.Key_Return)
    write(qtbot, screen, "after")
    screen._tick.timeout.emit()
    assert screen.view.bar.clock.text() == "22:30"
    assert screen.view.bar.saved.text() == "Saved"
    assert screen.saver.flush()
    before, after = stamps(first)
    assert before.at - after.at == timedelta(hours=2)
    assert screen.shown.stamps.words(before) == "00:30"
    assert screen.view.answer.title.text() == TEXTS[0]

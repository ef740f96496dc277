"""In the doctor's room one key catches a line: a test, a step, a date. It is kept, changed, taken back."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from secondop_desktop.case import bin, captured
from secondop_desktop.ui.places import APPOINTMENT_MODE, VISIT, Place
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from tests.ui.screens.visits import CTRL, TEXTS, focused, press, write


@pytest.fixture
def screen(enter, visit_id):
    return enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))


@pytest.fixture
def lines(fetch, work, visit_id):
    """What was caught: kind, text and initials of each line."""

    def lines():
        work.flush()
        return fetch(
            lambda session: [(c.kind, c.text, c.initials) for c in captured.of_visit(session, visit_id)]
        )

    return lines


def row(screen):
    return screen.view.writing().capture


def test_every_chip_has_its_key_and_opens_its_own_line(qtbot, screen):
    for number, (kind, words) in enumerate(captured.kind_words().items()):
        press(qtbot, screen, Qt.Key(Qt.Key.Key_1 + number), CTRL)
        assert focused(screen) is row(screen).line
        assert row(screen).what.text() == words
        assert row(screen).line.accessibleName() == words
        press(qtbot, screen, Qt.Key.Key_Escape)
        assert focused(screen) is screen.view.answer.note
        assert f"Ctrl+{number + 1}" in row(screen).chips[kind].toolTip()


def test_the_line_of_the_cursor_is_in_it_already_and_enter_keeps_it(qtbot, screen, lines, frozen_clock):
    screen.shown.stamps.writer = "DE"
    write(qtbot, screen, "She wants an MRI.")
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    assert row(screen).line.text() == "She wants an MRI."
    press(qtbot, screen, Qt.Key.Key_Return)
    assert focused(screen) is screen.view.answer.note
    assert lines() == [("test", "She wants an MRI.", "DE")]
    assert screen.view.answer.note.text() == "She wants an MRI."
    assert row(screen).listing.text() == "Kept: 1"
    assert screen.view.bar.word.sentence.text() == "Test ordered: kept."


def test_chosen_words_come_first_and_typing_replaces_them(qtbot, screen, lines):
    write(qtbot, screen, "Take tamoxifen for five years")
    cursor = screen.view.answer.note.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(14, QTextCursor.MoveMode.KeepAnchor)
    screen.view.answer.note.setTextCursor(cursor)
    qtbot.mouseClick(row(screen).chips["medicine"], Qt.MouseButton.LeftButton)
    assert row(screen).line.text() == "tamoxifen"
    press(qtbot, screen, Qt.Key.Key_Return)
    press(qtbot, screen, Qt.Key.Key_6, CTRL)
    write(qtbot, screen, "14 May")
    qtbot.mouseClick(row(screen).done, Qt.MouseButton.LeftButton)
    assert lines() == [("medicine", "tamoxifen", ""), ("date", "14 May", "")]


def test_it_knows_the_question_in_front_but_on_the_free_page_none(qtbot, screen, fetch, work, visit_id):
    for page in range(2):
        press(qtbot, screen, Qt.Key.Key_2, CTRL)
        write(qtbot, screen, f"step {page}")
        press(qtbot, screen, Qt.Key.Key_Return)
        press(qtbot, screen, Qt.Key.Key_P, CTRL)
    work.flush()
    first, second = fetch(lambda session: captured.of_visit(session, visit_id))
    assert (first.asking_id, second.asking_id) == (screen.shown.asking, None)


def test_an_empty_line_is_not_kept(qtbot, screen, lines):
    press(qtbot, screen, Qt.Key.Key_3, CTRL)
    write(qtbot, screen, "  ")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert lines() == []
    assert not row(screen).is_open()


def test_esc_loses_nothing_the_words_wait_for_their_chip(qtbot, screen, lines):
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    write(qtbot, screen, "Half an MRI")
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert screen.went == []
    press(qtbot, screen, Qt.Key.Key_2, CTRL)
    assert row(screen).line.text() == ""
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    assert row(screen).line.text() == "Half an MRI"
    press(qtbot, screen, Qt.Key.Key_Escape)
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert screen.went == [Place(VISIT, screen.place.item)]
    assert lines() == [("test", "Half an MRI", "")]


def test_words_that_were_only_offered_are_not_kept_when_one_leaves(qtbot, screen, lines):
    write(qtbot, screen, "An answer")
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    assert screen.leave()
    assert lines() == []


def test_a_kept_line_can_be_taken_back_at_once_and_that_too(qtbot, screen, lines, work):
    press(qtbot, screen, Qt.Key.Key_5, CTRL)
    write(qtbot, screen, "KEYNOTE")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert len(lines()) == 1
    qtbot.mouseClick(screen.view.bar.word.button, Qt.MouseButton.LeftButton)
    assert lines() == []
    assert work.undo.redo_name() == "write down “KEYNOTE”"


def test_what_was_kept_is_listed_changed_and_thrown_away_by_keyboard(
    qtbot, screen, lines, frozen_clock, fetch
):
    for text in ("MRI", "Ultrasound"):
        press(qtbot, screen, Qt.Key.Key_1, CTRL)
        write(qtbot, screen, text)
        press(qtbot, screen, Qt.Key.Key_Return)
        lines()
        frozen_clock.move_on(timedelta(minutes=1))
    press(qtbot, screen, Qt.Key.Key_8, CTRL)
    panel = screen.view.kept
    assert focused(screen) is panel.list
    assert [(card.title, card.subtitle) for card in panel.list.rows()] == [
        ("MRI", "Test ordered. 09:30"),
        ("Ultrasound", "Test ordered. 09:31"),
    ]
    press(qtbot, screen, Qt.Key.Key_Return)
    assert row(screen).line.text() == "Ultrasound"
    write(qtbot, screen, "Ultrasound in six weeks")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert [text for _, text, _ in lines()] == ["MRI", "Ultrasound in six weeks"]
    press(qtbot, screen, Qt.Key.Key_8, CTRL)
    press(qtbot, screen, Qt.Key.Key_Up)
    press(qtbot, screen, Qt.Key.Key_Delete)
    assert [text for _, text, _ in lines()] == ["Ultrasound in six weeks"]
    assert [thing.title for thing in fetch(bin.contents)] == ["MRI"]
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert focused(screen) is screen.view.answer.note


def test_the_list_says_what_it_is_for_as_long_as_it_is_empty(qtbot, screen):
    press(qtbot, screen, Qt.Key.Key_8, CTRL)
    panel = screen.view.kept
    assert panel.empty.isVisible()
    assert not panel.undo.isEnabled()
    press(qtbot, screen, Qt.Key.Key_8, CTRL)
    assert not panel.isVisible()


def test_a_line_that_finds_no_room_waits_for_its_chip_and_nobody_leaves_without_it(
    qtbot, screen, full_disk, work, notices, lines
):
    full_disk.set()
    press(qtbot, screen, Qt.Key.Key_7, CTRL)
    write(qtbot, screen, "margin")
    press(qtbot, screen, Qt.Key.Key_Return)
    work.flush()
    assert notices.problems
    assert not screen.leave()
    full_disk.clear()
    press(qtbot, screen, Qt.Key.Key_7, CTRL)
    assert row(screen).line.text() == "margin"
    assert screen.leave()
    assert lines() == [("word", "margin", "")]


def test_where_there_is_little_room_one_button_offers_the_kinds(qtbot, enter, visit_id):
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size=(1024, 600))
    assert not row(screen).isVisible()
    assert row(screen).few.isVisible()
    press(qtbot, screen, Qt.Key.Key_4, CTRL)
    assert row(screen).line.isVisible()
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert not row(screen).isVisible()


def test_the_button_offers_the_kinds_with_their_keys_and_the_list(qtbot, enter, visit_id, lines, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # off screen nothing can pop up
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size=(1024, 600))
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    write(qtbot, screen, "MRI")
    press(qtbot, screen, Qt.Key.Key_Return)
    lines()
    qtbot.mouseClick(row(screen).few, Qt.MouseButton.LeftButton)
    (menu,) = row(screen).findChildren(QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "Test ordered\tCtrl+1"
    assert len(words) == 8
    assert words[-1] == "Kept: 1"
    menu.actions()[1].trigger()
    assert row(screen).what.text() == "Next step"


@pytest.mark.parametrize(("size", "text_size"), [((1366, 768), 200), ((1024, 600), 200), ((1024, 600), 100)])
def test_the_open_line_is_in_view_however_little_room_there_is(
    qtbot, enter, house, look, visit_id, size, text_size
):
    look.text_size = text_size
    house.settings_changed()
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size)
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    line, page = row(screen).line, screen.view.answer

    def in_view():
        place = line.mapTo(screen, line.rect().center())
        foot = page.previous.mapTo(screen, page.previous.rect().topLeft())
        return screen.view.bar.height() < place.y() < foot.y()

    qtbot.waitUntil(in_view)
    look.text_size = 100
    house.settings_changed()


@pytest.mark.parametrize("half", ["no", {}, {"open": ["nothing", 1, 2, 3], "off": {"no": "x"}}, {"open": 5}])
def test_a_state_that_nobody_can_read_opens_nothing(screen, half):
    row(screen).take_up(half)
    assert not row(screen).is_open()
    assert row(screen).half() == {}


def test_in_a_large_window_the_words_keep_more_than_half_of_the_height(enter, visit_id):
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size=(1366, 768))
    assert row(screen).isVisible()
    assert screen.view.answer.note.height() >= 768 / 2


def test_on_the_free_page_alone_the_keys_work_and_show_only_their_line(qtbot, screen, lines):
    press(qtbot, screen, Qt.Key.Key_F11)
    assert not row(screen).isVisible()
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    assert focused(screen) is row(screen).line
    write(qtbot, screen, "MRI")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert not row(screen).isVisible()
    assert focused(screen) is screen.view.page.note
    assert lines() == [("test", "MRI", "")]


def test_a_question_in_front_stays_in_front(qtbot, screen, lines):
    press(qtbot, screen, Qt.Key.Key_PageDown, CTRL)
    press(qtbot, screen, Qt.Key.Key_1, CTRL)
    write(qtbot, screen, "MRI")
    press(qtbot, screen, Qt.Key.Key_Return)
    lines()
    assert screen.view.answer.title.text() == TEXTS[1]

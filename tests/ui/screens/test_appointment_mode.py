"""In the doctor's room: every word is kept, the hands stay on the keys, and nothing takes the cursor away."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from secondop_desktop.case import appointments, notes, questions
from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.problem import ProblemDialog
from secondop_desktop.ui.places import AFTER_VISIT, APPOINTMENT_MODE, BACK, QUESTIONS, Place
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from secondop_desktop.ui.widgets.key_calls import KeyCalls
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.talk_view import key_words
from secondop_desktop.ui.window import Window
from tests.ui.screens.visits import CTRL, TEXTS, focused, plan, press, write


@pytest.fixture
def screen(enter, visit_id):
    return enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))


def test_it_says_with_whom_when_and_where_and_starts_at_the_first_open_question(screen):
    view = screen.view
    assert view.bar.who.text() == "Dr Nguyễn Thị Hạnh"
    assert view.bar.when.text() == "Tuesday 3 March 2026, 10:30. St Anne’s Hospital"
    assert view.bar.clock.text() == "09:30"
    assert view.answer.title.text() == TEXTS[0]
    assert view.answer.overline.text() == "Question 1 of 3"
    assert view.pane.count.text() == "0 of 3 answered"
    assert view.bar.saved.text() == "Saved"
    assert focused(screen) is view.answer.note


def test_three_questions_are_answered_by_keyboard_alone(qtbot, screen, work, visit_id, answers):
    for number, text in enumerate(("Grade one.", "Yes, mostly.", "Three months.")):
        write(qtbot, screen, text)
        if number == 1:
            press(qtbot, screen, Qt.Key.Key_U, CTRL)
        if number == 2:
            press(qtbot, screen, Qt.Key.Key_I, CTRL)
            press(qtbot, screen, Qt.Key.Key_R, CTRL)
        press(qtbot, screen, Qt.Key.Key_Return, CTRL)
        assert focused(screen) is screen.view.answer.note
    work.flush()
    kept = answers(visit_id)
    assert [kept[text].answer for text in TEXTS] == ["Grade one.", "Yes, mostly.", "Three months."]
    assert all(asking.answered_at and asking.answered_by for asking in kept.values())
    assert kept[TEXTS[1]].not_understood
    assert kept[TEXTS[2]].important
    assert kept[TEXTS[2]].ask_again
    assert screen.view.pane.count.text() == "3 of 3 answered"


def test_the_arrows_choose_in_the_list_and_enter_goes_to_the_answer(qtbot, screen):
    rows = screen.view.pane.list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert screen.view.answer.title.text() == TEXTS[1]
    assert focused(screen) is rows
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert focused(screen) is screen.view.answer.note
    press(qtbot, screen, Qt.Key.Key_PageDown, CTRL)
    assert screen.view.answer.title.text() == TEXTS[2]
    press(qtbot, screen, Qt.Key.Key_PageUp, CTRL)
    press(qtbot, screen, Qt.Key.Key_PageUp, CTRL)
    assert screen.view.answer.title.text() == TEXTS[0]
    assert not screen.view.answer.previous.isEnabled()


def test_the_free_page_takes_the_time_and_is_kept(qtbot, screen, visit_id, fetch):
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    assert focused(screen) is screen.view.page.note
    press(qtbot, screen, Qt.Key.Key_T, CTRL)
    write(qtbot, screen, "She drew a picture.")
    assert screen.leave()
    note = fetch(lambda session: notes.of_visit(session, visit_id))
    assert note.text == "09:30 She drew a picture."


def test_the_free_page_comes_first_when_there_are_no_questions(qtbot, enter, keep, fetch):
    visit_id = keep(lambda session: plan(session, ()))
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    assert focused(screen) is screen.view.page.note
    assert screen.view.answer.isHidden()
    assert not screen.view.bar.switch.isEnabled()
    write(qtbot, screen, "only this")
    press(qtbot, screen, Qt.Key.Key_Return, CTRL)
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    assert screen.leave()
    assert fetch(lambda session: notes.of_visit(session, visit_id)).text.startswith("only this")


def test_a_question_that_comes_to_mind_is_added_by_keyboard(qtbot, screen, work, visit_id, answers):
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    write(qtbot, screen, "May I call you?")
    press(qtbot, screen, Qt.Key.Key_Return)
    work.flush()
    assert "May I call you?" in answers(visit_id)
    assert screen.view.answer.overline.text() == "Question 1 of 4"
    assert focused(screen) is screen.view.pane.line


def test_a_visit_that_is_gone_leads_back(qtbot, enter, notices, work):
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, "nowhere"))
    assert notices.problems[0].what == "This entry is no longer there."
    assert screen.escape()
    assert screen.went == [BACK]


def test_ticks_and_stars_in_the_list_are_kept(qtbot, screen, work, visit_id, answers, notices, keep):
    rows = screen.view.pane.list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    work.flush()
    assert answers(visit_id)[TEXTS[0]].answered_at is not None
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    work.flush()
    assert answers(visit_id)[TEXTS[0]].answered_at is None
    qtbot.keyClicks(rows, "*")
    work.flush()
    assert [q.starred for q in keep(questions.everything)] == [True, False, False]


def test_questions_that_waited_for_the_doctor_belong_to_the_visit_that_answered_them(
    qtbot, enter, keep, answers, work
):
    visit_id = keep(lambda session: plan(session, doctor_only=True))
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    write(qtbot, screen, "answered")
    press(qtbot, screen, Qt.Key.Key_PageDown, CTRL)
    press(qtbot, screen, Qt.Key.Key_U, CTRL)
    assert screen.leave()
    work.flush()
    assert [asking.appointment_id for asking in answers(visit_id).values()] == [visit_id, visit_id, None]


def test_finish_marks_the_visit_done_and_leads_to_what_came_of_it(qtbot, screen, work, fetch, visit_id):
    write(qtbot, screen, "only one")
    qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    work.flush()
    visit = fetch(lambda session: appointments.one(session, visit_id))
    assert visit.status == "done"
    assert screen.went == [Place(AFTER_VISIT, visit_id)]


def test_coming_back_to_a_finished_visit_does_not_finish_it_again(qtbot, enter, keep, fetch, work):
    visit_id = keep(plan)
    early = keep(lambda session: appointments.one(session, visit_id)).starts
    keep(lambda session: appointments.finish(session, appointments.one(session, visit_id), early))
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    work.flush()
    assert fetch(lambda session: appointments.one(session, visit_id)).finished_at == early


def test_keys_are_explained_and_everything_else_can_be_hidden(qtbot, screen):
    view = screen.view
    press(qtbot, screen, Qt.Key.Key_F1)
    assert not view.keys.isHidden()
    assert "Ctrl+Enter" in [words.text() for words in view.keys.findChildren(QLabel)]
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert view.keys.isHidden()
    press(qtbot, screen, Qt.Key.Key_F11)
    assert view.bar.is_slim()
    assert view.bar.clock.isVisible()
    assert view.bar.saved.isVisible()
    assert view.pane.isHidden()
    assert focused(screen) is view.page.note
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert not view.bar.is_slim()
    assert focused(screen) is view.answer.note
    assert screen.went == []


def test_every_key_that_does_something_stands_on_the_page_of_keys_and_no_other(screen):
    said = " ".join(keys for keys, _ in key_words())
    said = said.replace("Page Up", "PgUp").replace("Page Down", "PgDown")
    said = said.replace("Ctrl+1 to Ctrl+7", " ".join(f"Ctrl+{number}" for number in range(1, 8)))
    of_the_list_and_of_the_window = {"Up", "Down", "Enter", "F2", "Ctrl+Z", "Ctrl+Shift+Z"}
    said = set(re.split(r"[ ,]+", said)) - of_the_list_and_of_the_window
    done = {key.replace("Return", "Enter") for key in screen.findChild(KeyCalls)._calls}
    assert said == done


def test_in_a_narrow_window_the_list_folds_behind_a_button(qtbot, enter, visit_id):
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size=(800, 600))
    view = screen.view
    assert view.pane.isHidden()
    qtbot.mouseClick(view.answer.all_questions, Qt.MouseButton.LeftButton)
    assert not view.pane.isHidden()
    assert view.answer.isHidden()
    press(qtbot, screen, Qt.Key.Key_Down)
    press(qtbot, screen, Qt.Key.Key_Return)
    assert view.pane.isHidden()
    assert view.answer.title.text() == TEXTS[1]
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    assert focused(screen) is view.pane.line


@pytest.mark.parametrize(("size", "text_size"), [((1024, 600), 100), ((1366, 768), 200), ((1024, 600), 200)])
def test_no_word_is_cut_and_every_target_is_large_enough(enter, house, look, visit_id, size, text_size):
    look.text_size = text_size
    house.settings_changed()
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size)
    assert (screen.width(), screen.height()) == size
    for button in screen.findChildren(QPushButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 44, button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
            right = button.mapTo(screen, button.rect().topRight()).x()
            assert right < size[0], button.accessibleName()
    look.text_size = 100
    house.settings_changed()


def test_a_case_that_is_only_read_cannot_be_written_in(qtbot, enter, house, visit_id, answers, work):
    reading = House(house.work, house.notices, house.settings, house.lock, house.lock, "", True, house.clock)
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), in_house=reading)
    write(qtbot, screen, "no")
    press(qtbot, screen, Qt.Key.Key_Return, CTRL)
    press(qtbot, screen, Qt.Key.Key_T, CTRL)
    assert screen.leave()
    assert screen.view.bar.saved.text() == "Only to read"
    assert screen.view.bar.finish.isHidden()
    assert answers(visit_id)[TEXTS[0]].answer == ""


@pytest.fixture
def window(qtbot, qapp, work, look, visit_id):
    """The real window of the program with this visit going on."""
    window = Window(look, lambda _settings: None)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    rooms = window.show_rooms(work, "Margaret")
    rooms.go(Place(APPOINTMENT_MODE, visit_id))
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), NoteEdit))
    yield window
    window.put_down()


def test_in_the_window_the_keys_of_the_page_come_before_those_of_the_window(qtbot, window):
    view = window.rooms.shown().view
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F11)
    assert view.bar.is_slim()
    assert not window.isFullScreen()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_N, CTRL)
    assert window.focusWidget() is view.pane.line
    assert not view.bar.is_slim()


def test_in_the_window_nothing_interrupts_until_one_goes_elsewhere(qtbot, window):
    window.notices.tell("A letter was read.")
    window.notices.bug.emit(ValueError("a bug"))
    assert window.notices.sentences() == []
    assert not window.findChildren(ProblemDialog)
    window.rooms.go(Place(QUESTIONS))
    assert window.notices.sentences() == ["A letter was read."]
    (dialog,) = window.findChildren(ProblemDialog)
    assert dialog.isVisible()
    dialog.accept()


def test_what_is_taken_back_by_key_is_said_in_the_bar_with_the_way_back(qtbot, window, work):
    view = window.rooms.shown().view
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_I, CTRL)
    work.flush()
    assert view.answer.flags["important"].isChecked()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)  # nothing is typed here, so it is only offered
    work.flush()
    assert view.answer.flags["important"].isChecked()
    assert "mark an answer" in view.bar.word.sentence.text()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)
    work.flush()
    assert not view.answer.flags["important"].isChecked()
    assert view.bar.word.sentence.text() == "Undone: mark an answer."
    qtbot.mouseClick(view.bar.word.button, Qt.MouseButton.LeftButton)
    work.flush()
    assert view.answer.flags["important"].isChecked()
    window.rooms.go(Place(QUESTIONS))
    assert window.notices.sentences() == []


def test_a_recording_is_not_cut_off_by_a_lock_for_three_hours(screen, monkeypatch, look):
    assert screen.patience() == 4
    monkeypatch.setattr(screen.sound.recorder, "recording", lambda: True)
    look.lock_after_minutes = 10
    assert screen.patience() == 18
    look.lock_after_minutes = 60
    assert screen.patience() == 4
    look.lock_after_minutes = 0
    assert screen.patience() >= 4


@pytest.mark.parametrize("way", ["lock", "close", "another room", "hide"])
def test_every_way_out_of_the_window_saves_the_last_keystroke(qtbot, window, work, visit_id, answers, way):
    qtbot.keyClicks(window.focusWidget(), "the last word")
    if way == "lock":
        window.ask_to_lock()
    elif way == "close":
        window.close()
    elif way == "another room":
        window.rooms.go(Place(QUESTIONS))
    else:
        window.rooms.shown().hide()
        work.flush()
    assert answers(visit_id)[TEXTS[0]].answer == "the last word"


def test_the_theme_may_change_while_one_writes(qtbot, screen, qapp, look):
    write(qtbot, screen, "words")
    look.theme = "dark"
    theme.apply(qapp, look)
    assert screen.view.answer.note.text() == "words"
    look.theme = "light"
    theme.apply(qapp, look)

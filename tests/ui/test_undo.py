"""Undo and redo by key, in the menu and by name, across pages, in the running window."""

import gc
import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import doctors, questions, tasks
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.tasks import Task
from secondop_desktop.ui.finder import Finder
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.places import APPOINTMENT_MODE, DOCTOR, DOCTORS, HOME, NEW, QUESTIONS, VISIT, Place
from secondop_desktop.ui.undo import MOST
from secondop_desktop.vault.errors import NoRoom
from tests.ui.unlocking import doctors_of, go, kept, locks, reminders, unlocked, visit_id

assert kept
assert unlocked
assert visit_id

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
UNDO, REDO = (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Z, CTRL | SHIFT)
REDO_TOO = (Qt.Key.Key_Y, CTRL)


@pytest.fixture
def window(unlocked):
    with unlocked() as window:
        yield window


def add_reminder(window, text="Ring the clinic"):
    """A command as a screen gives it."""
    window._work.write(window, lambda s: tasks.keep(s, Task(text=text)).id, name="write down a reminder")
    window._work.flush()


def press(qtbot, window, keys, on=None):
    qtbot.keyClick(on or window, *keys)
    window._work.flush()


def menu(window):
    window.actions_._fill()
    return [action.text() for action in window.actions_.menu.actions() if action.text()]


def listed(window):
    with window._work.vault.read() as session:
        return [question.text for question in questions.everything(session)]


def test_a_deleted_question_comes_back_by_key_and_goes_again(qtbot, window):
    screen = go(window, QUESTIONS)
    before = listed(window)
    screen.list.setFocus()
    gone = screen._question().text
    press(qtbot, window, (Qt.Key.Key_Delete,), screen.list)
    assert gone not in listed(window)
    assert "Undo: delete the question" in menu(window)
    press(qtbot, window, UNDO, screen.list)
    assert listed(window) == before
    assert window.notices.sentences() == ["Undone: delete the question."]
    assert screen._question().text == gone
    assert "Redo: delete the question" in menu(window)
    for keys in (REDO, UNDO, REDO_TOO):
        press(qtbot, window, keys, screen.list)
    assert gone not in listed(window)
    assert window.notices.sentences() == ["Done again: delete the question."]


def test_undo_goes_to_the_page_where_it_happened(qtbot, window):
    go(window, HOME)
    add_reminder(window)
    go(window, QUESTIONS)
    press(qtbot, window, UNDO)
    assert window.rooms.place == Place(HOME)
    assert reminders(window) == []
    window.rooms.back()
    assert window.rooms.place.room == QUESTIONS


def test_undo_of_a_new_doctor_leaves_the_page_that_is_not_there_any_more(qtbot, window):
    screen = go(window, DOCTOR, "", NEW)
    screen.new.form.field("name").set_value("Dr Mira Sol")
    screen._add()
    window._work.flush()
    made = window.rooms.place.item
    assert made
    press(qtbot, window, UNDO)
    assert window.rooms.place == Place(DOCTORS)
    press(qtbot, window, REDO)
    assert window.rooms.place == Place(DOCTOR, made)


def test_the_redo_of_a_notice_does_it_again_and_its_undo_takes_it_back(qtbot, window):
    go(window, HOME)
    add_reminder(window)
    press(qtbot, window, UNDO)
    for there, words in ((["Ring the clinic"], "Undo"), ([], "Redo")):
        button = window.notices._shown[-1].undo_button
        button.click()
        window._work.flush()
        assert reminders(window) == there
        assert window.notices._shown[-1].undo_button.text() == words
    assert len(window.notices.sentences()) == 1


def test_a_notice_takes_back_its_own_command_and_no_newer_one(qtbot, window):
    screen = go(window, HOME)
    add_reminder(window, "Ring")
    with window._work.vault.read() as session:
        (task,) = tasks.everything(session)
    screen._delete_reminder(task.id)
    window._work.flush()
    (notice,) = window.notices._shown
    add_reminder(window, "Post the letter")
    notice.undo_button.click()
    window._work.flush()
    assert sorted(reminders(window)) == ["Post the letter", "Ring"]
    assert window._work.undo.undo_name() == "write down a reminder"
    assert window.notices.sentences() == ["Undone: delete the reminder."]


def test_a_command_taken_back_by_key_takes_its_notice_along(qtbot, window):
    screen = go(window, QUESTIONS)
    press(qtbot, window, (Qt.Key.Key_Delete,), screen.list)
    assert window.notices.sentences() == ["The question was deleted."]
    press(qtbot, window, UNDO, screen.list)
    assert window.notices.sentences() == ["Undone: delete the question."]


def test_a_command_is_not_taken_back_twice(window):
    heard = []
    window._work.failed.connect(heard.append)
    ways = []
    window._work.write(
        window,
        lambda s: tasks.keep(s, Task(text="Ring")),
        lambda _: ways.append(window._work.undo.way_back()),
        name="write down a reminder",
    )
    window._work.flush()
    assert ways[0]()
    assert not ways[0]()
    window._work.flush()
    assert [error.what for error in heard] == ["“write down a reminder” was taken back already."]


def test_with_nothing_to_undo_it_says_so_and_stands_in_no_menu(qtbot, window):
    press(qtbot, window, UNDO)
    assert window.notices.sentences() == [
        "There is nothing to undo since you opened the case. What was thrown away before is in the bin."
    ]
    press(qtbot, window, REDO)
    assert window.notices.sentences()[0].startswith("There is nothing to redo.")
    assert not [words for words in menu(window) if words.startswith(("Undo", "Redo"))]


def test_in_an_editor_typing_is_taken_back_first_and_then_the_case(qtbot, window):
    screen = go(window, QUESTIONS)
    before = listed(window)
    press(qtbot, window, (Qt.Key.Key_Delete,), screen.list)
    editor = screen.card.words.editor
    editor.setFocus()
    words = editor.toPlainText()
    qtbot.keyClicks(editor, "xy")
    assert editor.toPlainText() != words
    while editor.document().isUndoAvailable():
        press(qtbot, window, UNDO, editor)
    assert editor.toPlainText() == words
    assert listed(window) == before[1:]
    window.notices.clear()
    press(qtbot, window, UNDO, editor)
    assert listed(window) == before[1:]
    assert window.notices.sentences() == [
        "Nothing is left to undo here. What you did last: delete the question."
    ]
    press(qtbot, window, UNDO, editor)
    assert sorted(listed(window)) == sorted(before)
    assert window.notices.sentences() == ["Undone: delete the question."]


def test_an_offer_that_was_put_away_is_made_again_and_its_button_does_it(qtbot, window):
    screen = go(window, QUESTIONS)
    before = listed(window)
    press(qtbot, window, (Qt.Key.Key_Delete,), screen.list)
    line = screen.line.line
    line.setFocus()
    for _ in range(2):
        window.notices.clear()
        press(qtbot, window, UNDO, line)
        assert listed(window) != before
    window.notices._shown[-1].undo_button.click()
    window._work.flush()
    assert sorted(listed(window)) == sorted(before)


def test_the_menu_does_it_at_once_wherever_the_cursor_is(qtbot, window):
    screen = go(window, QUESTIONS)
    before = listed(window)
    press(qtbot, window, (Qt.Key.Key_Delete,), screen.list)
    screen.line.line.setFocus()
    window.actions_._fill()
    next(a for a in window.actions_.menu.actions() if a.text().startswith("Undo")).trigger()
    window._work.flush()
    assert sorted(listed(window)) == sorted(before)


def test_ctrl_y_does_typing_again_in_an_editor_and_a_line(qtbot, window):
    screen = go(window, QUESTIONS)
    line = screen.line.line
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    press(qtbot, window, UNDO, line)
    assert line.text() == ""
    press(qtbot, window, REDO_TOO, line)
    assert line.text() == "abc"


def test_a_new_command_ends_what_could_be_done_again(qtbot, window):
    add_reminder(window, "Ring")
    press(qtbot, window, UNDO)
    assert window._work.undo.redo_name()
    add_reminder(window, "Post")
    assert not window._work.undo.redo_name()


def test_what_is_not_saved_leaves_the_step_where_it_was(qtbot, window, monkeypatch):
    add_reminder(window)

    def full():
        raise NoRoom

    with monkeypatch.context() as patch:
        patch.setattr(window._work.vault, "write", full)
        press(qtbot, window, UNDO)
    assert reminders(window) == ["Ring the clinic"]
    assert window._work.undo.undo_name() == "write down a reminder"
    press(qtbot, window, UNDO)
    assert reminders(window) == []


def test_what_was_changed_since_is_named_and_nothing_else_stands_in_the_way(qtbot, window):
    add_reminder(window, "Post")
    add_reminder(window, "Ring")
    work = window._work
    with work.vault.write() as session:
        next(t for t in tasks.everything(session) if t.text == "Ring").text = "Ring at 9"
    press(qtbot, window, UNDO)
    assert window.notices.sentences() == [
        "“write down a reminder” cannot be taken back any more. Changed since: Reminder “Ring at 9”. "
        "Nothing was changed now. You can still do it by hand."
    ]
    assert sorted(reminders(window)) == ["Post", "Ring at 9"]
    press(qtbot, window, UNDO)
    assert reminders(window) == ["Ring at 9"]


def test_the_stack_is_bounded_and_ends_with_the_lock(qtbot, unlocked):
    with unlocked() as window:
        for number in range(MOST + 5):
            step = object()
            with window._work.undo.handing_over(f"step {number}", [step], None):
                pass
        assert len(window._work.undo._done) == MOST
        assert window._work.undo.undo_name() == f"step {MOST + 4}"
        locks(qtbot, window)
    with unlocked() as window:
        press(qtbot, window, UNDO)
        assert window.notices.sentences()[0].startswith("There is nothing to undo since you opened")


def test_an_undone_and_a_half_undone_series_survive_a_kill(qtbot, unlocked, kept):
    with unlocked() as window:
        for text in ("A", "B", "C"):
            add_reminder(window, text)
        press(qtbot, window, UNDO)
    assert kept(lambda s: [task.text for task in tasks.everything(s)]) == ["A", "B"]


def test_ctrl_k_finds_undo_by_name(qtbot, window):
    add_reminder(window)
    window._find()
    finder = next(w for w in window.children() if isinstance(w, Finder))
    finder.line.setText("undo")
    finder._search()
    row = next(row for row in finder.list.rows() if row.title == "Undo: write down a reminder")
    finder._open(row.id)
    window._work.flush()
    assert reminders(window) == []


def test_appointment_mode_is_never_left_by_an_undo(qtbot, window, visit_id):
    go(window, HOME)
    add_reminder(window)
    go(window, APPOINTMENT_MODE, visit_id)
    press(qtbot, window, UNDO)
    assert window.rooms.place == Place(APPOINTMENT_MODE, visit_id)
    assert reminders(window) == []


def test_what_is_undone_is_told_to_a_screen_reader(qtbot, window):
    add_reminder(window)
    press(qtbot, window, UNDO)
    notice = window.notices._shown[-1]
    spoken = QAccessible.queryAccessibleInterface(notice)
    assert spoken.text(QAccessible.Text.Name) == "Undone: write down a reminder."
    assert notice.findChild(QPushButton) is not None


def test_no_word_of_a_step_reaches_a_log(qtbot, window, caplog):
    with caplog.at_level(logging.DEBUG):
        add_reminder(window, "zebrafish")
        press(qtbot, window, UNDO)
        press(qtbot, window, REDO)
    assert "zebrafish" not in caplog.text
    assert "reminder" not in caplog.text


def test_a_refused_command_is_no_step(window):
    def refuse(session):
        doctors.keep(session, Doctor(name="Dr A"))
        raise UserError("No.")

    window._work.write(window, refuse, failed=lambda _: None, name="add a doctor")
    window._work.write(window, lambda _: None, name="do nothing")
    assert not window._work.flush()
    assert window._work.undo.undo_name() == ""


def test_a_command_whose_screen_is_gone_can_still_be_undone(qtbot, window, visit_id):
    go(window, VISIT, visit_id)
    window._work.write(
        window.rooms.shown(), lambda s: questions.keep(s, Question(text="Q")), name="add a question"
    )
    gc.collect()
    window._work.flush()
    press(qtbot, window, UNDO)
    assert "Q" not in listed(window)


def test_a_choice_in_a_form_is_a_command_and_what_is_typed_is_not(qtbot, window):
    doctor = doctors_of(window)[0]
    screen = go(window, DOCTOR, doctor.id)
    form = next(f for f in screen.findChildren(Form) if "role" in f.fields() and f.isVisible())
    before = form.field("role").value()
    other = next(value for value in form.field("role")._values if value not in (before, None))
    form.field("role").set_value(other)
    form.field("phone").line.setText("555 0199")
    assert screen.put_down()
    assert window._work.undo.undo_name() == f"change “{form.field('role').control.accessibleName()}”"
    press(qtbot, window, UNDO)
    assert (doctors_of(window)[0].role, doctors_of(window)[0].phone) == (before, "555 0199")
    qtbot.waitUntil(lambda: form.field("role").value() == before)


def test_a_flow_in_several_transactions_is_one_step(qtbot, window):
    def flow(vault, _progress):
        for text in ("A", "B"):
            with vault.write() as session:
                tasks.keep(session, Task(text=text))

    job = window._work.start("Working", flow, name="write down two reminders")
    qtbot.waitSignal(job.ended).wait()
    assert window._work.undo.undo_name() == "write down two reminders"
    press(qtbot, window, UNDO)
    assert reminders(window) == []

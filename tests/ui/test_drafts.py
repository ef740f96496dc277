"""A lock or an end takes nothing that is half typed: everything comes back as it stood."""

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import questions, tasks
from secondop_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog
from secondop_desktop.ui.finder import Finder
from secondop_desktop.ui.places import (
    APPOINTMENT_MODE,
    DOCTOR,
    HOME,
    NEW,
    PRINT,
    QUESTIONS,
    RECORDS,
    SETTINGS,
    STORY,
    VISIT,
    Place,
)
from secondop_desktop.ui.widgets.talk_bar import FREE_PAGE
from tests.encrypted_case import PASSPHRASE
from tests.ui.unlocking import doctors_of, go, kept, locks, unlocked, visit_id

assert kept
assert unlocked
assert visit_id

IMPOSSIBLE = "31 Februa"


def test_without_anything_half_typed_nothing_is_written(qtbot, unlocked, kept):
    with unlocked() as window:
        for room in (STORY, QUESTIONS, RECORDS, HOME):
            go(window, room)
        for _ in range(3):
            window.drafts.look()
        assert not window.drafts._join.isActive()
    assert kept() == {}


def test_after_a_lock_the_same_room_and_way_back_are_there(qtbot, unlocked, visit_id):
    with unlocked() as window:
        go(window, QUESTIONS)
        go(window, VISIT, visit_id)
        locks(qtbot, window)
    with unlocked() as window:
        assert window.rooms.place == Place(VISIT, visit_id)
        window.rooms.back()
        assert window.rooms.place.room == QUESTIONS


def test_after_an_end_one_begins_at_home(unlocked, visit_id, kept):
    with unlocked() as window:
        go(window, VISIT, visit_id)
        assert window.put_down(ending=True)
    assert kept() == {}
    with unlocked() as window:
        assert window.rooms.place == Place(HOME)


@pytest.mark.parametrize("ending", [False, True])
def test_a_new_doctor_comes_back_with_every_field_as_typed(qtbot, unlocked, ending, kept):
    with unlocked() as window:
        screen = go(window, DOCTOR, "", NEW)
        qtbot.keyClicks(screen.new.form.field("name").control, "  Dr Mira  Sol")
        screen.new.form.field("role").set_value("second")
        qtbot.keyClicks(screen.new.form.field("phone").control, "555 01")
        screen.new.form.field("phone").control.setFocus()
        screen.new.form.field("phone").line.setCursorPosition(3)
        assert window.put_down(ending=ending)
    with unlocked() as window:
        screen = window.rooms.shown()
        assert screen.place == Place(DOCTOR, part=NEW)
        assert screen.new.form.raw()["name"] == "  Dr Mira  Sol"
        assert screen.new.form.raw()["role"] == "second"
        phone = screen.new.form.field("phone").line
        assert window.focusWidget() is phone
        assert (phone.text(), phone.cursorPosition()) == ("555 01", 3)
        assert [d.name for d in doctors_of(window)] == ["Dr Nguyễn Thị Hạnh"]
        qtbot.mouseClick(screen.new.add_it, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.drafts._kept == {}, timeout=5000)
        assert len(doctors_of(window)) == 2
    assert kept() == {}


def test_a_new_visit_comes_back_with_its_impossible_date(qtbot, unlocked):
    with unlocked() as window:
        screen = go(window, VISIT, "", NEW)
        doctor = doctors_of(window)[0]
        screen.new.form.doctor.set_value(doctor.id)
        qtbot.keyClicks(screen.new.form.field("when").control, IMPOSSIBLE)
        locks(qtbot, window)
    with unlocked() as window:
        raw = window.rooms.shown().new.form.raw()
        assert (raw["when"], raw["doctor_id"]) == (IMPOSSIBLE, doctor.id)
        window.rooms.shown().new._give_up()
        qtbot.waitUntil(lambda: window.drafts._kept == {}, timeout=5000)


def test_the_same_question_is_in_front_with_the_cursor_where_it_was(qtbot, unlocked, visit_id):
    with unlocked() as window:
        screen = go(window, APPOINTMENT_MODE, visit_id)
        screen.shown.step(1)
        qtbot.keyClicks(screen.view.answer.note, "She would wait three months.")
        cursor = screen.view.answer.note.textCursor()
        cursor.setPosition(9)
        screen.view.answer.note.setTextCursor(cursor)
        locks(qtbot, window)
    with unlocked() as window:
        view = window.rooms.shown().view
        assert view.answer.overline.text() == "Question 2 of 3"
        assert window.focusWidget() is view.answer.note
        assert view.answer.note.textCursor().position() == 9
        assert view.answer.note.text() == "She would wait three months."


@pytest.mark.parametrize(("there", "back"), [("", 0), ("Yes, no.", 4)])
def test_after_a_crash_one_writes_on_where_one_was(qtbot, unlocked, visit_id, there, back):
    with unlocked() as window:
        note = go(window, APPOINTMENT_MODE, visit_id).view.answer.note
        qtbot.keyClicks(note, there)
        for _ in range(back):
            qtbot.keyClick(note, Qt.Key.Key_Left)
        qtbot.waitUntil(lambda: window.drafts._kept.get("cursor", {}).get("behind") == back)
        qtbot.keyClicks(note, "perhaps")  # a moment later the power fails
        assert window.rooms.shown().saver.flush()
    with unlocked() as window:
        note = window.focusWidget()
        assert note.text() == there[: len(there) - back] + "perhaps" + there[len(there) - back :]
        assert len(note.text()) - note.textCursor().position() == back


def test_the_free_page_and_half_a_question_come_back(qtbot, unlocked, visit_id):
    with unlocked() as window:
        screen = go(window, APPOINTMENT_MODE, visit_id)
        screen.view.turn_over()
        qtbot.keyClicks(screen.view.page.note, "Bring the scans.")
        screen.view.go_to_line()
        qtbot.keyClicks(screen.view.pane.line, "And what if I w")
        locks(qtbot, window)
    with unlocked() as window:
        view = window.rooms.shown().view
        assert view.standing()["page"] == FREE_PAGE
        assert view.page.note.text() == "Bring the scans."
        assert view.pane.line.text() == "And what if I w"
        assert window.focusWidget() is view.pane.line


def test_half_a_question_of_the_list_comes_back_and_is_not_added(qtbot, unlocked, kept):
    with unlocked() as window:
        screen = go(window, QUESTIONS)
        chosen = screen.list.rows()[-1].id
        screen.list.select(chosen)
        screen._choose(chosen)
        qtbot.keyClicks(screen.line.line, "What if I wa")
        locks(qtbot, window)
    assert len(kept(lambda session: list(questions.everything(session)))) == 3
    with unlocked() as window:
        screen = window.rooms.shown()
        assert screen.line.raw() == "What if I wa"
        assert screen._chosen == screen.list.selected() == chosen


def test_a_reminder_a_fact_and_a_date_in_the_middle_come_back(qtbot, unlocked):
    with unlocked() as window:
        screen = go(window, HOME)
        screen.reminders.write_new()
        qtbot.keyClicks(screen.reminders.form.field("due").control, IMPOSSIBLE)
        locks(qtbot, window)
    with unlocked() as window:
        assert window.rooms.shown().reminders.form.raw()["due"] == IMPOSSIBLE
        screen = go(window, STORY)
        qtbot.keyClicks(screen.told.field("diagnosed_on").control, IMPOSSIBLE)
        screen.facts.write_new()
        qtbot.keyClicks(screen.facts.form.field("text").control, "Grade")
        locks(qtbot, window)
    with unlocked() as window:
        screen = window.rooms.shown()
        assert screen.told.field("diagnosed_on").raw() == IMPOSSIBLE
        assert screen.facts.form.raw()["text"] == "Grade"
        assert screen.facts.is_open()
        with window._work.vault.read() as session:
            (task,) = tasks.everything(session)
        assert IMPOSSIBLE in task.text


def test_a_doctor_who_is_not_in_the_list_comes_back_on_the_page_of_a_visit(qtbot, unlocked, visit_id):
    with unlocked() as window:
        screen = go(window, VISIT, visit_id)
        screen.page.add_doctor.click()
        qtbot.keyClicks(screen.page.new_doctor.field("name").control, "Dr Mi")
        qtbot.keyClicks(screen.page.form.field("when").control, "x")
        shown = screen.page.form.field("when").raw()
        locks(qtbot, window)
    with unlocked() as window:
        page = window.rooms.shown().page
        assert page.new_doctor.raw()["name"] == "Dr Mi"
        assert page.form.field("when").raw() == shown


def test_what_was_chosen_to_be_printed_comes_back(qtbot, unlocked):
    with unlocked() as window:
        screen = go(window, PRINT)
        screen.choice.what.set_value("summary")
        screen.choice.large.set_value(True)
        locks(qtbot, window)
    with unlocked() as window:
        raw = window.rooms.shown().choice.raw()
        assert (raw["what"], raw["large"]) == ("summary", True)


def test_an_open_dialog_is_open_again_but_a_passphrase_is_kept_nowhere(qtbot, unlocked, kept):
    with unlocked() as window:
        screen = go(window, SETTINGS)
        screen._show_sheet()
        (dialog,) = window.findChildren(RecoverySheetDialog)
        qtbot.keyClicks(dialog.passphrase.line, PASSPHRASE)
        locks(qtbot, window)
    assert PASSPHRASE not in str(kept())
    with unlocked() as window:
        qtbot.waitUntil(lambda: window.findChildren(RecoverySheetDialog) != [])
        (dialog,) = window.findChildren(RecoverySheetDialog)
        assert dialog.isVisible()
        assert dialog.passphrase.value() == ""


@pytest.mark.parametrize("opens", ["_show_sheet", "_find"])
def test_the_key_of_the_lock_works_in_every_dialog(qtbot, unlocked, opens):
    with unlocked() as window:
        screen = go(window, SETTINGS)
        getattr(screen, opens, getattr(window, opens, None))()
        kind = {"_show_sheet": RecoverySheetDialog, "_find": Finder}[opens]
        qtbot.waitUntil(lambda: any(d.isActiveWindow() for d in window.findChildren(kind)))
        (dialog,) = window.findChildren(kind)
        with qtbot.waitSignal(window.lock_asked):
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

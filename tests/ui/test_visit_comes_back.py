"""After a lock or a crash in the middle of a visit everything stands where it stood."""

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import captured
from secondop_desktop.ui.places import APPOINTMENT_MODE
from tests.ui.screens.visits import CTRL
from tests.ui.unlocking import go, kept, locks, unlocked, visit_id

assert kept
assert unlocked
assert visit_id


@pytest.fixture
def press(qtbot):
    def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(window.focusWidget(), key, modifier)

    return press


def test_a_half_typed_line_and_one_that_was_put_off_come_back_after_a_lock(qtbot, unlocked, visit_id, press):
    with unlocked() as window:
        go(window, APPOINTMENT_MODE, visit_id)
        press(window, Qt.Key.Key_1, CTRL)
        qtbot.keyClicks(window.focusWidget(), "MRI")
        press(window, Qt.Key.Key_Escape)
        press(window, Qt.Key.Key_6, CTRL)
        qtbot.keyClicks(window.focusWidget(), "14 Ma")
        locks(qtbot, window)
    with unlocked() as window:
        row = window.rooms.shown().view.answer.capture
        assert row.what.text() == "Date given"
        assert row.line.text() == "14 Ma"
        assert window.focusWidget() is row.line
        qtbot.keyClicks(window.focusWidget(), "y")
        assert row.line.text() == "14 May"
        press(window, Qt.Key.Key_Escape)
        press(window, Qt.Key.Key_1, CTRL)
        assert row.line.text() == "MRI"


def test_after_a_crash_a_half_typed_line_is_there_as_far_as_it_was_typed(
    qtbot, unlocked, visit_id, press, kept
):
    with unlocked() as window:
        go(window, APPOINTMENT_MODE, visit_id)
        press(window, Qt.Key.Key_2, CTRL)
        qtbot.keyClicks(window.focusWidget(), "call the clinic")
        qtbot.waitUntil(lambda: "call the clinic" in str(window.drafts._kept), timeout=5000)
    with unlocked() as window:
        row = window.rooms.shown().view.answer.capture
        assert row.line.text() == "call the clinic"
        press(window, Qt.Key.Key_Return)
        window._work.flush()
    assert kept(lambda s: [c.text for c in captured.of_visit(s, visit_id)]) == ["call the clinic"]


def test_the_free_page_alone_and_an_open_list_come_back(qtbot, unlocked, visit_id, press):
    with unlocked() as window:
        go(window, APPOINTMENT_MODE, visit_id)
        press(window, Qt.Key.Key_F11)
        press(window, Qt.Key.Key_8, CTRL)
        locks(qtbot, window)
    with unlocked() as window:
        view = window.rooms.shown().view
        assert view.bar.is_slim()
        assert view.kept.isVisible()
        press(window, Qt.Key.Key_Escape)
        press(window, Qt.Key.Key_F11)
        assert view.answer.isVisible()


def test_who_wrote_and_a_half_typed_name_and_paper_come_back(qtbot, unlocked, visit_id, press):
    with unlocked() as window:
        view = go(window, APPOINTMENT_MODE, visit_id).view
        press(window, Qt.Key.Key_E, CTRL)
        for name in ("Denise Ellison", "Margaret Ellison"):
            view.room.people.line.selectAll()
            qtbot.keyClicks(window.focusWidget(), name)
            press(window, Qt.Key.Key_Return)
            window._work.flush()
        assert [line.mark for line in view.room.people._lines] == ["DE", "ME"]
        press(window, Qt.Key.Key_F4)
        assert view.bar.writer.text() == "ME writes"
        qtbot.keyClicks(view.room.people.line, "Somebody el")
        press(window, Qt.Key.Key_G, CTRL)
        qtbot.keyClicks(window.focusWidget(), "A leafl")
        locks(qtbot, window)
    with unlocked() as window:
        view = window.rooms.shown().view
        assert view.bar.writer.text() == "ME writes"
        assert view.room.people.line.text() == "Somebody el"
        assert window.focusWidget() is view.room.papers.line
        assert view.room.papers.line.text() == "A leafl"

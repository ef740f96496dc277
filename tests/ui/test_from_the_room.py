"""A line caught in the room by one key is a reminder on the first page soon, with who said so."""

from PySide6.QtCore import Qt

from secondop_desktop.case import captured, task_origins, tasks
from secondop_desktop.ui.places import AFTER_VISIT, APPOINTMENT_MODE, HOME, SUMMARY, VISIT
from tests.ui.unlocking import go, kept, unlocked, visit_id

assert kept
assert unlocked
assert visit_id
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def test_a_line_from_the_room_becomes_a_reminder_on_the_first_page(qtbot, unlocked, visit_id, kept):
    with unlocked() as window:
        mode = go(window, APPOINTMENT_MODE, visit_id)
        mode.shown.choose(mode.shown.asking)
        mode.view.note().setFocus()
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_2, CTRL)
        qtbot.keyClicks(window.focusWidget(), "Send the slides")
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        qtbot.mouseClick(mode.view.bar.finish, LEFT)
        qtbot.waitUntil(lambda: window.rooms.place.room == AFTER_VISIT, timeout=5000)
        window._work.flush()
        screen = window.rooms.shown()
        qtbot.waitUntil(lambda: screen._data is not None and not screen._data.came.waiting, timeout=5000)
        while screen.walk.shown() != SUMMARY:
            screen.walk.on.click()
            window._work.flush()
        assert "What happens next" in [section.title for section in screen._data.summary.sections]
        screen.walk.on.click()
        assert window.rooms.place.room == VISIT
        home = go(window, HOME)
        assert "Send the slides" in [e.values["text"] for e in home.reminders._entries]
    assert [line.text for line in kept(captured.everything)] == ["Send the slides"]
    (task,) = kept(tasks.everything)
    assert kept(lambda session: task_origins.of_task(session, task.id)).source == (
        "Dr Nguyễn Thị Hạnh said, 3 March 2026"
    )

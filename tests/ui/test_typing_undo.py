"""What was typed can be taken back also after another text was shown, another page, or a save."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from secondop_desktop.ui.places import APPOINTMENT_MODE, HOME
from secondop_desktop.ui.widgets.note_edit import MOST_PAPERS, NoteEdit
from tests.ui.unlocking import go, kept, unlocked, visit_id

assert kept
assert unlocked
assert visit_id

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def undo_all(qtbot, note):
    while note.document().isUndoAvailable():
        qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)


def test_each_question_keeps_what_was_typed_into_its_answer(qtbot, unlocked, visit_id):
    with unlocked() as window:
        screen = go(window, APPOINTMENT_MODE, visit_id)
        note = screen.view.answer.note
        qtbot.keyClicks(note, "first")
        screen.shown.step(1)
        qtbot.keyClicks(note, "second")
        assert screen.saver.flush()
        screen.shown.step(-1)
        assert note.text() == "first"
        undo_all(qtbot, note)
        assert note.text() == ""
        qtbot.keyClick(note, Qt.Key.Key_Z, CTRL | SHIFT)
        assert note.text() == "first"
        screen.shown.step(1)
        assert note.text() == "second"
        undo_all(qtbot, note)
        assert note.text() == ""
        assert screen.saver.flush()


def test_the_free_page_keeps_it_over_another_room_and_a_save(qtbot, unlocked, visit_id):
    with unlocked() as window:
        screen = go(window, APPOINTMENT_MODE, visit_id)
        screen.view.turn_over()
        note = screen.view.page.note
        qtbot.keyClicks(note, "Bring the scans.")
        assert screen.saver.flush()
        go(window, HOME)
        go(window, APPOINTMENT_MODE, visit_id)
        window._work.flush()
        screen.refresh()
        window._work.flush()
        assert note.text() == "Bring the scans."
        undo_all(qtbot, note)
        assert note.text() == ""
        assert screen.saver.flush()
        window._work.flush()
        assert note.document().isRedoAvailable()


def test_an_editor_turned_from_text_to_text_mixes_nothing(qtbot):
    note = NoteEdit("Note")
    qtbot.addWidget(note)
    with qtbot.waitExposed(note):
        note.show()
    heard = []
    note.textChanged.connect(lambda: heard.append(note.text()))
    for key, text in (("a", "one"), ("b", ""), ("a", "one")):
        note.turn_to(key)
        note.set_text(text)
    assert heard == []
    note.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(note, " more")
    note.turn_to("b")
    note.set_text("")
    assert not note.document().isUndoAvailable()
    qtbot.keyClicks(note, "x")
    note.turn_to("a")
    note.set_text("one more")
    undo_all(qtbot, note)
    assert note.text() == "one"
    note.turn_to("b")
    note.set_text("from elsewhere")
    assert not note.document().isUndoAvailable()


def test_letters_of_another_size_reach_a_text_that_was_away(qtbot):
    note = NoteEdit("Note")
    qtbot.addWidget(note)
    note.turn_to("a")
    note.set_text("one")
    note.turn_to("b")
    font = note.font()
    font.setPointSizeF(font.pointSizeF() * 2 if font.pointSizeF() > 0 else 30)
    note.setFont(font)
    size = note.document().defaultFont().pointSizeF()
    note.turn_to("a")
    assert note.document().defaultFont().pointSizeF() == size


def test_what_was_left_longest_ago_is_forgotten_first(qtbot):
    note = NoteEdit("Note")
    qtbot.addWidget(note)
    for number in range(MOST_PAPERS + 5):
        note.turn_to(str(number))
        note.set_text(str(number))
    assert len(note._papers) == MOST_PAPERS
    note.turn_to("0")
    assert note.text() == ""

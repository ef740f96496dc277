"""The large editor: what may be pasted, and that keeping line breaks changes no picture of it."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QTextCursor

from secondop_desktop.ui.widgets import note_edit
from secondop_desktop.ui.widgets.note_edit import NoteEdit

WORDS = "She would wait no longer than three months. "


def copied(text):
    found = QMimeData()
    found.setText(text)
    return found


@pytest.fixture
def note(qtbot):
    made = NoteEdit("What the doctor said")
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_long_report_can_be_pasted_with_the_letters_it_has(note):
    whole = "Margen libre — 3 µm\n" * 5_000
    note.insertFromMimeData(copied(whole))
    assert note.text() == whole


def test_text_that_would_make_writing_slow_is_refused_in_a_sentence_and_nothing_changes(qtbot, note):
    note.insertFromMimeData(copied("He said no."))
    with qtbot.waitSignal(note.refused) as told:
        note.insertFromMimeData(copied("x" * 5_000_000))
    assert "not pasted" in str(told.args[0])
    assert "as they were" in told.args[0].advice
    assert note.text() == "He said no."


def test_what_is_replaced_makes_room_for_what_is_pasted(note, monkeypatch):
    monkeypatch.setattr(note_edit, "MOST_LETTERS", 20)
    refused = []
    note.refused.connect(refused.append)
    note.insertFromMimeData(copied("x" * 15))
    note.insertFromMimeData(copied("y" * 10))
    assert refused
    note.selectAll()
    note.insertFromMimeData(copied("y" * 10))
    assert note.text() == "y" * 10


def test_a_picture_is_not_pasted(note):
    picture = QMimeData()
    picture.setImageData(note.grab().toImage())
    note.insertFromMimeData(picture)
    assert note.text() == ""


def test_the_paragraph_that_is_written_in_keeps_its_line_breaks(qtbot, note):
    """Else Qt works them out three times a key, which is felt in a long one."""
    note.set_text(WORDS * 50 + "\n" + WORDS * 50)
    for place in (QTextCursor.MoveOperation.End, QTextCursor.MoveOperation.Start):
        note.moveCursor(place)
        assert note.textCursor().block().layout().cacheEnabled()
    qtbot.keyClick(note, Qt.Key.Key_Return)
    qtbot.keyClick(note, "a")
    assert note.textCursor().block().layout().cacheEnabled()


def test_kept_line_breaks_show_every_key_as_if_they_were_found_anew(qtbot, note):
    note.set_text(WORDS * 40)
    note.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(30):
        note.moveCursor(QTextCursor.MoveOperation.PreviousWord)
    for key in "longer words here ":
        qtbot.keyClick(note, key)
    qtbot.keyClick(note, Qt.Key.Key_Backspace)
    qtbot.keyClick(note, Qt.Key.Key_Return)
    qtbot.keyClick(note, "é")
    shown = note.viewport().grab().toImage()
    block = note.document().begin()
    while block.isValid():
        block.layout().setCacheEnabled(False)
        note.document().markContentsDirty(block.position(), block.length())
        block = block.next()
    assert note.viewport().grab().toImage() == shown


def shaped(note):
    return not note.document().defaultFont().styleStrategy() & QFont.StyleStrategy.PreferNoShaping


def test_only_a_very_long_paragraph_is_written_without_fine_spacing(qtbot, note):
    note.set_text(WORDS * 1_000 + "\n" + "short\n" * 5_000)
    note.moveCursor(QTextCursor.MoveOperation.End)
    assert shaped(note)
    note.moveCursor(QTextCursor.MoveOperation.Start)
    assert not shaped(note)
    qtbot.keyClick(note, "a")
    assert not shaped(note)
    note.set_text("another note")
    assert shaped(note)


@pytest.mark.parametrize("letter", ["س", "ह", "e\u0301"])
def test_letters_that_have_to_be_joined_are_joined_in_a_very_long_paragraph_too(qtbot, note, letter):
    note.set_text(WORDS * 1_000 + " Nguyễn Thị Hạnh, “3 µm – señora…” €")
    note.moveCursor(QTextCursor.MoveOperation.End)
    assert not shaped(note)
    note.insertPlainText(letter)
    assert shaped(note)
    note.textCursor().deletePreviousChar()

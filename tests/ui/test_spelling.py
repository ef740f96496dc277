"""The spell check in the running window: what is underlined, what the menu offers, whose words are right."""

import statistics
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from secondop_desktop.case import doctors, own_spellings
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.ui.places import QUESTIONS
from secondop_desktop.ui.spelling import Spelling
from secondop_desktop.ui.widgets import waves
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from tests.ui.unlocking import go, kept, locks, unlocked, visit_id

assert kept
assert unlocked
assert visit_id

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot, unlocked):
    with unlocked() as window:
        yield window
        window.put_down()


@pytest.fixture
def ready(qtbot, window):
    """The window with its dictionary read."""
    checker = window.rooms.findChild(Spelling)

    def ready():
        checker.wrong("aword")
        qtbot.waitUntil(lambda: checker._speller is not None, timeout=20_000)
        window._work.flush()
        return checker

    ready()
    return ready


def wrong(checker, text):
    return [text[start:end] for start, end in checker.wrong(text)]


def editor_of(window, words):
    """The words of the first question, in its editor."""
    screen = go(window, QUESTIONS)
    editor = screen.card.words.editor
    editor.setFocus()
    editor.selectAll()
    editor.insertPlainText(words)
    return editor


def put_at(editor, position):
    cursor = editor.textCursor()
    cursor.setPosition(position)
    editor.setTextCursor(cursor)


def offered(window, editor):
    """What the menu offers on top, by key."""
    (offer,) = window.words.offers
    rect = editor.cursorRect()
    return {action.text(): action for action in offer(editor, QPoint(rect.left(), rect.bottom()))}


def test_nothing_is_said_before_the_dictionary_is_read_and_all_of_it_after(qtbot, window):
    checker = window.rooms.findChild(Spelling)
    assert checker.wrong("The biopsie") == ()
    qtbot.waitUntil(lambda: checker.wrong("The biopsie") != (), timeout=20_000)
    assert wrong(checker, "The biopsie 😀 of Dr Lee showd HER2") == ["biopsie", "showd"]


def test_names_of_the_case_are_right_as_soon_as_they_are_written(window, ready):
    checker = ready()
    assert wrong(checker, "Ask Dr Wojcieszak") == ["Wojcieszak"]
    window._work.write(window, lambda s: doctors.keep(s, Doctor(name="Dr Anna Wojcieszak")))
    window._work.flush()
    assert wrong(checker, "Ask Dr Wojcieszak") == []


def test_the_menu_offers_at_most_five_and_puts_one_in_so_that_undo_takes_it_back(qtbot, window, ready):
    editor = editor_of(window, "Is chemoterapy needed?")
    put_at(editor, 5)
    found = offered(window, editor)
    assert next(iter(found)) == "chemotherapy"
    assert len(found) <= 5 + 3
    found["chemotherapy"].trigger()
    assert editor.toPlainText() == "Is chemotherapy needed?"
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.toPlainText() == "Is chemoterapy needed?"


def test_an_own_word_is_kept_in_the_case_and_can_be_taken_out(window, ready):
    editor = editor_of(window, "What about zapplet?")
    put_at(editor, 13)
    offered(window, editor)["Add to my words: zapplet"].trigger()
    window._work.flush()
    assert wrong(ready(), "What about zapplet?") == []
    with window._work.vault.read() as session:
        assert own_spellings.everything(session) == {"zapplet"}
    assert window._work.undo.undo_name() == "add a word to my words"
    offered(window, editor)["Take out of my words: zapplet"].trigger()
    window._work.flush()
    assert wrong(ready(), "What about zapplet?") == ["zapplet"]


def test_ignore_here_counts_in_this_editor_only(window, ready):
    editor = editor_of(window, "What about zapplet?")
    put_at(editor, 13)
    offered(window, editor)["Ignore here: zapplet"].trigger()
    assert editor.waves.word_at(13) is None
    assert wrong(ready(), "What about zapplet?") == ["zapplet"]
    assert offered(window, editor) == {}


def test_the_menu_comes_by_key_and_by_mouse(qtbot, window, ready, monkeypatch):
    menus = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_place: menus.append(menu))
    editor = editor_of(window, "Is chemoterapy needed?")
    put_at(editor, 5)
    place = editor.cursorRect().center()
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        event = QContextMenuEvent(reason, place, editor.viewport().mapToGlobal(place))
        QApplication.sendEvent(editor.viewport(), event)
        assert menus.pop().actions()[0].text() == "chemotherapy"


def test_a_line_of_prose_is_looked_at_too_and_a_name_is_not(window, ready):
    screen = go(window, QUESTIONS)
    line = screen.line.line
    line.setFocus()
    line.insert("What about radiaton?")
    line.setCursorPosition(13)
    assert next(iter(offered(window, line))) == "radiation"
    offered(window, line)["radiation"].trigger()
    assert line.text() == "What about radiation?"
    assert line.isUndoAvailable()


def test_the_language_can_be_chosen_and_checking_be_switched_off(window, ready):
    checker = ready()
    assert wrong(checker, "preguntas hermana") == ["preguntas", "hermana"]
    assert wrong(checker, "Tuesday Wednesday") == []
    window.settings.spelling = "es"
    window.apply_settings()
    assert wrong(ready(), "preguntas hermana") == []
    assert wrong(ready(), "Tuesday Wednesday") == ["Tuesday", "Wednesday"]
    window.settings.spelling = "off"
    window.apply_settings()
    assert wrong(checker, "aword mistke") == []


def test_without_a_case_nobody_is_asked(qtbot, unlocked):
    with unlocked() as window:
        checker = window.rooms.findChild(Spelling)
        assert waves._NOW.checker is checker
        rooms = window.rooms
    rooms.deleteLater()
    QApplication.sendPostedEvents(rooms, 0)
    qtbot.waitUntil(lambda: waves._NOW.checker is None)


def test_own_words_are_there_after_a_lock(qtbot, unlocked):
    with unlocked() as window:
        window._work.write(window, lambda s: own_spellings.add(s, "zapplet"))
        locks(qtbot, window)
    with unlocked() as window:
        checker = window.rooms.findChild(Spelling)
        checker.wrong("x y")
        qtbot.waitUntil(lambda: checker._speller is not None, timeout=20_000)
        assert wrong(checker, "a zapplet") == []


def test_no_key_waits_for_the_check_in_a_long_text(qtbot, window, ready):
    """100,000 letters with a mistake in each line: what the wavy lines add to a key is far below a frame."""
    note = NoteEdit("Note")
    qtbot.addWidget(note)
    note.resize(900, 700)
    with qtbot.waitExposed(note):
        note.show()
    note.set_text("The docter said the biopsie shows nothing, wich is good.\n" * 1800)
    note.moveCursor(QTextCursor.MoveOperation.End)
    note.repaint()
    spent = []
    paint = note.waves.paint

    def timed(event):
        begun = time.perf_counter()
        paint(event)
        spent.append(time.perf_counter() - begun)

    note.waves.paint = timed
    for letter in "and so on agian ":
        qtbot.keyClick(note, letter)
        note.viewport().repaint()
    assert len(spent) >= 16
    assert statistics.median(spent) < 0.008


def test_a_passphrase_is_never_looked_at(window, ready):
    line = waves.Waves(QLineEdit())
    line._editor.setText("mistke")
    line._editor.setEchoMode(QLineEdit.EchoMode.Password)
    assert list(line._places(line._editor.rect())) == []

"""Wavy lines stand under the words that a checker names, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets import waves
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.plain_edit import PlainEdit, PlainLine


class Checker:
    """Calls every word wrong that begins with x."""

    def wrong(self, text):
        found, at = [], 0
        for word in text.split(" "):
            if word.strip("\n").startswith("x"):
                found.append((at, at + len(word)))
            at += len(word) + 1
        return tuple(found)


@pytest.fixture
def checker():
    made = Checker()
    waves.use(made)
    yield made
    waves.stop_using(made)


@pytest.fixture
def editors(qtbot, checker):
    """An editor of each kind in one window, and somewhere else to go."""
    window = QWidget()
    body = column("s", "m", window)
    made = [NoteEdit("Note"), PlainEdit(), PlainLine(prose=True)]
    for editor in (*made, PlainLine()):
        body.addWidget(editor)
    qtbot.addWidget(window)
    window.resize(500, 600)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.elsewhere = body.itemAt(3).widget()
    made[0].window_ = window
    return made


def put(editor, text):
    if isinstance(editor, NoteEdit):
        editor.set_text(text)
    elif isinstance(editor, PlainEdit):
        editor.setPlainText(text)
    else:
        editor.setText(text)


def red_places(editor):
    """The columns in which something red is drawn."""
    image = editor.grab().toImage()
    red = QColor(theme.colours().danger)
    found = set()
    for x in range(0, image.width(), 2):
        for y in range(image.height()):
            here = image.pixelColor(x, y)
            if (
                abs(here.red() - red.red()) < 60
                and here.green() < 110
                and here.blue() < 110
                and here.red() > 130
            ):
                found.add(x)
    return found


def test_a_wrong_word_is_marked_in_each_kind_of_editor_and_a_right_one_is_not(editors):
    for editor in editors:
        put(editor, "one two")
        assert not red_places(editor), type(editor)
        put(editor, "one xwrong two")
        assert red_places(editor), type(editor)


def test_what_is_being_typed_is_left_alone_until_it_is_done(qtbot, editors):
    for editor in editors:
        put(editor, "")
        editor.setFocus()
        qtbot.keyClicks(editor, "one xwro")
        assert not red_places(editor), type(editor)
        qtbot.keyClicks(editor, " ")
        assert red_places(editor), type(editor)


def test_the_last_word_is_marked_when_the_editor_is_left(qtbot, editors):
    window = editors[0].window_
    for editor in editors:
        put(editor, "")
        editor.setFocus()
        qtbot.keyClicks(editor, "one xwro")
        window.elsewhere.setFocus()
        assert red_places(editor), type(editor)


def test_a_cursor_that_goes_into_an_old_mistake_leaves_it_marked(qtbot, editors):
    for editor in editors:
        put(editor, "one xwrong two")
        editor.setFocus()
        qtbot.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(6):
            qtbot.keyClick(editor, Qt.Key.Key_Right)
        assert red_places(editor), type(editor)


def test_nothing_of_the_text_is_changed(editors):
    for editor in editors[:2]:
        put(editor, "one xwrong two")
        editor.grab()
        block = editor.document().firstBlock()
        assert not block.layout().formats()
        assert not editor.document().isUndoAvailable()
        assert not editor.document().isModified()


def test_a_word_behind_a_wide_letter_is_marked_at_its_place(editors):
    for editor in editors:
        put(editor, "😀😀 xwrong two")
        position = editor.waves.word_at(6)
        assert position == (5, 11), type(editor)  # as Qt counts: two for each face


def test_only_the_lines_in_view_are_looked_at(editors, checker, monkeypatch):
    note, asked = editors[0], []
    note.set_text("one xwrong two\n" * 2000)
    wrong = checker.wrong
    monkeypatch.setattr(checker, "wrong", lambda text: asked.append(text) or wrong(text))
    note.grab()
    assert 3 < len(asked) < 60
    asked.clear()
    note.set_text("one xwrong two and more " * 4000)
    note.moveCursor(QTextCursor.MoveOperation.End)
    note.grab()
    assert 3 < len(asked) < 60
    assert red_places(note)


def test_without_a_checker_nothing_is_drawn(editors, checker):
    waves.stop_using(checker)
    for editor in editors:
        put(editor, "one xwrong two")
        assert not red_places(editor)


def test_a_checker_that_was_replaced_takes_nothing_away(checker):
    other = Checker()
    waves.use(other)
    waves.stop_using(checker)
    assert waves._NOW.checker is other
    waves.stop_using(other)


@given(st.text(st.sampled_from("ab \u00a0😀é"), max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_part_of_a_text_never_cuts_a_word(text, one, other):
    one, other = sorted((min(one, len(text)), min(other, len(text))))
    start, end = waves._whole_words(text, one, other)
    assert start <= one <= other <= end
    assert start == 0 or text[start - 1].isspace() or start == one
    assert end == len(text) or text[end].isspace() or end == other
    assert len(waves.as_units(text).encode("utf-16-le")) == len(text.encode("utf-16-le"))

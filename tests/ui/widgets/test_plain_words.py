"""Whatever is pasted or dropped into an editor becomes plain words; what is too long is refused aloud."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QTextEdit

from secondop_desktop.ui.widgets import plain_edit, plain_words
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.plain_edit import PlainEdit, PlainLine

UI = Path(plain_words.__file__).parents[1]
RAW = {"QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser"}
READ_OR_NUMBERS = {"record_side.py", "dialogs/problem.py", "widgets/page_tools.py"}
"""Where text is only shown, or only a number is typed."""

MANY = {
    "note": lambda: NoteEdit("Note"),
    "plain": PlainEdit,
    "line": PlainLine,
    "text field": lambda: TextField("Text"),
    "line field": lambda: LineField("Line"),
    "date": lambda: DateField("Day"),
}
ALL = pytest.mark.parametrize("kind", MANY)


@pytest.fixture
def editor(qtbot, request, kind):
    field = MANY[kind]()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    made = getattr(field, "control", field)
    made.field = field
    made.setFocus()
    return made


def copied(text="", html="", files=(), image=False):
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    if files:
        data.setUrls([QUrl.fromLocalFile(file) for file in files])
    if image:
        data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    return data


def paste(editor, data):
    QGuiApplication.clipboard().setMimeData(data)
    editor.paste()


def text_of(editor):
    return editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text()


def is_line(editor):
    return isinstance(editor, PlainLine)


@ALL
def test_rich_text_becomes_plain(editor):
    paste(editor, copied("Take two pills", "<b style='font-size:40px'>Take <i>two</i> pills</b>"))
    assert text_of(editor) == "Take two pills"
    if isinstance(editor, QTextEdit):
        assert "font-size:40px" not in editor.toHtml()
        assert "font-style:italic" not in editor.toHtml()


@ALL
def test_the_code_of_a_web_page_alone_and_a_picture_are_no_text(editor):
    paste(editor, copied(html="<b>Take two</b>"))
    paste(editor, copied(image=True))
    assert text_of(editor) == ""


@pytest.mark.parametrize("kind", ["note", "plain", "text field"])
def test_files_are_no_text_in_pages(editor):
    paste(editor, copied(files=["/home/me/report.pdf", "/home/me/two.pdf"]))
    assert text_of(editor) == ""


@ALL
def test_line_ends_and_hidden_characters_are_made_sound(editor):
    paste(editor, copied("one\r\ntwo\rthree\nfo\x00ur\x07 fi\x1bve"))
    expected = "one two three four five" if is_line(editor) else "one\ntwo\nthree\nfour five"
    assert text_of(editor) == expected


@ALL
def test_words_go_in_where_the_cursor_stands_and_ctrl_z_takes_them_out(qtbot, editor):
    qtbot.keyClicks(editor, "ab")
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    paste(editor, copied("x\r\ny"))
    inside = " " if is_line(editor) else "\n"
    assert text_of(editor) == f"ax{inside}yb"
    qtbot.keyClicks(editor, "Z")
    assert text_of(editor) == f"ax{inside}yZb"
    for _ in range(9):
        editor.undo()
    assert text_of(editor) == ""
    for _ in range(9):
        editor.redo()
    assert text_of(editor) == f"ax{inside}yZb"


def test_a_part_of_a_line_is_replaced_by_clean_words(qtbot):
    line = PlainLine("one two three")
    qtbot.addWidget(line)
    line.setSelection(4, 3)
    paste(line, copied("2\r\n2"))
    assert line.text() == "one 2 2 three"
    assert line.cursorPosition() == 7
    line.undo()
    assert line.text() == "one two three"
    line.setText("kept\nas it is")  # from a time when a line end could come in
    line.setCursorPosition(0)
    qtbot.keyClicks(line, "x")
    assert line.text() == "xkept\nas it is"


@ALL
def test_five_megabytes_are_refused_in_a_sentence_and_nothing_else_is_lost(qtbot, editor):
    heard = []
    editor.refused.connect(heard.append)
    qtbot.keyClicks(editor, "kept")
    paste(editor, copied("word " * 1_000_000))
    assert text_of(editor) == "kept"
    assert len(heard) == 1
    assert "too long" in str(heard[0])


@ALL
def test_a_drop_is_plain_words_too(editor):
    target = editor if is_line(editor) else editor.viewport()
    data = copied("Take\r\ntwo", "<h1>Take<br>two</h1>")
    place = QPointF(QPoint(20, 12))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(place.toPoint(), copy, data, buttons, keys))
    QApplication.sendEvent(target, QDragMoveEvent(place.toPoint(), copy, data, buttons, keys))
    QApplication.sendEvent(target, QDropEvent(place, copy, data, buttons, keys))
    assert text_of(editor) == ("Take two" if is_line(editor) else "Take\ntwo")


def test_a_field_says_beside_itself_what_was_refused(qtbot):
    for field in (LineField("Line"), TextField("Text")):
        qtbot.addWidget(field)
        paste(field.control, copied("word " * 1_000_000))
        qtbot.waitUntil(lambda field=field: "too long" in field.problem())
        assert field.value() == ""


def test_typing_may_fill_a_line_to_its_end(qtbot):
    line = PlainLine()
    qtbot.addWidget(line)
    line.setMaxLength(5)
    qtbot.keyClicks(line, "abcdefg")
    assert line.text() == "abcde"


@given(st.text(max_size=60), st.booleans())
def test_clean_words_are_clean_and_stay_so(text, one_line):
    found = plain_words.clean(text, one_line=one_line)
    assert plain_words.clean(found, one_line=one_line) == found
    assert "\x00" not in found
    assert "\r" not in found
    assert not (one_line and "\n" in found)
    found.encode("utf-8")
    letters = [c for c in text if c.isalnum()]
    assert [c for c in found if c.isalnum()] == letters


def test_every_editor_of_the_window_is_one_of_these():
    """An editor of Qt's own would paste whatever comes, and look at no spelling."""
    found = []
    for file in sorted(UI.rglob("*.py")):
        name = file.relative_to(UI).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAW
            if made and name not in READ_OR_NUMBERS:
                found.append(f"{name}:{node.lineno}")
    assert found == []
    assert plain_edit.MOST_LETTERS >= 100_000

"""What is known of a line stays with it: through typing, splitting, joining, cutting, pasting and undo."""

import itertools

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.ui.widgets.line_marks import LineMarks
from secondop_desktop.ui.widgets.note_edit import NoteEdit

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk:
    """An editor whose lines get the marks 1, 2, 3 and so on as they are first typed."""

    def __init__(self, qtbot):
        self.bot, self.note = qtbot, NoteEdit("Notes")
        self.numbers, self.gone = itertools.count(1), {}
        qtbot.addWidget(self.note)
        self.note.resize(700, 300)
        with qtbot.waitActive(self.note):
            self.note.show()
            self.note.activateWindow()
        self.note.setFocus()
        self.show("", [])

    def show(self, text, marks):
        self.note.set_text(text, LineMarks(text, marks, lambda: next(self.numbers), self.gone))

    def write(self, *lines):
        for number, line in enumerate(lines):
            if number:
                self.bot.keyClick(self.note, Qt.Key.Key_Return)
            self.bot.keyClicks(self.note, line)

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier, times=1):
        for _ in range(times):
            self.bot.keyClick(self.note, key, modifier)

    def put_cursor(self, at, until=None):
        cursor = self.note.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at if until is None else until, QTextCursor.MoveMode.KeepAnchor)
        self.note.setTextCursor(cursor)

    def paste(self, text):
        data = QMimeData()
        data.setText(text)
        self.note.insertFromMimeData(data)

    @property
    def marks(self):
        assert self.note.lines.marks.is_of(self.note.text())
        return self.note.lines.marks.everything()


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


def test_a_line_gets_its_mark_with_its_first_letter_and_keeps_it(desk):
    desk.write("one", "", "three")
    assert desk.marks == [1, None, 2]
    desk.put_cursor(0)
    desk.write("more of ")
    assert desk.marks == [1, None, 2]
    desk.put_cursor(len("more of one\n"))
    desk.write("two")
    assert desk.marks == [1, 3, 2]


def test_lines_that_are_older_than_marks_stay_without_one(desk):
    desk.show("old\nalso old", [])
    desk.put_cursor(3)
    desk.write(" and edited")
    assert desk.marks == [None, None]
    desk.show("old", [7, 8, 9])
    assert desk.marks == [7]


@pytest.mark.parametrize(
    ("at", "marks"), [(0, [None, 1]), (3, [1, 1]), (6, [1, None])], ids=["beginning", "middle", "end"]
)
def test_both_halves_of_a_line_that_is_split_keep_its_mark(desk, at, marks):
    desk.write("abcdef")
    desk.put_cursor(at)
    desk.key(Qt.Key.Key_Return)
    assert desk.marks == marks
    desk.key(Qt.Key.Key_Backspace)
    assert desk.marks == [1]
    assert desk.note.text() == "abcdef"


def test_a_joined_line_has_the_mark_of_its_beginning_and_undo_gives_both_back(desk):
    desk.write("first", "second")
    desk.put_cursor(len("first\n"))
    desk.key(Qt.Key.Key_Backspace)
    assert desk.marks == [1]
    desk.note.undo()
    assert desk.note.text() == "first\nsecond"
    assert desk.marks == [1, 2]
    desk.note.redo()
    assert desk.marks == [1]


def test_lines_that_are_deleted_come_back_as_they_were(desk):
    desk.write("one", "two", "three", "four")
    desk.put_cursor(1, len("one\ntwo\nth"))
    desk.key(Qt.Key.Key_Delete)
    assert desk.note.text() == "oree\nfour"
    assert desk.marks == [1, 4]
    desk.note.undo()
    assert desk.marks == [1, 2, 3, 4]
    desk.note.redo()
    desk.note.undo()
    assert desk.marks == [1, 2, 3, 4]


def test_a_line_that_is_emptied_letter_by_letter_and_written_anew_is_a_new_line_until_that_is_undone(desk):
    desk.write("hello")
    desk.key(Qt.Key.Key_Backspace, times=5)
    assert desk.marks == [None]
    desk.write("other words")
    assert desk.marks == [2]
    while desk.note.document().isUndoAvailable() and desk.note.text() != "hello":
        desk.note.undo()
    assert desk.note.text() == "hello"
    assert desk.marks == [1]


def test_a_line_written_over_is_a_new_one(desk):
    desk.write("hello", "there")
    desk.put_cursor(0, 5)
    desk.write("X")
    assert desk.marks == [3, 2]
    desk.put_cursor(0, len("X\nthere"))
    desk.paste("all\nis\nnew")
    assert desk.marks == [4, 5, 6]
    desk.note.undo()
    assert desk.marks == [3, 2]


def test_typing_after_an_undo_counts_as_typing(desk):
    desk.write("one", "two")
    desk.key(Qt.Key.Key_Backspace, times=4)
    while desk.note.text() != "one\ntwo":
        desk.note.undo()
    desk.put_cursor(len("one\ntwo"))
    desk.key(Qt.Key.Key_Return)
    desk.write("three")
    assert desk.note.text() == "one\ntwo\nthree"
    assert desk.marks == [1, 2, 3]


def test_pasted_lines_are_of_now_and_cut_lines_keep_their_mark_wherever_they_are_pasted(desk):
    desk.write("one", "two", "three")
    desk.put_cursor(3)
    desk.paste("\npasted\nand more")
    assert desk.marks == [1, 4, 5, 2, 3]
    desk.put_cursor(len("one\npasted\nand more\n"), len("one\npasted\nand more\ntwo\n"))
    desk.note.textCursor().removeSelectedText()
    assert desk.marks == [1, 4, 5, 3]
    desk.put_cursor(len(desk.note.text()))
    desk.paste("\ntwo")
    assert desk.marks == [1, 4, 5, 3, 2]
    desk.show("another note", [9])
    desk.put_cursor(0)
    desk.paste("two\n")
    assert desk.marks == [2, 9]


def test_a_paste_into_the_middle_of_a_line_leaves_both_ends_their_mark(desk):
    desk.write("abcd")
    desk.put_cursor(2)
    desk.paste("X\nnew\nY")
    assert desk.note.text() == "abX\nnew\nYcd"
    assert desk.marks == [1, 2, 1]


def test_a_row_that_was_pasted_into_a_line_counts_as_a_line_of_the_text(desk):
    desk.paste("one\u2028still one")
    desk.key(Qt.Key.Key_Return, SHIFT)
    desk.write("two")
    assert desk.note.text() == "one\nstill one\ntwo"
    assert desk.marks == [1, 1, 2]


def test_enter_on_an_empty_line_makes_another_one_with_the_same_spacing(desk):
    desk.write("one", "", "", "four")
    assert desk.note.text() == "one\n\n\nfour"
    block = desk.note.document().firstBlock()
    heights = set()
    while block.isValid():
        heights.add(block.blockFormat().lineHeight())
        block = block.next()
    assert heights == {140.0}
    desk.note.setReadOnly(True)
    desk.key(Qt.Key.Key_Return)
    assert desk.note.text() == "one\n\n\nfour"


def test_any_edits_and_their_undoing_leave_as_many_marks_as_lines(desk):
    for number in range(60):
        length = len(desk.note.text())
        desk.put_cursor(number * 7 % (length + 1), (number * 7 + number % 9) % (length + 1))
        (
            lambda: desk.write("ab"),
            lambda: desk.key(Qt.Key.Key_Return),
            lambda: desk.paste("x\ny\n"),
            lambda: desk.key(Qt.Key.Key_Backspace),
            desk.note.undo,
            desk.note.redo,
        )[number % 6]()
        lines = desk.note.text().split("\n")
        assert [mark is None for mark in desk.marks] == [not line.strip() for line in lines]


def test_the_margin_shows_marks_only_when_wanted_and_a_click_asks_for_the_line(desk):
    desk.note.lines.words = lambda mark: f"{mark}:00"
    desk.write("one", "", "three")
    left = desk.note.viewport().x()
    desk.note.show_marks(True)
    margin = desk.note.lines.margin
    assert desk.note.viewport().x() == left + margin.width()
    heard = []
    desk.note.line_asked.connect(heard.append)
    for line in (0, 1, 2):
        cursor = QTextCursor(desk.note.document().findBlockByNumber(line))
        middle = desk.note.cursorRect(cursor).center().y()
        desk.bot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=QPoint(5, middle))
    assert heard == [0, 2]
    drawn = margin.grab().toImage()
    assert len({drawn.pixel(x, 12) for x in range(margin.width())}) > 1
    desk.note.show_marks(False)
    assert desk.note.viewport().x() == left


def test_a_line_is_asked_for_by_key_where_the_cursor_stands(desk):
    heard = []
    desk.note.line_asked.connect(heard.append)
    desk.write("one", "")
    desk.note.ask_line()
    assert heard == []
    desk.put_cursor(1)
    desk.note.ask_line()
    assert heard == [0]


def test_marks_cost_nothing_that_is_felt_on_a_page_of_100_000_letters(desk):
    text = "\n".join(f"{number:05} and so she said that it would be so" for number in range(2_500))
    marks = LineMarks(text, [1] * 2_500, lambda: 2, {})

    def spent():
        begun = SYSTEM_CLOCK.monotonic()
        for _ in range(60):
            QTest.keyClick(desk.note, "x")
        return SYSTEM_CLOCK.monotonic() - begun

    def least(marks):
        desk.note.set_text("", None)
        desk.note.set_text(text, marks)
        desk.note.moveCursor(QTextCursor.MoveOperation.End)
        return min(spent() for _ in range(4))

    without, with_marks = least(None), least(marks)
    assert marks.at(2_499) == 1
    assert with_marks - without < 60 * 0.001

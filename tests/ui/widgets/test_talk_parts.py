"""The parts of appointment mode by themselves: page, flags, bar, list, keys, and how they make room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QTextEdit, QWidget

from secondop_desktop.ui.widgets.boxes import column, show_new
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.key_calls import KeyCalls
from secondop_desktop.ui.widgets.labels import OneLine
from secondop_desktop.ui.widgets.question_pane import QuestionPane
from secondop_desktop.ui.widgets.talk_bar import FREE_PAGE, QUESTIONS, TalkBar
from secondop_desktop.ui.widgets.talk_view import TalkView
from secondop_desktop.ui.widgets.writing_page import AnswerPage, WritingPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def put(qtbot):
    """Show a widget in an active window of a size."""

    def put(widget, width=1200, height=760):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return put


@pytest.fixture
def view(put):
    view = put(TalkView())
    view.allow_answers(True)
    view.turn_to(QUESTIONS)
    view.reflow(75)
    return view


def test_a_key_of_the_page_wins_over_the_window_and_over_the_editor(qtbot, put):
    window, editor, heard = QMainWindow(), QTextEdit(), []
    window.setCentralWidget(editor)
    action = QAction("Other", window)
    action.setShortcut("Ctrl+U")
    action.triggered.connect(lambda: heard.append("window"))
    window.addAction(action)
    calls = {"Ctrl+U": lambda: heard.append("page"), "Ctrl+Enter": lambda: heard.append("enter")}
    KeyCalls(editor, calls)
    put(window)
    qtbot.keyClick(editor, Qt.Key.Key_U, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClicks(editor, "u")
    assert heard == ["page", "enter"]
    assert editor.toPlainText() == "u"


def test_keys_are_heard_in_everything_the_page_holds(qtbot, put):
    page, heard = QMainWindow(), []
    line = QLineEdit(page)
    KeyCalls(page, {"F1": lambda: heard.append(1)})
    put(page)
    qtbot.keyClick(line, Qt.Key.Key_F1)
    qtbot.keyClick(line, Qt.Key.Key_F2)
    assert heard == [1]


def test_keys_are_heard_in_what_comes_later_but_not_in_menus(qtbot, put):
    page, heard = put(QMainWindow()), []
    KeyCalls(page, {"F1": lambda: heard.append(1)})
    middle = QWidget()
    column("none", "none", middle).addWidget(line := QLineEdit())
    page.setCentralWidget(middle)
    show_new(page)
    menu = QMenu(page)
    menu.ensurePolished()
    qtbot.keyClick(line, Qt.Key.Key_F1)
    assert heard == [1]
    qtbot.keyClick(menu, Qt.Key.Key_F1)
    assert heard == [1]


def test_flags_tell_which_one_the_person_pressed_and_are_set_silently(qtbot, put):
    page, heard = put(AnswerPage()), []
    page.flagged.connect(lambda key, on: heard.append((key, on)))
    page.show_flags({"important": True})
    assert page.flags["important"].isChecked()
    for key in ("important", "ask_again"):
        qtbot.mouseClick(page.flags[key], Qt.MouseButton.LeftButton)
    assert heard == [("important", False), ("ask_again", True)]


def test_what_can_only_be_read_has_no_way_to_write(put):
    page = put(AnswerPage())
    page.set_writable(False)
    assert page.note.isReadOnly()
    assert page.stamp.isHidden()
    assert page.next.isHidden()
    assert not any(flag.isEnabled() for flag in page.flags.values())


def test_only_typing_is_told_and_not_what_is_shown(qtbot, put):
    page, heard = put(WritingPage("Anything", "Write here")), []
    page.typed.connect(lambda: heard.append(page.note.text()))
    page.note.set_text("from the case")
    qtbot.keyClicks(page.note, "x")
    assert heard == ["xfrom the case"]


def test_in_a_low_window_the_line_that_is_written_stays_in_view(qtbot, put):
    page = put(AnswerPage(), 500, 300)
    page.say("Question 1 of 2", "A long question " * 12)
    page.note.setFocus()
    for word in ("one", "two", "three", "four"):
        qtbot.keyClicks(page.note, word)
        qtbot.keyClick(page.note, Qt.Key.Key_Return)
    place = page.note.viewport().mapTo(page, page.note.cursorRect().center())
    assert page.rect().contains(place)
    assert place.y() < page.previous.mapTo(page, page.previous.rect().topLeft()).y()


def test_the_bar_says_trouble_in_a_sentence_of_its_own(put):
    bar = put(TalkBar(), 1200, 120)
    bar.show_saved("Not saved yet", "danger", "Not saved yet: there is no room.")
    assert bar.trouble.isVisible()
    bar.show_saved("Saved just now", "ok")
    assert not bar.trouble.isVisible()
    assert bar.saved.text() == "Saved just now"


def test_a_narrow_bar_keeps_the_name_and_every_button(put):
    bar = put(TalkBar(), 700, 200)
    bar.say("Dr A", "Thursday")
    bar.reflow(40)
    assert not bar.when.isVisible()
    assert bar.who.isVisible()
    assert bar.finish.geometry().right() <= bar.width()
    assert bar.clock.y() < bar.finish.y()


def test_the_list_counts_its_ticks_and_hands_over_what_is_typed(qtbot, put):
    pane, heard = put(QuestionPane(), 400, 600), []
    pane.added.connect(heard.append)
    pane.show_rows([CardRow("a", "One?", ticked=True), CardRow("b", "Two?", ticked=False)])
    assert pane.count.text() == "1 of 2 answered"
    qtbot.keyClicks(pane.line, "  Three?  ")
    qtbot.keyClick(pane.line, Qt.Key.Key_Return)
    qtbot.keyClick(pane.line, Qt.Key.Key_Return)
    assert heard == ["Three?"]
    pane.line.setText("typed since")
    pane.give_back("Three?")
    assert pane.line.text() == "Three? typed since"
    pane.show_rows([])
    assert pane.empty.isVisible()
    assert pane.count.text() == ""


def test_the_page_is_turned_over_and_back(view):
    assert view.note() is view.answer.note
    view.turn_over()
    assert view.note() is view.page.note
    assert view.page.isVisible()
    assert not view.answer.isVisible()
    assert view.bar.switch.key() == FREE_PAGE
    view.turn_over()
    assert view.answer.isVisible()
    assert view.window().focusWidget() is view.answer.note


def test_what_is_on_top_is_closed_first(view):
    view.reflow(40)
    view.toggle_bare()
    view.toggle_keys()
    assert view.close_topmost()
    assert not view.keys.isVisible()
    assert view.bar.is_slim()
    assert view.close_topmost()
    assert not view.bar.is_slim()
    view.toggle_list()
    assert view.close_topmost()
    assert view.answer.isVisible()
    assert not view.close_topmost()


def test_the_free_page_alone_keeps_the_clock_and_saved_and_leads_back_to_the_question(view):
    view.toggle_bare()
    assert view.note() is view.page.note
    assert view.window().focusWidget() is view.page.note
    assert not view.pane.isVisible()
    assert view.bar.clock.isVisible()
    assert view.bar.saved.isVisible()
    assert not view.bar.finish.isVisible()
    assert not view.bar.who.isVisible()
    view.toggle_bare()
    assert view.note() is view.answer.note
    assert view.pane.isVisible()
    assert view.bar.who.isVisible()


def test_what_is_said_in_passing_moves_nothing_and_a_warning_comes_first(qtbot, put):
    bar, heard = put(TalkBar(), 1200, 120), []
    bar.say("Dr A", "Thursday")
    height = bar.height()
    bar.word.tell("Kept.", "Undo", lambda: heard.append("undo"))
    assert bar.word.isVisible()
    assert not bar.who.isVisible()
    bar.word.warn("The case locks in a minute.")
    assert bar.word.sentence.text() == "The case locks in a minute."
    assert not bar.word.button.isVisible()
    bar.word.warn("")
    assert bar.height() == height
    qtbot.mouseClick(bar.word.button, Qt.MouseButton.LeftButton)
    assert heard == ["undo"]
    assert bar.who.isVisible()
    bar.word.tell("It goes by itself.")
    bar.word._timer.timeout.emit()
    assert not bar.word.says_something()


def test_a_line_says_as_much_as_fits_and_its_tool_tip_the_rest(put):
    line = put(OneLine(), 600, 40)
    line.say("Thursday 14 May 2026, 10:30. St Anne’s Hospital, North Wing", "Thursday, 10:30")
    assert line.text().endswith("North Wing")
    assert line.toolTip() == ""
    line.resize(200, 40)
    assert line.text() == "Thursday, 10:30"
    assert line.toolTip() == line.accessibleName() == line._ways[0]
    line.resize(40, 40)
    assert line.text() == "Thursday, 10:30"
    drawn = line.grab().toImage()
    assert len({drawn.pixel(x, 20) for x in range(40)}) > 1


def test_nothing_moves_when_saved_says_something_longer(put):
    bar = put(TalkBar(), 1200, 120)
    bar.reflow(75)
    bar.show_saved("Saved", "ok")
    before = bar.clock.x()
    bar.show_saved("Saved just now", "ok")
    assert bar.clock.x() == before


def test_where_there_is_little_room_only_the_other_page_is_offered(qtbot, put):
    bar, heard = put(TalkBar(), 1000, 120), []
    bar.page_chosen.connect(heard.append)
    bar.say_writer("DE")
    bar.reflow(64)
    assert not bar.switch.chip(QUESTIONS).isVisible()
    assert bar.switch.chip(FREE_PAGE).text() == "To the free page"
    qtbot.mouseClick(bar.switch.chip(FREE_PAGE), Qt.MouseButton.LeftButton)
    assert heard == [FREE_PAGE]
    assert bar.writer.text() == "DE"
    assert bar.writer.accessibleName() == "DE writes"
    bar.show_page(FREE_PAGE)
    assert bar.switch.chip(QUESTIONS).isVisible()
    assert not bar.switch.chip(FREE_PAGE).isVisible()
    bar.reflow(90)
    assert bar.switch.chip(FREE_PAGE).isVisible()
    assert bar.switch.chip(FREE_PAGE).text() == "Free page"
    assert bar.writer.text() == "DE writes"


def test_who_writes_is_said_only_when_there_are_two(qtbot, put):
    bar, heard = put(TalkBar(), 1200, 120), []
    assert not bar.writer.isVisible()
    bar.say_writer("DE")
    bar.writer_asked.connect(lambda: heard.append(1))
    qtbot.mouseClick(bar.writer, Qt.MouseButton.LeftButton)
    assert bar.writer.text() == "DE writes"
    assert heard == [1]


def test_the_page_of_keys_begins_at_its_beginning_however_small_the_window_is(qtbot, view):
    view.resize(1000, 400)
    view.toggle_keys()
    qtbot.waitUntil(lambda: view.keys.verticalScrollBar().maximum() > 0)
    assert view.keys.verticalScrollBar().value() == 0
    qtbot.keyClick(view.window().focusWidget(), Qt.Key.Key_PageDown)
    assert view.keys.verticalScrollBar().value() > 0


def test_the_folded_list_takes_the_whole_width(qtbot, view):
    view.reflow(40)
    assert not view.pane.isVisible()
    assert view.answer.all_questions.isVisible()
    view.toggle_list()
    qtbot.waitUntil(lambda: view.pane.width() == view.width())
    view.reflow(75)
    assert view.answer.isVisible()
    qtbot.waitUntil(lambda: view.pane.width() < view.width() / 2)

"""The Tab key follows the eye, also to what was put on the page after everything else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from secondop_desktop.ui.reading_order import put_in_order, stops
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, show_new
from secondop_desktop.ui.widgets.buttons import button
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import ScrollPage


@pytest.fixture
def page(qtbot):
    """A column with a first and a last button, in which more is put later."""
    made = QWidget()
    qtbot.addWidget(made)
    made.box = column("xs", "none", made)
    for name in ("first", "last"):
        made.box.addWidget(button(name))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def names(root):
    return [part.text() for part in stops(root)]


def put(box, place, part):
    """Put a part into a box and show it at once, as pages do with what they read from the case."""
    box.insertWidget(place, part)
    show_new(box.parentWidget())


def test_what_comes_later_is_reached_where_it_stands(qtbot, page):
    put(page.box, 1, button("between"))
    put_in_order(page)
    reached = []
    page.box.itemAt(0).widget().setFocus()
    for _ in range(3):
        reached.append(page.focusWidget().text())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert reached == ["first", "between", "last"]
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Backtab)
    assert page.focusWidget().text() == "last"


def test_rows_and_boxes_within_are_read_line_by_line(page):
    beside = row("xs")
    for name in ("left", "right"):
        beside.addWidget(button(name))
    page.box.insertLayout(1, beside)
    page.box.insertWidget(2, FlowRow(button("one"), button("two")))
    show_new(page)
    assert names(page) == ["first", "left", "right", "one", "two", "last"]


def test_what_is_hidden_or_only_read_is_no_stop(page):
    put(page.box, 1, label("A sentence"))
    hidden = button("hidden")
    page.box.insertWidget(1, hidden)
    hidden.hide()
    assert names(page) == ["first", "last"]


def test_only_the_page_of_a_stack_that_lies_on_top_is_read(page):
    stack = QStackedWidget()
    stack.addWidget(button("below"))
    stack.addWidget(button("on top"))
    stack.setCurrentIndex(1)
    put(page.box, 1, stack)
    assert names(page) == ["first", "on top", "last"]


def test_what_scrolls_is_read_where_it_stands(page):
    inside = QWidget()
    column("xs", "none", inside).addWidget(button("far below"))
    put(page.box, 1, ScrollPage(inside))
    assert names(page) == ["first", "far below", "last"]


def test_a_field_inside_a_field_is_one_stop(page):
    outer = QWidget()
    line = QLineEdit("typed")
    column("none", "none", outer).addWidget(line)
    outer.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    outer.setFocusProxy(line)
    put(page.box, 1, outer)
    assert names(page) == ["first", "typed", "last"]


def test_the_window_puts_its_page_in_order_when_tab_is_pressed(qtbot, window, work, rooms):
    shown_rooms = window.show_rooms(work, "Margaret", rooms=rooms)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    frame = shown_rooms.shown().frame
    for place, name in ((1, "last"), (1, "second"), (1, "first")):
        put(frame, place, button(name))
    frame.itemAt(1).widget().setFocus()
    reached = []
    for _ in range(3):
        reached.append(window.focusWidget().text())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert reached == ["first", "second", "last"]

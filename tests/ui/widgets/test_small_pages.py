"""All pages as small pictures: thousands of rows at once, and only those in view are asked for."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage

from secondop_desktop.ui.widgets.small_pages import SmallPages


@pytest.fixture
def pictures():
    return {}


@pytest.fixture
def strip(qtbot, pictures):
    made = SmallPages(pictures.get)
    qtbot.addWidget(made)
    made.resize(made.width(), 600)
    made.set_pages(5_000)
    made.went = []
    made.chosen.connect(made.went.append)
    made.show()
    return made


def draw_all(strip, pictures):
    """Answer as the worker does, until nothing in view is missing; gives back what was drawn."""
    drawn = []
    while (page := strip.missing()) is not None:
        image = QImage(92, 130, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        pictures[page] = image
        strip.show_small(page)
        drawn.append(page)
    return drawn


def test_only_the_pages_in_view_are_asked_for(qtbot, strip, pictures):
    first = draw_all(strip, pictures)
    assert first[0] == 1
    assert len(first) < 10
    strip.show_page(3_000)
    later = draw_all(strip, pictures)
    assert 3_000 in later
    assert len(later) < 10


def test_a_page_that_cannot_be_drawn_holds_up_no_other(strip, pictures):
    assert strip.missing() == 1
    assert strip.missing(without={1}) == 2


def test_nothing_is_asked_for_while_it_is_hidden(strip):
    strip.hide()
    assert strip.missing() is None


def test_the_arrows_go_from_page_to_page_and_showing_a_page_tells_nothing(qtbot, strip):
    strip.show_page(7)
    assert strip.went == []
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert strip.went == [8]
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert strip.went == [8, 8]


def test_scrolling_tells_that_other_pages_are_seen(qtbot, strip):
    with qtbot.waitSignal(strip.seen_changed):
        strip.verticalScrollBar().setValue(5_000)


def test_a_screen_reader_hears_the_page_and_its_notes(strip):
    strip.set_marks({2: 1, 3: 4}, {})
    said = [strip.model().data(strip.model().index(row)) for row in range(3)]
    assert said == ["Page 1", "Page 2, 1 note", "Page 3, 4 notes"]
    assert strip.accessibleName() == "All pages"
    assert strip.model().rowCount(QModelIndex()) == 5_000


def test_a_page_is_painted_with_and_without_its_picture_turned_and_marked(qtbot, strip, pictures):
    before = strip.grab().toImage()
    draw_all(strip, pictures)
    strip.set_marks({1: 2}, {2: 90})
    strip.show_page(1)
    assert strip.grab().toImage() != before

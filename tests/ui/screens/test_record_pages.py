"""The pages of a record: small ones beside, turned, enlarged, words found, chosen and copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from secondop_desktop.case import documents, page_turns
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.reading.errors import NO_PICTURE, unreadable
from secondop_desktop.ui.page_turner import Wish
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.record_peek import RecordPeek
from secondop_desktop.ui.screens.record import RecordScreen
from tests.flows.papers import SMALL_PRINT, report
from tests.ui.screens.biopsy import CTRL, PAGES, SHIFT, biopsy, drawn, opened, point_of, press, texts
from tests.ui.screens.paperwork import LONG, put, tray, with_tray

for fixture in (texts, biopsy, opened, put, tray, with_tray):
    assert fixture


def test_only_the_small_pages_in_view_are_drawn_and_a_press_goes_there(qtbot, opened):
    screen = opened()
    strip, turner = screen.pages.strip, screen.pages.turner
    assert strip.isVisible()
    qtbot.waitUntil(lambda: turner.small.get(1) is not None and turner.small.get(2) is not None, timeout=LONG)
    assert turner.small.get(1).width() < screen.view.canvas.image.width()
    second = strip.visualRect(strip.model().index(1, 0)).center()
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert screen.view.page == 2
    press(qtbot, screen, Qt.Key.Key_T)
    assert not strip.isVisible()
    press(qtbot, screen, Qt.Key.Key_T)
    assert strip.isVisible()
    assert strip.hasFocus()


def test_the_pages_beside_are_drawn_ahead_and_show_at_once(qtbot, opened):
    screen = opened()
    across = screen.view._asked[1]
    store = screen.pages.turner.store
    qtbot.waitUntil(lambda: Wish(2, across) in store, timeout=LONG)
    screen.view.leaf(1)
    assert screen.view.canvas.image.cacheKey() == store.get(Wish(2, across)).cacheKey()


def test_a_page_at_eight_times_the_width_is_sharp_where_it_is_seen(qtbot, opened):
    screen = opened()
    view = screen.view
    view.fit(False)
    for _ in range(9):
        press(qtbot, screen, Qt.Key.Key_Plus)
    assert view._ratio() == pytest.approx(8.0, abs=0.01)
    qtbot.waitUntil(lambda: view.canvas._part is not None, timeout=LONG)
    image, box = view.canvas._part
    assert image.width() / (box[2] - box[0]) == pytest.approx(view._across(), rel=0.02)
    assert image.sizeInBytes() < 40 << 20
    press(qtbot, screen, Qt.Key.Key_9)
    assert view.canvas.page_rect().height() <= view.sheet.viewport().height()
    press(qtbot, screen, Qt.Key.Key_0)
    assert view._ratio() == pytest.approx(1.0, abs=0.01)


def test_a_turned_page_stays_turned_for_itself_alone_until_that_is_undone(
    qtbot, work, opened, fetch, biopsy, notices
):
    screen = opened()
    press(qtbot, screen, Qt.Key.Key_R)
    work.flush()
    assert fetch(lambda session: page_turns.of_document(session, biopsy)) == {1: 90}
    screen.view.leaf(1)
    qtbot.waitUntil(lambda: screen.pages.view.canvas.turn == 0, timeout=LONG)
    screen.hide()
    screen.go(Place(RECORD, biopsy, "1"))
    screen.show()
    drawn(qtbot, screen.view)
    qtbot.waitUntil(lambda: screen.view.canvas.turn == 90, timeout=LONG)
    assert notices.told == ["Page 1 is turned, and stays so."]
    notices.undos[0]()
    qtbot.waitUntil(lambda: screen.view.canvas.turn == 0)
    assert fetch(lambda session: page_turns.of_document(session, biopsy)) == {}


def test_words_are_found_on_all_pages_and_the_keys_go_from_place_to_place(qtbot, opened):
    screen = opened(part="2")
    bar, view = screen.pages.bar, screen.view
    qtbot.keyClick(screen, Qt.Key.Key_F, CTRL)
    assert bar.line.hasFocus()
    qtbot.keyClicks(bar.line, "carcinoma")
    qtbot.waitUntil(lambda: view.page == 3, timeout=LONG)
    qtbot.waitUntil(lambda: bar.count() == "Place 1 of 2 here. Found on 2 pages.", timeout=LONG)
    assert bar.sentence() == "Marked on the page: carcinoma"
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert bar.count().startswith("Place 2 of 2")
    qtbot.keyClick(screen, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: view.page == 1 and bar.count().startswith("Place 1 of 1"))
    qtbot.keyClick(screen, Qt.Key.Key_F3, SHIFT)
    qtbot.waitUntil(lambda: view.page == 3 and bar.count().startswith("Place 2 of 2"))
    assert screen.here().find == "carcinoma"
    assert screen.escape()
    assert not bar.isVisible()
    assert view.canvas.mark_rects() == []
    assert not screen.escape()


def test_words_that_stand_nowhere_are_said_to_be_missing(qtbot, opened):
    screen = opened()
    screen.pages.finder.open()
    qtbot.keyClicks(screen.pages.bar.line, "spleen")
    qtbot.waitUntil(lambda: "does not stand on this page" in screen.pages.bar.sentence())
    qtbot.waitUntil(lambda: screen.pages.bar.count() == "")
    assert not screen.pages.bar.next.isEnabled()


def test_words_are_chosen_with_the_mouse_and_copied(qtbot, opened):
    screen = opened()
    canvas = screen.view.canvas
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=point_of(screen, 0))
    qtbot.mouseMove(canvas, point_of(screen, 3))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=point_of(screen, 3))
    assert canvas.choice.text() == PAGES[0]
    assert canvas.accessibleDescription() == f"Chosen: {PAGES[0]}"
    press(qtbot, screen, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == PAGES[0]
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=point_of(screen, 5))
    assert canvas.choice.text() == SMALL_PRINT
    assert screen.escape()
    assert canvas.choice.is_empty()


def test_words_are_chosen_by_key_alone(qtbot, opened):
    screen = opened()
    choice = screen.view.canvas.choice
    press(qtbot, screen, Qt.Key.Key_Right, CTRL)
    assert choice.text() == "Carcinoma"
    press(qtbot, screen, Qt.Key.Key_Right, SHIFT)
    assert choice.text() == "Carcinoma of"
    press(qtbot, screen, Qt.Key.Key_Down, SHIFT)
    assert choice.text().startswith("Carcinoma of grade 2\nPrinted")
    press(qtbot, screen, Qt.Key.Key_A, CTRL)
    press(qtbot, screen, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == f"{PAGES[0]}\n{SMALL_PRINT}"


def test_a_screen_reader_is_given_the_words_of_the_page_with_its_picture(qtbot, opened):
    screen = opened()
    assert screen.view.sheet.accessibleDescription().startswith(PAGES[0])
    qtbot.keyClick(screen, Qt.Key.Key_E, CTRL)
    assert screen.right.text.text.hasFocus()
    assert screen.right.text.text.toPlainText().startswith(PAGES[0])


def test_f1_shows_the_keys_and_the_way_back(qtbot, opened):
    screen = opened()
    qtbot.keyClick(screen, Qt.Key.Key_F1)
    assert screen.keys.isVisible()
    assert QApplication.focusWidget() is screen.keys.back
    assert screen.escape()
    assert screen.view.sheet.isVisible()


def test_a_page_number_is_typed(qtbot, opened):
    screen = opened()
    qtbot.keyClick(screen, Qt.Key.Key_G, CTRL)
    number = screen.view.tools.number
    assert number.hasFocus()
    qtbot.keyClicks(number, "3")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert screen.view.page == 3
    qtbot.keyClicks(number, "99")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert screen.view.page == 4
    assert number.text() == "4"


def test_pages_that_have_no_picture_show_their_text_instead(qtbot, enter, with_tray, put, vault, monkeypatch):
    def no_picture(*_):
        raise unreadable(NO_PICTURE)

    monkeypatch.setattr(PagePictures, "picture", no_picture)
    letter = put(("The nodes are clear.\n" * 200).encode(), name="letter.txt")
    read_waiting(vault)
    screen = enter(RecordScreen, Place(RECORD, letter), in_house=with_tray)
    qtbot.waitUntil(lambda: "Its text can be read" in screen.view.sentence(), timeout=LONG)
    assert screen.right.text.isVisible()
    assert screen.view.pages > 1
    assert not screen.pages.strip.isVisible()
    screen.view.leaf(1)
    qtbot.waitUntil(lambda: screen.right.text.text.accessibleName() == "Text of page 2")
    assert screen.right.text.text.toPlainText().startswith("The nodes")


def test_a_turned_page_is_turned_beside_the_list_of_records_too(qtbot, house, keep, fetch, biopsy):
    keep(lambda session: page_turns.turn(session, biopsy, 2, 90))
    peek = RecordPeek(house)
    qtbot.addWidget(peek)
    peek.resize(600, 600)
    peek.show()
    peek.show_record(fetch(lambda session: documents.one(session, biopsy)), 2, "Dr Lee")
    drawn(qtbot, peek.view)
    qtbot.waitUntil(lambda: peek.view.canvas.turn == 90)
    peek.view.leaf(1)
    qtbot.waitUntil(lambda: peek.view.canvas.turn == 0, timeout=LONG)


def test_what_is_done_on_a_page_belongs_to_the_record_that_is_seen(qtbot, work, opened, put, fetch, biopsy):
    other = put(report("Another"), title="Other")
    screen = opened()
    screen.go(Place(RECORD, other))
    press(qtbot, screen, Qt.Key.Key_R)
    work.flush()
    assert fetch(lambda session: page_turns.of_document(session, biopsy)) == {1: 90}
    assert fetch(lambda session: page_turns.of_document(session, other)) == {}

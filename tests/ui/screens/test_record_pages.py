"""The pages of a record: small ones beside, words found and copied, notes pinned, two side by side."""

import json
import zlib
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents, page_turns, pins
from secondop_desktop.case.documents import Page
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.reading.reader import Reader
from secondop_desktop.ui.page_turner import Wish
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.screens.record import RecordScreen
from tests.flows.papers import SMALL_PRINT, report
from tests.ui.screens.paperwork import LONG, put, tray, with_tray

assert put
assert tray
assert with_tray
PAGES = ("Carcinoma of grade 2", "Nodes are clear", "Grade 2 again, carcinoma, carcinoma", "End")


@pytest.fixture(scope="module")
def texts():
    """The pages as a worker reads them, once for all tests."""
    with Reader() as reader:
        reader.open(report(*PAGES), "pdf")
        return [reader.page_text(number) for number in range(1, len(PAGES) + 1)]


@pytest.fixture
def biopsy(put, keep, texts):
    """A record that was read already."""
    identity = put(report(*PAGES), title="Core biopsy", kind="pathology")

    def read(session):
        documents.count_pages(session, identity, len(PAGES))
        for number, page in enumerate(texts, 1):
            words = [[word.text, word.x0, word.y0, word.x1, word.y1] for word in page.words]
            packed = zlib.compress(json.dumps(words).encode())
            documents.keep_page(
                session, Page(document_id=identity, number=number, text=page.text, words=packed)
            )
        documents.finish_reading(session, identity)

    keep(read)
    return identity


@pytest.fixture
def opened(qtbot, enter, with_tray, biopsy):
    """Open the record at a place, with its page drawn and its words known."""

    def opened(in_house=with_tray, **place):
        screen = enter(RecordScreen, Place(RECORD, biopsy, **place), in_house=in_house)
        drawn(qtbot, screen.view)
        qtbot.waitUntil(lambda: len(screen.view.canvas.choice.words) > 0)
        return screen

    return opened


def drawn(qtbot, view):
    qtbot.waitUntil(lambda: not view.canvas.image.isNull() and not view.sentence(), timeout=LONG)


def press(qtbot, screen, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(screen.view.sheet, key, modifiers)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def point_of(screen, number):
    """The middle of a word of the page, in the canvas."""
    x0, y0, x1, y1 = screen.view.canvas.choice.words.boxes(number, number)[0]
    return screen.view.canvas.point_of(((x0 + x1) / 2, (y0 + y1) / 2)).toPoint()


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
    assert fetch(lambda session: page_turns.of_document(session, biopsy)) == {1: 0}


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


@pytest.fixture
def pinned(opened, keep, biopsy):
    """A record with one note on its second page, opened at the first."""
    pin = keep(lambda session: pins.put(session, biopsy, 2, (0.5, 0.4), "Ask")).id
    screen = opened()
    screen.right.turn("notes")
    return screen, pin


def test_a_note_is_pinned_where_one_presses_and_its_words_are_saved(qtbot, work, opened, fetch, biopsy):
    screen = opened()
    screen.right.turn("notes")
    qtbot.mouseClick(screen.notes.add, Qt.MouseButton.LeftButton)
    assert "Press the place" in screen.pages.hint.text()
    spot = screen.view.canvas.point_of((0.5, 0.25)).toPoint()
    qtbot.mouseClick(screen.view.canvas, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(screen.notes.note.editor.hasFocus)
    assert not screen.pages.hint.isVisible()
    qtbot.keyClicks(screen.notes.note.editor, "Grade 2? Ask.")
    assert screen.leave()
    (pin,) = fetch(lambda session: pins.of_document(session, biopsy))
    assert (pin.text, pin.number) == ("Grade 2? Ask.", 1)
    assert pin.spot == pytest.approx((0.5, 0.25), abs=0.01)
    assert screen.side.chip("notes").text() == "My notes (1)"
    assert [mark.number for mark in screen.view.canvas._pins] == [1]


def test_a_note_is_pinned_to_the_chosen_words_by_key_alone(qtbot, work, opened, fetch, biopsy):
    screen = opened()
    press(qtbot, screen, Qt.Key.Key_Right, CTRL)
    box = screen.view.canvas.choice.boxes()[0]
    qtbot.keyClick(screen, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(screen.notes.note.editor.hasFocus)
    (pin,) = fetch(lambda session: pins.of_document(session, biopsy))
    assert pin.spot == pytest.approx((box[0], (box[1] + box[3]) / 2), abs=0.001)


def test_asking_for_a_place_can_be_stopped_or_answered_with_enter(qtbot, opened, fetch, biopsy):
    screen = opened()
    screen.pages.aim()
    assert screen.escape()
    assert not screen.view.canvas.aims()
    screen.pages.aim()
    press(qtbot, screen, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(fetch(lambda session: pins.of_document(session, biopsy))) == 1)


def test_a_note_in_the_list_leads_to_its_page_and_its_mark_to_the_list(qtbot, pinned):
    screen, pin = pinned
    row = screen.notes.list.visualRect(screen.notes.list.model().index(0, 0)).center()
    qtbot.mouseClick(screen.notes.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    qtbot.waitUntil(lambda: screen.view.page == 2 and len(screen.view.canvas._pins) == 1)
    assert screen.notes.note.value() == "Ask"
    screen.right.turn("about")
    at = screen.view.canvas.point_of((0.5, 0.4)) - QPointF(0, 15)
    qtbot.mouseClick(screen.view.canvas, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert screen.notes.isVisible()
    assert screen.notes.selected() == pin


def test_a_note_is_moved_by_mouse_and_by_key_and_goes_back(qtbot, work, pinned, fetch, notices):
    screen, pin = pinned
    screen.view.turn_to(2)
    qtbot.waitUntil(lambda: len(screen.view.canvas._pins) == 1)
    canvas = screen.view.canvas
    start = (canvas.point_of((0.5, 0.4)) - QPointF(0, 15)).toPoint()
    to = start + QPoint(60, 30)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, to)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=to)
    work.flush()
    moved = fetch(lambda session: pins.one(session, pin)).spot
    assert moved == pytest.approx(canvas.spot_of(QPointF(to)), abs=0.001)
    notices.undos[-1]()
    work.flush()
    assert fetch(lambda session: pins.one(session, pin)).spot == (0.5, 0.4)
    screen.notes.list.setFocus()
    qtbot.keyClick(screen.notes.list, Qt.Key.Key_Left, CTRL)
    work.flush()
    assert fetch(lambda session: pins.one(session, pin)).spot == (0.49, 0.4)


def test_a_note_goes_to_the_bin_and_comes_back(qtbot, work, pinned, fetch, notices):
    screen, pin = pinned
    screen.notes.select(pin)
    qtbot.mouseClick(screen.notes.delete, Qt.MouseButton.LeftButton)
    work.flush()
    assert [thing.title for thing in fetch(bin_.contents)] == ["Ask"]
    work.flush()
    assert not screen.notes.form.isVisible()
    notices.undos[-1]()
    work.flush()
    assert fetch(bin_.contents) == []


def test_the_words_of_one_note_are_never_written_to_another(qtbot, work, opened, keep, fetch, biopsy):
    first, second = (
        keep(lambda session, y=y: pins.put(session, biopsy, 1, (0.5, y), "")).id for y in (0.2, 0.6)
    )
    screen = opened()
    screen.right.turn("notes")
    for pin, words in ((first, "one"), (second, "two")):
        screen.notes._choose(pin)
        qtbot.keyClicks(screen.notes.note.editor, words)
    screen.notes._choose(first)
    assert screen.leave()
    assert [pin.text for pin in fetch(lambda session: pins.of_document(session, biopsy))] == ["one", "two"]


@pytest.fixture
def both(qtbot, opened, put):
    """The biopsy with another report beside it."""
    other = put(report("Second opinion", "Grade 1"), title="Second report", kind="pathology")
    put(report("A letter"), title="Letter", kind="clinic_letter")
    screen = opened()
    qtbot.keyClick(screen, Qt.Key.Key_D, CTRL)
    drawn(qtbot, screen.beside.pages.view)
    assert screen.beside.record_id == other
    return screen


def test_two_reports_side_by_side_have_each_their_page_and_size(qtbot, both):
    left, right = both.view, both.beside.pages.view
    assert not both.right.isVisible()
    right.leaf(1)
    right.zoom(1)
    qtbot.waitUntil(lambda: right.page == 2 and both.beside.number == 2)
    assert (left.page, left._zoom) == (1, 1.0)
    left.sheet.setFocus()
    qtbot.keyClick(left.sheet, Qt.Key.Key_F6)
    assert right.sheet.hasFocus()
    qtbot.keyClick(right.sheet, Qt.Key.Key_Tab, CTRL)
    assert left.sheet.hasFocus()
    assert both.standing()["beside_page"] == 2


def test_another_record_is_chosen_for_the_second_side_and_it_is_put_away(qtbot, both):
    assert [both.beside.combo.itemText(n).split(".")[0] for n in range(2)] == ["Second report", "Letter"]
    both.beside.combo.setCurrentIndex(1)
    both.beside.combo.activated.emit(1)
    qtbot.waitUntil(lambda: both.beside.pages.view.pages == 1, timeout=LONG)
    both.beside.close_.click()
    assert both.right.isVisible()
    assert both.beside.pages.view.canvas.image.isNull()


def test_the_second_side_comes_back_after_a_lock(qtbot, both, enter, with_tray, biopsy):
    both.beside.pages.view.leaf(1)
    state = both.standing()
    screen = enter(RecordScreen, Place(RECORD, biopsy), in_house=with_tray)
    screen.take_up(state)
    screen.refresh()
    drawn(qtbot, screen.beside.pages.view)
    assert screen.beside.pages.view.page == 2


def test_a_record_that_stands_alone_says_that_there_is_no_other(qtbot, opened):
    screen = opened()
    screen.turn_both()
    qtbot.waitUntil(screen.beside._none.isVisible)
    assert not screen.beside.pages.isVisible()


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


def test_a_case_that_is_only_looked_at_offers_no_notes(qtbot, work, opened, with_tray, fetch, biopsy, vault):
    screen = opened(in_house=replace(with_tray, why_read_only="Opened by a newer SecondOp."))
    screen.right.turn("notes")
    assert not screen.notes.add.isVisible()
    screen.view.rotate()
    qtbot.keyClick(screen, Qt.Key.Key_M, CTRL)
    work.flush()
    assert screen.view.canvas.turn == 90
    assert fetch(lambda session: page_turns.of_document(session, biopsy)) == {}
    assert fetch(lambda session: pins.of_document(session, biopsy)) == []


def test_a_letter_without_pictures_shows_its_text_instead(qtbot, enter, with_tray, put, vault):
    letter = put(("The nodes are clear.\n" * 200).encode(), name="letter.txt")
    read_waiting(vault)
    screen = enter(RecordScreen, Place(RECORD, letter), in_house=with_tray)
    qtbot.waitUntil(lambda: "no picture" in screen.view.sentence(), timeout=LONG)
    assert screen.right.text.isVisible()
    assert screen.view.pages > 1
    assert not screen.pages.strip.isVisible()
    screen.view.leaf(1)
    qtbot.waitUntil(lambda: screen.right.text.text.accessibleName() == "Text of page 2")
    assert screen.right.text.text.toPlainText().startswith("The nodes")

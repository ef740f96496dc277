"""Notes pinned to places on a page, and two records read side by side."""

from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import page_turns, pins
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.screens.record import RecordScreen
from tests.flows.papers import report
from tests.ui.screens.biopsy import CTRL, biopsy, drawn, opened, press, texts
from tests.ui.screens.paperwork import LONG, put, tray, with_tray

for fixture in (texts, biopsy, opened, put, tray, with_tray):
    assert fixture


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


def test_a_note_that_was_found_is_chosen_and_not_said_to_be_missing(qtbot, opened, keep, biopsy):
    pin = keep(lambda session: pins.put(session, biopsy, 2, (0.5, 0.4), "Ask Dr Lee about the margin")).id
    screen = opened(part="2", find="margin")
    qtbot.waitUntil(lambda: screen.notes.selected() == pin)
    assert screen.notes.isVisible()
    assert screen.pages.bar.sentence() == "“margin” stands in your note on this page."
    assert screen.view.page == 2


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


def test_a_notice_that_went_by_itself_is_no_trouble_for_the_next_one(qtbot, work, opened, with_tray):
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    screen = opened(in_house=replace(with_tray, notices=strip))
    for number in range(3):
        screen.view.rotate()
        qtbot.waitUntil(lambda: strip.sentences() == ["Page 1 is turned, and stays so."])
        if number == 1:
            (notice,) = strip._shown
            notice.put_away()
            qtbot.waitUntil(lambda notice=notice: not shiboken6.isValid(notice))
    assert len(strip.sentences()) == 1


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

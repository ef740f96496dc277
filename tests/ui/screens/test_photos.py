"""Photos of paper are put right on their page: corners, turn, light and order, each with a way back."""

from dataclasses import replace

import cv2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents, photos
from secondop_desktop.flows.photos import add_photos
from secondop_desktop.flows.take_in import Details
from secondop_desktop.ui.photo_bringer import may_be_pages, one_or_several
from secondop_desktop.ui.places import PHOTOS, RECORD, Place
from secondop_desktop.ui.screens.photos import PhotosScreen
from secondop_desktop.ui.screens.record import RecordScreen
from secondop_desktop.ui.screens.records import RecordsScreen
from tests.reading.photo_scenes import jpeg, scene, typeset
from tests.ui.screens.paperwork import LONG, tray, with_tray

assert tray
assert with_tray


@pytest.fixture(scope="module")
def contents():
    """A good photo, and a blurred one."""
    sharp = scene(typeset(), 5, "dark wood", size=(2000, 1500)).rgb
    return jpeg(sharp), jpeg(cv2.GaussianBlur(sharp, (0, 0), 8))


@pytest.fixture
def files(tmp_path, contents):
    made = [tmp_path / "one.jpg", tmp_path / "two.jpg"]
    for file, content in zip(made, contents, strict=True):
        file.write_bytes(content)
    return made


@pytest.fixture
def added(vault, files):
    return add_photos(vault, files, Details(title="Letter"))


@pytest.fixture
def screen(enter, added, with_tray, qtbot):
    screen = enter(PhotosScreen, Place(PHOTOS, added.document_id), in_house=with_tray)
    qtbot.waitUntil(lambda: screen.list.has_picture(added.photos[1]), timeout=2 * LONG)
    yield screen
    screen._drawer.close()


@pytest.fixture
def kept(fetch, added):
    """The photos as the case keeps them now, by their names."""
    return lambda: [(one.file_name, one) for one in fetch(lambda s: photos.of_document(s, added.document_id))]


def shown(screen, words):
    return any(words in label.text() for label in screen.findChildren(type(screen._about)))


def test_each_photo_stands_beside_its_page_and_trouble_is_said(screen, added, work):
    assert [row.title for row in screen.list.rows()] == ["Page 1", "Page 2"]
    assert [row.chip for row in screen.list.rows()] == ["", "Please look"]
    assert shown(screen, "2 pages, each from a photo. Please look at 1 of them.")
    assert screen._name.text() == "Page 1 of 2"
    assert screen._about.isHidden()
    assert screen.corners.shown == added.photos[0]
    screen.list.select(added.photos[1])
    screen._show_chosen()
    assert "This photo is blurred." in screen._about.text()


def test_arrow_keys_move_a_corner_and_undo_takes_it_back(screen, kept, work, qtbot, notices):
    before = kept()[0][1].corners
    handle = screen.corners.handles[0]
    handle.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(handle, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: notices.told == ["The corners are set."], timeout=LONG)
    work.flush()
    (was, now) = (photos.corners_of(text)[0] for text in (before, kept()[0][1].corners))
    assert now == pytest.approx((was[0] + 0.02, was[1] + 0.002), abs=2e-4)
    notices.undos[-1]()
    work.flush()
    assert kept()[0][1].corners == before


def test_a_corner_is_dragged_by_mouse(screen, kept, work, qtbot, notices):
    before = kept()[0][1].corners
    handle = screen.corners.handles[2]
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle - QPoint(15, 12))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle - QPoint(15, 12))
    work.flush()
    assert kept()[0][1].corners != before
    assert notices.told == ["The corners are set."]


def test_corners_never_fold_the_page_over(screen, qtbot):
    before = screen.corners.corners()
    screen.corners.move_by(0, 1.0, 1.0)
    assert screen.corners.corners() == before


def test_pages_change_places_by_button_and_by_key(screen, added, kept, work):
    QTest.mouseClick(screen.down, Qt.MouseButton.LeftButton)
    work.flush()
    assert [name for name, _ in kept()] == ["two.jpg", "one.jpg"]
    assert screen._name.text() == "Page 2 of 2"
    assert not screen.down.isEnabled()
    screen.list.setFocus()
    QTest.keyClick(screen.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    work.flush()
    assert [name for name, _ in kept()] == ["one.jpg", "two.jpg"]


def test_a_page_is_turned_lit_and_brought_back_to_the_photo_as_taken(screen, kept, work, notices):
    QTest.mouseClick(screen.right, Qt.MouseButton.LeftButton)
    work.flush()
    screen.light.combo.setCurrentIndex(1)
    work.flush()
    assert (kept()[0][1].turn, kept()[0][1].light) == (90, photos.GREY)
    QTest.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    work.flush()
    assert kept()[0][1].as_taken
    assert not screen.undo.isEnabled()
    notices.undos[-1]()
    work.flush()
    assert (kept()[0][1].turn, kept()[0][1].light) == (90, photos.GREY)
    QTest.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    work.flush()
    QTest.mouseClick(screen.refind, Qt.MouseButton.LeftButton)
    work.flush()
    assert kept()[0][1].corners == kept()[0][1].found


def test_a_page_taken_out_comes_back_with_undo_and_the_last_one_stays(screen, kept, work, notices, fetch):
    QTest.mouseClick(screen.out, Qt.MouseButton.LeftButton)
    work.flush()
    assert [name for name, _ in kept()] == ["two.jpg"]
    assert not screen.out.isEnabled()
    assert [thing.title for thing in fetch(bin_.contents)] == ["one.jpg"]
    notices.undos[-1]()
    work.flush()
    assert [name for name, _ in kept()] == ["one.jpg", "two.jpg"]


def test_done_goes_to_the_record(screen, added):
    QTest.mouseClick(screen.done, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(RECORD, added.document_id)]


def test_who_may_only_look_can_change_nothing(enter, added, with_tray):
    looking = replace(with_tray, why_read_only="because")
    screen = enter(PhotosScreen, Place(PHOTOS, added.document_id), in_house=looking)
    for widget in (screen.more, screen.up, screen.left, screen.light, screen.out, *screen.corners.handles):
        assert not widget.isVisible()
    screen._drawer.close()


def test_every_corner_has_a_name_and_the_size_of_a_finger(screen):
    names = {handle.accessibleName() for handle in screen.corners.handles}
    assert len(names) == 4
    for handle in screen.corners.handles:
        assert min(handle.width(), handle.height()) >= 44
        assert handle.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_several_photos_at_once_are_asked_about(tray, files, qtbot, fetch):
    tray.take(files)
    qtbot.waitUntil(tray.panel.is_asking, timeout=LONG)
    assert tray.panel.sentence() == "These are 2 photos. Are they the pages of one paper?"
    assert fetch(documents.everything) == []
    with qtbot.waitSignal(tray.photos.made, timeout=2 * LONG) as made:
        tray.panel._choices[0].click()
    (record,) = fetch(documents.everything)
    assert (record.id, record.pages) == (made.args[0], 2)


def test_they_may_be_records_of_their_own(tray, files, qtbot, fetch):
    tray.take(files)
    qtbot.waitUntil(tray.panel.is_asking, timeout=LONG)
    with qtbot.waitSignal(tray.came, timeout=LONG):
        tray.panel._choices[1].click()
    assert sorted(record.title for record in fetch(documents.everything)) == ["one", "two"]


def test_a_single_photo_and_mixed_files_are_not_asked_about(tmp_path, files):
    text = tmp_path / "note.txt"
    text.write_text("words")
    assert may_be_pages(files)
    assert not may_be_pages(files[:1])
    assert not may_be_pages([*files, text])
    sentence, answers = one_or_several(4, lambda: 1, lambda: 2)
    assert "4 photos" in sentence
    assert [(words, act()) for words, act in answers] == [("One record of 4 pages", 1), ("4 records", 2)]


def test_the_records_page_has_a_button_for_photos(enter, with_tray, files, monkeypatch, qtbot, tray):
    screen = enter(RecordsScreen, in_house=with_tray)
    monkeypatch.setattr("secondop_desktop.ui.screens.records.choose_photos", lambda _parent: files[:1])
    with qtbot.waitSignal(tray.photos.made, timeout=2 * LONG):
        QTest.mouseClick(screen.photos, Qt.MouseButton.LeftButton)


def test_what_is_no_photo_is_told(tray, tmp_path, qtbot, notices):
    text = tmp_path / "note.txt"
    text.write_text("words")
    tray.photos.take([text])
    qtbot.waitUntil(lambda: bool(notices.problems), timeout=LONG)
    assert "is not a photo" in notices.problems[0].sentence


def test_the_record_draws_its_pages_anew_when_one_was_turned(enter, added, with_tray, qtbot, keep, work):
    screen = enter(RecordScreen, Place(RECORD, added.document_id), in_house=with_tray)
    assert screen.sheets.isVisible()
    shapes = []
    screen.pages.turner.shown.connect(lambda *_: shapes.append(screen.pages.view.canvas.shape()))
    qtbot.waitUntil(lambda: bool(shapes) and shapes[-1] > 1.2, timeout=2 * LONG)
    keep(lambda session: photos.turn(session, added.photos[0], 90))
    qtbot.waitUntil(lambda: shapes[-1] < 0.9, timeout=2 * LONG)
    QTest.mouseClick(screen.sheets, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(PHOTOS, added.document_id)]

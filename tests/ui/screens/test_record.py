"""One record: its pages, its words, its fields that save themselves, its copy and its way to the bin."""

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import bin as bin_
from secondop_desktop.case import doctors, documents
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.ui import record_acts
from secondop_desktop.ui.places import BACK, RECORD, Place
from secondop_desktop.ui.screens.record import RecordScreen
from tests.flows.papers import locked, report
from tests.ui.screens.paperwork import LONG, put, tray, with_tray

assert put
assert tray
assert with_tray


@pytest.fixture
def biopsy(put, vault, keep):
    identity = put(
        report("Left breast", "Carcinoma of grade 2", "End"), title="Core biopsy", kind="pathology"
    )
    keep(lambda session: doctors.keep(session, Doctor(name="Dr Lee")))
    read_waiting(vault)
    return identity


@pytest.fixture
def opened(enter, with_tray, biopsy):
    """Open the record at a place: `opened(part="2", find="grade")`."""
    return lambda **place: enter(RecordScreen, Place(RECORD, biopsy, **place), in_house=with_tray)


def drawn(qtbot, screen):
    qtbot.waitUntil(
        lambda: not screen.view.canvas.image.isNull() and not screen.view.sentence(), timeout=LONG
    )


def kept(fetch, identity):
    return fetch(lambda session: documents.one(session, identity))


def test_its_first_page_is_drawn_and_its_words_stand_beside_it(qtbot, opened):
    screen = opened()
    drawn(qtbot, screen)
    assert screen._page._title.text() == "Core biopsy"
    assert (screen.view.page, screen.view.pages) == (1, 3)
    qtbot.mouseClick(screen.side._buttons["text"], Qt.MouseButton.LeftButton)
    assert screen.right.text.isVisible()
    assert not screen.details.isVisible()
    assert screen.right.text.text.toPlainText().startswith("Left breast")
    assert screen.right.text.text.accessibleName() == "Text of page 1"
    assert "as they stand in the file" in screen.right.text._source.text()


def test_turning_the_page_brings_its_picture_and_its_words(qtbot, opened):
    screen = opened()
    drawn(qtbot, screen)
    before = screen.view.canvas.image
    qtbot.mouseClick(screen.view.on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.right.text.text.toPlainText().startswith("Carcinoma"))
    qtbot.waitUntil(lambda: screen.view.canvas.image != before, timeout=LONG)
    assert screen.view.tools.where() == "Page 2 of 3"


def test_a_hit_opens_its_page_with_the_words_marked(qtbot, opened):
    screen = opened(part="2", find="grade")
    drawn(qtbot, screen)
    qtbot.waitUntil(lambda: len(screen.view.canvas.mark_rects()) == 1)
    assert screen.view.page == 2
    assert screen.pages.bar.sentence() == "Marked on the page: grade"
    mark, page = screen.view.canvas.mark_rects()[0], screen.view.canvas.page_rect()
    assert page.contains(mark)
    qtbot.mouseClick(screen.view.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not stand on this page" in screen.pages.bar.sentence())
    assert screen.view.canvas.mark_rects() == []


def test_a_word_in_a_text_file_is_marked_on_its_sheet(qtbot, enter, with_tray, put, vault):
    letter = put(b"The nodes are clear.", name="letter.txt")
    read_waiting(vault)
    screen = enter(RecordScreen, Place(RECORD, letter, "1", "nodes"), in_house=with_tray)
    qtbot.waitUntil(lambda: screen.pages.bar.sentence() == "Marked on the page: nodes", timeout=LONG)


def test_a_word_in_a_text_file_is_not_said_to_be_missing_for_want_of_a_picture(
    qtbot, enter, with_tray, put, vault
):
    letter = put("手紙 The nodes are clear.".encode(), name="letter.txt")
    read_waiting(vault)
    screen = enter(RecordScreen, Place(RECORD, letter, "1", "nodes"), in_house=with_tray)
    qtbot.waitUntil(lambda: screen.pages.bar.sentence() == "“nodes” stands in the read text of this page.")


def test_words_read_from_a_picture_say_so(opened, keep, biopsy, qtbot):
    def see(session):
        documents.page(session, biopsy, 1).source = "ocr"

    keep(see)
    screen = opened()
    qtbot.waitUntil(lambda: "check every number" in screen.right.text._source.text())


def test_every_field_is_saved_when_it_is_left(qtbot, work, opened, fetch, biopsy):
    screen = opened()
    fields = screen.details.form.field
    for name, typed in (("title", " (left)"), ("facility", "City Clinic"), ("dated", "March 2026")):
        line = fields(name).line
        line.setFocus()
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Tab)
    fields("kind").set_value("imaging")
    fields("doctor_id").combo.setCurrentIndex(1)
    qtbot.keyClicks(fields("note").editor, "Ask about it.")
    assert screen.leave()
    record = kept(fetch, biopsy)
    assert (record.title, record.facility, record.dated) == (
        "Core biopsy (left)",
        "City Clinic",
        PartialDate(2026, 3),
    )
    assert (record.kind, record.note, bool(record.doctor_id)) == ("imaging", "Ask about it.", True)
    fields("doctor_id").combo.setCurrentIndex(0)
    assert screen.leave()
    assert kept(fetch, biopsy).doctor_id is None


def test_a_record_keeps_its_name_when_none_is_typed(qtbot, work, opened, fetch, biopsy):
    screen = opened()
    field = screen.details.form.field("title")
    field.line.clear()
    screen.details.saver.save_now()
    work.flush()
    assert field.problem() == "A record needs a name."
    assert kept(fetch, biopsy).title == "Core biopsy"


def test_it_goes_to_the_bin_and_comes_back(qtbot, work, opened, fetch, biopsy, notices):
    screen = opened()
    qtbot.mouseClick(screen.delete, Qt.MouseButton.LeftButton)
    work.flush()
    assert screen.went == [BACK]
    assert [thing.id for thing in fetch(bin_.contents)] == [biopsy]
    notices.undos[0]()
    work.flush()
    assert fetch(bin_.contents) == []


def test_a_copy_is_saved_after_the_warning_only(qtbot, work, opened, monkeypatch, tmp_path, notices):
    screen = opened()
    asked, file = [], tmp_path / "copy.pdf"
    monkeypatch.setattr(record_acts, "save_file", lambda *_: file)
    monkeypatch.setattr(record_acts, "confirm", lambda *words: asked.append(words) or len(asked) > 1)
    qtbot.mouseClick(screen.copy, Qt.MouseButton.LeftButton)
    assert not file.exists()
    assert "not encrypted" in asked[0][2]
    qtbot.mouseClick(screen.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.told))
    assert file.read_bytes().startswith(b"%PDF")
    assert notices.told == ["The copy is saved as copy.pdf. It is not encrypted."]


def test_a_file_that_cannot_be_shown_says_so(qtbot, enter, with_tray, put, vault):
    identity = put(b"\x00\x01\x02\xfe" * 50, "scan.xyz")
    read_waiting(vault)
    screen = enter(RecordScreen, Place(RECORD, identity), in_house=with_tray)
    qtbot.waitUntil(lambda: "cannot show it" in screen.view.sentence(), timeout=LONG)
    assert "cannot read it" in screen.right.problem.text()
    assert not screen.right.again.isVisible()


def test_a_locked_pdf_asks_for_its_password_and_is_then_read(qtbot, enter, with_tray, put, vault, fetch):
    identity = put(locked(report("Carcinoma of grade 2"), "rose"), title="Locked")
    read_waiting(vault)
    screen = enter(RecordScreen, Place(RECORD, identity), in_house=with_tray)
    qtbot.waitUntil(screen.lock.isVisible, timeout=LONG)
    qtbot.keyClicks(screen.lock.password.line, "tulip")
    qtbot.keyClick(screen.lock.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open with that password" in screen.view.sentence(), timeout=LONG)
    qtbot.keyClicks(screen.lock.password.line, "rose")
    qtbot.mouseClick(screen.lock.unlock, Qt.MouseButton.LeftButton)
    drawn(qtbot, screen)
    assert not screen.lock.isVisible()
    qtbot.waitUntil(lambda: kept(fetch, identity).state == documents.READ, timeout=LONG)
    qtbot.waitUntil(lambda: screen.right.text.text.toPlainText().startswith("Carcinoma"))


def test_a_password_typed_before_the_file_was_its_turn_reads_it_too(
    qtbot, enter, with_tray, put, vault, fetch
):
    identity = put(locked(report("Carcinoma of grade 2"), "rose"), title="Locked")
    screen = enter(RecordScreen, Place(RECORD, identity), in_house=with_tray)
    qtbot.waitUntil(screen.lock.isVisible, timeout=LONG)
    qtbot.keyClicks(screen.lock.password.line, "rose")
    qtbot.keyClick(screen.lock.password.line, Qt.Key.Key_Return)
    drawn(qtbot, screen)
    assert kept(fetch, identity).state == documents.WAITING
    with_tray.tray.begin()
    qtbot.waitUntil(lambda: kept(fetch, identity).state == documents.READ, timeout=LONG)
    qtbot.waitUntil(lambda: screen.right.text.text.toPlainText().startswith("Carcinoma"), timeout=LONG)


def test_a_record_that_could_not_be_read_is_tried_again(qtbot, enter, with_tray, put, keep, fetch):
    identity = put(report("Carcinoma of grade 2"))
    keep(lambda session: documents.finish_reading(session, identity, "The reader stopped."))
    with_tray.tray.begin()
    screen = enter(RecordScreen, Place(RECORD, identity), in_house=with_tray)
    assert screen.right.problem.text() == "The reader stopped."
    qtbot.mouseClick(screen.right.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(fetch, identity).state == documents.READ, timeout=LONG)
    qtbot.waitUntil(lambda: not screen.right.again.isVisible())


def test_leaving_lets_go_of_the_file_and_coming_back_draws_it_again(qtbot, opened):
    screen = opened(part="2")
    drawn(qtbot, screen)
    screen.hide()
    assert screen.view.canvas.image.isNull()
    screen.show()
    drawn(qtbot, screen)
    assert screen.view.page == 2


def test_another_place_shows_another_record(qtbot, work, opened, put):
    screen = opened()
    drawn(qtbot, screen)
    other = put(report("Dear Margaret"), title="Letter")
    screen.go(Place(RECORD, other))
    qtbot.waitUntil(lambda: screen.view.pages == 1, timeout=LONG)
    assert screen.details.form.field("title").value() == "Letter"
    assert "not read yet" in screen.right.text._source.text()
    screen._page.back_asked.emit()
    assert screen.went == [BACK]


def test_the_pages_stand_above_the_rest_in_a_narrow_window(qtbot, opened):
    screen = opened()
    screen.resize(700, 900)
    qtbot.waitUntil(lambda: screen.right.y() > screen._left.y())
    screen.resize(1366, 768)
    qtbot.waitUntil(lambda: screen.right.y() == screen._left.y())


def test_a_page_that_is_hard_to_read_is_named_beside_the_record(qtbot, opened, biopsy, vault):
    with vault.write() as session:
        page = documents.page(session, biopsy, 2)
        page.source, page.confidence = "ocr", documents.HARD_TO_READ
    screen = opened(part="2")
    qtbot.waitUntil(screen.right.problem.isVisible, timeout=LONG)
    assert screen.right.problem.text() == "Page 2 is hard to read. Please check it by eye."
    assert "read from a picture" in screen.right.text._source.text()
    assert not screen.right._again.isVisible()


def test_what_could_not_be_read_can_be_read_again(qtbot, opened, biopsy, vault, with_tray):
    with vault.write() as session:
        session.delete(documents.page(session, biopsy, 3))
        documents.finish_reading(session, biopsy, "Page 3 could not be read.", some_pages=True)
    screen = opened(part="3")
    qtbot.waitUntil(screen.right._again.isVisible, timeout=LONG)
    assert screen.right.text._source.text().startswith("Page 3 could not be read.")
    assert with_tray.tray.reader._wish.page_of(biopsy) == 3
    qtbot.mouseClick(screen.right.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "End" in screen.right.text.text.toPlainText(), timeout=LONG)
    assert screen.right.problem.text() == ""

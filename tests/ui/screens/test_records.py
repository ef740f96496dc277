"""The list of records: chips in words, filters, a search that opens the page, and every way to add."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import documents
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.ui.places import RECORD, RECORDS, Place
from secondop_desktop.ui.screens import records as module
from secondop_desktop.ui.screens.records import RecordsScreen
from tests.flows.papers import locked, report
from tests.ui.screens.paperwork import LONG, put, titles, tray, with_tray

assert put
assert titles
assert tray
assert with_tray


@pytest.fixture
def three(put, vault):
    """A pathology report and a letter that were read, and a scan that waits."""
    biopsy = put(
        report("Core biopsy, left breast", "Invasive carcinoma, grade 2"),
        title="Core biopsy",
        kind="pathology",
        dated=PartialDate(2026, 2, 14),
        facility="St Anne’s Hospital",
        note="Ask what grade 2 means.",
    )
    letter = put(
        report("Dear Margaret"), title="Letter of Dr Lee", kind="clinic_letter", dated=PartialDate(2026)
    )
    read_waiting(vault)
    scan = put(report("Liver normal"), title="CT scan", kind="imaging")
    return biopsy, letter, scan


@pytest.fixture
def screen(enter, with_tray, three):
    return enter(RecordsScreen, Place(RECORDS), in_house=with_tray)


def shown(screen):
    return [row.title for row in screen.list.rows()]


def search(qtbot, work, screen, words):
    screen.search.setFocus()
    screen.search.clear()
    qtbot.keyClicks(screen.search, words)
    qtbot.waitUntil(lambda: screen._data.typed == words)


def test_the_newest_record_comes_first_with_its_day_place_and_pages(screen):
    assert shown(screen) == ["Core biopsy", "Letter of Dr Lee", "CT scan"]
    assert [row.subtitle for row in screen.list.rows()] == [
        "14 Feb 2026, St Anne’s Hospital, 2 pages",
        "2026, 1 page",
        "No date yet",
    ]
    assert [row.chip for row in screen.list.rows()] == ["", "", "Not read yet"]


def test_a_record_that_could_not_be_read_says_so(enter, with_tray, put, vault):
    put(locked(report("secret"), "rose"), title="Locked")
    read_waiting(vault)
    screen = enter(RecordsScreen, Place(RECORDS), in_house=with_tray)
    assert screen.list.rows()[0].chip == "Could not be read"


def test_an_empty_page_says_what_it_is_for(enter, with_tray):
    screen = enter(RecordsScreen, Place(RECORDS), in_house=with_tray)
    assert screen._empty.isVisible()
    assert not screen.list.isVisible()
    assert not screen.search.isVisible()
    assert screen.add.isVisible()


@pytest.mark.parametrize(
    ("key", "titles"),
    [("letters", ["Letter of Dr Lee"]), ("images", ["CT scan"]), ("tests", ["Core biopsy"]),
     ("rest", []), ("unread", ["CT scan"]), ("all", ["Core biopsy", "Letter of Dr Lee", "CT scan"])],
)  # fmt: skip
def test_the_chips_show_one_kind_at_a_time(qtbot, screen, key, titles):
    button = screen.filters._buttons[key]
    screen.filters.choose("")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown(screen) == titles
    assert screen._none.isVisible() == (not titles)


def test_searching_finds_words_on_pages_and_in_notes_and_opens_the_page(qtbot, work, screen, three):
    search(qtbot, work, screen, "grade")
    assert [row.subtitle.partition(":")[0] for row in screen.list.rows()] == [
        "14 Feb 2026, St Anne’s Hospital, 2 pages",
        "Page 2",
    ]
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert screen.went == [Place(RECORD, three[0], "2", "grade")]


def test_a_search_that_finds_nothing_says_so_and_esc_shows_all_again(qtbot, work, screen):
    search(qtbot, work, screen, "zebra")
    assert shown(screen) == []
    assert "Nothing was found" in screen._none.text()
    assert screen.escape()
    qtbot.waitUntil(lambda: len(shown(screen)) == 3)
    assert not screen.escape()


def test_the_search_line_speaks_the_language_of_the_finder(qtbot, work, screen):
    search(qtbot, work, screen, "grade kind:lab")
    assert shown(screen) == []
    search(qtbot, work, screen, "kind:record -biopsy")
    assert sorted(shown(screen)) == ["CT scan", "Letter of Dr Lee"]


def test_a_misspelt_word_is_searched_as_it_was_meant_and_told(qtbot, work, screen):
    search(qtbot, work, screen, "carcenoma")
    assert shown(screen) == ["Core biopsy"]
    assert screen._none.text() == "Showing results for “carcinoma”."
    assert screen._none.isVisible()
    search(qtbot, work, screen, "carcinoma")
    assert not screen._none.isVisible()


def test_ctrl_f_goes_to_the_search_line(qtbot, screen):
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.search.hasFocus()


def test_a_place_with_words_begins_with_the_search(qtbot, enter, with_tray, three):
    screen = enter(RecordsScreen, Place(RECORDS, find="carcinoma"), in_house=with_tray)
    qtbot.waitUntil(lambda: shown(screen) == ["Core biopsy"])


def test_the_chosen_record_is_drawn_beside_the_list_with_its_note(qtbot, screen, three):
    assert screen.peek._title.text() == "Core biopsy"
    assert screen.peek._note.text() == "Ask what grade 2 means."
    qtbot.waitUntil(lambda: not screen.peek.view.canvas.image.isNull(), timeout=LONG)
    assert screen.peek.view.pages == 2
    qtbot.mouseClick(screen.peek.open, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(RECORD, three[0])]


def test_leaving_the_page_lets_go_of_the_file(qtbot, screen):
    qtbot.waitUntil(lambda: not screen.peek.view.canvas.image.isNull(), timeout=LONG)
    screen.hide()
    assert screen.peek.view.canvas.image.isNull()
    screen.show()
    qtbot.waitUntil(lambda: not screen.peek.view.canvas.image.isNull(), timeout=LONG)


def test_a_narrow_window_shows_the_list_alone_and_opens_with_a_click(qtbot, screen, three):
    screen.resize(700, 700)
    assert not screen.peek.isVisible()
    box = screen.list.visualRect(screen.list.model().index(1, 0))
    qtbot.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert screen.went == [Place(RECORD, three[1])]


def test_a_record_is_deleted_by_the_menu_and_comes_back(qtbot, work, screen, three, notices, titles):
    menu = screen.menu_of(three[1])
    next(action for action in menu.actions() if action.text() == "Delete").trigger()
    work.flush()
    assert titles() == ["CT scan", "Core biopsy"]
    assert notices.told == ["“Letter of Dr Lee” is in the bin."]
    notices.undos[0]()
    work.flush()
    assert titles() == ["CT scan", "Core biopsy", "Letter of Dr Lee"]


def test_chosen_files_come_in_and_the_new_one_is_selected(qtbot, screen, monkeypatch, tmp_path, three):
    file = tmp_path / "Discharge.pdf"
    file.write_bytes(report("home"))
    monkeypatch.setattr(module, "choose_files", lambda *_: [file])
    qtbot.mouseClick(screen.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Discharge" in shown(screen), timeout=LONG)
    qtbot.waitUntil(lambda: screen.peek._title.text() == "Discharge")


def test_the_person_sees_what_is_read_and_can_stop_and_go_on(qtbot, screen, tray, put, fetch):
    put(report(*(f"page {number}" for number in range(80))), title="Long")
    tray.begin()
    qtbot.waitUntil(lambda: "Being read" in [row.chip for row in screen.list.rows()], timeout=LONG)
    assert screen._go_on.isVisible()
    qtbot.mouseClick(screen._go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen._go_on.text() == "Go on reading", timeout=LONG)
    assert "Reading is stopped" in screen._status.text()
    qtbot.mouseClick(screen._go_on, Qt.MouseButton.LeftButton)

    def all_read():
        assert all(record.state == documents.READ for record in fetch(documents.everything))
        assert not screen._go_on.isVisible()
        assert not any(row.chip for row in screen.list.rows())

    qtbot.waitUntil(all_read, timeout=LONG)


def test_a_case_that_is_only_looked_at_offers_nothing_to_write(enter, with_tray, three):
    screen = enter(
        RecordsScreen, Place(RECORDS), in_house=replace(with_tray, why_read_only="It is open elsewhere.")
    )
    assert not screen.add.isVisible()
    assert [action.text() for action in screen.menu_of(three[1]).actions()] == ["Open"]

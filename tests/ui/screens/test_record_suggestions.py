"""On the page of a record: what its text suggests, agreed to with one press, gone when one writes oneself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import documents
from secondop_desktop.case.documents import READ, Page
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.screens.record import RecordScreen
from tests.intake.made_up_reports import PAPERS
from tests.ui.screens.paperwork import LONG, put, tray, with_tray

assert put
assert tray
assert with_tray
PAPER = PAPERS["CT of the chest"]


@pytest.fixture
def record(put, keep):
    identity = put(PAPER.text.encode(), "Scan 1.txt")
    keep(lambda session: documents.keep_page(session, Page(document_id=identity, number=1, text=PAPER.text)))

    def read(session):
        documents.one(session, identity).state = READ

    keep(read)
    return identity


@pytest.fixture
def screen(qtbot, enter, with_tray, record):
    screen = enter(RecordScreen, Place(RECORD, record), in_house=with_tray)
    qtbot.waitUntil(lambda: bool(part(screen).shown), timeout=LONG)
    return screen


def part(screen):
    return screen.details.suggestions


def offered(screen):
    return {clue.field: str(clue.value) for clue in part(screen).shown}


def press(qtbot, screen, name):
    from PySide6.QtWidgets import QPushButton

    (button,) = (b for b in part(screen).findChildren(QPushButton) if b.accessibleName() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_was_found_stands_there_with_its_page_and_words(screen, fetch, record):
    assert offered(screen) == {
        "title": "CT chest with contrast",
        "kind": "imaging",
        "dated": "2025-11-03",
        "facility": "Northgate Radiology Associates",
    }
    assert part(screen).isVisible()
    kept = fetch(lambda session: documents.one(session, record))
    assert (kept.title, kept.kind, kept.dated, kept.facility) == ("Scan 1", "other", None, "")


def test_one_press_fills_in_one_field_and_can_be_undone(qtbot, screen, fetch, record, notices, work):
    press(qtbot, screen, "Use it: 3 November 2025")
    qtbot.waitUntil(lambda: "dated" not in offered(screen), timeout=LONG)
    assert fetch(lambda session: documents.one(session, record)).dated == PartialDate(2025, 11, 3)
    assert screen.details.form.field("dated").value() == PartialDate(2025, 11, 3)
    assert fetch(lambda session: documents.one(session, record)).kind == "other"
    assert notices.told == ["Date on it: 3 November 2025. It is saved."]
    notices.undos[0]()
    qtbot.waitUntil(lambda: "dated" in offered(screen), timeout=LONG)


def test_what_is_refused_is_not_asked_again_and_the_next_one_comes(qtbot, screen, keep, record):
    text = PAPER.text.replace("Comparison: CT of", "Electronically signed 5 November 2025\nComparison: CT of")
    keep(lambda session: documents.keep_page(session, Page(document_id=record, number=1, text=text)))
    qtbot.waitUntil(lambda: offered(screen)["dated"] == "2025-11-05", timeout=LONG)
    press(qtbot, screen, "No: 5 November 2025")
    qtbot.waitUntil(lambda: offered(screen)["dated"] == "2025-11-03", timeout=LONG)
    press(qtbot, screen, "No: 3 November 2025")
    qtbot.waitUntil(lambda: "dated" not in offered(screen), timeout=LONG)
    screen.refresh()
    screen.work.flush()
    assert "dated" not in offered(screen)


def test_what_one_writes_oneself_takes_its_suggestion_away(qtbot, screen):
    line = screen.details.form.field("facility").control
    line.setFocus()
    qtbot.keyClicks(line, "Home")
    qtbot.waitUntil(lambda: "facility" not in offered(screen), timeout=LONG)
    assert "kind" in offered(screen)


def test_the_words_are_shown_on_their_page(qtbot, screen, record):
    press(qtbot, screen, "Show me where it stands: 3 November 2025")
    assert screen.went == [Place(RECORD, record, "1", "Exam date: November 3, 2025")]


def test_a_case_that_is_only_looked_at_suggests_nothing(enter, with_tray, record):
    house = replace(with_tray, why_read_only="It is open elsewhere.")
    screen = enter(RecordScreen, Place(RECORD, record), in_house=house)
    assert part(screen).shown == []
    assert not part(screen).isVisible()

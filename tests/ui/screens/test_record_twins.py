"""On the page of a record that is here twice: a question whose safe answer is to keep both."""

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import documents
from secondop_desktop.case.documents import READ, Page
from secondop_desktop.flows import twins
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.screens.record import RecordScreen
from tests.ui.screens.paperwork import LONG, put, tray, with_tray

assert put
assert tray
assert with_tray
WORDS = "Invasive carcinoma of no special type, grade two, margins free by three millimeters. " * 4


@pytest.fixture
def pair(put, keep):
    """Two records that say the same in other bytes: their ids."""
    ids = []
    for name, content in (("Report.txt", WORDS), ("Report again.txt", WORDS + "\n")):
        identity = put(content.encode(), name)
        ids.append(identity)

        def read(session, identity=identity):
            documents.keep_page(session, Page(document_id=identity, number=1, text=WORDS))
            record = documents.one(session, identity)
            record.state, record.pages = READ, 1

        keep(read)
    return ids


@pytest.fixture
def screen(qtbot, enter, with_tray, pair):
    screen = enter(RecordScreen, Place(RECORD, pair[1]), in_house=with_tray)
    qtbot.waitUntil(lambda: screen.details.twins.shown is not None, timeout=LONG)
    return screen


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_asked_in_a_sentence_that_names_the_other_one(screen):
    part = screen.details.twins
    assert part.isVisible()
    assert part.sentence.text() == "This looks the same as “Report”. It may have been saved twice."


def test_keeping_both_is_remembered(qtbot, screen, fetch, pair):
    press(qtbot, screen.details.twins.both)
    qtbot.waitUntil(screen.details.twins.isHidden, timeout=LONG)
    assert fetch(lambda session: twins.twins_of(session, pair[0])) == []
    assert len(fetch(documents.everything)) >= 2


def test_the_other_one_can_be_looked_at(qtbot, screen, pair):
    with qtbot.waitSignal(screen.asked_for) as asked:
        press(qtbot, screen.details.twins.other)
    assert asked.args[0] == Place(RECORD, pair[0])


def test_one_can_be_put_in_the_bin_with_a_way_back(qtbot, screen, fetch, pair, notices):
    with qtbot.waitSignal(screen.asked_for, timeout=LONG) as asked:
        press(qtbot, screen.details.twins.drop)
    assert asked.args[0] == Place(RECORD, pair[0])
    assert fetch(lambda session: documents.one(session, pair[1])).binned_at is not None
    assert fetch(lambda session: documents.one(session, pair[0])).binned_at is None

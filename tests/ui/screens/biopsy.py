"""A report of four pages that was read already, and what the tests of its page do with it."""

import json
import zlib

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import documents
from secondop_desktop.case.documents import Page
from secondop_desktop.reading.reader import Reader
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.screens.record import RecordScreen
from tests.flows.papers import report
from tests.ui.screens.paperwork import LONG

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

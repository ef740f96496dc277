"""The open page of a record comes with its words, pins and turns; words are found on every page of it."""

import pytest

from secondop_desktop.case import documents, page_turns, pins
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.see_record import find_in, leaf
from secondop_desktop.flows.take_in import take_in_bytes
from tests.flows.papers import report

PAGES = ("Carcinoma of grade 2", "Nodes are clear", "Grade 2 again, carcinoma")


@pytest.fixture
def biopsy(vault):
    identity = take_in_bytes(vault, report(*PAGES), "biopsy.pdf").document_id
    other = take_in_bytes(vault, report("Another carcinoma"), "other.pdf").document_id
    assert identity != other
    read_waiting(vault)
    return identity


def test_a_leaf_has_the_words_in_reading_order_with_their_places(vault, biopsy):
    with vault.write() as session:
        pins.put(session, biopsy, 1, (0.5, 0.1), "Ask")
        page_turns.turn(session, biopsy, 2, 90)
    with vault.read() as session:
        found = leaf(session, biopsy, 1)
    assert [words for words, _ in found.words()][:4] == ["Carcinoma", "of", "grade", "2"]
    assert all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for _, (x0, y0, x1, y1) in found.words())
    assert [pin.text for pin in found.pins] == ["Ask"]
    assert found.turns == {2: 90}


def test_a_page_that_was_not_read_has_no_words(vault, biopsy):
    with vault.read() as session:
        found = leaf(session, biopsy, 99)
    assert found.page is None
    assert found.words() == ()


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("carcinoma", (1, 3)), ("grade carc", (1, 3)), ("nod", (2,)), ("spleen", ()), ("", ()), ("*&?", ())],
)
def test_words_are_found_on_the_pages_of_this_record_only(vault, biopsy, typed, pages):
    with vault.read() as session:
        assert find_in(session, biopsy, typed).pages == pages


def test_pages_that_were_not_read_yet_are_counted(vault, biopsy):
    with vault.write() as session:
        session.delete(documents.page(session, biopsy, 2))
    with vault.read() as session:
        found = find_in(session, biopsy, "nodes")
    assert (found.pages, found.unread) == ((), 1)

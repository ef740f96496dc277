"""Notes pinned to a page stand where they were put, and turned pages stay turned; both have a history."""

import pytest
from sqlalchemy import text

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import bin, documents, page_turns, pins
from secondop_desktop.case.documents import Document
from secondop_desktop.vault.check import check
from secondop_desktop.vault.history import present_from_history


@pytest.fixture
def report(vault, frozen_clock):
    with vault.write() as session:
        made = Document(title="Biopsy", blob="ab" * 32, added_at=frozen_clock.now())
        return documents.keep(session, made).id


def test_pins_come_in_the_order_of_the_pages_and_from_the_top(vault, report):
    places = [(3, (0.1, 0.1), "c"), (1, (0.9, 0.8), "b"), (1, (0.2, 0.4), "a")]
    with vault.write() as session:
        for number, spot, words in places:
            pins.put(session, report, number, spot, words)
    with vault.read() as session:
        found = pins.of_document(session, report)
    assert [pin.text for pin in found] == ["a", "b", "c"]
    assert found[0].spot == (0.2, 0.4)


def test_a_pin_outside_of_the_page_stands_at_its_edge(vault, report):
    with vault.write() as session:
        made = pins.put(session, report, 1, (-0.2, 1.7))
    assert made.spot == (0.0, 1.0)


def test_the_words_of_a_pin_are_kept_exactly_as_typed(vault, report):
    with vault.write() as session:
        pin = pins.put(session, report, 1, (0.5, 0.5)).id
    with vault.write() as session:
        pins.write(session, pin, "Grade 1?  \n\nAsk. ")
    with vault.read() as session:
        assert pins.one(session, pin).text == "Grade 1?  \n\nAsk. "


def test_moving_a_pin_tells_where_it_was(vault, report):
    with vault.write() as session:
        pin = pins.put(session, report, 1, (0.25, 0.5)).id
    with vault.write() as session:
        before = pins.move(session, pin, (0.7501, 0.1))
    with vault.write() as session:
        assert before == (0.25, 0.5)
        assert pins.move(session, pin, before) == (0.7501, 0.1)
    with vault.read() as session:
        assert pins.one(session, pin).spot == (0.25, 0.5)


def test_a_pin_that_is_gone_is_told_in_a_sentence(session):
    with pytest.raises(UserError, match="no longer there"):
        pins.move(session, "gone", (0.1, 0.1))


def test_a_mark_without_words_has_a_name_in_the_bin(vault, report):
    with vault.write() as session:
        pin = pins.put(session, report, 1, (0.5, 0.5)).id
    with vault.write() as session:
        bin.throw_away(session, "pin", pin)
    with vault.read() as session:
        assert [thing.title for thing in bin.contents(session)] == ["A mark without words"]
        assert pins.of_document(session, report) == []


def test_a_page_is_turned_in_quarters_and_stays_so(vault, report):
    for degrees in (90, 450, -90, 181):
        with vault.write() as session:
            page_turns.turn(session, report, 2, degrees)
        with vault.read() as session:
            assert page_turns.of_document(session, report) == {2: degrees % 360 // 90 * 90}
    with vault.connection() as connection:
        assert connection.scalar(text("SELECT count(*) FROM page_turn")) == 1


def test_of_two_rows_for_one_page_the_older_one_counts_and_is_turned(vault, report):
    with vault.write() as session:
        for degrees in (90, 270):
            session.add(page_turns.PageTurn(document_id=report, number=1, degrees=degrees))
            session.flush()
    with vault.write() as session:
        assert page_turns.of_document(session, report) == {1: 90}
        page_turns.turn(session, report, 1, 180)
        assert page_turns.of_document(session, report) == {1: 180}


def test_the_history_alone_tells_pins_and_turned_pages(vault, report):
    with vault.write() as session:
        pin = pins.put(session, report, 1, (0.0, 1.0), "Ask")
        page_turns.turn(session, report, 1, 90)
    with vault.connection() as connection:
        told = present_from_history(connection)
    assert (told["pin", pin.id]["text"], told["pin", pin.id]["y"]) == ("Ask", 10_000)
    assert [row["degrees"] for key, row in told.items() if key[0] == "page_turn"] == [90]
    found = check(vault)
    assert found.good
    assert found.history_agrees

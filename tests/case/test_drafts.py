"""What is half typed is kept for a while, sealed like every row, and leaves no history."""

import pytest
from sqlalchemy import text

from secondop_desktop.case import drafts
from secondop_desktop.case.drafts import Draft
from secondop_desktop.vault.check import check

STATE = {"line": "What if I wa", "when": "31 Februa", "ticks": [True, 3], "form": {"name": " Dr O"}}


def test_a_draft_comes_back_exactly_as_it_was(session):
    drafts.keep(session, "window", STATE)
    session.flush()
    assert drafts.one(session, "window") == STATE
    assert drafts.one(session, "another") == {}


def test_the_latest_draft_takes_the_place_of_the_one_before(session):
    drafts.keep(session, "window", STATE)
    drafts.keep(session, "window", {"line": "What if I wait?"})
    session.flush()
    assert drafts.one(session, "window") == {"line": "What if I wait?"}
    assert session.query(Draft).count() == 1


@pytest.mark.parametrize("end", [drafts.give_up, lambda s, place: drafts.keep(s, place, {})])
def test_a_draft_that_is_given_up_is_gone_for_good(vault, end):
    with vault.write() as session:
        drafts.keep(session, "window", STATE)
    with vault.write() as session:
        end(session, "window")
        end(session, "window")
    with vault.connection() as connection:
        assert connection.scalar(text("SELECT count(*) FROM draft")) == 0
    assert vault.adds_up()


def test_drafts_are_sealed_and_have_no_history(vault):
    for line in ("W", "What", "What if"):
        with vault.write() as session:
            drafts.keep(session, "window", {"line": line})
    with vault.connection() as connection:
        assert connection.scalar(text("SELECT count(*) FROM version")) == 0
        assert len(connection.scalar(text("SELECT digest FROM draft"))) == 32
    assert check(vault).good


@pytest.mark.parametrize("odd", ["", "{half", "[1]", "null"])
def test_what_this_version_cannot_read_is_no_draft(session, odd):
    session.add(Draft(place="window", state=odd))
    session.flush()
    assert drafts.one(session, "window") == {}


def test_the_words_of_a_draft_can_be_told_apart_from_the_rest():
    assert drafts.words_of(STATE) == ["What if I wa", "31 Februa", "Dr O"]
    assert drafts.words_of({"line": "  ", "at": 3}) == []

"""How far the reading of a record and of each of its pages is, said in words."""

from datetime import UTC, datetime

import pytest

from secondop_desktop.case.documents import READ, UNREADABLE, WAITING, Document, Page
from secondop_desktop.ui.record_words import hard_words, page_state, state_chip

WHEN = datetime(2031, 3, 3, tzinfo=UTC)


def record(state, problem=""):
    return Document(title="Report", blob="b", state=state, problem=problem, added_at=WHEN)


def page(text="Grade 2", source="ocr"):
    return Page(document_id="d", number=3, text=text, source=source)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        ([3], "Page 3 is hard to read. Please check it by eye."),
        ([2, 3, 4, 9], "Pages 2–4, 9 are hard to read. Please check them by eye."),
    ],
)
def test_pages_that_are_hard_to_read_are_named(numbers, words):
    assert hard_words(numbers) == words


def test_a_page_says_whether_its_words_were_read_by_eye():
    assert "read from a picture" in page_state(record(READ), 3, page())
    assert "as they stand in the file" in page_state(record(READ), 3, page(source="text layer"))


def test_a_page_that_waits_or_could_not_be_read_says_so():
    assert "not read yet" in page_state(record(WAITING), 3, None)
    assert "could not be read" in page_state(record(UNREADABLE), 3, None)
    assert page_state(record(READ, "Page 3 could not be read."), 3, None).startswith(
        "Page 3 could not be read."
    )
    assert page_state(record(READ), 3, None) == "There is no text on this page."
    assert page_state(record(READ), 3, page(text=" ")) == "No words were found on this page."


@pytest.mark.parametrize(
    ("state", "problem", "being_read", "words"),
    [
        (WAITING, "", False, "Not read yet"),
        (WAITING, "", True, "Being read"),
        (READ, "", False, ""),
        (READ, "Page 2 could not be read.", False, "Not all read"),
        (UNREADABLE, "It is damaged.", False, "Could not be read"),
    ],
)
def test_the_state_of_a_record_is_a_word_or_two(state, problem, being_read, words):
    assert state_chip(record(state, problem), being_read)[0] == words


@pytest.mark.parametrize("state", [WAITING, UNREADABLE])
def test_what_can_only_be_kept_is_not_called_a_failure(state):
    kept = record(state, "This is a sound recording.")
    kept.file_kind = "mp3"
    assert state_chip(kept, being_read=True) == ("Kept as it is", "plain")

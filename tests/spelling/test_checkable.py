"""Only what may be a misspelt word of prose is looked at, and every place is right to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.spelling.checkable import words_to_check


def words(text):
    return [word for _, _, word in words_to_check(text)]


@pytest.mark.parametrize(
    "left_alone",
    [
        "5mg", "12.03.2026", "HER2", "pT2", "3rd", "MRI", "CTs", "mRNA", "HER2/neu",
        "https://example.org/my-page", "www.example.org", "a.person@example.org", "report.pdf", "e.g.",
        "a.m.",
        "#tag", "some_name", "C:\\scan", "x", "Привет", "مرحبا", "你好", "שלום",
    ],
)  # fmt: skip
def test_what_is_no_word_of_prose_is_left_alone(left_alone):
    assert words(f"the {left_alone} was") == ["the", "was"]


def test_words_are_found_whatever_stands_around_them():
    text = "“Hello,” she said—wait (really?) follow-up and/or tests; it’s Dr Lee's."
    assert words(text) == [
        "Hello", "she", "said", "wait", "really", "follow", "up", "and", "or", "tests", "it's", "Dr", "Lee's",
    ]  # fmt: skip


def test_accents_count_as_one_letter_however_they_are_written():
    assert words("biopsia pequen\u0303a está") == ["biopsia", "pequeña", "está"]


@given(st.text(st.sampled_from("aé'’ñ\u0301 .-/1@Ж(”\n"), max_size=60))
def test_every_place_holds_its_word(text):
    last = 0
    for start, end, word in words_to_check(text):
        assert last <= start < end <= len(text)
        assert len(word) <= end - start
        assert " " not in text[start:end]
        last = end

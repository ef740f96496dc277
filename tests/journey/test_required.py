"""The usual list of a visit, a pasted list line by line, and what a line may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.case import appointments
from secondop_desktop.journey.required import MOST_LINES, RULES, lines_of, match, usual, words_of

PASTED = """
 1. Pathology report
 2) Slides (glass), all of them
- CT scan on CD\t
•  Insurance card
[ ] Photo ID
☐ photo id
(a) Referral letter

* * *
"""
NAMES = {
    "slides": "Core biopsy biopsy pathology slides left breast",
    "report": "Core biopsy biopsy pathology report left breast",
    "ct": "CT chest ct images",
    "mri": "MRI breast mri images",
    "plan": "First opinion treatment plan",
}


def test_bullets_numbers_blanks_and_doubles_are_left_out():
    assert lines_of(PASTED) == [
        "Pathology report",
        "Slides (glass), all of them",
        "CT scan on CD",
        "Insurance card",
        "Photo ID",
        "Referral letter",
    ]


@pytest.mark.parametrize("kept", ["3 March report", "2 discs", "A report", "24-hour urine", "I-131 scan"])
def test_a_number_or_letter_that_belongs_to_the_words_stays(kept):
    assert lines_of(kept) == [kept]


def test_a_very_long_list_ends_somewhere():
    assert len(lines_of("\n".join(f"Thing {n}" for n in range(1000)))) == MOST_LINES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pathology slides", "slides"),
        ("Biopsy tissue blocks", "slides"),
        ("Histopathology report", "report"),
        ("CT images on CD", "ct"),
        ("MRI films", "mri"),
        ("Treatment plan", "plan"),
        ("Report", ""),
        ("Images", ""),
        ("Insurance card", ""),
        ("", ""),
        ("PET images", ""),
    ],
)
def test_a_line_is_matched_by_plain_words_or_not_at_all(text, found):
    assert match(text, NAMES) == found


def test_two_that_fit_alike_are_left_to_the_person():
    assert match("MRI images", {"a": "MRI images", "b": "MRI images"}) == ""


def test_a_breast_list_asks_for_receptors_and_another_type_does_not():
    keys = {rule.key for rule in usual("second_opinion", "breast")}
    others = {rule.key for rule in usual("second_opinion", "lung")}
    assert keys - others == {"mammogram", "receptors"}


@pytest.mark.parametrize("kind", appointments.KINDS)
def test_every_kind_of_visit_has_a_list_to_begin_with(kind):
    found = usual(kind, "")
    assert found
    assert any(rule.required for rule in found) == (kind != "nothing")


def test_rules_have_keys_of_their_own_and_words_without_bullets():
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert lines_of(rule.words()) == [rule.words()]


@given(st.text(max_size=200))
def test_any_text_can_be_pasted_and_matched(text):
    for line in lines_of(text):
        assert line == line.strip()
        assert match(line, NAMES) in ("", *NAMES)
    words_of(text)

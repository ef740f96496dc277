"""Doctors are compared by the words that are written down, and never by what somebody thinks they meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.journey.standing import DIFFERS, NOTHING, ONE, SAME, folded, sentence, standing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stage IA", "stage ia."),
        ("Operate  first;\nthen radiation", "operate first; then radiation"),
        ("Don’t wait", "Don't wait"),
        ("3–5 weeks", "3-5 weeks"),
        ("Café", "Cafe\u0301"),
    ],
)
def test_the_same_words_are_the_same_however_they_are_typed(one, other):
    assert standing([[one], [other]]).verdict == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2.5 mg", "25 mg"),
        ("HER2+", "HER2-"),
        ("10² cells", "102 cells"),
        ("Operate", "Do not operate"),
        ("Stage I", "Stage II"),
        ("Operation", "Surgery"),
        ("-5", "5"),
        ("< 0.5", "0.5"),
        ("5 µg", "5 mg"),
        ("ER 1%", "ER 1"),
    ],
)
def test_other_words_are_never_called_the_same(one, other):
    assert standing([[one], [other]]).verdict == DIFFERS


def test_another_order_or_one_thing_more_is_not_the_same():
    assert standing([["Chemotherapy", "Surgery"], ["Surgery", "Chemotherapy"]]).verdict == DIFFERS
    assert standing([["Surgery"], ["Surgery", "Radiation"]]).verdict == DIFFERS


def test_who_said_nothing_neither_agrees_nor_disagrees():
    found = standing([["Wait"], [], ["wait."]])
    assert (found.verdict, found.silent) == (SAME, (1,))
    assert standing([["Wait"], [" . "]]).verdict == ONE
    assert standing([[], []]).verdict == NOTHING
    assert standing([]).verdict == NOTHING


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([["a"], ["A"]], "Same words."),
        ([["a"], ["b"]], "Written differently."),
        ([["a"], ["a"], []], "Same words. Not addressed in my notes: Dr C."),
        ([["a"], [], ["b"]], "Written differently. Not addressed in my notes: Dr B."),
        ([["a"], [], []], "Only one doctor is noted here."),
        ([[], [], []], "Not addressed in my notes."),
        ([["a"]], "Only one doctor is noted here."),
    ],
)
def test_the_sentence_names_who_is_missing(said, words):
    assert sentence(standing(said), ["Dr A", "Dr B", "Dr C"][: len(said)]) == words


def test_many_who_said_nothing_are_counted():
    names = [f"Dr {n}" for n in range(12)]
    told = sentence(standing([["a"], ["b"], *[[] for _ in range(10)]]), names)
    assert told == "Written differently. Not addressed in my notes: 10 of 12 doctors."


def test_a_question_without_an_answer_is_called_so():
    found = standing([["Yes"], [], ["No"]])
    told = sentence(found, ["Dr A", "Dr B", "Dr C"], asked=True)
    assert told == "Written differently. No answer yet: Dr B."
    assert sentence(standing([[], []]), ["Dr A", "Dr B"], asked=True) == "No answer yet."


@given(st.lists(st.lists(st.text(max_size=8), max_size=3), max_size=5))
def test_same_is_only_said_when_all_who_spoke_used_the_same_words(said):
    found = standing(said)
    spoken = [[folded(word) for word in one if folded(word)] for one in said]
    spoken = [one for one in spoken if one]
    assert (found.verdict == SAME) == (len(spoken) > 1 and all(one == spoken[0] for one in spoken))
    assert len(spoken) + len(found.silent) == len(said)

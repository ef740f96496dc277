"""The counts and measures of all words stay within what was set out; what is printed says them."""

import pytest

from secondop_desktop.questions.catalogue import load
from tests.content import measure
from tests.content.alike import ANYWHERE, WHEN_THEY_CAN_MEET, alike, near_doubles, nearest, ratio, shared

WHOLE = load()


@pytest.fixture(scope="module")
def figures():
    return measure.figures()


def test_there_is_as_much_as_was_set_out(figures):
    assert figures["questions"] >= 450
    assert figures["glossary entries"] >= 200
    assert figures["letters"] >= 9
    assert figures["directory entries"] >= 70
    assert figures["cancer centers"] == 66


def test_no_question_is_above_grade_seven(figures):
    assert figures["worst grade, questions"] <= 7
    assert figures["mean grade, questions"] <= 4
    assert figures["mean grade, why to ask"] <= 4
    assert figures["worst grade, why to ask"] <= 9


def test_the_other_words_are_plain_on_the_whole(figures):
    assert figures["mean grade, sentences on screen"] <= 5
    assert figures["worst grade, sentences on screen"] <= 13, (
        "one long word in a short sentence is a grade and a half"
    )
    assert figures["worst grade, glossary entries"] <= 7
    assert figures["mean grade, directory entries"] <= 7


def test_no_two_questions_ask_nearly_the_same(figures):
    assert figures["near-duplicates"] == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How sure are you of the diagnosis?", "How sure are you of this diagnosis?"),
        ("What are the main risks of this surgery?", "What are the main risks of my surgery?"),
        ("Which side effects are most common?", "Which side effects are the most common?"),
        ("Will my insurance pay for this visit?", "Does my insurance pay for this visit?"),
        ("Who would be in charge of my care?", "Of my care, who would be in charge?"),
        ("Should my child see a genetic counselor?", "Should my child meet a genetic counselor?"),
    ],
)
def test_the_search_for_near_duplicates_finds_a_question_with_one_word_exchanged(one, other):
    assert alike(one, other), (ratio(one, other), shared(one, other))


def test_a_copy_of_any_question_would_be_found():
    for question in WHOLE.questions[::25]:
        assert alike(question.text, question.text.replace(" my ", " our "))
        assert alike(question.text, question.text.upper(), ANYWHERE)


def test_the_limit_lies_just_above_the_nearest_pair_that_asks_two_things():
    near, *_ids = nearest(WHOLE.questions)
    assert WHEN_THEY_CAN_MEET - 5 <= near < WHEN_THEY_CAN_MEET
    one = WHOLE.by_id["tests.more"]
    assert near_doubles([one, WHOLE.by_id["tests.again"]]) == []
    assert near_doubles([one, one]) == [(one.id, one.id)]


@pytest.mark.parametrize(("name", "count"), measure.of_types().items())
def test_each_type_of_cancer_that_was_set_out_has_a_set(name, count):
    assert count >= 4, name


@pytest.mark.parametrize(("name", "count"), measure.of_situations().items())
def test_each_situation_that_was_set_out_has_a_set(name, count):
    assert count >= 10, name


def test_each_reason_adds_questions():
    added = measure.of_reasons()
    assert set(added) == {reason.key for reason in WHOLE.reasons}
    assert min(added.values()) >= 20


def test_the_measures_are_printed_line_by_line(figures, monkeypatch):
    monkeypatch.setattr(measure, "figures", lambda: figures)
    said = list(measure.report())
    assert f"questions: {len(WHOLE.questions)}" in said
    assert "near-duplicates: 0" in said
    assert any(line.startswith("questions for children: ") for line in said)
    assert all(": " in line for line in said)

"""The way goes forward: whatever is added to a case, the next step never moves back."""

import dataclasses

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from secondop_desktop.base import language
from secondop_desktop.journey.stages import (
    ENOUGH_QUESTIONS,
    KEYS,
    Facts,
    Standing,
    next_stage,
    stages,
)

COUNTS = st.integers(0, 6)
FACTS = st.builds(
    Facts,
    happened=st.booleans(),
    reasons=COUNTS,
    second_doctor=st.sampled_from(["", "Dr Nguyễn"]),
    records=COUNTS,
    records_being_read=COUNTS,
    records_unreadable=COUNTS,
    questions=COUNTS,
    starred=COUNTS,
    next_visit=st.sampled_from(["", "Thursday 14 May 2026, 10:30"]),
    second_visits_done=COUNTS,
    answers=COUNTS,
    unanswered=COUNTS,
)
MORE = {
    "happened": lambda facts: {"happened": True},
    "a reason": lambda facts: {"reasons": facts.reasons + 1},
    "a doctor": lambda facts: {"second_doctor": facts.second_doctor or "Dr New"},
    "a record": lambda facts: {
        "records": facts.records + 1,
        "records_being_read": facts.records_being_read + 1,
    },
    "a record was read": lambda facts: {"records_being_read": max(0, facts.records_being_read - 1)},
    "a record that cannot be read": lambda facts: {
        "records": facts.records + 1,
        "records_unreadable": facts.records_unreadable + 1,
    },
    "a question": lambda facts: {"questions": facts.questions + 1},
    "a star": lambda facts: {"starred": min(3, facts.starred + 1) if facts.starred < 3 else facts.starred},
    "a visit is planned": lambda facts: {"next_visit": facts.next_visit or "Friday 15 May 2026"},
    "a visit took place": lambda facts: {"second_visits_done": facts.second_visits_done + 1},
    "an answer": lambda facts: {"answers": facts.answers + 1, "unanswered": max(0, facts.unanswered - 1)},
}


def how_far(facts):
    """The number of the stage to go on with; one more than all of them when nothing is left."""
    stage = next_stage(facts)
    return len(KEYS) if stage is None else KEYS.index(stage.key)


def state(facts, key):
    return next(stage.state for stage in stages(facts) if stage.key == key)


@pytest.mark.parametrize("what", sorted(MORE))
@given(FACTS)
def test_adding_something_never_moves_the_next_step_back(what, facts):
    more = dataclasses.replace(facts, **MORE[what](facts))
    assert how_far(more) >= how_far(facts)
    done = {stage.key for stage in stages(facts) if stage.standing is Standing.DONE}
    assert done <= {stage.key for stage in stages(more) if stage.standing is Standing.DONE}


@given(st.lists(st.sampled_from(sorted(MORE)), max_size=60))
def test_from_an_empty_case_the_way_only_leads_on(added):
    facts, far = Facts(), 0
    for what in added:
        facts = dataclasses.replace(facts, **MORE[what](facts))
        assert how_far(facts) >= far
        far = how_far(facts)


def test_doing_what_the_next_step_says_leads_to_the_end_stage_by_stage():
    does = {
        "why": {"happened": True, "reasons": 1},
        "doctor": {"second_doctor": "Dr A"},
        "records": {"records": 1},
        "questions": {"questions": ENOUGH_QUESTIONS, "starred": 1},
        "appointment": {"second_visits_done": 1},
        "compare": {"answers": 1},
    }
    facts, walked = Facts(), []
    while (stage := next_stage(facts)) is not None:
        walked.append(stage.key)
        facts = dataclasses.replace(facts, **does[stage.key])
    assert tuple(walked) == KEYS


@pytest.mark.parametrize(
    ("short_of_it", "key"),
    [
        ({"happened": True}, "why"),
        ({"reasons": 4}, "why"),
        ({"records": 3, "records_being_read": 3}, "records"),
        ({"questions": ENOUGH_QUESTIONS - 1, "starred": 1}, "questions"),
        ({"questions": 40}, "questions"),
        ({"next_visit": "Friday 15 May 2026"}, "appointment"),
        ({"second_visits_done": 1}, "compare"),
        ({"second_visits_done": 1, "answers": 9, "unanswered": 1}, "compare"),
        ({"answers": 9}, "compare"),
    ],
)
def test_half_of_a_stage_is_not_the_whole_of_it(short_of_it, key):
    (stage,) = [stage for stage in stages(Facts(**short_of_it)) if stage.key == key]
    assert stage.standing is not Standing.DONE


@given(FACTS)
def test_a_stage_that_was_done_early_stays_done_while_an_earlier_one_is_next(facts):
    assume(facts.second_doctor and not (facts.happened and facts.reasons))
    found = {stage.key: stage.standing for stage in stages(facts)}
    assert (found["why"], found["doctor"]) == (Standing.NOW, Standing.DONE)


@given(FACTS)
def test_every_number_that_is_said_is_the_number_that_was_counted(facts):
    said = state(facts, "questions")
    assert (str(facts.questions) in said) == (facts.questions > 0)
    assert ("star" in said) == (facts.questions > 0 and facts.starred > 0)
    records = state(facts, "records")
    assert ("still being read" in records) == (facts.records > 0 and facts.records_being_read > 0)
    assert ("could not be read" in records) == (facts.records > 0 and facts.records_unreadable > 0)


@given(FACTS)
def test_one_is_never_said_as_many(facts):
    said = " ".join(stage.state for stage in stages(facts))
    for wrong in ("1 questions", "1 records", "1 reasons", "1 are", "1 have", "1 answers"):
        assert f" {wrong}" not in f" {said}"


@given(FACTS)
def test_the_words_never_blame_and_never_cheer(facts):
    for stage in stages(facts):
        said = f"{stage.title} {stage.state}"
        assert "!" not in said
        for word in ("must", "should have", "forgot", "fail", "Great", "well done", "overdue"):
            assert word not in said


def test_a_planned_visit_says_when_and_one_that_took_place_says_so():
    assert state(Facts(next_visit="Friday 15 May 2026", second_visits_done=1), "appointment") == (
        "Friday 15 May 2026"
    )
    assert state(Facts(second_visits_done=1), "appointment") == "You have been there."
    assert state(Facts(), "appointment") == "No appointment is written down yet."
    assert state(Facts(unanswered=4), "compare") == "This comes after the appointment."


def test_in_another_language_every_sentence_is_another_one():
    plain = [(stage.title, stage.state) for stage in stages(Facts(happened=True, records=2, questions=1))]
    language.use(language.PSEUDO)
    other = [(stage.title, stage.state) for stage in stages(Facts(happened=True, records=2, questions=1))]
    for (title, state_), (title2, state2) in zip(plain, other, strict=True):
        assert title2.startswith("⟦")
        assert state2.startswith("⟦")
        assert {title, state_}.isdisjoint({title2, state2})

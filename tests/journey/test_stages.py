"""The rules of the journey: one next step, no dead end, a whole sentence for every state."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.journey.stages import KEYS, Facts, Standing, next_stage, stages

counts = st.integers(min_value=0, max_value=40)
words = st.sampled_from(["", "Dr Nguyễn", "Thursday 14 May 2026, 10:30"])
any_facts = st.builds(
    Facts,
    happened=st.booleans(),
    reasons=counts,
    second_doctor=words,
    records=counts,
    records_being_read=counts,
    records_unreadable=counts,
    questions=counts,
    starred=counts,
    next_visit=words,
    second_visits_done=counts,
    answers=counts,
    pieces_owed=counts,
    pieces_not_asked=counts,
    unanswered=counts,
    carried=st.sampled_from(["", "You take 1 question with you to 5 May: “Operate?”."]),
    report_late=st.sampled_from(["", "The report was expected by 3 March. It is 4 days late."]),
    unplanned=st.sampled_from(["", "1 test is ordered and has no day yet: “MRI”."]),
    steps_late=counts,
    steps_soon=counts,
)


@given(any_facts)
def test_there_are_never_two_next_steps(facts):
    standings = [stage.standing for stage in stages(facts)]
    assert standings.count(Standing.NOW) == (0 if all(s is Standing.DONE for s in standings) else 1)
    if Standing.NOW in standings:
        assert (
            Standing.DONE in standings[: standings.index(Standing.NOW)] or standings.index(Standing.NOW) == 0
        )
        assert Standing.LATER not in standings[: standings.index(Standing.NOW)]


@given(any_facts)
def test_every_stage_always_says_how_it_stands(facts):
    found = stages(facts)
    assert tuple(stage.key for stage in found) == KEYS
    for stage in found:
        assert stage.title
        assert stage.state.strip()
        assert "{" not in stage.state


def test_an_empty_case_begins_with_writing_down_what_happened():
    assert next_stage(Facts()).key == "why"


def test_the_next_step_moves_on_as_things_get_done():
    told = Facts(happened=True, reasons=2)
    assert next_stage(told).key == "doctor"
    assert stages(told)[0].state == "You wrote it down and chose 2 reasons."
    chosen = Facts(happened=True, reasons=2, second_doctor="Dr Nguyễn")
    assert next_stage(chosen).key == "records"
    assert stages(chosen)[1].state == "Dr Nguyễn"


def test_when_everything_is_done_there_is_no_next_step():
    done = Facts(True, 1, "Dr A", 3, 0, 0, 5, 2, "", 1, 5, 0)
    assert next_stage(done) is None


def test_records_that_are_still_read_or_cannot_be_read_are_said():
    (state,) = [
        s.state
        for s in stages(Facts(records=3, records_being_read=1, records_unreadable=1))
        if s.key == "records"
    ]
    assert state == "3 records are here. 1 is still being read. 1 could not be read."


def test_questions_without_an_answer_are_said_after_the_visit():
    (state,) = [
        s.state for s in stages(Facts(second_visits_done=1, answers=2, unanswered=1)) if s.key == "compare"
    ]
    assert state == "1 question is still without an answer."


def test_what_was_asked_for_and_has_not_come_keeps_the_records_open():
    here = Facts(happened=True, reasons=1, second_doctor="Dr A", records=3)
    assert next(s for s in stages(here) if s.key == "records").standing is Standing.DONE
    for more, said in (
        ({"pieces_owed": 2}, "3 records are here. 2 are asked for."),
        ({"pieces_not_asked": 1}, "3 records are here. 1 is not asked for yet."),
        ({"records": 0, "pieces_owed": 1}, "No records are here yet. 1 is asked for."),
    ):
        stage = next(s for s in stages(replace(here, **more)) if s.key == "records")
        assert stage.standing is Standing.NOW
        assert stage.state == said


AFTER = Facts(True, 1, "Dr A", 3, 0, 0, 5, 2, "", 1, 5, 0)
"""Everything is done."""


@pytest.mark.parametrize(
    ("more", "said", "open_again"),
    [
        ({}, "5 answers are written down.", False),
        (
            {"report_late": "The report of Dr A was expected by 3 March. It is 4 days late."},
            "The report of Dr A was expected by 3 March. It is 4 days late. 5 answers are written down.",
            True,
        ),
        (
            {"unplanned": "1 test is ordered and has no day yet: “MRI”."},
            "5 answers are written down. 1 test is ordered and has no day yet: “MRI”.",
            True,
        ),
        ({"steps_late": 2}, "5 answers are written down. 2 next steps are late.", True),
        ({"steps_soon": 1}, "5 answers are written down. 1 next step is due.", False),
        ({"unanswered": 1}, "1 question is still without an answer.", True),
    ],
)
def test_what_a_visit_left_open_keeps_the_last_stage_open(more, said, open_again):
    facts = replace(AFTER, **more)
    last = stages(facts)[-1]
    assert last.state == said
    assert (next_stage(facts) is not None) == open_again


def test_questions_that_go_along_are_named_with_the_next_visit():
    told = "You take 1 question with you to Dr A, 5 May: “Operate?”."
    facts = replace(AFTER, next_visit="Tuesday 5 May 2026, 10:30", carried=told)
    (state,) = [stage.state for stage in stages(facts) if stage.key == "appointment"]
    assert state == f"Tuesday 5 May 2026, 10:30. {told}"

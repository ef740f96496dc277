"""Suggestions follow the reasons, the moment, the type of cancer and the visit, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.questions.catalogue import VISIT_KINDS, load
from secondop_desktop.questions.choose import Suggestion, suggest

WHOLE = load()
REASONS = [reason.key for reason in WHOLE.reasons]
MOMENTS = [moment.key for moment in WHOLE.moments]
SITUATIONS = [situation.key for situation in WHOLE.situations]
TYPES = [kind.key for kind in WHOLE.cancer_types]
Facts = dict[str, Any]
GENERAL = "Because it is worth asking at almost any visit."

PEOPLE = st.fixed_dictionaries(
    {
        "reasons": st.lists(st.sampled_from([*REASONS, "from_a_newer_version"]), unique=True, max_size=8),
        "moment": st.sampled_from(["", "from_a_newer_version", *MOMENTS]),
        "cancer_type": st.sampled_from(["", "from_a_newer_version", *TYPES]),
        "visit_kind": st.sampled_from(["", "from_a_newer_version", *VISIT_KINDS]),
        "situations": st.lists(
            st.sampled_from([*SITUATIONS, "from_a_newer_version"]), unique=True, max_size=3
        ),
        "already": st.lists(st.sampled_from([q.id for q in WHOLE.questions]), unique=True, max_size=40),
        "limit": st.integers(min_value=-1, max_value=40),
    }
)
few = settings(max_examples=120, deadline=None, database=None)


def ids(suggestions: list[Suggestion]) -> list[str]:
    return [s.question.id for s in suggestions]


@few
@given(person=PEOPLE)
def test_a_list_is_as_long_as_asked_holds_nothing_twice_and_nothing_already_there(
    person: Facts,
) -> None:
    found = ids(suggest(WHOLE, **person))
    assert len(found) == max(0, person["limit"])
    assert len(set(found)) == len(found)
    assert not set(found) & set(person["already"])


@few
@given(person=PEOPLE, order=st.randoms())
def test_the_same_facts_give_the_same_list_in_whatever_order_they_are_told(person: Facts, order: Any) -> None:
    first = suggest(WHOLE, **person)
    order.shuffle(person["reasons"])
    order.shuffle(person["already"])
    assert suggest(WHOLE, **person) == first
    assert suggest(WHOLE, **{**person, "reasons": set(person["reasons"])}) == first


@few
@given(person=PEOPLE)
def test_a_question_comes_only_with_the_type_the_visit_and_the_reason_it_is_for(
    person: Facts,
) -> None:
    given_keys = {*person["reasons"], person["moment"], person["visit_kind"], *person["situations"]}
    for question in (s.question for s in suggest(WHOLE, **person)):
        assert not question.cancer_types or person["cancer_type"] in question.cancer_types
        assert not question.visits or not person["visit_kind"] or person["visit_kind"] in question.visits
        assert not question.only_for or given_keys & set(question.only_for)


@few
@given(person=PEOPLE)
def test_every_because_is_a_true_whole_sentence(person: Facts) -> None:
    for suggestion in suggest(WHOLE, **person):
        question, because = suggestion.question, suggestion.because
        assert because.startswith("Because ")
        assert because.endswith(".")
        served = [r.because for r in WHOLE.reasons if r.key in set(question.reasons) & set(person["reasons"])]
        stands = [m.because for m in WHOLE.moments if m.key == person["moment"] in question.moments]
        held = [
            s.because for s in WHOLE.situations if s.key in {*question.situations} & {*person["situations"]}
        ]
        has = [
            c.because for c in WHOLE.cancer_types if c.key == person["cancer_type"] in question.cancer_types
        ]
        assert because in (served or stands or held or has or [GENERAL])


@few
@given(person=PEOPLE)
def test_no_phase_swallows_the_list(person: Facts) -> None:
    person = {**person, "already": (), "limit": 20}
    phases = Counter(s.question.phase for s in suggest(WHOLE, **person))
    assert max(phases.values()) <= 10
    assert len(phases) >= 6


@few
@given(person=PEOPLE)
def test_a_longer_list_begins_with_the_shorter_one(person: Facts) -> None:
    longer = suggest(WHOLE, **{**person, "limit": 25})
    assert suggest(WHOLE, **{**person, "limit": 7}) == longer[:7]


@pytest.mark.parametrize("reason", REASONS)
def test_one_reason_alone_shapes_the_top_of_the_list(reason: str) -> None:
    top = suggest(WHOLE, reasons=[reason], limit=5)
    assert all(reason in s.question.reasons for s in top)
    said = next(r.because for r in WHOLE.reasons if r.key == reason)
    assert {s.because for s in top} == {said}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_alone_shapes_the_top_of_the_list(moment: str) -> None:
    top = suggest(WHOLE, reasons=[], moment=moment, visit_kind="follow_up", limit=3)
    assert all(moment in s.question.moments for s in top)
    assert {s.because for s in top} == {next(m.because for m in WHOLE.moments if m.key == moment)}


@pytest.mark.parametrize("kind", [key for key in TYPES if key != "other"])
def test_a_type_of_cancer_brings_its_own_questions(kind: str) -> None:
    found = suggest(WHOLE, reasons=["understand_options"], cancer_type=kind)
    assert sum(kind in s.question.cancer_types for s in found) >= 2
    without = suggest(WHOLE, reasons=["understand_options"])
    assert not any(s.question.cancer_types for s in without)


def test_with_nothing_known_the_three_shortest_questions_are_offered() -> None:
    found = ids(suggest(WHOLE, reasons=[]))
    assert {"options.which", "options.good-and-harm", "options.how-likely"} <= set(found)


def test_two_doctors_who_differ_bring_the_questions_that_go_to_both() -> None:
    found = ids(suggest(WHOLE, reasons=["disagreement"], visit_kind="follow_up"))
    assert sum(name.startswith("disagreement.") for name in found) >= 5
    assert not any(name.startswith("disagreement.") for name in ids(suggest(WHOLE, reasons=["comfort"])))


def test_nobody_is_asked_whether_the_cancer_is_back_who_did_not_say_so() -> None:
    newly = ids(suggest(WHOLE, reasons=["confirm_diagnosis"], moment="newly_diagnosed", limit=400))
    assert not any(name.startswith("recurrence.") for name in newly)
    assert "follow-up.signs-of-return" not in newly
    again = ids(suggest(WHOLE, reasons=["recurrence"]))
    assert "recurrence.how-sure" in again[:6]


def test_fertility_is_raised_once_before_treatment_and_in_full_when_it_matters() -> None:
    before = ids(suggest(WHOLE, reasons=["understand_options"], moment="newly_diagnosed", limit=400))
    assert [name for name in before if name.startswith("fertility.")] == ["fertility.effect"]
    matters = ids(suggest(WHOLE, reasons=["fertility"], moment="fertility_dismissed"))
    assert "fertility.specialist" in matters[:5]


def test_what_is_for_the_current_doctor_is_not_offered_for_the_second_one() -> None:
    second = ids(suggest(WHOLE, reasons=["specialist"], limit=400))
    first = ids(suggest(WHOLE, reasons=["specialist"], visit_kind="first_opinion", limit=400))
    assert "before.who-knows-most" in first
    assert "before.who-knows-most" not in second
    assert "pathology.own-review" in second
    assert "pathology.own-review" not in first


def test_whether_waiting_is_risky_is_asked_early_by_someone_newly_told() -> None:
    found = ids(suggest(WHOLE, reasons=["peace_of_mind"], moment="newly_diagnosed"))
    assert "timing.risk-in-waiting" in found


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_situation_brings_its_set_and_without_it_nobody_sees_it(situation: str) -> None:
    own = {q.id for q in WHOLE.questions if situation in q.situations}
    with_it = ids(suggest(WHOLE, reasons=["understand_options"], situations=[situation], limit=30))
    assert 2 <= len(own & set(with_it)) <= 12
    without = ids(suggest(WHOLE, reasons=REASONS, moment="treatment_changed", limit=1000))
    assert not own & set(without)
    every = set(ids(suggest(WHOLE, reasons=REASONS, situations=[situation], limit=1000)))
    assert own <= every


def test_a_situation_is_the_cause_when_no_reason_is() -> None:
    found = suggest(WHOLE, reasons=[], situations=["remote"], limit=8)
    said = {s.because for s in found if "remote" in s.question.situations}
    assert said == {"Because you and the doctor will not be in one room."}


def test_parents_get_questions_about_their_child() -> None:
    found = ids(suggest(WHOLE, reasons=["understand_options"], cancer_type="childhood", limit=30))
    assert sum(name.startswith("child.") for name in found) >= 8
    grown = ids(suggest(WHOLE, reasons=["understand_options"], cancer_type="leukemia", limit=1000))
    assert not any(name.startswith("child.") for name in grown)


def test_the_end_of_the_catalogue_is_the_end_of_the_list() -> None:
    everything = suggest(WHOLE, reasons=[], limit=10_000)
    assert len(everything) < len(WHOLE.questions)
    assert suggest(WHOLE, reasons=[], already=ids(everything), limit=10_000) == []

"""Ready for this visit? Never yes while something required is not there; always a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.journey.ready import Standing, Thing, ready

TEXT = st.text(max_size=15)
THINGS = st.lists(
    st.builds(
        Thing,
        text=TEXT,
        required=st.booleans(),
        there=st.booleans(),
        unchecked=st.booleans(),
        where=TEXT,
        ring=TEXT,
        phone=TEXT,
    ),
    max_size=12,
)


@given(THINGS, st.integers(-3, 400), st.booleans())
def test_never_ready_while_a_required_thing_is_not_there(things, days, over):
    answer = ready(things, days, over)
    missing = [thing for thing in things if thing.required and not thing.there]
    assert list(answer.missing) == missing
    assert (answer.standing is Standing.READY) == (bool(things) and not missing and not over)
    assert ("You are ready" in answer.sentence) == (answer.standing is Standing.READY)
    assert answer.sentence.endswith(".")


@pytest.mark.parametrize(
    ("things", "days", "said"),
    [
        ([], 12, "or begin with the usual list. 12 days are left."),
        ([], 0, "Nothing is on the list for this visit, and it is today."),
        (
            [Thing("Slides", ring="City Hospital", phone="555-0102")],
            12,
            "1 required thing is missing: Slides. Ring City Hospital, 555-0102. 12 days are left.",
        ),
        (
            [Thing("Slides", ring="Lab"), Thing("Images", ring="City", phone="1"), Thing("Note", ring="Lab")],
            1,
            "3 required things are missing: Slides; Images; Note. Ring City, 1, and Lab. "
            "The visit is tomorrow.",
        ),
        (
            [Thing(name) for name in "ABCDE"],
            0,
            "5 required things are missing: A; B; C; and 2 more. The visit is today.",
        ),
        (
            [Thing("A", there=True, unchecked=True), Thing("B", there=True), Thing("C", required=False)],
            3,
            "You are ready: all 2 required things are there. Check whether 1 of them can be read. "
            "1 helpful thing is not there; that is all right. 3 days are left.",
        ),
        ([Thing("A", required=False, there=True)], 1, "nothing on the list is required."),
    ],
)
def test_each_standing_has_its_sentence(things, days, said):
    assert said in ready(things, days).sentence


@pytest.mark.parametrize(
    ("things", "said"),
    [
        ([], "Nothing was on its list."),
        ([Thing("A", there=True)], "Everything required was there."),
        ([Thing("A")], "1 required thing on its list is not there."),
    ],
)
def test_a_visit_that_is_over_says_so(things, said):
    answer = ready(things, 0, over=True)
    assert answer.standing is Standing.OVER
    assert said in answer.sentence

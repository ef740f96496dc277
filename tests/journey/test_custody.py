"""Every state of a piece is a whole sentence with its day and its place, and what is late is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import pieces
from secondop_desktop.journey import custody
from secondop_desktop.journey.custody import Whereabouts, is_late, late_words, next_state, sentence, with_whom

TODAY = date(2026, 3, 20)
THIRD = PartialDate(2026, 3, 3)
TEXTS = st.text(max_size=12)
DAYS = st.none() | st.builds(
    PartialDate, st.integers(2020, 2030), st.integers(1, 12), st.integers(0, 28)
)  # fmt: skip
ANYWHERE = st.builds(
    Whereabouts,
    name=TEXTS,
    state=st.sampled_from(pieces.STATES),
    form=st.sampled_from(pieces.FORMS),
    facility=TEXTS,
    phone=TEXTS,
    who=TEXTS,
    day=DAYS,
    due=DAYS,
    carrier=TEXTS,
    tracking=TEXTS,
    here=st.booleans(),
)


def said(state, **more):
    values = {"facility": "City Hospital", "day": THIRD, **more}
    return sentence(Whereabouts("Slides", state, **values), TODAY)


@pytest.mark.parametrize(
    ("words", "state", "more"),
    [
        ("Not asked for yet.", "not_asked", {}),
        ("Nobody was asked for the original. A copy is in your records.", "not_asked", {"here": True}),
        ("You asked City Hospital for it on 3 March 2026.", "asked", {}),
        ("You asked Maria for it: March 2026.", "asked", {"who": "Maria", "day": PartialDate(2026, 3)}),
        ("You asked them for it: the day is not known.", "asked", {"facility": "", "day": None}),
        ("City Hospital promised it.", "promised", {}),
        ("City Hospital promised it for 25 March 2026.", "promised", {"due": PartialDate(2026, 3, 25)}),
        ("It came on 3 March 2026. Check whether it can be read.", "received", {}),
        ("It is here and can be read.", "checked", {}),
        (
            "You sent it to Dr Lee on 18 March 2026. It went by FedEx, number 12. "
            "Nobody has said yet that it arrived.",
            "sent",
            {"who": "Dr Lee", "carrier": "FedEx", "tracking": "12", "day": PartialDate(2026, 3, 18)},
        ),
        ("It has arrived: Dr Lee has it.", "confirmed", {"who": "Dr Lee"}),
        (
            "Dr Lee should send it back by 9 April 2026.",
            "return_due",
            {"who": "Dr Lee", "due": PartialDate(2026, 4, 9)},
        ),
        ("It went back to City Hospital.", "returned", {}),
    ],
)
def test_each_state_is_a_whole_sentence(words, state, more):
    assert said(state, **more) == words


@pytest.mark.parametrize(
    ("words", "state", "more"),
    [
        ("That was 5 days ago.", "promised", {"due": PartialDate(2026, 3, 15)}),
        ("That is 31 days ago.", "asked", {"day": PartialDate(2026, 2, 17)}),
        ("", "asked", {"day": PartialDate(2026, 2, 18)}),
        ("That is 8 days ago.", "sent", {"day": PartialDate(2026, 3, 12)}),
        ("", "sent", {"day": PartialDate(2026, 3, 13)}),
        ("It is 1 day late.", "return_due", {"due": PartialDate(2026, 3, 19)}),
        ("", "return_due", {"due": PartialDate(2026, 3, 20)}),
        ("", "received", {"due": PartialDate(2026, 1, 1)}),
        ("", "return_due", {"due": PartialDate(2026, 2)}),
    ],
)
def test_what_is_late_is_said_with_its_days(words, state, more):
    where = Whereabouts("Slides", state, **{"day": PartialDate(2026, 3, 20), **more})
    assert late_words(where, TODAY) == words
    assert is_late(where, TODAY) == bool(words)


def test_slides_go_all_the_way_round_by_next_steps_and_a_report_does_not_come_back():
    for form, end in (("slides", "returned"), ("images", "returned"), ("report", "confirmed")):
        state, way = "not_asked", []
        while state:
            way.append(state)
            state = next_state(Whereabouts("x", state, form))
        assert way[-1] == end
        assert way[:3] == ["not_asked", "asked", "received"]


def test_who_has_it_is_me_the_one_it_went_to_or_the_place_it_is_from():
    found = {s: with_whom(Whereabouts("x", s, facility="City", who="Dr Lee")) for s in pieces.STATES}
    assert found["asked"] == found["not_asked"] == "City"
    assert found["received"] == found["checked"] == "me"
    assert found["sent"] == found["confirmed"] == found["return_due"] == found["returned"] == "Dr Lee"


@given(ANYWHERE)
def test_whatever_is_written_gives_a_sentence(where):
    words = sentence(where, TODAY)
    assert words
    assert words.rstrip().endswith(".")
    assert custody.is_late(where, TODAY) in (True, False)
    assert next_state(where) in ("", *pieces.STATES)
    with_whom(where)

"""A letter is set against what the case says now, line by line, and no word of the person is lost."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.flows.letter_changes import applied, changes, marks

LINES = st.lists(st.sampled_from(["a", "b", "c", "# H", "", "• x", "____"]), max_size=12).map("\n".join)


def test_what_nobody_changed_is_replaced_where_it_stands():
    (change,) = changes(marks("a\nb\nc"), "a\nb\nc", "a\nB\nc")
    assert (change.start, change.before, change.after, change.edited) == (1, ("b",), ("B",), False)
    assert applied("a\nb\nc", [change]) == "a\nB\nc"


def test_own_lines_before_it_move_the_place_along():
    mine = "my own first line\na\nb\nc"
    (change,) = changes(marks("a\nb\nc"), mine, "a\nB\nc")
    assert applied(mine, [change]) == "my own first line\na\nB\nc"


def test_a_place_the_person_changed_is_marked_as_edited():
    (change,) = changes(marks("a\nb\nc"), "a\nmine\nc", "a\nB\nc")
    assert (change.before, change.after, change.edited) == (("mine",), ("B",), True)


def test_new_lines_come_where_they_belong():
    (change,) = changes(marks("a\nc"), "a\nc\nmine", "a\nb\nc")
    assert (change.before, change.after, change.edited) == ((), ("b",), False)
    assert applied("a\nc\nmine", [change]) == "a\nb\nc\nmine"


def test_what_the_case_no_longer_says_is_offered_to_be_taken_out():
    (change,) = changes(marks("a\nb\nc"), "a\nb\nc", "a\nc")
    assert applied("a\nb\nc", [change]) == "a\nc"


def test_lines_that_changed_side_by_side_are_offered_one_by_one():
    found = changes(marks("a\nb\nc\nd"), "a\nb\nmine\nd", "a\nB\nC\nd")
    assert [(one.before, one.after, one.edited) for one in found] == [
        (("b",), ("B",), False),
        (("mine",), ("C",), True),
    ]
    assert applied("a\nb\nmine\nd", found[:1]) == "a\nB\nmine\nd"


def test_lines_that_the_person_changed_together_are_offered_together():
    (change,) = changes(marks("a\nb\nc\nd"), "a\nmy own words\nd", "a\nB\nC\nd")
    assert (change.before, change.after, change.edited) == (("my own words",), ("B", "C"), True)


@given(LINES, LINES)
def test_a_text_nobody_changed_becomes_the_new_one(filled, fresh):
    found = changes(marks(filled), filled, fresh)
    assert not any(change.edited for change in found if change.before)
    assert [x for x in applied(filled, found).split("\n") if x] == [x for x in fresh.split("\n") if x]


@given(LINES, LINES, LINES)
def test_what_is_not_chosen_stays_to_the_letter(filled, mine, fresh):
    found = changes(marks(filled), mine, fresh)
    assert applied(mine, []) == mine
    ends = [(change.start, change.start + len(change.before)) for change in found]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(ends)), "no two changes overlap"
    for change in found:
        assert tuple(mine.split("\n")[change.start : change.start + len(change.before)]) == change.before


@given(LINES, LINES, LINES)
def test_all_that_is_offered_can_be_taken_and_own_words_outside_of_it_stay(filled, mine, fresh):
    found = changes(marks(filled), mine, fresh)
    made, at = [], 0
    for change in found:
        made += [*mine.split("\n")[at : change.start], *change.after]
        at = change.start + len(change.before)
    made += mine.split("\n")[at:]
    assert applied(mine, found) == "\n".join(made)


@given(LINES, LINES)
def test_nothing_is_offered_when_the_case_says_the_same(filled, mine):
    assert changes(marks(filled), mine, filled) == []

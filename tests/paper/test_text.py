"""Lines are full, never too long, and lose nothing but the blanks between them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.paper.text import Words

LETTERS = st.text(alphabet="abc XYZ-/.,ễđ1\n", max_size=200)


def drawn(lines):
    return ["".join(part for _font, part in line.pieces) for line in lines]


@given(LETTERS, st.floats(min_value=1.5, max_value=40))
def test_nothing_but_blanks_between_lines_is_left_out(text, width):
    words = Words()
    ready = words.ready(text)
    lines = words.lines(ready, width)
    assert "".join(drawn(lines)).replace(" ", "") == ready.replace(" ", "").replace("\n", "")
    assert all(line.width <= width + 1e-6 for line in lines)


@given(LETTERS)
def test_the_width_of_a_line_is_that_of_its_pieces(text):
    words = Words()
    for line in words.lines(words.ready(text), 12):
        assert line.width == pytest.approx(words.width("".join(p for _f, p in line.pieces), bold=False))


def test_lines_are_filled_before_the_next_one_begins():
    words = Words()
    lines = drawn(words.lines("one two three four five six seven eight nine ten", 10))
    for line, after in itertools.pairwise(lines):
        assert words.width(f"{line} {after.split()[0]}", bold=False) > 10


def test_a_word_that_is_too_long_breaks_after_a_hyphen_first():
    assert drawn(Words().lines("dose-dense-chemotherapy", 9)) == ["dose-dense-", "chemotherapy"]


def test_a_line_says_whether_a_blank_belongs_after_it():
    assert [line.more for line in Words().lines("one two three", 3.5)] == [True, True, False]
    assert [line.more for line in Words().lines("x" * 30, 6)][:-1] == [False] * 2


def test_a_line_end_that_was_typed_is_kept():
    assert drawn(Words().lines("first\nsecond", 50)) == ["first", "second"]


def test_the_beginning_of_a_paragraph_can_be_bold():
    (line,) = Words().lines("When: Monday", 50, bold=5)
    assert line.pieces == (("PaperSansBold", "When:"), ("PaperSans", " Monday"))


def test_no_text_makes_no_lines():
    assert Words().lines("", 10) == []


def test_a_hebrew_line_stands_at_the_right_and_an_english_one_at_the_left():
    words = Words()
    assert words.lines("מה ההבדל? 14/05", 50)[0].rtl
    mixed = words.lines("Ask ד״ר כהן first", 50)[0]
    assert not mixed.rtl
    assert mixed.moved


def test_unprintable_characters_are_counted_over_the_whole_sheet():
    words = Words()
    words.ready("ꦗ")
    words.ready("plain")
    words.ready("ꦗꦮ")
    assert words.left_out == 3

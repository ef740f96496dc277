"""Letters become words, and lines that were seen as a whole are cut at the right places."""

import pytest

from secondop_desktop.reading.layout import Piece
from secondop_desktop.reading.pages import Word
from secondop_desktop.reading.words import read_in_order, split_lines, words_of, writes_to_the_left


def glyphs(text, x=0.0, y=0.0, step=0.01, height=0.02):
    return [(c, x + n * step, y, x + (n + 1) * step, y + height) for n, c in enumerate(text)]


def test_blanks_and_line_ends_part_words():
    line = [*glyphs("ER 95"), ("\r", 0, 0, 0, 0), ("\n", 0, 0, 0, 0), *glyphs("PR", y=0.03)]
    assert [word.text for word in words_of(line)] == ["ER", "95", "PR"]


def test_the_box_of_a_word_is_that_of_its_letters():
    (word,) = words_of(glyphs("grade", x=0.1, y=0.2))
    assert (word.x0, word.y0) == (0.1, 0.2)
    assert (word.x1, word.y1) == (pytest.approx(0.15), pytest.approx(0.22))


def test_letters_far_apart_are_two_words_even_without_a_blank():
    cells = [*glyphs("12"), *glyphs("34", x=0.5), *glyphs("56", x=0.5, y=0.5)]
    assert [word.text for word in words_of(cells)] == ["12", "34", "56"]


def test_an_accent_that_stands_alone_joins_its_letter():
    (word,) = words_of(glyphs("A\u030asa"))
    assert word.text == "Åsa"


def test_letters_outside_the_page_are_no_words():
    assert list(words_of([("x", 1.0, 0.5, 1.0, 0.6), ("y", 1.0, 0.5, 1.0, 0.6)])) == []


def test_a_text_layer_in_the_order_of_columns_is_read_by_rows():
    labels = [Word("Sodium", 0.1, 0.1, 0.2, 0.12), Word("Potassium", 0.1, 0.14, 0.25, 0.16)]
    values = [Word("139", 0.5, 0.1, 0.53, 0.12), Word("4.2", 0.5, 0.14, 0.53, 0.16)]
    text, words = read_in_order([*labels, *values])
    assert [row.split() for row in text.split("\n")] == [["Sodium", "139"], ["Potassium", "4.2"]]
    assert [word.text for word in words] == ["Sodium", "139", "Potassium", "4.2"]


def test_a_line_is_split_into_words_by_the_width_of_letters():
    words = split_lines([[Piece("ill MMM", 0, 0, 100, 10)]])
    assert [word.text for word in words] == ["ill", "MMM"]
    assert words[0].x0 == 0
    assert words[-1].x1 == pytest.approx(100)
    assert words[0].x1 < 30 < words[1].x0 < 50


def test_the_same_word_twice_gets_two_places():
    first, second = split_lines([[Piece("no no", 0, 0, 50, 10)]])
    assert first.x1 < second.x0


def test_words_of_a_slanting_line_follow_it():
    down = split_lines([[Piece("one two three", 0, 0, 130, 36, rise=26)]])
    assert [word.y0 for word in down] == sorted(word.y0 for word in down)
    up = split_lines([[Piece("one two three", 0, 0, 130, 36, rise=-26)]])
    assert [word.y0 for word in up] == sorted((word.y0 for word in up), reverse=True)
    assert all(0 <= word.y0 < word.y1 <= 36.001 for word in (*down, *up))


@pytest.mark.parametrize(
    ("text", "left"), [("Nguyễn", False), ("אבג", True), ("العربية", True), ("123", False)]
)
def test_alphabets_that_run_to_the_left_are_known(text, left):
    assert writes_to_the_left(text) is left

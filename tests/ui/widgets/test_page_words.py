"""Words are chosen where they stand, in reading order, by mouse and by key, and copied line by line."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from secondop_desktop.ui.widgets.page_choice import PageChoice
from secondop_desktop.ui.widgets.page_words import PageWords, turned


def word(text, x, y, wide=0.1):
    return text, (x, y, x + wide, y + 0.02)


LINES = (
    word("Invasive", 0.1, 0.1),
    word("carcinoma", 0.25, 0.1),
    word("grade", 0.1, 0.2),
    word("two", 0.25, 0.202),
    word("End", 0.1, 0.9),
)


@pytest.fixture
def choice(qapp):
    owner = QObject()
    made = PageChoice(owner)
    made.set_words(LINES)
    made.owner = owner
    return made


def test_a_word_is_found_under_a_place_and_the_nearest_one_beside_it():
    words = PageWords(LINES)
    assert words.at((0.3, 0.11)) == 1
    assert words.at((0.6, 0.11)) is None
    assert words.nearest((0.9, 0.11)) == 1
    assert words.nearest((0.1, 0.5)) in (2, 3)
    assert PageWords().nearest((0.5, 0.5)) is None


def test_words_a_little_askew_are_one_line():
    assert PageWords(LINES).text(0, 4) == "Invasive carcinoma\ngrade two\nEnd"
    assert PageWords(LINES).line_of(3) == (2, 3)


def test_the_second_column_begins_a_new_line():
    words = PageWords([word("left", 0.1, 0.1), word("below", 0.1, 0.13), word("right", 0.6, 0.1)])
    assert words.text(0, 2) == "left\nbelow\nright"


def test_a_choice_is_one_box_a_line():
    first, second = PageWords(LINES).boxes(1, 2)
    assert first == pytest.approx((0.25, 0.1, 0.35, 0.12))
    assert second == pytest.approx((0.1, 0.2, 0.2, 0.22))


def test_dragging_from_word_to_word_chooses_what_is_between(choice):
    assert not choice.begin((0.9, 0.9))
    assert choice.is_empty()
    assert choice.begin((0.3, 0.11))
    choice.reach((0.12, 0.21))
    assert choice.text() == "carcinoma\ngrade"
    choice.reach((0.0, 0.0))
    assert choice.text() == "Invasive carcinoma"


def test_a_line_and_a_whole_page_are_chosen_at_once(choice):
    choice.line((0.3, 0.21))
    assert choice.text() == "grade two"
    choice.everything()
    assert choice.text().count("\n") == 2
    choice.clear()
    assert choice.text() == ""
    assert choice.boxes() == ()


def test_keys_begin_at_the_first_word_that_is_seen_and_go_on_from_there(choice):
    choice.step(1, (0.0, 0.15, 1.0, 1.0))
    assert choice.text() == "grade"
    choice.grow(1)
    assert choice.text() == "grade two"
    choice.grow_lines(-1)
    assert choice.text() == "carcinoma\ngrade"
    choice.step(1)
    assert choice.text() == "grade"
    for _ in range(9):
        choice.step(1)
    assert choice.text() == "End"
    choice.grow_lines(-1)
    choice.grow_lines(-1)
    choice.grow_lines(-1)
    assert choice.text().startswith("Invasive")
    assert choice.last_box() == LINES[0][1]


@pytest.mark.parametrize("key", ["step", "grow", "grow_lines"])
def test_a_page_without_words_offers_nothing(qapp, key):
    owner = QObject()
    empty = PageChoice(owner)
    getattr(empty, key)(1)
    empty.everything()
    assert empty.text() == ""
    assert not empty.copy()


def test_what_is_chosen_is_copied_as_plain_text(choice):
    choice.everything()
    assert choice.copy()
    assert QGuiApplication.clipboard().text() == "Invasive carcinoma\ngrade two\nEnd"


def test_the_same_words_keep_the_choice_and_others_end_it(choice):
    choice.everything()
    choice.set_words(LINES)
    assert not choice.is_empty()
    choice.set_words(LINES[:2])
    assert choice.is_empty()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_lines_of_a_page_that_lies_on_its_side_are_lines(turn):
    lying = [(text, turned(box, 360 - turn)) for text, box in LINES]
    words = PageWords(lying, turn)
    assert words.text(0, 4) == "Invasive carcinoma\ngrade two\nEnd"
    (_, (x0, y0, x1, y1)) = lying[1]
    assert words.at(((x0 + x1) / 2, (y0 + y1) / 2)) == 1
    assert words.nearest(lying[3][1][:2]) == 3
    assert words.in_line_beside(1, 1) == 3


def test_a_box_turned_four_times_is_where_it_was():
    box = (0.1, 0.2, 0.4, 0.3)
    assert turned(turned(box, 90), 270) == pytest.approx(box)
    assert turned(box, 90) == pytest.approx((0.7, 0.1, 0.8, 0.4))

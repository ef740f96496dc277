"""The words around what was found, and which words were meant."""

import pytest

from secondop_desktop.search.excerpts import Finder, folded_in_place
from secondop_desktop.search.query import Term


def finder(*terms, begins=False):
    return Finder([Term(tuple(term.split()), begins) for term in terms])


LONG = (
    "It was a long day and nobody said much until Marked elastosis was seen in the left upper part of it all."
)


def test_an_excerpt_shows_whole_words_around_the_first_hit_on_one_line():
    assert finder("elastosis").excerpt(LONG, 20, 20) == "… much until Marked elastosis was seen in the …"
    assert finder("it").excerpt(LONG, 20, 20) == "It was a long day …"
    assert finder("all").excerpt(LONG, 10, 20) == "… of it all."
    assert finder("two").excerpt("one\n  two\t three", 20, 20) == "one two three"


def test_without_a_hit_the_beginning_is_shown():
    assert finder("zebra").excerpt("short text") == "short text"
    assert finder().excerpt(LONG, 20, 12) == "It was a …"
    assert finder("x").excerpt("") == ""


@pytest.mark.parametrize(
    ("text", "terms", "meant"),
    [
        ("Größe der LÄSION: läsionen", ["lasion"], ("LÄSION",)),
        ("Nguyễn Thị", ["nguyen"], ("Nguyễn",)),
        ("e\u0301tude, étude", ["etude"], ("étude",)),
        ("ER-positive, HER2 negative", ["er positive"], ("ER", "positive")),
        ("ER: 95 % positive", ["er positive"], ()),
        ("later, LATER, collateral", ["later"], ("later",)),
        ("an antibody", ["an"], ("an",)),
        ("İstanbul ﬁbrosis", ["istanbul"], ("İstanbul",)),
    ],
)
def test_the_words_that_were_meant_are_given_as_they_are_written(text, terms, meant):
    assert finder(*terms).words(text) == meant


def test_an_unfinished_word_means_all_words_that_begin_like_it():
    assert finder("met", begins=True).words("Mets and metastases, comet") == ("Mets", "metastases")


def test_letters_keep_their_places_when_they_are_folded():
    for text in ("Größe", "Đặng Łódź", "İ ﬁ ß ﷺ ½ 漢字", "plain ASCII", "A\u0301"):
        assert len(folded_in_place(text)) == len(text)
    assert folded_in_place("Đặng Łódź") == "dang lodz"

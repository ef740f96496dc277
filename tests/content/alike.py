"""Tells whether two questions ask nearly the same, by their letters and by their words."""

import functools
from itertools import combinations

from rapidfuzz import fuzz

from tests.house.test_catalogue import content, shown_together

WHEN_THEY_CAN_MEET = 80
"""Of 100, by the words in alphabetical order. The nearest pair that asks different things has 79; the same
question with one word exchanged has 80 or more (see the tests)."""
ANYWHERE = 90
"""For questions of two types of cancer, which nobody sees together; the nearest of them have 87."""
SAME_WORDS = 0.75
"""The share of the words with a meaning that two questions have in common."""


words_with_meaning = functools.cache(content)


def ratio(one, other):
    """How near two texts are, from 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(one.lower(), other.lower())


def shared(one, other):
    """The share of the words with a meaning that both have, from 0 to 1."""
    mine, theirs = words_with_meaning(one), words_with_meaning(other)
    return len(mine & theirs) / max(1, len(mine | theirs))


def alike(one, other, limit=WHEN_THEY_CAN_MEET):
    """Whether two texts ask nearly the same."""
    return ratio(one, other) >= limit or shared(one, other) >= SAME_WORDS


def near_doubles(questions):
    """The ids of all pairs that ask nearly the same."""
    return [
        (one.id, other.id)
        for one, other in combinations(questions, 2)
        if alike(one.text, other.text, WHEN_THEY_CAN_MEET if shown_together(one, other) else ANYWHERE)
    ]


def nearest(questions):
    """(ratio, id, id) of the two questions that can meet and are nearest to one another."""
    pairs = (p for p in combinations(questions, 2) if shown_together(*p))
    return max((ratio(one.text, other.text), one.id, other.id) for one, other in pairs)

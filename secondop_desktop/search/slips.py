"""What OCR may have made of a word: signs that look alike, in the forms that really stand in the case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

LOOKS_LIKE = (
    ("0", "o"),
    ("1", "l"),
    ("1", "i"),
    ("5", "s"),
    ("8", "b"),
)
"""A digit and a letter: swapped in words of four signs and more."""
LETTERS = (("i", "l"), ("rn", "m"))
"""Letters for letters: only in words of five and more, where the other word is hardly ever a word too."""
SHORTEST, SHORTEST_LETTERS = 4, 5
MOST_SWAPS = 2
MOST_FORMS = 120


def forms(word: str) -> set[str]:
    """The forms in which a folded word may have been read, with up to two slips; without the word itself."""
    if len(word) < SHORTEST:
        return set()
    swaps = sorted(_swaps(word))
    found = set()
    for count in range(1, MOST_SWAPS + 1):
        for chosen in combinations(swaps, count):
            form = _with(word, chosen)
            if form and _may_be(form, word):
                found.add(form)
            if len(found) >= MOST_FORMS:
                return found
    return found


def _swaps(word: str) -> Iterator[tuple[int, int, str]]:
    """Each possible slip: where it begins, how many signs it takes, and what was read instead."""
    pairs = LOOKS_LIKE + (LETTERS if len(word) >= SHORTEST_LETTERS else ())
    for one, other in pairs:
        for right, wrong in ((one, other), (other, one)):
            at = word.find(right)
            while at >= 0:
                yield at, len(right), wrong
                at = word.find(right, at + 1)


def _with(word: str, slips: tuple[tuple[int, int, str], ...]) -> str:
    """The word with some slips in it; empty when two of them are at the same place."""
    form, free_until = word, len(word)
    for at, length, wrong in sorted(slips, reverse=True):
        if at + length > free_until:
            return ""
        form, free_until = form[:at] + wrong + form[at + length :], at
    return form


def _may_be(form: str, word: str) -> bool:
    """A word never becomes a number, and a number never another number: that would be another fact."""
    return form != word and not form.isdigit()

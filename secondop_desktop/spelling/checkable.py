"""Which words of a text a spell check should look at: no numbers, addresses, abbreviations, other scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECE = re.compile(r"\S+")
_MARKS = "\u0300-\u036f"
_LETTERS = rf"(?:[^\W\d_][{_MARKS}]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
_ADDRESS = re.compile(r"://|@|^www\.|^\W*\w+(?:\.\w+)+\W*$|[\\_#]")
"""A link, an e-mail address, a file name, "e.g.", a hash tag: all of them are left alone."""
_LAST_LATIN = 0x24F
_MORE_LATIN = range(0x1E00, 0x1F00)


def words_to_check(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text with where each begins and ends, in one form of writing (NFC, straight quotes).

    Left out are pieces with a digit (a dose, a date, HER2), addresses, words in capitals (MRI, CTs) or with a
    capital inside (mRNA), single letters, and words of other scripts than the Latin one.
    """
    for piece in _PIECE.finditer(text):
        if any(letter.isdigit() for letter in piece[0]) or _ADDRESS.search(piece[0]):
            continue
        for found in _WORD.finditer(piece[0]):
            word = as_looked_up(found[0])
            if _is_ordinary(word):
                yield piece.start() + found.start(), piece.start() + found.end(), word


def as_looked_up(word: str) -> str:
    """A word in the form in which dictionaries write it."""
    return unicodedata.normalize("NFC", word).replace("’", "'")


def _is_ordinary(word: str) -> bool:
    capitals_inside = word[1:] != word[1:].lower()
    return len(word) > 1 and not capitals_inside and all(_is_latin(letter) for letter in word)


def _is_latin(letter: str) -> bool:
    code = ord(letter)
    return code <= _LAST_LATIN or code in _MORE_LATIN

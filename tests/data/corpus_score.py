"""How well a page was read: edits between letters, numbers found, numbers that stand nowhere on the page."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np

NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_SAME = str.maketrans(
    {**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("‘’´`′", "'"), **dict.fromkeys("“”″", '"'), "·": "•"}
)


def plain(text):
    """A text with one kind of dash, of quote and of blank, so that only what differs to a reader differs."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())


def edits(truth, got):
    """The fewest letters to put in, take out or change (Levenshtein 1966)."""
    letters = np.array([ord(letter) for letter in got])
    across = np.arange(len(got) + 1)
    row = across.copy()
    for number, letter in enumerate(truth, 1):
        best = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number], best)) - across) + across
    return int(row[-1])


def numbers(text):
    """The numbers of a text, each as often as it stands there."""
    return Counter(NUMBER.findall(plain(text)))


@dataclass
class Score:
    """Sums over pages; two scores can be added."""

    pages: int = 0
    letters: int = 0
    wrong: int = 0
    letters_without_blanks: int = 0
    wrong_without_blanks: int = 0
    words: int = 0
    words_found: int = 0
    numbers: int = 0
    numbers_found: int = 0
    numbers_wrong: int = 0

    def __add__(self, other):
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def error(self):
        """Edits for each letter of the truth, blanks counted."""
        return self.wrong / max(1, self.letters)

    @property
    def error_without_blanks(self):
        return self.wrong_without_blanks / max(1, self.letters_without_blanks)

    @property
    def found(self):
        return self.numbers_found / max(1, self.numbers)

    @property
    def wrong_numbers(self):
        """Numbers a page that do not stand on it."""
        return self.numbers_wrong / max(1, self.pages)


def score(truth, got):
    """The score of one page."""
    wanted, read = plain(truth), plain(got)
    tight, tight_read = wanted.replace(" ", ""), read.replace(" ", "")
    words, words_read = Counter(wanted.split()), Counter(read.split())
    real, seen = numbers(truth), numbers(got)
    return Score(
        pages=1,
        letters=len(wanted),
        wrong=edits(wanted, read),
        letters_without_blanks=len(tight),
        wrong_without_blanks=edits(tight, tight_read),
        words=words.total(),
        words_found=(words & words_read).total(),
        numbers=real.total(),
        numbers_found=(real & seen).total(),
        numbers_wrong=(seen - real).total(),
    )

"""Tells text that somebody wrote from what a font without a key, a wrong code or a bad reader left there.

Nothing here knows words of a language. What counts is how letters follow each other in all languages that are
written with Latin letters; other scripts are judged by their characters only.
"""

from __future__ import annotations

import re
import unicodedata

FEWEST_WORDS = 8
"""Long words from which on their letters can be judged; a table of numbers has fewer."""
FEWEST_SPOKEN, MANY_SPOKEN = 0.6, 0.88
"""The share of words that can be spoken: under the first they are none, over the second they are."""
FEWEST_VOWELS, MANY_VOWELS = 0.25, 0.30
"""The same for vowels among the letters. Reports have 0.40 in English, 0.47 in Spanish, 0.36 in German."""
_CID = re.compile(r"\(cid:\d+\)")
_TWICE_CODED = re.compile(r"[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""How accents look when bytes of UTF-8 were taken for Windows-1252."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_VOWELS = frozenset("aeiouyæœø")
_CONSONANTS = re.compile(r"[^aeiouyæœø]{6,}")
_INSIDE = re.compile(r"[^\W\d_][!-&*+:;<=>?@\[-`{|}~\"#$%]+[^\W\d_]")
"""A sign between two letters where no language has one."""
_RARE = frozenset("~^`\\{}¤¬¦¨¸¯")
"""Signs that reports hardly have; letters under a wrong key often turn into them."""


def is_garbage(text: str) -> bool:
    """Whether a fifth or more of a text mean nothing: characters of no meaning, numbers of glyphs."""
    shown = [c for c in text if not c.isspace()]
    strange = sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs") for c in shown)
    strange += sum(len(found) for found in _CID.findall(text))
    return bool(shown) and strange * 5 >= len(shown)


def is_doubtful(text: str) -> bool:
    """Whether a text looks as if nobody had written it, so that it is worth a look at the page."""
    if is_garbage(text):
        return True
    letters = [c for c in text if c.isalpha()]
    if len(_TWICE_CODED.findall(text)) * 100 > len(letters):
        return True
    latin = sum(c < "\u0250" for c in letters)
    if latin * 2 < len(letters):
        return False
    if sum(c in _RARE for c in text) * 20 > len("".join(text.split())) + 20:
        return True
    if len(_INSIDE.findall(text)) * 25 > len(text.split()) + 50:
        return True
    return _cannot_be_spoken([word for word in _WORD.findall(text) if word[-1] < "\u0250"])


def agreement(text: str, other: str) -> float:
    """The share of the words and numbers of a text that stand in the other too, 0.0 to 1.0."""
    mine, theirs = set(_plain_words(text)), set(_plain_words(other))
    return len(mine & theirs) / len(mine) if mine else 0.0


def _cannot_be_spoken(words: list[str]) -> bool:
    """Whether too few of the words have vowels between their consonants."""
    if len(words) < FEWEST_WORDS:
        return False
    bare = [_without_accents(word.lower()) for word in words]
    letters = sum(len(word) for word in bare)
    vowels = sum(c in _VOWELS for word in bare for c in word)
    spoken = sum(_can_be_spoken(word, plain) for word, plain in zip(words, bare, strict=True))
    share, sound = spoken / len(words), vowels / letters
    if share < FEWEST_SPOKEN or sound < FEWEST_VOWELS:
        return True
    return share < MANY_SPOKEN and sound < MANY_VOWELS


def _can_be_spoken(word: str, bare: str) -> bool:
    """Whether a word has a vowel, not too many consonants in a row, and its capitals where they belong."""
    if not any(c in _VOWELS for c in bare) or _CONSONANTS.search(bare):
        return False
    return word.isupper() or word[1:].islower() or sum(c.isupper() for c in word[1:]) == 1


def _without_accents(word: str) -> str:
    split = unicodedata.normalize("NFD", word)
    return "".join(c for c in split if not unicodedata.combining(c))


def _plain_words(text: str) -> list[str]:
    return [_without_accents(word.casefold()) for word in re.findall(r"\w{2,}", text)]

"""Is a passphrase good enough, and one the program can offer."""

from __future__ import annotations

import itertools
import re
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from secondop_desktop.base.language import tr, trn
from secondop_desktop.vault.keys import normal
from secondop_desktop.vault.words import words

SHORTEST = 15  # characters; NIST SP 800-63B-4 asks for this when a passphrase stands alone
OFFERED_WORDS = 6  # of 7,776: 77.5 bits

_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
)
_NEXT_KEYS = frozenset(pair for row in _ROWS for a, b in itertools.pairwise(row) for pair in (a + b, b + a))
_LOOK_ALIKES = str.maketrans("@4831!0$57", "aaeeiiosst")
_GUESSED_FIRST = (
    "correct horse battery staple", "once upon a time", "to be or not to be", "happy birthday to you",
    "mary had a little lamb", "twinkle twinkle little star", "the quick brown fox jumps over the lazy dog",
    "may the force be with you", "open sesame", "abracadabra", "let me in", "i love you", "i love my",
    "my passphrase is", "my password is", "this is my", "secret", "secondop", "second opinion", "passphrase",
    "passwort", "password", "passcode", "welcome", "change me", "default", "administrator",
    "admin", "trust no one", "sunshine", "princess", "football", "baseball", "monkey", "dragon", "superman",
    "batman", "starwars",
    "master", "hello", "computer", "internet", "whatever", "qwerty", "forever", "summer", "winter", "spring",
    "autumn", "monday", "sunday", "january", "february", "september", "october", "november", "december",
    "please", "nothing", "testing", "test",
)  # fmt: skip
_FILLER = "\0"  # stands for one whole phrase that everybody would try
_LEAST_SURPRISES = 8
_STEPS = (11, 16, 22)  # surprises from which a passphrase is fair, good, strong


@dataclass(frozen=True)
class Judgement:
    """Whether a passphrase may be used, a sentence about it, and its strength from 0 (none) to 4 (strong)."""

    ok: bool
    sentence: str
    strength: int


def judge(text: str, names: Collection[str] = ()) -> Judgement:
    """Judge `text`; `names` are words a stranger could know, such as the person's own name.

    There are no rules about capitals, digits or signs: they make passphrases hard to keep in mind and not
    much harder to guess.
    """
    whole = normal(text)
    if not whole:
        return Judgement(False, tr("Choose a passphrase of at least {n} characters.", n=SHORTEST), 0)
    if any(unicodedata.category(c) in {"Cc", "Cn", "Cs", "Co"} for c in whole):
        return Judgement(
            False, tr("There is a character in it that may not be the same on another computer."), 0
        )
    if len(whole) < SHORTEST:
        missing = SHORTEST - len(whole)
        return Judgement(
            False, trn("Please add {n} more character.", "Please add {n} more characters.", missing), 0
        )
    if len(set(whole.casefold().split()) & frozenset(words())) >= OFFERED_WORDS:
        return _fair_or_better(len(_STEPS) + 1)  # as strong as an offered one, whatever its letters are
    surprises = _surprises(_without_the_obvious(whole, names))
    if surprises < _LEAST_SURPRISES:
        return Judgement(
            False, tr("This would be easy to guess. A few words that do not belong together are better."), 0
        )
    return _fair_or_better(1 + sum(surprises >= step for step in _STEPS))


def offer() -> str:
    """Six words drawn by chance, with a blank between them."""
    return " ".join(secrets.choice(words()) for _ in range(OFFERED_WORDS))


def _fair_or_better(strength: int) -> Judgement:
    said = {
        1: tr("This will do. A longer one would be safer."),
        2: tr("This is a fair passphrase."),
        3: tr("This is a good passphrase."),
        4: tr("This is a strong passphrase."),
    }
    return Judgement(True, said[strength], strength)


def _without_the_obvious(whole: str, names: Collection[str]) -> str:
    """Lower case, without blanks and signs, each well-known phrase and each name shrunk to one character."""
    folded = whole.casefold()
    # Signs are dropped only where they stand for nothing else: "p@ssword" is "password".
    squeezed = _squeezed(folded.translate(_LOOK_ALIKES))
    known = sorted({*map(_squeezed, _GUESSED_FIRST), *_parts(names)}, key=len, reverse=True)
    shrunk = squeezed
    for phrase in known:
        shrunk = shrunk.replace(phrase, _FILLER)
    # Only when nothing well known was in it do its own digits and signs count as they were typed.
    return folded if shrunk == squeezed else shrunk


def _parts(names: Collection[str]) -> set[str]:
    """The pieces of names that are long enough to be told from a chance."""
    pieces = re.split(r"\W+", normal(" ".join(names)).casefold().translate(_LOOK_ALIKES))
    return {squeezed for piece in pieces if len(squeezed := _squeezed(piece)) >= 3}


def _squeezed(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _surprises(text: str) -> int:
    """How many characters do not simply follow from the one before.

    A character follows when it repeats, is the next one in the alphabet or on the keyboard, or when the same
    two characters stood side by side before.
    """
    seen: set[str] = set()
    count = min(1, len(text))
    for pair in (a + b for a, b in itertools.pairwise(text)):
        if abs(ord(pair[0]) - ord(pair[1])) > 1 and pair not in _NEXT_KEYS and pair not in seen:
            count += 1
        seen.add(pair)
    return count

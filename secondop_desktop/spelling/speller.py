"""A dictionary of one language: whether it knows a word, and which of its words is like another one.

The lists of words are those of pyspellchecker (docs/spelling.md). They are read here and not by it, in small
steps, because its reader would keep every other thread waiting for a tenth of a second; and to say what a
long word was meant to be, it needs most of a second.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from secondop_desktop.base.paths import resources
from secondop_desktop.spelling.checkable import as_looked_up

LANGUAGES = ("en", "es")
MOST_SUGGESTIONS = 5
_ENTRY = re.compile(r'"([^"\\]+)": ?(\d+)|^(\S+) (\d+)$', re.MULTILINE)
_CHUNK = 1 << 16
_POSSESSIVE = re.compile(r"'s?$")
_SHORT = frozenset(
    {
        "en": "anti co dr de inter mid mr mrs ms multi non peri post pre pro re semi st sub un vs",
        "es": "anti auto co dr dra ex inter no pos post pre pro re sin sr sra srta sub ud uds",
        "": "am cm dl hr hrs iu kg mcg mg min ml mm mmol nmol pm",
    }.items()
)
"""Beginnings before a hyphen, titles and units, in small letters: no list of words has all of them."""
_BRITISH = tuple(
    (re.compile(british), american)
    for british, american in (
        ("our", "or"),
        ("is(e|es|ed|er|ers|ing|ation|ations)$", r"iz\1"),
        ("ys(e|es|ed|er|ers|ing)$", r"yz\1"),
        ("ae|oe", "e"),
        ("(?<=[aeiou])ll(?=ed$|ing$|er$)", "l"),
        ("^(cen|li|me|thea|fi)(t|b)re(s?)$", r"\1\2er\3"),
        ("ogue", "og"),
        ("^(def|off|pret|lic)ence", r"\1ense"),
        ("gramme", "gram"),
    )
)
"""The English list is written as in America; what is British is known by what it would be there."""


class Speller:
    """Knows the words of a language and those of `more`; lookups are quick enough for every key."""

    def __init__(self, counts: dict[str, int], language: str, more: Iterable[str] = ()) -> None:
        self._counts, self.language = counts, language
        self._more = frozenset(as_looked_up(word).lower() for word in more)
        self._short = frozenset(
            word for key, words in _SHORT if key in ("", language) for word in words.split()
        )

    def with_words(self, words: Iterable[str]) -> Speller:
        """The same dictionary with these words besides; it costs no more than the words."""
        return Speller(self._counts, self.language, (*self._more, *words))

    def knows(self, word: str) -> bool:
        """Whether a word is right as it stands; capitals do not matter."""
        low = as_looked_up(word).lower()
        return self._has(low) or self._has(_POSSESSIVE.sub("", low)) or self._is_british(low)

    def suggestions(self, word: str) -> list[str]:
        """At most five words that may have been meant, the likeliest first, with the capital of `word`."""
        low = as_looked_up(word).lower()
        found = [*self._in_two(low), *self._like(low)][:MOST_SUGGESTIONS]
        return [each.capitalize() if word[:1].isupper() else each for each in found]

    def _has(self, low: str) -> bool:
        return low in self._counts or low in self._more or low in self._short

    def _is_british(self, low: str) -> bool:
        return self.language == "en" and any(
            here != low and here in self._counts
            for here in (british.sub(american, low) for british, american in _BRITISH)
        )

    def _like(self, low: str) -> list[str]:
        found: dict[str, float] = {}
        for words in (self._counts, self._more):
            near = process.extract(low, [*words], scorer=OSA.distance, score_cutoff=_reach(low), limit=None)
            found.update({like: distance for like, distance, _ in near})
        return sorted(found, key=lambda like: (found[like], -self._often(like, low), like))

    def _often(self, like: str, low: str) -> float:
        """How likely a word is meant: an own one before all others, and seldom is the first letter wrong."""
        return (1 << 40 if like in self._more else self._counts[like]) * (10 if like[0] == low[0] else 1)

    def _in_two(self, low: str) -> list[str]:
        """Two words between which the blank is missing."""
        cuts = [(low[:at], low[at:]) for at in range(3, len(low) - 2)]
        both = [cut for cut in cuts if all(part in self._counts for part in cut)]
        both.sort(key=lambda cut: -min(self._counts[part] for part in cut))
        return [" ".join(cut) for cut in both[:1]]


def load(language: str, more: Iterable[str] = ()) -> Speller:
    """Read the dictionary of one of LANGUAGES; takes about half a second and belongs on a thread."""
    return Speller(dict(_entries(_file(language))), language, more)


def _reach(low: str) -> int:
    """How many letters may be wrong: in a short word, two would make it any other."""
    return 1 if len(low) < 4 else 2


def _file(language: str) -> Path:
    own = resources() / "spelling" / f"{language}.txt.gz"
    spec = find_spec("spellchecker")
    folders = spec.submodule_search_locations if spec is not None else None
    return own if own.is_file() or not folders else Path(folders[0]) / "resources" / f"{language}.json.gz"


def _entries(file: Path) -> Iterator[tuple[str, int]]:
    """Each word with how often it is met, in small steps, so that other threads get their turn."""
    with gzip.open(file, "rt", encoding="utf-8") as text:
        left = ""
        while chunk := text.read(_CHUNK):
            whole, cut, left = (left + chunk).rpartition("\n" if file.name.endswith(".txt.gz") else ",")
            yield from _of(whole + cut.strip(","))
        yield from _of(left)


def _of(text: str) -> Iterator[tuple[str, int]]:
    for quoted, count, plain, counted in _ENTRY.findall(text):
        yield quoted or plain, int(count or counted)

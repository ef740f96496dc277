"""Looking up words of medicine: one word, all words in a text, or what a slip of the hand may have meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

from secondop_desktop.base import shipped
from secondop_desktop.glossary import entries
from secondop_desktop.glossary.entries import Entry, Group
from secondop_desktop.glossary.writing import (
    Piece,
    belong_together,
    folded,
    goes_on,
    key,
    other_endings,
    pieces,
    shouted,
    stands_alone,
)

FOLDER, ENGLISH = "glossary", "en"
MOST_LETTERS = 120
"""A longer selection is no word."""
SHORTEST_SLIP, SHORTEST_TWO_SLIPS = 5, 12
"""Letters of a word in which one slip, or two, still leave no doubt which one was meant."""


class Glossary:
    """The entries of one language; what it does not know for sure it does not know."""

    def __init__(self, groups: Sequence[Group], also_by: Sequence[Group] = ()) -> None:
        """`also_by` are groups of another language: their names lead to the entries with the same keys."""
        self.groups = tuple(groups)
        self.entries = tuple(entry for group in groups for entry in group.entries)
        self.by_key = {entry.key: entry for entry in self.entries}
        self._exact: dict[str, Entry] = {}
        self._known: dict[tuple[str, ...], Entry] = {}
        self._longest: dict[str, int] = defaultdict(int)
        for entry in self.entries:
            self._learn(entry, entry)
        for other in (entry for group in also_by for entry in group.entries):
            if other.key in self.by_key:
                self._learn(other, self.by_key[other.key])

    def look_up(self, words: str) -> Entry | None:
        """The entry of these words, however they are written; None when they do not stand here."""
        found = pieces(words) if len(words) <= MOST_LETTERS else []
        if not found:
            return None
        # Quotes, brackets and full stops around a selection are no part of the word.
        clean = words[found[0].start : found[-1].end]
        return self._of(clean, found)

    def find_in(self, text: str) -> list[tuple[int, int, Entry]]:
        """(start, end, entry) of each known word in a text, the longest name at each place."""
        found, all_pieces, at = [], pieces(text), 0
        while at < len(all_pieces):
            length, entry = self._longest_at(text, all_pieces, at)
            if entry is not None:
                found.append((all_pieces[at].start, all_pieces[at + length - 1].end, entry))
            at += length
        return found

    def at(self, text: str, place: int) -> tuple[int, int, Entry] | None:
        """The known word that covers a place in a text, or that ends right there."""
        return next((hit for hit in self.find_in(text) if hit[0] <= place <= hit[1]), None)

    def nearly(self, words: str) -> Entry | None:
        """What was meant if there is a slip of the hand in `words`; None unless one entry is nearest."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only when a word is not known

        typed = " ".join(key(words)) if len(words) <= MOST_LETTERS else ""
        if len(typed) < SHORTEST_SLIP or self.look_up(words) is not None:
            return None
        most = 2 if len(typed) >= SHORTEST_TWO_SLIPS else 1
        near: dict[int, dict[str, Entry]] = defaultdict(dict)
        for name, entry in self._names:
            distance = OSA.distance(typed, name, score_cutoff=most)
            if distance <= most and not _opposite(typed, name):
                near[distance][entry.key] = entry
        nearest = near[min(near)] if near else {}
        return next(iter(nearest.values())) if len(nearest) == 1 else None

    def linked(self, entry: Entry) -> list[Entry]:
        """The entries that one points to."""
        return [self.by_key[other] for other in entry.see if other in self.by_key]

    def that_begin(self, typed: str) -> list[Entry]:
        """Entries of which a name begins like `typed`, then those in which a later word does."""
        wanted = folded(" ".join(typed.split()))
        if not wanted:
            return list(self.entries)
        first, later = [], []
        for entry in self.entries:
            names = [folded(name) for name in entry.names]
            if any(name.startswith(wanted) for name in names):
                first.append(entry)
            elif any(f" {wanted}" in name.replace("-", " ") for name in names):
                later.append(entry)
        return first + later

    @cached_property
    def _names(self) -> list[tuple[str, Entry]]:
        long_enough = (pair for pair in self._known.items() if len(" ".join(pair[0])) >= SHORTEST_SLIP)
        return [(" ".join(name), entry) for name, entry in long_enough]

    def _learn(self, named: Entry, entry: Entry) -> None:
        """Let the names of `named` lead to an entry; a name that is taken leads where it did before."""
        for name in named.capitals:
            self._exact.setdefault(name, entry)
            self._note(key(name))
        for name in (named.term, *named.also, *named.forms):
            if name not in named.capitals:
                self._known.setdefault(key(name), entry)
                self._note(key(name))

    def _note(self, name: tuple[str, ...]) -> None:
        self._longest[name[0]] = max(self._longest[name[0]], len(name))

    def _longest_at(self, text: str, found: Sequence[Piece], at: int) -> tuple[int, Entry | None]:
        first = found[at].plain
        most = max(1, *(self._longest.get(word, 0) for word in (first, *other_endings(first))))
        end = at
        while end - at < most and end < len(found):
            if end > at and not belong_together(text, found[end - 1], found[end]):
                break
            end += 1
        for last in range(end, at, -1):
            run = found[at:last]
            if not stands_alone(text, run[0].start, run[-1].end) or goes_on(text, found, at, last):
                continue
            written = text[run[0].start : run[-1].end]
            entry = self._of(written, run, shouted(text, run[0].start, run[-1].end))
            if entry is not None:
                return len(run), entry
        return 1, None

    def _of(self, written: str, run: Sequence[Piece], loud: bool = False) -> Entry | None:
        """The entry of these pieces: in capitals as they stand, then as they are, then with other endings.

        Where a whole line is in capitals, `loud`, they say nothing: "ALL" is no leukemia there.
        """
        exact = self._exact.get(written) or self._exact.get(written.removesuffix("s"))
        if exact is not None and not loud:
            return exact
        name = tuple(piece.plain for piece in run)
        if name in self._known:
            return self._known[name]
        others = ((*name[:-1], ending) for ending in other_endings(name[-1]))
        return next((self._known[other] for other in others if other in self._known), None)


def load(language: str = ENGLISH) -> Glossary:
    """The glossary in `language` (BCP 47), or in English where there is none; read once.

    Whatever the language, a word is found by its English names too: many reports are in English.
    """
    return _loaded(shipped.in_language(FOLDER, language))


def words(language: str = ENGLISH) -> frozenset[str]:
    """Every single word that stands in a name of the glossary, in small letters: all are spelled right."""
    return _words(shipped.in_language(FOLDER, language))


@cache
def _loaded(path: Path) -> Glossary:
    english = shipped.in_language(FOLDER, ENGLISH)
    return Glossary(entries.read(path), entries.read(english) if path != english else ())


@cache
def _words(path: Path) -> frozenset[str]:
    names = (name for entry in _loaded(path).entries for name in entry.names)
    return frozenset(p.written.casefold() for name in names for p in pieces(name) if p.written.isalpha())


def _opposite(one: str, other: str) -> bool:
    """Whether two words differ in the syllable that makes the one the opposite of the other."""
    pairs = (("hypo", "hyper"), ("intra", "inter"), ("ecto", "endo"), ("ante", "anti"))
    return any(
        {a in one, a in other} == {True, False} and {b in one, b in other} == {True, False} for a, b in pairs
    )

"""The words that really stand in a case, with how often: for slips of OCR and for spelling help."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from string import ascii_lowercase

from sqlalchemy.orm import Session

INDEXES = ("page_find", "own_find")
SHORTEST, LONGEST = 4, 48
"""Letters of a word that may be corrected: of thousands of letters, the mistakes would fill the memory."""
FAR_FROM = 6
"""From so many letters on a word may have two mistakes."""


class Vocabulary:
    """The words of the full-text indexes, folded. It asks the index itself and keeps nothing."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()
        self._made: set[str] = set()

    def there(self, words: Collection[str]) -> set[str]:
        """Those of `words` that stand on any page of a record."""
        asked = f"SELECT term FROM json_each(:words) CROSS JOIN {self._of(INDEXES[0])} ON term = value"  # noqa: S608
        found = self._connection.exec_driver_sql(asked, {"words": json.dumps(list(words))})
        return set(found.scalars())

    def has(self, word: str) -> bool:
        """Whether a word stands anywhere in the case."""
        return self._any("term = :start", word)

    def begins(self, start: str) -> bool:
        """Whether any word in the case begins like this."""
        return self._any("term >= :start AND term < :start || char(1114111)", start)

    def _any(self, condition: str, start: str) -> bool:
        asks = (f"SELECT 1 FROM {self._of(index)} WHERE {condition} LIMIT 1" for index in INDEXES)  # noqa: S608
        return any(self._connection.exec_driver_sql(ask, {"start": start}).first() for ask in asks)

    def near(self, word: str) -> Counter[str]:
        """Words that look like this one, each with the number of pages and entries it stands in.

        Those that begin with the same two letters, and those that one mistake leads to. To read all the words
        of a large case would take half a second: the index counts their places one by one.
        """
        start = word[:2]
        found: Counter[str] = Counter()
        for index in INDEXES:
            words = self._of(index)
            alike = f"SELECT term, doc FROM {words} WHERE term >= :start AND term < :start || char(1114111)"  # noqa: S608
            for term, places in self._connection.exec_driver_sql(alike, {"start": start}):
                found[term] += places
            other = f"SELECT term, doc FROM json_each(:words) CROSS JOIN {words} ON term = value"  # noqa: S608
            mistaken = json.dumps([w for w in mistakes(word) if not w.startswith(start)])
            for term, places in self._connection.exec_driver_sql(other, {"words": mistaken}):
                found[term] += places
        return found

    def _of(self, index: str) -> str:
        """The table of the words of an index; it holds nothing itself, and is gone after this session."""
        name = f"words_of_{index}"
        if name not in self._made:
            made = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab(main, {index}, row)"
            self._connection.exec_driver_sql(made)
            self._made.add(name)
        return f"temp.{name}"


def can_be_misspelt(word: str) -> bool:
    """Whether it is as long as a word can be, and no number: those are never corrected."""
    return SHORTEST <= len(word) <= LONGEST and not any(c.isdigit() for c in word)


def mistakes(word: str) -> set[str]:
    """What one letter too much, missing, wrong or exchanged with its neighbour makes of a word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {head + tail[1:] for head, tail in cuts if tail}
    exchanged = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    wrong = {head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase}
    more = {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    return (fewer | exchanged | wrong | more) - {word}


def nearest(word: str, counts: Counter[str], more: Iterable[str] = ()) -> str:
    """The word that was probably meant, of those in the case and of `more`; empty when none is near.

    Short words may have one mistake, long ones two (optimal string alignment); of words that are as near, the
    one that stands in more places is taken.
    """
    from rapidfuzz import process  # noqa: PLC0415 - takes long to load and is rarely needed
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    if not can_be_misspelt(word):
        return ""
    furthest = 2 if len(word) >= FAR_FROM else 1
    known = {w for w in (*counts, *more) if abs(len(w) - len(word)) <= furthest and w.isalpha()}
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=furthest, limit=None)
    if not near:
        return ""
    return min(near, key=lambda found: (found[1], found[0][0] != word[0], -counts[found[0]], found[0]))[0]

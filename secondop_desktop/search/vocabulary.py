"""The words that really stand in a case, with how often: for slips of OCR and for spelling help."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

INDEXES = ("page_find", "own_find")
SHORTEST = 4
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

    def counted(self) -> Counter[str]:
        """All words, each with the number of pages and entries it stands in."""
        counts: Counter[str] = Counter()
        for index in INDEXES:
            every = f"SELECT term, doc FROM {self._of(index)}"  # noqa: S608 - a name from above
            for word, places in self._connection.exec_driver_sql(every):
                counts[word] += places
        return counts

    def _of(self, index: str) -> str:
        """The table of the words of an index; it holds nothing itself, and is gone after this session."""
        name = f"words_of_{index}"
        if name not in self._made:
            made = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab(main, {index}, row)"
            self._connection.exec_driver_sql(made)
            self._made.add(name)
        return f"temp.{name}"


def nearest(word: str, counts: Counter[str], more: Iterable[str] = ()) -> str:
    """The word that was probably meant, of those in the case and of `more`; empty when none is near.

    One letter too much, missing, wrong or exchanged with its neighbour is one mistake (optimal string
    alignment); of words that are as near, the one that stands in more places is taken.
    """
    from rapidfuzz import process  # noqa: PLC0415 - takes long to load and is rarely needed
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    if len(word) < SHORTEST or any(c.isdigit() for c in word):
        return ""
    furthest = 2 if len(word) >= FAR_FROM else 1
    known = {w for w in (*counts, *more) if abs(len(w) - len(word)) <= furthest and w.isalpha()}
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=furthest, limit=None)
    if not near:
        return ""
    return min(near, key=lambda found: (found[1], found[0][0] != word[0], -counts[found[0]], found[0]))[0]

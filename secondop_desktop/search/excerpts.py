"""The words around what was found, and which words of a text were meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from secondop_desktop.search.query import Term

BEFORE, AFTER = 30, 100
MOST_MARKS = 12


class _Fold(dict[int, str]):
    """For each letter the one it is compared as; always a single one, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter.casefold())[:1]
        self[code] = found = {"đ": "d", "ł": "l"}.get(plain, plain) if letter.isalnum() and plain else letter
        return found


_FOLD = _Fold()


def folded_in_place(text: str) -> str:
    """NFC text without accents and letter case, every letter at the place where it was."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


class Finder:
    """Finds terms in texts; made once for a search and used for every text it shows."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = [_Wanted(term) for term in terms if term.words]

    def excerpt(self, text: str, before: int = BEFORE, after: int = AFTER) -> str:
        """The part of a text around the first term that stands in it, in whole words on one line."""
        text = unicodedata.normalize("NFC", text)
        place = self._first(folded_in_place(text))
        start, end = place or (0, 0)
        begin, stop = max(0, start - before), end + after
        shown = text[begin:stop].split()
        if begin and text[begin - 1].isalnum() and len(shown) > 1 and begin + len(shown[0]) <= start:
            shown = shown[1:]
        if text[stop : stop + 1].isalnum() and len(shown) > 1:
            shown = shown[:-1]
        return ("… " if begin else "") + " ".join(shown) + (" …" if text[stop:].strip() else "")

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text that were meant, as they are written there, each once."""
        text = unicodedata.normalize("NFC", text)
        plain = folded_in_place(text)
        found: dict[str, str] = {}
        for wanted in self._terms:
            for start, end in wanted.places(plain):
                for word in re.findall(r"[^\W_]+", text[start : _end_of_word(plain, end)]):
                    found.setdefault(word.casefold(), word)
        return tuple(found.values())[:MOST_MARKS]

    def terms_in(self, text: str) -> set[Term]:
        """Those of the terms that stand in a text."""
        plain = folded_in_place(unicodedata.normalize("NFC", text))
        return {wanted.term for wanted in self._terms if next(wanted.places(plain), None)}

    def _first(self, plain: str) -> tuple[int, int] | None:
        for wanted in self._terms:
            place = next(wanted.places(plain), None)
            if place is not None:
                return place
        return None


class _Wanted:
    """One term, ready to be looked for. Its first word is found plainly: a pattern takes longer to make."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self._first, *more = (folded_in_place(unicodedata.normalize("NFC", word)) for word in term.words)
        self._more = re.compile("".join(r"[\W_]+" + re.escape(word) for word in more)) if more else None

    def places(self, plain: str) -> Iterator[tuple[int, int]]:
        """From where to where it stands in a folded text, each time it does."""
        start = plain.find(self._first)
        while start >= 0:
            end = self._end(plain, start)
            if end and not plain[start - 1 : start].isalnum():
                yield start, end
            start = plain.find(self._first, start + 1)

    def _end(self, plain: str, start: int) -> int:
        """Where the term ends that begins at `start`; 0 when only its beginning stands there."""
        end = start + len(self._first)
        if self._more is not None:
            rest = self._more.match(plain, end)
            end = rest.end() if rest else 0
        return end if self.term.begins or not plain[end : end + 1].isalnum() else 0


def _end_of_word(plain: str, end: int) -> int:
    while end < len(plain) and plain[end].isalnum():
        end += 1
    return end

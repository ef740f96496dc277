"""What a person typed into the search field, made ready for comparing."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+", re.UNICODE)


def folded(text: str) -> str:
    """Text without accents and letter case, as the full-text index sees it: "Nguyễn" is "nguyen"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("đ", "d").replace("ł", "l")


def words_of(typed: str) -> list[str]:
    """The words to look for, as typed."""
    return _WORD.findall(unicodedata.normalize("NFC", typed))


def index_query(typed: str) -> str:
    """The full-text query: every word must occur, the last may be unfinished; empty without a word."""
    words = words_of(typed)
    if not words:
        return ""
    quoted = [f'"{word}"' for word in words]
    return " ".join([*quoted[:-1], quoted[-1] + "*"])


def holds_all(text: str, typed: str) -> bool:
    """Whether every typed word begins a word of `text`, accents and letter case aside."""
    there = words_of(folded(text))
    return all(any(word.startswith(wanted) for word in there) for wanted in words_of(folded(typed)))

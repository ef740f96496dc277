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


def excerpt(text: str, typed: str, around: int = 60) -> str:
    """The part of `text` around the first word that was found, on one line."""
    flat = " ".join(text.split())
    wanted = words_of(folded(typed))
    found = _first(flat, wanted[0]) if wanted else None
    if found is None:
        return flat[: 2 * around]
    start, end = max(0, found.start() - around), min(len(flat), found.end() + around)
    return ("… " if start else "") + flat[start:end].strip() + (" …" if end < len(flat) else "")


def _first(flat: str, wanted: str) -> re.Match[str] | None:
    """The first word of `flat` that begins with the folded word `wanted`."""
    plain = re.search(rf"(?<!\w){re.escape(wanted)}\w*", flat, re.IGNORECASE)
    if plain is not None or flat.isascii():
        return plain  # most texts have no accents where they matter: folding each word would take long
    words = _WORD.finditer(flat)
    return next((word for word in words if folded(word.group()).startswith(wanted)), None)

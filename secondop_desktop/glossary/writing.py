"""How words are written: the same word with other capitals, hyphens, accents, signs or endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[+\-−–]")
_SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-"}
_SAID = {"positive": "+", "negative": "-", "positivo": "+", "positiva": "+", "negativo": "-", "negativa": "-"}
_SAID |= {"positivos": "+", "positivas": "+", "negativos": "-", "negativas": "-"}
_BETWEEN = re.compile(r"[ \t\u00a0\u202f]*(?:[-−–‐‑/&][ \t]*)?\n?[ \t]*")
_LATIN = (("ses", "sis"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"))
_AFTER_A_NUMBER = re.compile(
    "and|or|to|trial|study|cancer|disease|tumou?r|(?:adeno)?carcinoma|melanoma|lymphoma|breast|lung|colon|ovarian"
)
LETTERS_OF_A_LINE = 6
"""With fewer other letters a line in capitals is a list of short forms, and no sentence."""
SHORTEST_WITH_ENDING = 4
SHORTEST_WITH_ED = 5


@dataclass(frozen=True)
class Piece:
    """A word, a number or a sign of a marker: as it stands, as it is compared, and where it is."""

    written: str
    plain: str
    start: int
    end: int


def folded(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def pieces(text: str) -> list[Piece]:
    """The pieces of a text. "HER2-" has three, "HER-2" has two, and "positive" is the same as a plus."""
    found: list[Piece] = []
    for match in _PIECE.finditer(text):
        written = match.group()
        start, end = match.span()
        if written in _SIGNS:
            if _is_result(text, start, end, found):
                found.append(Piece(written, _SIGNS[written], start, end))
            continue
        plain = folded(written).replace("’", "'").removesuffix("'s")
        plain = _SAID.get(plain, plain)
        if plain in ("+", "-") and found and found[-1].written in _SIGNS:
            found.pop()  # the hyphen of "HER2-" at the end of a line, before "negative" or "positive"
        found.append(Piece(written, plain, start, end))
    return found


def key(text: str) -> tuple[str, ...]:
    """What a name is looked up by."""
    if text.isascii() and text.replace(" ", "").isalpha():  # most names; a hundred of them a millisecond more
        return tuple(_SAID.get(word, word) for word in text.lower().split())
    return tuple(piece.plain for piece in pieces(text))


def other_endings(word: str) -> Iterator[str]:
    """The word without the ending of a plural or of the past, or with an s: what it may be a form of."""
    if len(word) < SHORTEST_WITH_ENDING or not word.isalpha():
        return
    for many, one in _LATIN:
        if word.endswith(many):
            yield word.removesuffix(many) + one
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
    elif not word.endswith("s"):
        yield word + "s"
    if word.endswith("ied"):
        yield word[:-3] + "y"
    elif word.endswith("ed") and len(word) > SHORTEST_WITH_ED:
        yield from (base for base in (word[:-1], word[:-2]) if len(base) >= SHORTEST_WITH_ED)


def belong_together(text: str, one: Piece, other: Piece) -> bool:
    """Whether nothing but a blank, a hyphen or a line end stands between two pieces."""
    return _BETWEEN.fullmatch(text, one.end, other.start) is not None


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a place in a text begins and ends with whole words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not before.isalnum() and not after.isalnum()


def shouted(text: str, start: int, end: int) -> bool:
    """Whether the line around a place has other letters, and all of them are capitals."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = text[first:start] + text[end : last if last >= 0 else len(text)]
    letters = [c for c in around if c.isalpha()]
    return len(letters) >= LETTERS_OF_A_LINE and not any(c.islower() for c in letters)


def goes_on(text: str, found: Sequence[Piece], at: int, end: int) -> bool:
    """Whether the last piece is the person who speaks and no Roman one: "at this stage I think"."""
    if end - at < 2 or found[end - 1].written != "I" or end == len(found):
        return False
    follows = found[end].plain
    return belong_together(text, found[end - 1], found[end]) and not _AFTER_A_NUMBER.fullmatch(follows)


def _is_result(text: str, start: int, end: int, found: list[Piece]) -> bool:
    """Whether a sign is the result of a test ("ER+", "HER2-"), and no hyphen, dash or sum."""
    if not found or found[-1].end != start or text[end : end + 1].isalnum():
        return False
    before = found[-1].written
    return text[start] == "+" or before.isdigit() or any(c.isupper() for c in before)

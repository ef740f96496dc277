"""Text of any script made printable: what no bundled font holds is named or marked, never drawn as boxes."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bidi import algorithm

from secondop_desktop.base.language import tr, trn

_JOINERS = "\u200c\u200d"  # they decide how letters of Arabic and of India join; elsewhere they have no shape
_INDIA = range(0x900, 0xD80)
_FLAG = range(0x1F1E6, 0x1F200)
_TINT = range(0x1F3FB, 0x1F400)
_KEYCAP = 0x20E3
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0000, 0xE0200))
_RIGHT_TO_LEFT = {"R", "AL"}
_KEPT, _NAMED, _FLAGGED, _LOST = range(4)


@dataclass(frozen=True, slots=True)
class Printable:
    """Text that can be drawn, and how many characters of the original it could not show or name."""

    text: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one direction, `start` to `end` in the order of reading."""

    start: int
    end: int
    rtl: bool


def printable(text: str, covered: Callable[[str], bool]) -> Printable:
    """Make `text` drawable: pictures become their names in brackets, unknown scripts a mark."""
    signs = list(_signs(unicodedata.normalize("NFC", text), covered))
    words: list[str] = []
    left_out = 0
    for kind, group in itertools.groupby(_bridged(signs), key=lambda sign: sign[0]):
        texts = [sign[1] for sign in group]
        if kind == _NAMED:
            words.append("[" + ", ".join(texts) + "]")
        elif kind == _FLAGGED:
            words.append(tr("[flag {letters}]", letters="".join(texts)))
        elif kind == _LOST:
            lost = sum(1 for one in texts if one != " ")
            left_out += lost
            words.append(trn("[not printable: {n} character]", "[not printable: {n} characters]", lost))
        else:
            words.append("".join(texts))
    return Printable(tidy_blanks("".join(words)), left_out)


def levels(text: str, label: int = 0) -> list[int] | None:
    """The bidirectional level of each character (odd: right to left); None when all of it runs to the right.

    Unicode Standard Annex 9, with the base direction of the first strong character. What follows a label of
    so many characters has a direction of its own, unless the label runs to the left too.
    """
    if not _runs_left(text):
        return None
    if 0 < label < len(text) and not _runs_left(text[:label]):
        return [0] * (label + 1) + (levels(text[label + 1 :]) or [])
    return _levels(text)


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def _levels(text: str) -> list[int]:
    base = algorithm.get_base_level(text)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    chars = storage["chars"]
    for place, char in enumerate(chars):
        char["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    found: list[int | None] = [None] * len(text)
    for char in storage["chars"]:
        found[char["place"]] = char["level"]
    before = base
    return [before := level if level is not None else before for level in found]


def visual_runs(line_levels: list[int]) -> list[Run]:
    """The stretches of one line from left to right, as the eye meets them (rules L1 and L2 of Annex 9)."""
    runs = []
    start = 0
    for level, group in itertools.groupby(line_levels):
        end = start + len(list(group))
        runs.append((level, Run(start, end, bool(level % 2))))
        start = end
    for threshold in range(max(line_levels, default=0), 0, -1):
        runs = _turned(runs, threshold)
    return [run for _level, run in runs]


def _turned(runs: list[tuple[int, Run]], threshold: int) -> list[tuple[int, Run]]:
    out: list[tuple[int, Run]] = []
    for high, group in itertools.groupby(runs, key=lambda one: one[0] >= threshold):
        stretch = list(group)
        out.extend(reversed(stretch) if high else stretch)
    return out


def _signs(text: str, covered: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    before = ""
    for char in text:
        if _shapeless(char, before):
            continue
        yield _sign(char, covered)
        before = char


def _shapeless(char: str, before: str) -> bool:
    code = ord(char)
    if char in _JOINERS:
        return not before or not (unicodedata.bidirectional(before) == "AL" or ord(before) in _INDIA)
    if char in "\n\t\u2028\u2029":
        return False
    tint = code in _TINT and bool(before)  # alone it is a picture of its own
    marks = code == _KEYCAP or tint or any(code in selectors for selectors in _SELECTORS)
    return marks or unicodedata.category(char) in ("Cc", "Cf", "Cs")


def _sign(char: str, covered: Callable[[str], bool]) -> tuple[int, str]:
    category = unicodedata.category(char)
    if char in "\n\u2028\u2029":
        return _KEPT, "\n"
    if char == "\t" or (category == "Zs" and char != "\u00a0"):
        return _KEPT, " "
    if covered(char):
        return _KEPT, char
    return _foreign(char, category, covered)


def _foreign(char: str, category: str, covered: Callable[[str], bool]) -> tuple[int, str]:
    """What stands for a character no font holds: a look-alike, its name, or a mark."""
    if ord(char) in _FLAG:
        return _FLAGGED, chr(ord(char) - _FLAG.start + ord("A"))
    like = unicodedata.normalize("NFKC", char)
    if like != char and all(covered(one) for one in like):
        return _KEPT, like
    name = unicodedata.name(char, "")
    if name and category[0] in "SPN" and not _letterlike(name):
        return _NAMED, name.lower()
    return _LOST, char


def _letterlike(name: str) -> bool:
    """Whether a sign belongs to a script nobody here can read by its English name."""
    return "DIGIT" in name or name.startswith(("IDEOGRAPHIC", "CJK", "DEVANAGARI", "YI "))


def _bridged(signs: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Let a blank between two unprintable words belong to them, so that a sentence gets one marker."""
    for place, (kind, text) in enumerate(signs):
        between = text == " " and 0 < place < len(signs) - 1
        if between and signs[place - 1][0] == _LOST and signs[place + 1][0] == _LOST:
            yield _LOST, text
        else:
            yield kind, text


def tidy_blanks(text: str) -> str:
    """Single blanks and single line ends, none at the edges."""
    lines = (re.sub(" {2,}", " ", line).strip(" ") for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip("\n")

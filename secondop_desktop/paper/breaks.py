"""Where a word may be broken: between the characters of East Asia, else only when no line can hold it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# JIS X 4051 and GB/T 15834 in short: what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset(
    "、。，．・：；！？）］｝〉》」』】〕〗〙〛〟ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "!),.:;?]}%’”…‥·％℃°"
)
_NOT_LAST = frozenset("（［｛〈《「『【〔〖〘〚〝([{‘“￥￡＄$")
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")  # of Thai and Lao: written before the letter they are said after
_COMPOSED = ((0x900, 0xFFF), (0x1780, 0x17FF))  # from Devanagari to Lao, and Khmer
_VIRAMA = 9  # canonical combining class of the sign that joins two consonants
_WIDE = ((0x2E80, 0x2FDF), (0x3001, 0x31FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF01, 0xFF65))


def clusters(text: str) -> Iterator[str]:
    """The pieces of a text that are never parted: a letter with its marks, letters joined to one."""
    start = 0
    for place in range(1, len(text)):
        if not _joined(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def is_composed(text: str) -> bool:
    """Whether some of it is of a script whose vowels are drawn before, above or around their letter."""
    return any(first <= ord(char) <= last for char in text for first, last in _COMPOSED)


def stretches(word: str) -> list[str]:
    """A word of East Asia in the pieces between which a line may end; any other word in one piece."""
    if not any(_wide(char) for char in word):
        return [word]
    out = [""]
    before = ""
    for cluster in clusters(word):
        if before and _between(before[-1], cluster[0]):
            out.append("")
        out[-1] += cluster
        before = cluster
    return out


def _joined(before: str, after: str) -> bool:
    if unicodedata.category(after)[0] == "M" or after in "\u200c\u200d" or before == "\u200d":
        return True
    return unicodedata.combining(before) == _VIRAMA or before in _LEADING_VOWELS


def _between(before: str, after: str) -> bool:
    return (_wide(before) or _wide(after)) and after not in _NOT_FIRST and before not in _NOT_LAST


def _wide(char: str) -> bool:
    code = ord(char)
    return code > 0x2E7F and any(first <= code <= last for first, last in _WIDE)

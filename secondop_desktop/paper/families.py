"""Which bundled typeface is there for which script; nothing is read from its file here."""

from __future__ import annotations

from dataclasses import dataclass

SANS = "Sans"
HEAVIER = "+"
"""After the name of a font: its letters are drawn with a thin outline, for want of a bold file."""


@dataclass(frozen=True, slots=True)
class Family:
    """The files of a family, and the first and last code of each stretch of characters it is asked for.

    Without a bold file bold letters are the regular ones with an outline.
    """

    regular: str
    bold: str
    blocks: tuple[tuple[int, int], ...] = ()


def _noto(script: str, *blocks: tuple[int, int], bold: bool = False) -> Family:
    heavy = f"NotoSans{script}-Bold.ttf" if bold else ""
    return Family(f"NotoSans{script}-Regular.ttf", heavy, blocks)


FAMILIES = {
    SANS: _noto("", bold=True),  # Latin, Vietnamese, Greek, Cyrillic
    "Arabic": _noto(
        "Arabic",
        (0x600, 0x6FF),
        (0x750, 0x77F),
        (0x8A0, 0x8FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFE),
        bold=True,
    ),
    "Hebrew": _noto("Hebrew", (0x590, 0x5FF), (0xFB1D, 0xFB4F), bold=True),
    "Devanagari": _noto("Devanagari", (0x900, 0x97F), (0x1CD0, 0x1CF9), (0xA830, 0xA8FF), bold=True),
    "Bengali": _noto("Bengali", (0x980, 0x9FF)),
    "Gurmukhi": _noto("Gurmukhi", (0xA00, 0xA7F)),
    "Gujarati": _noto("Gujarati", (0xA80, 0xAFF)),
    "Tamil": _noto("Tamil", (0xB80, 0xBFF)),
    "Telugu": _noto("Telugu", (0xC00, 0xC7F)),
    "Thai": _noto("Thai", (0xE00, 0xE7F)),
    "Lao": _noto("Lao", (0xE80, 0xEFF)),
    "Khmer": _noto("Khmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    "Ethiopic": _noto("Ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    "Armenian": _noto("Armenian", (0x530, 0x58F), (0xFB13, 0xFB17)),
    "Georgian": _noto("Georgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    "EastAsia": Family(
        "DroidSansFallback-Regular.ttf",
        "",
        (
            *((0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3001, 0x31FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3)),
            *((0xF900, 0xFAFF), (0xFE30, 0xFE4F)),
            *((0xFF01, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65)),  # marks, no letters
        ),
    ),
    "Math": _noto("Math"),
}


def family_of(code: int) -> tuple[str, ...]:
    """The families to ask for a character that Noto Sans does not hold, in this order."""
    if code < 0x530:
        return ("Math",)
    own = _family_with(code)
    return (own, "Math") if own else ("Math",)


_SPOKEN = {
    **{"Hebrew": "he", "Gurmukhi": "pa", "Gujarati": "gu", "Tamil": "ta", "Telugu": "te", "Thai": "th"},
    **{"Lao": "lo", "Khmer": "km", "Armenian": "hy", "Georgian": "ka"},
}
_KANA, _HANGUL = (0x3041, 0x30FF), (0xAC00, 0xD7A3)


def language_of(text: str) -> str:
    """The language of a text, as a BCP 47 code, where its letters leave no doubt; else nothing.

    Arabic letters may be Urdu, those of India Marathi, Chinese signs alone Japanese: there is no guessing.
    """
    found = set()
    for char in "" if text.isascii() else text:
        if char.isalpha():
            if not (spoken := _spoken(ord(char))) and not _within(ord(char), FAMILIES["EastAsia"].blocks):
                return ""
            found.add(spoken)
    if "ja" in found:
        found.discard("")  # Chinese signs beside Japanese ones
    return found.pop() if len(found) == 1 else ""


def _spoken(code: int) -> str:
    if _within(code, (_KANA,)):
        return "ja"
    return "ko" if _within(code, (_HANGUL,)) else _SPOKEN.get(_family_with(code), "")


def _family_with(code: int) -> str:
    return next((name for name, family in FAMILIES.items() if _within(code, family.blocks)), "")


def _within(code: int, blocks: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in blocks)

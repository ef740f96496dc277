"""How what several doctors said about one point stands to each other, judged by the words alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from secondop_desktop.base.language import tr, trn

SAME, DIFFERS, ONE, NOTHING = "same", "differs", "one", "nothing"
_MOST_NAMES = 2
_AS_WRITTEN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff")
)


@dataclass(frozen=True)
class Standing:
    """SAME, DIFFERS, ONE (only one doctor) or NOTHING; `silent` are the places of those without a word."""

    verdict: str
    silent: tuple[int, ...]


def folded(text: str) -> str:
    """The words as they are compared: letter case, blanks, kinds of quotes and a full stop at the end aside.

    Signs stay as they are: "2.5 mg" is not "25 mg", "HER2+" is not "HER2-" and "10²" is not "102".
    """
    plain = unicodedata.normalize("NFC", text).translate(_AS_WRITTEN).casefold()
    return " ".join(plain.split()).rstrip(" .;,")


def standing(said: Sequence[Sequence[str]]) -> Standing:
    """How the words of several doctors stand; `said` holds the words of each, in their order.

    Other words, more words or another order are DIFFERS. That says nothing about what is meant.
    """
    words = [tuple(filter(None, map(folded, one))) for one in said]
    silent = tuple(place for place, one in enumerate(words) if not one)
    spoken = [one for one in words if one]
    if not spoken:
        return Standing(NOTHING, silent)
    if len(spoken) == 1:
        return Standing(ONE, silent)
    return Standing(SAME if len(set(spoken)) == 1 else DIFFERS, silent)


def sentence(found: Standing, names: Sequence[str], *, asked: bool = False) -> str:
    """How it stands in words; `names` are those of the doctors, in the same order.

    `asked`: it is about a question that the doctors were asked, and not about something to be addressed.
    """
    if found.verdict == NOTHING:
        return tr("No answer yet.") if asked else tr("Not addressed in my notes.")
    if found.verdict == ONE:
        return tr("Only one doctor is noted here.")
    verdict = tr("Same words.") if found.verdict == SAME else tr("Written differently.")
    missing = _missing([names[place] for place in found.silent], len(names), asked=asked)
    return f"{verdict} {missing}" if missing else verdict


def _missing(names: Sequence[str], count: int, *, asked: bool) -> str:
    """Who is not among those who are compared: by name, or when there are many by their number."""
    if not names:
        return ""
    if len(names) <= _MOST_NAMES:
        who = tr("{one} and {other}", one=names[0], other=names[-1]) if len(names) > 1 else names[0]
        return (
            tr("No answer yet: {who}.", who=who)
            if asked
            else tr("Not addressed in my notes: {who}.", who=who)
        )
    n = len(names)
    if asked:
        return trn(
            "No answer yet from {n} of {all} doctors.",
            "No answer yet from {n} of {all} doctors.",
            n,
            all=count,
        )
    return trn(
        "Not addressed in my notes: {n} of {all} doctors.",
        "Not addressed in my notes: {n} of {all} doctors.",
        n,
        all=count,
    )

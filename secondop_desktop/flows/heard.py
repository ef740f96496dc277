"""What a line that was caught in the room speaks of: the day in it, and the kind of test."""

from __future__ import annotations

import re
from datetime import date

from secondop_desktop.base.dates import PartialDate, read_date
from secondop_desktop.base.errors import FieldError
from secondop_desktop.search.words import folded

_MOST_WORDS = 4
"""A date has at most so many words: "14 de mayo 2026"."""
_MOST_LETTERS = 400
"""Further on in a line nobody looks for a date; what was pasted there is no line."""
_KINDS = (
    ("biopsy", r"biops"),
    ("mammogram", r"mammo|mamo|tomosynth"),
    ("ultrasound", r"ultraso|sonogra|ecogra"),
    ("mri", r"\bmri\b|\bmr\b|magnetic|resonancia"),
    ("pet", r"\bpet\b"),
    ("ct", r"\bct\b|\bcat scan\b|\btac\b"),
    ("genes", r"\bgenes?\b|\bgenetic|\bgenom|brca|oncotype|mammaprint|\bngs\b"),
    ("lab", r"\bblood|\blabs?\b|\bmarkers?\b|sangre|analitica|urine"),
    ("scan", r"\bscan|x-?rays?\b|\bdexa\b|gammagra|radiogra"),
    ("operation", r"operation|surgery|cirugia|operacion"),
)
"""By which words a kind of test is known, in English and Spanish; the first line that fits counts."""


def examination_kind(text: str) -> str:
    """Which of examinations.KINDS a test is, by its words; "other" when they do not tell."""
    plain = folded(text[:_MOST_LETTERS])
    return next((kind for kind, words in _KINDS if re.search(words, plain)), "other")


def day_in(text: str, today: date) -> PartialDate | None:
    """The one date that stands in a line, such as in "Come back 14 May at 10"; None for none or several.

    A day without a year is the next one from `today` on. A year alone is no date here.
    """
    words = [word.strip(".,;:()") for word in text[:_MOST_LETTERS].split()]
    found: list[PartialDate] = []
    at = 0
    while at < len(words):
        size, day = _date_at(words[at : at + _MOST_WORDS], today)
        if day is not None:
            found.append(day)
        at += size
    return found[0] if len(found) == 1 else None


def _date_at(words: list[str], today: date) -> tuple[int, PartialDate | None]:
    """The date that begins with the first of these words, and how many of them it takes."""
    for size in range(len(words), 0, -1):
        part = words[:size]
        if all(part) and (size > 1 or not part[0].isdecimal()):
            try:
                return size, read_date(" ".join(part), today)
            except FieldError:
                continue
    return 1, None

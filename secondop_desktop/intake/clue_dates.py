"""Finds the dates in the lines of a record, and which of them is the date of the paper itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_month_names

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.intake.clue_lines import HEAD_LINES, Line, fold
from secondop_desktop.intake.clue_rules import DATE_ROLES

OLDEST_YEARS = 40
MOST_DATES = 3
_FAR = 45
"""So many characters before a date may tell what it is."""
_LABEL = 5
"""So many words are a label; more are a sentence, which tells of something else than the paper."""
_BULLETS = ("•", "-", "*", "–")
_SAID_ANYHOW = ("birth", "other", "signed")

_WORDY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[ .-]*(?:de |of )?([a-z]{3,12})\.?[ ,.-]*(?:de |del )?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([a-z]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)")
_SPANISH = re.compile(r"\b(de la|de los|paciente|informe|fecha|diagnostico|del)\b")
_AMERICAN = re.compile(r"\b[A-Z]{2},? \d{5}(-\d{4})?\b|\(\d{3}\) ?\d{3}-\d{4}|(?i:mm/dd)")
_BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\bNHS\b|(?i:dd/mm)")


@dataclass(frozen=True)
class Dated:
    """A date, what it is of, how well that dates the paper (1 best), and its line."""

    when: PartialDate
    role: str
    rank: int
    line: Line


def dates(lines: Sequence[Line], today: date) -> list[Dated]:
    """The dates the paper may bear, the likeliest first, each once; none of birth, none to come."""
    found = [one for before, line in _pairs(lines) for one in _in_line(before, line, _order(lines))]
    births = {one.when for one in found if one.role == "birth"}
    fit = [one for one in found if one.rank and one.when not in births and _believable(one.when, today)]
    likely: dict[PartialDate, Dated] = {}
    for one in sorted(fit, key=lambda one: one.rank):
        likely.setdefault(one.when, one)
    return list(likely.values())[:MOST_DATES]


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line | None, Line]]:
    before: Line | None = None
    for line in lines:
        yield (before if before is not None and before.page == line.page else None), line
        before = line


def _in_line(before: Line | None, line: Line, order: str) -> Iterator[Dated]:
    last = 0
    for start, end, when in _spans(line.folded, order):
        label = line.folded[max(last, start - _FAR) : start]
        role, rank = _role(label, before, line, start == 0 and end >= len(line.folded) - 1)
        if when is not None and role:
            yield Dated(when, role, rank, line)
        last = end


def _role(label: str, before: Line | None, line: Line, alone: bool) -> tuple[str, int]:
    named = ("", 0) if line.text.startswith(_BULLETS) else _named(label)
    is_label = label.rstrip().endswith(":") or len(label.split()) <= _LABEL
    if named[0] and (is_label or named[0] in _SAID_ANYHOW):
        return named
    if alone and before is not None and len(before.folded) < _FAR and not re.search(r"\d", before.folded):
        above = _named(before.folded)
        if above[0]:
            return above
    # "Madrid, 14 de marzo de 2026" and a date by itself open a letter; a date inside a sentence does not.
    opens = line.number < HEAD_LINES and len(line.folded) < len(label) + 30
    return ("alone", 3) if opens and re.fullmatch(r"([a-z .]{3,25},? *(a )?)?", label) else ("", 0)


def _named(label: str) -> tuple[str, int]:
    """The role whose words end nearest to the end of the label; of two that end there, the longer words."""
    best, nearest = ("", 0), (-1, 0)
    for role, rank, pattern in DATE_ROLES:
        for found in re.finditer(rf"(?:{pattern})(?: date| on| of| at| el| en|:)*", label):
            place = (found.end(), found.end() - found.start())
            if place > nearest:
                best, nearest = (role, rank), place
    return best


def _spans(text: str, order: str) -> list[tuple[int, int, PartialDate | None]]:
    """Where dates stand in a line; None for one whose day and month cannot be told apart."""
    found: list[tuple[int, int, PartialDate | None]] = []
    for match in _ISO.finditer(text):
        found.append((*match.span(), _date(match[1], match[2], match[3])))
    for match in _WORDY.finditer(text):
        if _month(match[2]):
            found.append((*match.span(), _date(match[3], _month(match[2]), match[1])))
    for match in _MONTH_FIRST.finditer(text):
        if _month(match[1]):
            found.append((*match.span(), _date(match[3], _month(match[1]), match[2])))
    for match in _NUMBERS.finditer(text):
        if not any(start <= match.start() < end for start, end, _ in found):
            found.append((*match.span(), _numbers(match[1], match[3], match[4], order)))
    return sorted(found, key=lambda one: one[0])


def _numbers(first: str, second: str, year: str, order: str) -> PartialDate | None:
    one, two = int(first), int(second)
    whole = year if len(year) == 4 else f"20{year}"
    if one == two or one > 12:
        return _date(whole, second, first)
    if two > 12:
        return _date(whole, first, second)
    if order == "day":
        return _date(whole, second, first)
    return _date(whole, first, second) if order == "month" else None


def _order(lines: Sequence[Line]) -> str:
    """Which number comes first in this paper, "day" or "month"; nothing when it does not say.

    A date that can only be read in one way decides; else the country does, if only one speaks.
    """
    seen = [match for line in lines for match in _NUMBERS.finditer(line.folded)]
    ways = {"day" if int(m[1]) > 12 else "month" for m in seen if int(m[1]) > 12 or int(m[3]) > 12}
    if not ways:
        spanish = sum(bool(_SPANISH.search(line.folded)) for line in lines) >= 3
        british = any(_BRITISH.search(line.text) for line in lines)
        american = any(_AMERICAN.search(line.text) for line in lines)
        ways = ({"day"} if spanish or british else set()) | ({"month"} if american else set())
    return ways.pop() if len(ways) == 1 else ""


def _date(year: str | int, month: str | int, day: str | int) -> PartialDate | None:
    try:
        return PartialDate(int(year), int(month), int(day))
    except ValueError:
        return None


def _believable(when: PartialDate, today: date) -> bool:
    day = when.whole()
    return day is not None and day <= today and when.year >= today.year - OLDEST_YEARS


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {"sept": 9, "set": 9}
    for language in ("en", "es"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, "format", language).items():
                names[fold(name).rstrip(".")] = int(number)
    return names


def _month(word: str) -> int:
    return _months().get(word, 0)

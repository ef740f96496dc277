"""Finds the name of the hospital or laboratory a paper is from, and what the paper calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secondop_desktop.intake.clue_lines import Line, fold, head_of, segments
from secondop_desktop.intake.clue_rules import (
    HEAD_ENDS,
    KIND_RULES,
    NOT_A_NAME,
    PLACE_LABELS,
    PLACES,
    PLAIN_WORDS,
    TITLE_LABELS,
)

MOST_PLACES = 2
LONGEST_TITLE = 70
_SALUTES = ("dear", "estimad", "distinguid", "apreciad")
_SMALL_WORDS = "of and the for at de del la las los el y e & da do"
_SMALL = frozenset(_SMALL_WORDS.split())
_LARGE_WORDS = """
    CT MRI PET PET/CT PET-CT US IV II III ER PR HER2 DNA RNA PSA CEA CBC ECG EKG BRCA BRCA1 BRCA2 FISH TAC TC
    RM IHC MDT ICU UCI NHS XR DEXA SPECT CA
"""
_LARGE = frozenset(_LARGE_WORDS.split())
_CUT = re.compile(
    r"\s{2,}|\s(?:date|dob|patient|mrn|fecha|paciente|accession|order|age|sex)\b.*", re.IGNORECASE
)


def places(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Names of places at the top of the first page, before any other person is named, or behind a label."""
    found: dict[str, tuple[str, Line]] = {}
    for name, line in (*_labelled_places(lines), *_letterhead(lines)):
        found.setdefault(fold(name), (name, line))
    return list(found.values())[:MOST_PLACES]


def titles(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """What the paper calls itself: the examination behind its label, or else the heading."""
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    for line in first:
        label = re.match(TITLE_LABELS, line.folded)
        title = _title(line.text[label.end() :]) if label else ""
        if title:
            return [(title, line)]
    for line in head_of(lines):
        heading = next(filter(None, (heading_of(line, rule.headings) for rule in KIND_RULES.values())), "")
        title = "" if heading.lower().startswith(_SALUTES) else _title(heading)
        if title:
            return [(title, line)]
    return []


def heading_of(line: Line, headings: str) -> str:
    """The part of a line that is one of these headings, perhaps with a word or two around it; or nothing."""
    if len(line.folded) > LONGEST_TITLE + 40:
        return ""
    for part in (line.text, *segments(line.text)):
        if re.fullmatch(rf"(\W*\w+\W+){{0,2}}?(?:{headings})(\W+\w+){{0,2}}\W*", fold(part)):
            return part
    return ""


def _labelled_places(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    for line in lines:
        label = re.match(PLACE_LABELS, line.folded)
        name = segments(line.text[label.end() :])[0] if label else ""
        if name and _is_place(name):
            yield name, line


def _letterhead(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    for line in head_of(lines):
        if re.match(HEAD_ENDS, line.folded):
            return
        for part in segments(line.text):
            if re.search(PLACES, fold(part)) and _is_place(part):
                yield part, line
                break


def _is_place(name: str) -> bool:
    words = name.split()
    folded = fold(name)
    capitals = all(word[0].isupper() or word.lower() in _SMALL or not word[0].isalpha() for word in words)
    own = [word for word in re.findall(r"[^\W\d_]+", folded) if word not in PLAIN_WORDS and len(word) > 1]
    return (
        2 <= len(words) <= 9
        and capitals
        and bool(own)
        and not re.search(r"[\d:@]", name)
        and not re.search(NOT_A_NAME, folded)
    )


def _title(text: str) -> str:
    """A heading as a title: cut where something else begins, and not in capitals throughout."""
    short = _CUT.split(text.strip())[0].strip(" .:-–—|*_")
    letters = [letter for letter in short if letter.isalpha()]
    if len(letters) < 5 or len(short) > LONGEST_TITLE or re.search(r"\d{4,}|\d/\d", short):
        return ""
    if sum(letter.isupper() for letter in letters) > len(letters) * 0.7:
        words = [word if word.strip("(),") in _LARGE else word.lower() for word in short.split()]
        short = " ".join(words)
    return short[0].upper() + short[1:]

"""What the text of a record says about the record: kind, date, place and title, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.intake.clue_dates import dates
from secondop_desktop.intake.clue_lines import Line, head_of, lines_of
from secondop_desktop.intake.clue_names import heading_of, places, titles
from secondop_desktop.intake.clue_rules import KIND_RULES, date_sentences, kind_sentences

HEADING, PART, MOST_PARTS = 10, 2, 6
ENOUGH, MARGIN = 8, 1.6
"""Without a heading it takes the first part of the rule and three more; and nobody may come near."""


@dataclass(frozen=True)
class Clue:
    """One value a `field` of the record may have, and where that comes from.

    `page` counts from 1, `words` stand on it, `why` is the rule in a sentence. It is a suggestion: nothing is
    ever filled in by it.
    """

    field: str
    value: str | PartialDate
    page: int
    words: str
    why: str


def clues(pages: Sequence[tuple[int, str]], today: date) -> list[Clue]:
    """What the first pages say, field by field: kind, date, facility, title; the likeliest first."""
    lines = lines_of(pages)
    if not lines:
        return []
    return [*_kind(lines), *_dates(lines, today), *_places(lines), *_titles(lines)]


def _kind(lines: Sequence[Line]) -> list[Clue]:
    """The kind that speaks clearly louder than every other; none when two do."""
    scores = {kind: _score(lines, kind) for kind in KIND_RULES}
    ranked = sorted(scores, key=lambda kind: scores[kind][0], reverse=True)
    (best, line), second = scores[ranked[0]], scores[ranked[1]][0]
    if line is None or best < ENOUGH or best < second * MARGIN:
        return []
    return [Clue("kind", ranked[0], line.page, line.evidence(), kind_sentences()[ranked[0]])]


def _score(lines: Sequence[Line], kind: str) -> tuple[int, Line | None]:
    rule = KIND_RULES[kind]
    heading = next((line for line in head_of(lines) if heading_of(line, rule.headings)), None)
    parts = [next((line for line in lines if re.search(part, line.folded)), None) for part in rule.parts]
    there = [line for line in parts if line is not None]
    if heading is None and parts[0] is None:
        return 0, None
    points = HEADING * (heading is not None) + PART * min(len(there), MOST_PARTS)
    return points, heading or (there[0] if there else None)


def _dates(lines: Sequence[Line], today: date) -> list[Clue]:
    why = date_sentences()
    return [
        Clue("dated", one.when, one.line.page, one.line.evidence(), why[one.role])
        for one in dates(lines, today)
    ]


def _places(lines: Sequence[Line]) -> list[Clue]:
    why = tr("It stands where papers say whom they are from.")
    return [Clue("facility", name, line.page, line.evidence(), why) for name, line in places(lines)]


def _titles(lines: Sequence[Line]) -> list[Clue]:
    why = tr("The paper calls itself so.")
    return [Clue("title", title, line.page, line.evidence(), why) for title, line in titles(lines)]

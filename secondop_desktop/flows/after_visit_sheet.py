"""From a visit to the sheet that holds what came of it: the summary of the screen, on paper."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop import glossary
from secondop_desktop.base import language
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import person
from secondop_desktop.flows import see_visit_summary as summary
from secondop_desktop.flows.plan import CARE, CLOSE, Plan
from secondop_desktop.flows.see_visit_summary import Line, Section
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_own import SheetLine, SheetPart, VisitSheet
from secondop_desktop.vault.vault import Vault

EXPLAINED = "explained"
MOST_EXPLAINED = 8
"""So many words are explained, or the words would take more room than the answers."""
MOST_SEARCHED = 6_000
"""So many letters are searched for them: a preview must not wait for a novel."""
_NEAR = CARE | CLOSE
_HELPS = CARE | {"companion"}
_ORDER: dict[str, tuple[frozenset[str], str]] = {
    summary.PEOPLE: (_NEAR, "plain"),
    summary.UNDERSTOOD: (_NEAR, "text"),
    summary.ANSWERS: (_NEAR, "answers"),
    summary.STEPS: (_NEAR, "boxes"),
    summary.TESTS: (_NEAR, "boxes"),
    summary.MEDICINES: (_HELPS, "plain"),
    summary.SAID: (_HELPS, "plain"),
    summary.OPEN: (_HELPS, "boxes"),
    summary.WORDS: (CLOSE | {"myself"}, "words"),
    summary.PAPERS: (_HELPS, "plain"),
    summary.REPORT: (CARE, "text"),
    summary.FELT: (frozenset(), "text"),
    summary.PAGE: (frozenset({"myself"}), "text"),
}
"""The sections as they stand on paper: who sees them as a rule, and how they are set."""


def visit_sheet(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> VisitSheet:
    """What is ticked of what came of a visit; what is not ticked is not in it at all."""
    told = summary.visit_summary(session, plan.visit, clock)
    owner = person.known(session)
    found = {section.key: section for section in told.sections if plan.shows(section.key)}
    parts = [_part(found[key], style) for key, (_, style) in _ORDER.items() if key in found]
    words = (
        _explained([found[key] for key in found if key != summary.PEOPLE]) if plan.shows(EXPLAINED) else ()
    )
    if words:
        parts.append(SheetPart(tr("Words in this summary"), words, "words"))
    return VisitSheet(
        doctor=told.doctor,
        person=owner.name if owner else "",
        when=told.when,
        place=told.visit.place,
        printed_on=day_words(clock.today()),
        parts=tuple(parts),
        empty=_empty(bool(told.sections)),
    )


def _explained(sections: Sequence[Section]) -> tuple[SheetLine, ...]:
    """What the words of medicine in these sections mean, but for those that are explained there already."""
    known = glossary.load(language.code())
    texts = {
        section.key: [t for line in section.lines for t in (line.text, line.below)] for section in sections
    }
    done = {entry.key for text in texts.pop(summary.WORDS, []) for _, _, entry in known.find_in(text)}
    found: dict[str, SheetLine] = {}
    left = MOST_SEARCHED
    for text in itertools.chain.from_iterable(texts.values()):
        if len(found) >= MOST_EXPLAINED or left <= 0:
            break
        for _, _, entry in known.find_in(text[:left]):
            if entry.key not in done:
                found.setdefault(entry.key, SheetLine(entry.term, entry.plain))
        left -= len(text)
    return tuple(found.values())[:MOST_EXPLAINED]


def _empty(something: bool) -> str:
    if something:
        return tr("Nothing of what was written down at this visit was chosen for this sheet.")
    return tr("Nothing was written down at this visit. There is room for it below.")


def _part(section: Section, style: str) -> SheetPart:
    return SheetPart(section.title, tuple(_line(line, section.key) for line in section.lines), style)


def _line(line: Line, key: str) -> SheetLine:
    if key == summary.PEOPLE:
        return SheetLine(line.text, mark=line.below)
    made = SheetLine(line.text, line.below, line.who, line.mark, line.done)
    if key == summary.ANSWERS and not line.below:
        return replace(made, below=tr("It was asked. No words are written down."))
    if key == summary.WORDS and not line.below:
        return replace(made, below=tr("The word list of SecondOp does not know it. Please ask."))
    return made


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        data = visit_sheet(session, plan, clock)
    return draw.after_visit(data, plan.style())


def _title_of(key: str) -> Part:
    return Part(key, lambda: summary.section_titles()[key], _ORDER[key][0])


KIND = SheetKind(
    "after-visit",
    lambda: tr("Summary of a visit"),
    _draw,
    parts=(
        *(_title_of(key) for key in _ORDER),
        Part(EXPLAINED, lambda: tr("Words of medicine in it, explained"), CLOSE | {"myself"}),
    ),
    visit="needed",
    recipients=("myself", "doctor", "family_doctor", "companion", "family", "other"),
    about=lambda: tr("What came of one visit: the answers, what happens next, and what is still open."),
)

"""The stages of the way, each with a sentence that says how things stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from secondop_desktop.base.language import tr, trn

ENOUGH_QUESTIONS = 3
MOST_SENTENCES = 2
"""So many things are said at the last stage; the rest stands elsewhere on the first page."""


@dataclass(frozen=True)
class Facts:
    """What the rules look at; counts and ready words, nothing else.

    `next_visit` is empty when no visit is planned, else its day and hour in words. `unanswered` counts
    questions of a past visit without an answer of which nobody has said what becomes of them. `pieces_owed`
    counts reports, image files and slides that were asked for and have not come. `carried`, `report_late`
    and `unplanned` are whole sentences of journey/loose_ends.py, empty when there is nothing to say;
    `steps_late` and `steps_soon` count next steps of visits that are late or due.
    """

    happened: bool = False
    reasons: int = 0
    second_doctor: str = ""
    records: int = 0
    records_being_read: int = 0
    records_unreadable: int = 0
    questions: int = 0
    starred: int = 0
    next_visit: str = ""
    second_visits_done: int = 0
    answers: int = 0
    unanswered: int = 0
    pieces_owed: int = 0
    pieces_not_asked: int = 0
    carried: str = ""
    report_late: str = ""
    unplanned: str = ""
    steps_late: int = 0
    steps_soon: int = 0


class Standing(StrEnum):
    """How far a stage is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Stage:
    """One stage as the home page shows it; `key` names it for good."""

    key: str
    title: str
    state: str
    standing: Standing


@dataclass(frozen=True)
class _Rule:
    key: str
    title: Callable[[], str]
    state: Callable[[Facts], str]
    done: Callable[[Facts], bool]


def _why_state(facts: Facts) -> str:
    if facts.happened and facts.reasons:
        return trn(
            "You wrote it down and chose {n} reason.",
            "You wrote it down and chose {n} reasons.",
            facts.reasons,
        )
    if facts.happened:
        return tr("You wrote down what happened. You can still choose your reasons.")
    if facts.reasons:
        return trn(
            "You chose {n} reason. What happened is not written down yet.",
            "You chose {n} reasons. What happened is not written down yet.",
            facts.reasons,
        )
    return tr("What you were told, and why you want a second opinion.")


def _doctor_state(facts: Facts) -> str:
    return facts.second_doctor or tr("No second doctor is chosen yet.")


def _records_state(facts: Facts) -> str:
    parts = [tr("No records are here yet.")]
    if facts.records:
        parts = [trn("{n} record is here.", "{n} records are here.", facts.records)]
    if facts.records and facts.records_being_read:
        parts.append(trn("{n} is still being read.", "{n} are still being read.", facts.records_being_read))
    if facts.records and facts.records_unreadable:
        parts.append(trn("{n} could not be read.", "{n} could not be read.", facts.records_unreadable))
    if facts.pieces_owed:
        parts.append(trn("{n} is asked for.", "{n} are asked for.", facts.pieces_owed))
    if facts.pieces_not_asked:
        parts.append(trn("{n} is not asked for yet.", "{n} are not asked for yet.", facts.pieces_not_asked))
    return " ".join(parts)


def _questions_state(facts: Facts) -> str:
    if not facts.questions:
        return tr("No questions are written yet.")
    written = trn("{n} question is written.", "{n} questions are written.", facts.questions)
    starred = trn("{n} has a star.", "{n} have a star.", facts.starred) if facts.starred else ""
    return f"{written} {starred}".strip()


def _visit_state(facts: Facts) -> str:
    if facts.next_visit:
        return f"{facts.next_visit}. {facts.carried}" if facts.carried else facts.next_visit
    if facts.second_visits_done:
        return tr("You have been there.")
    return tr("No appointment is written down yet.")


def _compare_state(facts: Facts) -> str:
    if not facts.second_visits_done:
        return tr("This comes after the appointment.")
    parts = [facts.report_late, _answers_state(facts), facts.unplanned, _steps_state(facts)]
    return " ".join([part for part in parts if part][:MOST_SENTENCES])


def _answers_state(facts: Facts) -> str:
    if facts.unanswered:
        return trn(
            "{n} question is still without an answer.",
            "{n} questions are still without an answer.",
            facts.unanswered,
        )
    return trn("{n} answer is written down.", "{n} answers are written down.", facts.answers)


def _steps_state(facts: Facts) -> str:
    if facts.steps_late:
        return trn("{n} next step is late.", "{n} next steps are late.", facts.steps_late)
    if facts.steps_soon:
        return trn("{n} next step is due.", "{n} next steps are due.", facts.steps_soon)
    return ""


_RULES = (
    _Rule("why", lambda: tr("Write down what happened"), _why_state, lambda f: f.happened and f.reasons > 0),
    _Rule("doctor", lambda: tr("Choose a second doctor"), _doctor_state, lambda f: bool(f.second_doctor)),
    _Rule(
        "records",
        lambda: tr("Gather your records"),
        _records_state,
        lambda f: f.records > f.records_being_read and not f.pieces_owed and not f.pieces_not_asked,
    ),
    _Rule(
        "questions",
        lambda: tr("Prepare your questions"),
        _questions_state,
        lambda f: f.questions >= ENOUGH_QUESTIONS and f.starred > 0,
    ),
    _Rule(
        "appointment", lambda: tr("Go to the appointment"), _visit_state, lambda f: f.second_visits_done > 0
    ),
    _Rule(
        "compare",
        lambda: tr("Compare what you heard"),
        _compare_state,
        lambda f: (
            f.second_visits_done > 0
            and f.answers > 0
            and not (f.unanswered or f.report_late or f.unplanned or f.steps_late)
        ),
    ),
)
KEYS = tuple(rule.key for rule in _RULES)


def stages(facts: Facts) -> tuple[Stage, ...]:
    """All stages in order; the first one that is not done is NOW, and there is never a second one."""
    found: list[Stage] = []
    next_is_known = False
    for rule in _RULES:
        if rule.done(facts):
            standing = Standing.DONE
        else:
            standing = Standing.LATER if next_is_known else Standing.NOW
            next_is_known = True
        found.append(Stage(rule.key, rule.title(), rule.state(facts), standing))
    return tuple(found)


def next_stage(facts: Facts) -> Stage | None:
    """The one stage to go on with, or None when all are done."""
    return next((stage for stage in stages(facts) if stage.standing is Standing.NOW), None)

"""Which questions of the catalogue to offer a person, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from secondop_desktop.base.language import tr
from secondop_desktop.questions.catalogue import Catalogue, CatalogueQuestion

# Points, set by looking at the lists they give for common situations. A question earns the most by
# serving mainly what the person came for, then by the moment, then by being about their type of cancer.
REASON = 4
MAIN_REASON = 2
FURTHER_REASON = 1
MOST_FURTHER = 2
MOMENT = 4
SITUATION = 3
OWN_TYPE = 3
VISIT = 2
WEIGHT = 2
# What each question of the same phase that is already on the list takes away, so that no phase swallows all.
SAME_PHASE = 1


@dataclass(frozen=True)
class Suggestion:
    """A question worth asking; `because` says in one sentence why it is offered to this person."""

    question: CatalogueQuestion
    because: str


@dataclass(frozen=True)
class _Person:
    """What is known of the person and the visit the questions are for."""

    reasons: Collection[str]
    moment: str
    cancer_type: str
    visit_kind: str
    situations: Collection[str]


def suggest(
    catalogue: Catalogue,
    *,
    reasons: Collection[str],
    moment: str = "",
    cancer_type: str = "",
    already: Collection[str] = (),
    visit_kind: str = "second_opinion",
    situations: Collection[str] = (),
    limit: int = 20,
) -> list[Suggestion]:
    """At most `limit` questions, the most useful first; the same facts give the same list.

    `already` holds ids that are on the person's list. A question for certain types of cancer, kinds of
    visit, reasons, moments or situations comes only with those. Keys that the catalogue does not know
    count for nothing, so a case from a newer version is fine; an empty `visit_kind` means that it is not
    known.
    """
    person = _Person(reasons, moment, cancer_type, visit_kind, situations)
    waiting = [q for q in catalogue.questions if q.id not in already and _fits(q, person)]
    at_home = {phase.key for phase in catalogue.phases if visit_kind in phase.visits}
    points = {q.id: _points(q, person, q.phase in at_home) for q in waiting}
    chosen: list[CatalogueQuestion] = []
    taken: Counter[str] = Counter()
    while waiting and len(chosen) < limit:
        # max() keeps the first of equals: the order of the catalogue decides.
        best = max(waiting, key=lambda q: points[q.id] - SAME_PHASE * taken[q.phase])
        waiting.remove(best)
        chosen.append(best)
        taken[best.phase] += 1
    return [Suggestion(q, _because(catalogue, q, person)) for q in chosen]


def _fits(question: CatalogueQuestion, person: _Person) -> bool:
    if question.cancer_types and person.cancer_type not in question.cancer_types:
        return False
    if question.visits and person.visit_kind and person.visit_kind not in question.visits:
        return False
    given = {*person.reasons, person.moment, person.visit_kind, *person.situations}
    return not question.only_for or not given.isdisjoint(question.only_for)


def _points(question: CatalogueQuestion, person: _Person, at_home: bool) -> int:
    points = WEIGHT * question.weight
    served = sum(reason in person.reasons for reason in question.reasons)
    if served:
        points += REASON + FURTHER_REASON * min(served - 1, MOST_FURTHER)
    if question.reasons[0] in person.reasons:
        points += MAIN_REASON
    if person.moment in question.moments:
        points += MOMENT
    if any(situation in person.situations for situation in question.situations):
        points += SITUATION
    if question.cancer_types:
        points += OWN_TYPE
    return points + VISIT * at_home


def _because(catalogue: Catalogue, question: CatalogueQuestion, person: _Person) -> str:
    """The strongest cause in one sentence: a reason, the moment, the situation, or the type of cancer."""
    said = {reason.key: reason.because for reason in catalogue.reasons}
    for reason in question.reasons:
        if reason in person.reasons:
            return said[reason]
    for moment in catalogue.moments:
        if moment.key == person.moment and moment.key in question.moments:
            return moment.because
    for situation in catalogue.situations:
        if situation.key in person.situations and situation.key in question.situations:
            return situation.because
    for kind in catalogue.cancer_types:
        if kind.key == person.cancer_type and kind.key in question.cancer_types:
            return kind.because
    return tr("Because it is worth asking at almost any visit.")

"""The catalogue of questions that ships with the program, with the words by which it is sorted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from secondop_desktop.base.paths import resources
from secondop_desktop.questions import tables
from secondop_desktop.questions.tables import Table

ENGLISH = "en"
VOCABULARY = "vocabulary.toml"
VISIT_KINDS = ("first_opinion", "second_opinion", "third_opinion", "test", "follow_up", "other")
MOST_WORDS = 25
MOST_WORDS_WHY = 30
MOST_WORDS_TITLE = 15
MOST_WEIGHT = 3
FOR_A_WHOLE_FILE = ("phase", "cancer_types", "visits", "situations", "only_for")


@dataclass(frozen=True)
class Phase:
    """One part of a talk with a doctor; `visits` are the kinds of visit at which it matters most."""

    key: str
    title: str
    about: str
    visits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why a person wants a second opinion: `title` in their words, `because` as a sentence to them."""

    key: str
    title: str
    because: str


@dataclass(frozen=True)
class Moment:
    """Where a person stands right now: `title` in their words, `because` as a sentence to them."""

    key: str
    title: str
    because: str


@dataclass(frozen=True)
class Situation:
    """What is planned, or how a visit is held: `title` in the person's words, `because` as a sentence."""

    key: str
    title: str
    because: str


@dataclass(frozen=True)
class CancerType:
    """A type of cancer; `because` says why a question that is only for this type is offered."""

    key: str
    title: str
    because: str


@dataclass(frozen=True)
class CatalogueQuestion:
    """A question to a doctor, in one short sentence, and in `why` what it is good for.

    `reasons` are keys, the one it serves most first. `cancer_types` and `visits` name all that it fits;
    empty means any. `situations` are those it belongs to. `only_for` names reasons, moments, kinds of visit
    or situations without which it would be out of place ("is the cancer back?"); empty means none. `weight`
    says how central it is, from 1 to 3. The `id` stays the same for ever.
    """

    id: str
    text: str
    why: str
    phase: str
    reasons: tuple[str, ...]
    weight: int
    moments: tuple[str, ...] = ()
    cancer_types: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()

    @property
    def serves(self) -> tuple[str, ...]:
        """The keys of its reasons and its situations."""
        return (*self.reasons, *self.situations)


@dataclass(frozen=True)
class Catalogue:
    """All questions, in the order of their phases with general ones first, and the vocabulary."""

    phases: tuple[Phase, ...]
    reasons: tuple[Reason, ...]
    moments: tuple[Moment, ...]
    situations: tuple[Situation, ...]
    cancer_types: tuple[CancerType, ...]
    questions: tuple[CatalogueQuestion, ...]

    @cached_property
    def by_id(self) -> dict[str, CatalogueQuestion]:
        """Each question by its id."""
        return {question.id: question for question in self.questions}

    @property
    def serves(self) -> list[tuple[str, str]]:
        """What a question can serve, as (key, title): the reasons, then the situations."""
        reasons = [(reason.key, reason.title) for reason in self.reasons]
        return reasons + [(situation.key, situation.title) for situation in self.situations]

    def in_phase(self, phase: str) -> list[CatalogueQuestion]:
        """The questions of one phase, in the order of the catalogue."""
        return [question for question in self.questions if question.phase == phase]

    def for_reason(self, reason: str) -> list[CatalogueQuestion]:
        """The questions that serve one reason, in the order of the catalogue."""
        return [question for question in self.questions if reason in question.reasons]


def load(language: str = ENGLISH) -> Catalogue:
    """The catalogue in `language` (BCP 47), or in English where there is none; read once per folder.

    A bad file is a bug and raises ValueError, which names the file and the id.
    """
    return read(_folder(language))


def _folder(language: str) -> Path:
    shelf = resources() / "questions"
    for name in (language, language.partition("-")[0]):
        # A code that is no plain word must not lead out of the shelf.
        if name.replace("-", "").isalnum() and (shelf / name / VOCABULARY).is_file():
            return shelf / name
    return shelf / ENGLISH


@cache
def read(folder: Path) -> Catalogue:
    """Read and check the catalogue in `folder`; a bad file is a ValueError that names the file and the id."""
    words = _vocabulary(folder / VOCABULARY)
    files = sorted(path for path in folder.glob("*.toml") if path.name != VOCABULARY)
    questions = [question for path in files for question in _questions(path, words)]
    tables.different([question.id for question in questions], folder.name)
    place = {phase.key: number for number, phase in enumerate(words.phases)}
    questions.sort(key=lambda question: (place[question.phase], bool(question.cancer_types)))
    return replace(words, questions=tuple(questions))


def _vocabulary(path: Path) -> Catalogue:
    file = Table(tables.read(path), path.name)
    found = Catalogue(
        phases=tuple(_phase(table) for table in file.tables("phase")),
        reasons=tuple(Reason(*_word(table)) for table in file.tables("reason")),
        moments=tuple(Moment(*_word(table)) for table in file.tables("moment")),
        situations=tuple(Situation(*_word(table)) for table in file.tables("situation")),
        cancer_types=tuple(CancerType(*_word(table)) for table in file.tables("cancer_type")),
        questions=(),
    )
    file.done()
    for kind in (found.phases, found.reasons, found.moments, found.situations, found.cancer_types):
        tables.different((word.key for word in kind), path.name)
    return found


def _phase(table: Table) -> Phase:
    phase = Phase(
        key=table.key("key"),
        title=table.line("title", MOST_WORDS_TITLE),
        about=table.line("about", MOST_WORDS_WHY),
        visits=table.keys("visits", VISIT_KINDS),
    )
    table.done()
    return phase


def _word(table: Table) -> tuple[str, str, str]:
    word = table.key("key"), table.line("title", MOST_WORDS_TITLE), table.line("because", MOST_WORDS_TITLE)
    table.done()
    return word


def _questions(path: Path, words: Catalogue) -> Iterator[CatalogueQuestion]:
    """The questions of one file; what the file says of itself holds for those that say nothing else."""
    fields = dict(tables.read(path))
    own: dict[str, Any] = {field: fields.pop(field) for field in FOR_A_WHOLE_FILE if field in fields}
    file = Table(fields, path.name)
    known = _Keys.of(words)
    for table in file.tables("question"):
        yield _question(table.or_else(own), known)
    file.done()


@dataclass(frozen=True)
class _Keys:
    """The keys a question may name."""

    phases: frozenset[str]
    reasons: frozenset[str]
    moments: frozenset[str]
    situations: frozenset[str]
    cancer_types: frozenset[str]
    only_for: frozenset[str]

    @classmethod
    def of(cls, words: Catalogue) -> _Keys:
        reasons = frozenset(reason.key for reason in words.reasons)
        moments = frozenset(moment.key for moment in words.moments)
        situations = frozenset(situation.key for situation in words.situations)
        return cls(
            phases=frozenset(phase.key for phase in words.phases),
            reasons=reasons,
            moments=moments,
            situations=situations,
            cancer_types=frozenset(kind.key for kind in words.cancer_types),
            only_for=reasons | moments | situations | frozenset(VISIT_KINDS),
        )


def _question(table: Table, known: _Keys) -> CatalogueQuestion:
    question = CatalogueQuestion(
        id=table.key("id"),
        text=table.line("text", MOST_WORDS),
        why=table.line("why", MOST_WORDS_WHY),
        phase=table.one_of("phase", known.phases),
        reasons=table.keys("reasons", known.reasons),
        weight=table.number("weight", MOST_WEIGHT),
        moments=table.keys("moments", known.moments),
        cancer_types=table.keys("cancer_types", known.cancer_types),
        visits=table.keys("visits", VISIT_KINDS),
        situations=table.keys("situations", known.situations),
        only_for=table.keys("only_for", known.only_for),
    )
    if not question.reasons:
        table.fail("serves no reason")
    if question.text.count("?") != 1 or not question.text.endswith("?"):
        table.fail("is not one question")
    table.done()
    return question

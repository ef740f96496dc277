"""What the sheets say that a person keeps: after a visit, before a decision, and about medicines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One thing: its words, `below` what belongs to it, `who` it comes from, `mark` how it stands."""

    text: str
    below: str = ""
    who: str = ""
    mark: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Things of one kind under a title.

    `style` is "plain" for lines with a dot, "boxes" for things to tick, "answers" for a question in bold
    with its answer below, "words" for a term in bold before its meaning, "text" for whole paragraphs.
    """

    title: str
    lines: tuple[SheetLine, ...]
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What came of one visit; `empty` is said when there is nothing to say at all."""

    doctor: str = ""
    person: str = ""
    when: str = ""
    place: str = ""
    printed_on: str = ""
    parts: tuple[SheetPart, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go in the words of whoever named it, and in small words who that was and when."""

    text: str
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is to be done, by whom and by when; both may be unknown."""

    what: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A decision to think about on paper, filled with what the case knows; nothing on it adds up to a choice.

    `waiting` is what was said about waiting, and by whom. `people` are those whose view may matter, `asked`
    questions without an answer.
    """

    person: str = ""
    printed_on: str = ""
    decision: str = ""
    decide_by: str = ""
    waiting: str = ""
    reasons: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    people: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """One medicine as it was told; empty words were not told or are not shown."""

    name: str
    other_name: str = ""
    kind: str = ""
    strength: str = ""
    dose: str = ""
    route: str = ""
    how_often: str = ""
    reason: str = ""
    named_by: str = ""
    started: str = ""
    stopped: str = ""
    stopped_why: str = ""
    side_effects: str = ""
    pharmacy: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MedicineGroup:
    """Medicines that stand alike, under a title; `note` says in a sentence what that means.

    `how` is the title of the column with dose and times.
    """

    title: str
    lines: tuple[MedicineLine, ...]
    how: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MedicineList:
    """The medicines of a person: taken, noted as free lines, and `others` by how they stand.

    `allergies` are None when they are not shown; shown and empty they are said to be not noted, never that
    there are none. `partial` tells that something was left off on purpose, `columns` which kinds of detail
    are shown, so that a detail nobody told can be called not noted.
    """

    person: str = ""
    birth_date: str = ""
    phone: str = ""
    contact: str = ""
    printed_on: str = ""
    allergies: str | None = ""
    taken: tuple[MedicineLine, ...] = ()
    own_lines: tuple[str, ...] = ()
    others: tuple[MedicineGroup, ...] = ()
    partial: bool = False
    columns: frozenset[str] = frozenset()

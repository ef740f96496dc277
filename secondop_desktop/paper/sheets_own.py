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
    """One way to go, and each who named it: the words of the doctor, and in small words who and when."""

    text: str
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A decision to think about on paper, filled with what the case knows; nothing on it adds up to a choice.

    `waiting` is what was said about waiting. `facts` stand at the head: a label and its words.
    `helpers` are people whose view may matter.
    """

    person: str = ""
    printed_on: str = ""
    decision: str = ""
    decide_by: str = ""
    waiting: str = ""
    reasons: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    helpers: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()


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
class MedicineList:
    """The medicines of a person: taken, noted as free lines, only named, stopped, and not wanted.

    None stands for what is not shown: then nothing is said of it, not even that there is none. `allergies`
    that are shown and empty are said to be not noted, never that there are none.
    """

    person: str = ""
    birth_date: str = ""
    phone: str = ""
    printed_on: str = ""
    contact: str = ""
    allergies: str | None = ""
    taken: tuple[MedicineLine, ...] | None = ()
    own_lines: tuple[str, ...] | None = ()
    named: tuple[MedicineLine, ...] | None = None
    stopped: tuple[MedicineLine, ...] | None = None
    not_wanted: tuple[MedicineLine, ...] | None = None
    columns: frozenset[str] = frozenset()

"""What a printed sheet says, as plain data; every date and time arrives as ready words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question on a sheet; with an `answer` the answer is printed where the ruled lines would be.

    `id` is never printed: it tells which question of the case this is.
    """

    text: str
    starred: bool
    asked: bool = False
    answer: str = ""
    answered_by: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """The questions for one visit; empty words are left out of the head of the sheet.

    Starred questions are printed first, otherwise the order given is the order printed.
    """

    person: str
    doctor: str
    specialty: str
    when: str
    place: str
    goal: str
    decide_by: str
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One key fact, such as stage, grade or a marker, and the paper it was read from."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline."""

    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The case on one page, in the order in which a doctor reads it; what is empty is left out.

    A timeline has at most eight lines and `top_questions` three: more are printed, but take the room of
    something else. `allergies` is the exception: when it is empty the sheet says that nothing is noted; when
    it is None they are no matter of this sheet.
    """

    name: str
    birth_date: str = ""
    printed_on: str = ""
    phone: str = ""
    allergies: str | None = ""
    decision: str = ""
    decide_by: str = ""
    diagnosis: str = ""
    diagnosis_source: str = ""
    diagnosis_date: str = ""
    facts: tuple[Fact, ...] = ()
    timeline: tuple[Moment, ...] = ()
    treatment: str = ""
    plan_by: str = ""
    plan: str = ""
    medicines: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    records_here: tuple[str, ...] = ()
    records_missing: tuple[str, ...] = ()
    top_questions: tuple[str, ...] = ()
    companion: str = ""


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The key of a case on paper; each line is groups of signs, with or without its number in front.

    `qr_text` holds the same as one text for a camera; when it is empty no square is printed.
    """

    case_name: str
    lines: tuple[str, ...]
    made_on: str
    qr_text: str = ""


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One thing that is not there: what it is, where it is in a sentence, and whom to ring."""

    text: str
    where: str = ""
    ring: str = ""
    phone: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class MissingPart:
    """What one visit still needs; `answer` is the sentence of "Ready for this visit?"."""

    doctor: str
    when: str
    answer: str
    missing: tuple[MissingLine, ...] = ()
    there: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingSheet:
    """What is missing for each visit, to take to the telephone."""

    person: str
    printed_on: str
    parts: tuple[MissingPart, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanionCard:
    """What somebody who comes along has to know; what is empty is left out.

    `duty` is the heading of `duties`, what they do in the room; `to_write` what they write down, `helps` what
    the person said helps when it gets too much, `calm` what can be done besides.
    """

    person: str
    companion: str = ""
    doctor: str = ""
    when: str = ""
    arrive: str = ""
    place: str = ""
    decision: str = ""
    duty: str = ""
    duties: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    to_write: tuple[str, ...] = ()
    helps: str = ""
    calm: tuple[str, ...] = ()

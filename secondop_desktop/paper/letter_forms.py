"""The letters and call sheets that ship with the program, as they stand in resources/letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from secondop_desktop.base import shipped
from secondop_desktop.base.paths import resources

ENGLISH, SHARED = "en", "shared"
LISTS = frozenset({"records", "questions", "reasons"})
BLANKS = frozenset(
    {"name", "former_name", "birth_date", "phone", "address", "record_number"}
    | {"doctor", "hospital", "doctor_phone", "first_doctor", "second_doctor", "second_hospital"}
    | {"place", "department", "place_address", "place_phone", "place_fax"}
    | {"receiver", "receiver_hospital", "receiver_address", "receiver_phone", "receiver_fax"}
    | {"decision", "decide_by", "waiting_said", "diagnosis", "treatment_so_far", "visit_day"}
    | {"expires_on", "asked_on", "has_images"}
)
"""Every name that may stand in {braces}; flows/letter_facts.py says what each is."""
RECIPIENTS = ("doctor", "place", "insurer")
LOOKS = ("letter", "sheet")
IN_ORDER = (
    "tell-my-doctor",
    "call-office",
    "call-insurance",
    "records-for-me",
    "records-to-a-doctor",
    "slides-to-a-doctor",
    "doctors-talk",
    "tumor-board",
    "take-back",
)
_NAMED = re.compile(r"\{(\w+)\}")
_TOP = {"title", "about", "to", "looks", "needs_receiver", "forms", "tones", "subject", "tips", "law"}
_PART = {"text", "each", "none", "use", "tones", "only_with", "only_without", "for_reasons", "for_moments"}


@dataclass(frozen=True)
class Fact:
    """Something that is good to know, with where it stands."""

    text: str
    source: str


@dataclass(frozen=True)
class Part:
    """A few lines of a letter and when they belong in it; empty conditions mean always.

    `each` names a list: then `text` is repeated for each of it as {item}, and `none` stands for an empty one.
    `reasons` or `moments`, when any are named, ask for one of them.
    """

    text: str
    each: str = ""
    none: str = ""
    tones: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    only_without: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterForm:
    """One kind of letter: what it is called and for, who gets it, and its parts in order.

    A "letter" has sender, recipient and signature, a "sheet" has none of them. `forms` are the pieces of
    examinations that it can ask for. `law` says that its facts are rules of law, which differ from place to
    place. `reasons` says a reason in each of the tones.
    """

    key: str
    title: str
    about: str
    to: str
    looks: str
    subject: str
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...] = ()
    tips: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    needs_receiver: bool = False
    law: bool = False
    reasons: Mapping[str, Mapping[str, str]] | None = None

    @property
    def is_letter(self) -> bool:
        """Whether it goes out with sender, recipient and signature."""
        return self.looks == "letter"


def load(language: str = ENGLISH) -> dict[str, LetterForm]:
    """Every kind by its key, in the order in which it is offered; in English where there is no other."""
    return read(resources() / "letters" / written_in(language))


def written_in(language: str) -> str:
    """The language that the letters are in when `language` is spoken: the same, or English."""
    for name in (language, language.partition("-")[0]):
        # A code that is no plain word must not lead out of the shelf.
        if name.replace("-", "").isalnum() and (resources() / "letters" / name / f"{SHARED}.toml").is_file():
            return name
    return ENGLISH


@cache
def read(folder: Path) -> dict[str, LetterForm]:
    """All letters of a folder; a bad file is a bug and raises ValueError, which names it."""
    shared = shipped.at(folder / f"{SHARED}.toml")
    return {key: _form(key, shipped.at(folder / f"{key}.toml"), shared) for key in IN_ORDER}


def _form(key: str, table: Mapping[str, Any], shared: Mapping[str, Any]) -> LetterForm:
    unknown = set(table) - _TOP - {"part", "fact", "reasons"}
    if unknown:
        _fail(key, f"unknown field {sorted(unknown)[0]!r}")
    form = LetterForm(
        key=key,
        title=_words(key, table, "title"),
        about=_words(key, table, "about"),
        to=_one_of(key, table, "to", RECIPIENTS),
        looks=_one_of(key, table, "looks", LOOKS),
        subject=_words(key, table, "subject"),
        parts=tuple(_part(key, part, shared) for part in table.get("part", ())),
        facts=tuple(Fact(_words(key, f, "text"), _words(key, f, "source")) for f in table.get("fact", ())),
        tips=tuple(table.get("tips", ())),
        tones=tuple(table.get("tones", ())),
        forms=tuple(table.get("forms", ())),
        needs_receiver=bool(table.get("needs_receiver")),
        law=bool(table.get("law")),
        reasons=table.get("reasons"),
    )
    _check(form)
    return form


def _part(key: str, table: Mapping[str, Any], shared: Mapping[str, Any]) -> Part:
    if "use" in table:
        if table["use"] not in shared:
            _fail(key, f"there is no shared part {table['use']!r}")
        table = {**shared[table["use"]], **{name: value for name, value in table.items() if name != "use"}}
    unknown = set(table) - _PART
    if unknown:
        _fail(key, f"unknown field {sorted(unknown)[0]!r} in a part")
    return Part(
        text=_words(key, table, "text"),
        each=table.get("each", ""),
        none=table.get("none", ""),
        tones=tuple(table.get("tones", ())),
        only_with=tuple(table.get("only_with", ())),
        only_without=tuple(table.get("only_without", ())),
        reasons=tuple(table.get("for_reasons", ())),
        moments=tuple(table.get("for_moments", ())),
    )


def _check(form: LetterForm) -> None:
    if not form.parts:
        _fail(form.key, "has no parts")
    for part in form.parts:
        named = set(_NAMED.findall(part.text + part.none)) | {*part.only_with, *part.only_without}
        wrong = named - BLANKS - ({"item"} if part.each else set())
        if wrong:
            _fail(form.key, f"there is no blank {sorted(wrong)[0]!r}")
        if part.each and part.each not in LISTS:
            _fail(form.key, f"there is no list {part.each!r}")
        if set(part.tones) - set(form.tones):
            _fail(form.key, "a part has a tone that the letter has not")
    for reason, said in (form.reasons or {}).items():
        if set(said) != set(form.tones):
            _fail(form.key, f"{reason} is not said in each tone")


def _words(key: str, table: Mapping[str, Any], field: str) -> str:
    value = table.get(field)
    if not isinstance(value, str) or not value.strip():
        _fail(key, f"{field} is missing")
    return value


def _one_of(key: str, table: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> str:
    value = _words(key, table, field)
    if value not in allowed:
        _fail(key, f"{field} {value!r} is not one of {', '.join(allowed)}")
    return value


def _fail(key: str, what: str) -> NoReturn:
    message = f"letter {key}: {what}"
    raise ValueError(message)

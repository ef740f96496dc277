"""Letters from the case: written, filled in again without losing a word, and begun anew from an old one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base import language
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.case import letters, person
from secondop_desktop.case.letters import Letter
from secondop_desktop.flows import letter_changes, letter_facts
from secondop_desktop.flows.letter_changes import Change
from secondop_desktop.flows.letter_facts import Aim
from secondop_desktop.paper import letter_forms, letter_words
from secondop_desktop.paper.letter_forms import LetterForm

COLUMNS = ("recipient", "address", "subject", "body")
EXTRAS = ("sender", "dated", "signer", "enclosed")
"""What is typed into a letter: columns of their own, and what the column `fields` holds as JSON."""
_HEAD = ("sender", "dated", "recipient", "address", "subject", "signer")
"""What is filled from the case besides the text."""


@dataclass(frozen=True)
class Fresh:
    """A letter as the case would fill it now, by the names of its parts."""

    words: Mapping[str, str]

    def marks(self) -> dict[str, Any]:
        """How to know later which of it the person changed."""
        told = {name: letter_changes.mark(self.words[name]) for name in _HEAD}
        return {**told, "body": letter_changes.marks(self.words["body"])}


def kinds() -> dict[str, LetterForm]:
    """Every kind of letter in the language spoken now."""
    return letter_forms.load(language.code())


def form_of(letter: Letter) -> LetterForm | None:
    """The kind of a letter; None when this version of the program does not know it."""
    return letter_forms.load(letter.language or language.code()).get(letter.kind)


def write(session: Session, aim: Aim, clock: Clock = SYSTEM_CLOCK) -> str:
    """Fill a new letter from the case and keep it; its id."""
    form, spoken = kinds()[aim.kind], letter_forms.written_in(language.code())
    with language.speaking(spoken):
        fresh = _fresh(session, form, aim, clock)
    told = {name: fresh.words[name] for name in EXTRAS} | {"aim": asdict(aim), "filled": fresh.marks()}
    letter = Letter(
        kind=form.key,
        tone=aim.tone,
        title=form.title,
        language=spoken,
        doctor_id=aim.doctor or None,
        appointment_id=aim.visit or None,
        request_id=aim.request or None,
        made_at=clock.now(),
        fields=_json(told),
    )
    for name in COLUMNS:
        setattr(letter, name, fresh.words[name])
    return letters.keep(session, letter).id


def write_from(session: Session, letter_id: str, clock: Clock = SYSTEM_CLOCK) -> str:
    """A new letter that begins with the words of another one, with the day of today; its id."""
    old = letters.one(session, letter_id)
    names = ("kind", "tone", "title", "language", "doctor_id", "appointment_id", "request_id", *COLUMNS)
    told = extras(old) | {"dated": day_words(clock.today())}
    copy = Letter(made_at=clock.now(), fields=_json(told), **{name: getattr(old, name) for name in names})
    return letters.keep(session, copy).id


def extras(letter: Letter) -> dict[str, Any]:
    """What the column `fields` holds; what cannot be read is empty."""
    try:
        told = json.loads(letter.fields or "{}")
    except ValueError:
        told = {}
    told = told if isinstance(told, dict) else {}
    return told | {name: told[name] if isinstance(told.get(name), str) else "" for name in EXTRAS}


def change(session: Session, letter_id: str, name: str, words: str) -> None:
    """Save one part of a letter; UserError when it was sent."""
    letter = letters.one(session, letter_id)
    if name in EXTRAS:
        letter.fields = _json(extras(letter) | {name: words})
    elif name in COLUMNS:
        setattr(letter, name, words)
    else:
        raise KeyError(name)
    letters.keep(session, letter)


def offers(session: Session, letter_id: str, clock: Clock = SYSTEM_CLOCK) -> list[Change]:
    """What the case would fill in otherwise by now; empty when nothing differs or the kind is not known."""
    letter = letters.one(session, letter_id)
    fresh = _again(session, letter, clock)
    if fresh is None:
        return []
    told = extras(letter)
    filled = told["filled"] if isinstance(told.get("filled"), dict) else {}
    found = [
        Change(0, (have,), (fresh.words[name],), _is_edited(filled, name, have), name)
        for name in _HEAD
        if (have := _part(letter, told, name)) != fresh.words[name]
        and letter_changes.mark(fresh.words[name]) != filled.get(name)
    ]
    return [*found, *letter_changes.changes(filled.get("body") or [], letter.body, fresh.words["body"])]


def accept(session: Session, letter_id: str, chosen: Iterable[Change], clock: Clock = SYSTEM_CLOCK) -> None:
    """Fill in what was chosen of `offers`; everything else stays, and is not offered again."""
    letter, chosen = letters.one(session, letter_id), list(chosen)
    fresh = _again(session, letter, clock)
    told = extras(letter)
    for each in chosen:
        if each.field in EXTRAS:
            told[each.field] = each.after[0]
        elif each.field:
            setattr(letter, each.field, each.after[0])
    letter.body = letter_changes.applied(letter.body, [each for each in chosen if not each.field])
    if fresh is not None:
        told["filled"] = fresh.marks()
    letter.fields = _json(told)
    letters.keep(session, letter)


def aim_of(letter: Letter) -> Aim:
    """What a letter was written for."""
    told = extras(letter).get("aim")
    told = told if isinstance(told, dict) else {}
    held = {name: told[name] for name in asdict(Aim("")) if isinstance(told.get(name), str)}
    return Aim(**{"kind": letter.kind, **held})


def _again(session: Session, letter: Letter, clock: Clock) -> Fresh | None:
    form = form_of(letter)
    if form is None:
        return None
    with language.speaking(letter.language or language.code()):
        return _fresh(session, form, aim_of(letter), clock)


def _fresh(session: Session, form: LetterForm, aim: Aim, clock: Clock) -> Fresh:
    known = letter_facts.known(session, form, aim, clock)
    to, address = letter_facts.recipient(session, form, aim)
    owner = person.known(session)
    return Fresh(
        {
            "sender": letter_facts.sender(session) if form.is_letter else "",
            "dated": day_words(clock.today()),
            "recipient": to,
            "address": address,
            "subject": letter_words.subject(form, known),
            "body": letter_words.fill(form, aim.tone, known),
            "signer": owner.name if owner and form.is_letter else "",
            "enclosed": "",
        }
    )


def _part(letter: Letter, told: Mapping[str, Any], name: str) -> str:
    return str(told.get(name, "") if name in EXTRAS else getattr(letter, name))


def _is_edited(filled: Mapping[str, Any], name: str, have: str) -> bool:
    return bool(have.strip()) and letter_changes.mark(have) != filled.get(name)


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)

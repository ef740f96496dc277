"""A letter of the case as it is printed: its words as they stand, and what is good to know for oneself."""

from __future__ import annotations

from dataclasses import replace

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import letters
from secondop_desktop.case.letters import Letter
from secondop_desktop.flows.letters import extras, form_of
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.paper import draw
from secondop_desktop.paper.letter_text import LetterSheet
from secondop_desktop.vault.vault import Vault

KEY = "letter"
RECIPIENT_OF = {"doctor": "doctor", "place": "records_office", "insurer": "insurer"}
"""Whom a letter is for, as a plan says it, by whom its form is for."""


def letter_sheet(letter: Letter, notes: bool) -> LetterSheet:
    """What is printed of a letter; `notes` adds what is good to know, for oneself."""
    form, told = form_of(letter), extras(letter)
    known = form if notes else None
    return LetterSheet(
        subject=letter.subject,
        body=letter.body,
        letter=form is None or form.is_letter,
        sender=told["sender"],
        dated=told["dated"],
        recipient=letter.recipient,
        address=letter.address,
        signer=told["signer"],
        enclosed=told["enclosed"],
        notes=tuple((fact.text, fact.source) for fact in known.facts) if known else (),
        tips=known.tips if known else (),
        law=known is not None and known.law,
    )


def recipient_of(letter: Letter) -> str:
    """Whom a letter is for, as a plan says it; what lies beside the telephone is for oneself."""
    form = form_of(letter)
    if form is None:
        return "other"
    return RECIPIENT_OF[form.to] if form.is_letter else "myself"


def plan_of(letter: Letter, large: bool, page: str) -> Plan:
    """The plan by which a letter is drawn and given away."""
    return Plan(
        KEY,
        recipient=recipient_of(letter),
        name=letter.recipient,
        letter=letter.id,
        large=large,
        page="Letter" if page == "Letter" else "A4",
        language=letter.language or "en",
    )


def _draw(vault: Vault, plan: Plan, _clock: Clock) -> bytes:
    if not plan.letter:
        raise UserError(
            tr("There is no letter yet. You can write one under “Letters and call sheets”."),
            tr("Nothing was printed."),
        )
    with vault.read() as session:
        letter = letters.one(session, plan.letter)
        sheet = letter_sheet(letter, notes=plan.shows("notes"))
    # The words are in the language they were written in, whatever the line at the foot is in.
    return draw.letter(sheet, replace(plan.style(), language=letter.language or plan.language))


KIND = SheetKind(
    KEY,
    lambda: tr("Letter or call sheet"),
    _draw,
    parts=(Part("notes", lambda: tr("What is good to know, with its sources"), frozenset()),),
    about=lambda: tr("A letter as you wrote it, with lines to write and to sign on."),
)

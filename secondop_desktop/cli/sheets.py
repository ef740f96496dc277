"""Printing from a terminal: which sheet, for whom, with which of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors, sharings
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.cli.commands import Given, find_visit, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows import print_queue, print_sheet, share
from secondop_desktop.flows.plan import Plan, recipient_words
from secondop_desktop.flows.print_queue import Wishes
from secondop_desktop.flows.seen_by import remembered
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.vault.vault import Vault

_TOLD = ("id", "when", "what", "whom", "how", "version")


def print_out(given: Given, voice: Voice) -> None:
    """Draw a sheet as a PDF file, or hand it to a printer."""
    kind = KINDS[given.sheet]
    with opened(given, or_look=True) as vault:
        with vault.read() as session:
            plan = _plan(session, given)
            offered = [*kind.parts, *kind.single(session, plan)]
            plan = _ticked(session, kind, plan, offered, given)
        if given.parts:
            _list(voice, plan, offered)
            return
        pdf = print_sheet.sheet(vault, plan)
        _must_go_somewhere(given)
        job = 0
        if given.printer:
            job = print_queue.send(pdf, given.printer, _wishes(given)).number
            voice.tell(tr("The sheet is with the printer. The printer may keep a copy of it."))
            _write_down(vault, plan, pdf, sharings.PRINTED, voice)
        if given.out:
            print_sheet.save(pdf, Path(given.out))
            voice.tell(tr("Saved as {file}. This file is not encrypted.", file=given.out))
            _write_down(vault, plan, pdf, sharings.SAVED, voice)
    voice.data({"file": given.out, "printer": given.printer, "job": job, "bytes": len(pdf)})


def given_list(given: Given, voice: Voice) -> None:
    """Say what was given to whom, or save the very pages of one of them again."""
    with opened(given, or_look=True) as vault:
        with vault.read() as session:
            found = sharings.everything(session)
        if given.again:
            one = next((each for each in found if each.id == given.again), None)
            if one is None or not one.blob:
                raise UserError(tr("There are no pages of this paper in the case."))
            _must_go_somewhere(given)
            print_sheet.save(share.in_pieces(vault, one), Path(given.out))
            voice.tell(tr("Saved as {file}. This file is not encrypted.", file=given.out))
            voice.data({"file": given.out, "bytes": one.size})
            return
    voice.rows([_told(one) for one in found], _TOLD, tr("Nothing was given to anybody yet."))


def _told(one: Sharing) -> dict[str, object]:
    kind = KINDS.get(one.what)
    return {
        "id": one.id,
        "when": one.given_at.isoformat(timespec="minutes"),
        "what": kind.title() if kind else one.what,
        "whom": one.name or recipient_words().get(one.recipient, ""),
        "how": one.how,
        "version": one.number,
        "pages": one.pages,
        "note": one.note,
    }


def _must_go_somewhere(given: Given) -> None:
    if not given.out and not getattr(given, "printer", ""):
        raise UserError(
            tr("Where should the sheet go?"), tr("Name a file with --out, or a printer with --printer.")
        )


def _write_down(vault: Vault, plan: Plan, pdf: bytes, how: str, voice: Voice) -> None:
    if vault.read_only:
        voice.tell(tr("The case can only be looked at now, so this is not on the list of what was given."))
    else:
        share.give(vault, plan, pdf, how)


def _wishes(given: Given) -> Wishes:
    """How the job is to come out; the rest is left to the queue."""
    if not 1 <= given.copies <= print_queue.MOST_COPIES:
        raise UserError(tr("Please name a number of copies from 1 to {most}.", most=print_queue.MOST_COPIES))
    can = print_queue.choices(given.printer)
    if given.sides and given.sides not in can.sides:
        raise UserError(tr("The printer {name} does not offer this way to print.", name=given.printer))
    paper = given.page if given.page in can.papers else ""
    return Wishes(given.copies, given.sides or None, paper, True if given.black else None, can.inks)


def _plan(session: Session, given: Given) -> Plan:
    visit = find_visit(session, given.appointment) if given.appointment else None
    doctor = doctors.by_name(session, given.name) if given.name else None
    return Plan(
        given.sheet,
        visit.id if visit else "",
        given.recipient,
        given.name,
        letter=given.letter,
        large=given.large,
        page=given.page,
        doctor=doctor.id if doctor and given.recipient in ("doctor", "family_doctor") else "",
    )


def _ticked(session: Session, kind: SheetKind, plan: Plan, offered: Sequence[Part], given: Given) -> Plan:
    """The plan with its parts: those of --only, else those such a reader saw the last time or as a rule."""
    known = {part.key for part in offered}
    only = _keys(given.only or "")
    without = _keys(given.without)
    wrong = sorted((only | without) - known)
    if wrong:
        raise UserError(
            tr("This sheet has no part called {part}.", part=wrong[0]),
            tr("See which parts it has with: secondop print CASE {sheet} --parts", sheet=kind.key),
        )
    shown = only if given.only is not None else remembered(session, kind, plan).parts or frozenset()
    return replace(plan, parts=shown - without)


def _keys(typed: str) -> frozenset[str]:
    return frozenset(key.strip() for key in typed.split(",") if key.strip())


def _list(voice: Voice, plan: Plan, offered: Sequence[Part]) -> None:
    rows = [
        {
            "part": part.key,
            "words": part.words(),
            "shown": plan.shows(part.key),
            "said": tr("shown") if plan.shows(part.key) else tr("left out"),
        }
        for part in offered
    ]
    voice.rows(rows, ("part", "said", "words"), tr("This sheet has no parts to choose."))

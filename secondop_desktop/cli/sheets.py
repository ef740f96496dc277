"""Printing from a terminal: which sheet, for whom, with which of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.cli.commands import Given, find_visit, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows import print_queue, print_sheet
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.print_queue import Wishes
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.flows.sheet_list import KINDS


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
    job = 0
    if given.printer:
        job = print_queue.send(pdf, given.printer, _wishes(given)).number
        voice.tell(tr("The sheet is with the printer. The printer may keep a copy of it."))
    if given.out:
        print_sheet.save(pdf, Path(given.out))
        voice.tell(tr("Saved as {file}. This file is not encrypted.", file=given.out))
    if not given.out and not given.printer:
        raise UserError(
            tr("Where should the sheet go?"), tr("Name a file with --out, or a printer with --printer.")
        )
    voice.data({"file": given.out, "printer": given.printer, "job": job, "bytes": len(pdf)})


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
    return Plan(
        given.sheet,
        visit.id if visit else "",
        given.recipient,
        given.name,
        large=given.large,
        page=given.page,
    )


def _ticked(session: Session, kind: SheetKind, plan: Plan, offered: Sequence[Part], given: Given) -> Plan:
    """The plan with its parts: those of --only or the usual ones, less those of --without."""
    known = {part.key for part in offered}
    only = _keys(given.only or "")
    without = _keys(given.without)
    wrong = sorted((only | without) - known)
    if wrong:
        raise UserError(
            tr("This sheet has no part called {part}.", part=wrong[0]),
            tr("See which parts it has with: secondop print CASE {sheet} --parts", sheet=kind.key),
        )
    shown = only if given.only is not None else kind.settled(session, plan).parts or frozenset()
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

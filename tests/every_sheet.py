"""A plan for each kind of sheet that can be printed, in a case that has what the kind needs."""

from dataclasses import replace

from secondop_desktop.case import appointments, letters
from secondop_desktop.flows import letters as writing
from secondop_desktop.flows.letter_facts import Aim
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS


def needed(vault, clock):
    """What the kinds need beside their own: a visit and a letter, made when there is none; their ids."""
    with vault.read() as session:
        ahead = appointments.upcoming(session, clock.now())
        past = appointments.past(session, clock.now())
        written = letters.everything(session)
    if not written:
        with vault.write() as session:
            letter = writing.write(session, Aim(sorted(writing.kinds())[0]), clock)
    else:
        letter = written[0].id
    return (past[0] if past else ahead[0]).id, ahead[0].id if ahead else past[0].id, letter


def plan_of(what, vault, clock, **more):
    """A plan for one kind: for the next visit, or the last one when the sheet looks back."""
    last, coming, letter = needed(vault, clock)
    kind = KINDS[what]
    visit = "" if kind.visit == "none" else last if what.startswith("after") else coming
    plan = Plan(what, visit, kind.recipients[0], letter=letter if what == "letter" else "")
    return replace(plan, **more)

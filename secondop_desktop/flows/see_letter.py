"""The pages of a letter: as its words stand now, or, once it was sent, the very ones that were sent."""

from __future__ import annotations

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.case import letters, sharings
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.flows import share
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.seen_by import Seen, see
from secondop_desktop.vault.vault import Vault


def keep_as_sent(vault: Vault, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> str:
    """Draw a letter as it is and keep these pages as handed over; the id of the Sharing.

    Do this before it is marked as sent: a mark without its pages would promise what is not there.
    """
    seen = see(vault, plan, clock)
    if seen.problem is not None:
        raise seen.problem
    return share.give(vault, seen.plan, seen.pdf, sharings.HANDED, clock)


def see_letter(vault: Vault, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> Seen:
    """The pages of a letter: as they were sent, when they were kept then, else as its words stand now."""
    with vault.read() as session:
        kept = _as_sent(session, letters.one(session, plan.letter))
    if kept is None:
        return see(vault, plan, clock)
    return Seen(plan, pdf=share.pdf_of(vault, kept))


def _as_sent(session: Session, letter: Letter) -> Sharing | None:
    """The sharing with the pages that were sent; None while a letter can still be changed."""
    if letter.sent_on is None:
        return None
    found = [one for one in sharings.everything(session) if one.letter_id == letter.id and one.blob]
    return next((one for one in found if one.how == sharings.HANDED), None)

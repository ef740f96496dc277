"""What a kind of sheet is: its parts, which recipient sees which of them as a rule, and who draws it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from sqlalchemy.orm import Session

from secondop_desktop.base import language
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.flows.plan import EVERYBODY, RECIPIENTS, Plan, item_key
from secondop_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sheet that can be ticked; `sees` are the recipients who get it as a rule.

    `words` is what stands beside the tick, in the person's language; for a single thing it is its own text.
    """

    key: str
    words: Callable[[], str]
    sees: frozenset[str] = EVERYBODY


def item(family: str, identity: str, text: str, sees: frozenset[str] = EVERYBODY) -> Part:
    """A part that is one single thing, such as a question; its words are its own."""
    return Part(item_key(family, identity), partial(str, text), sees)


Draw = Callable[[Vault, Plan, Clock], bytes]
Items = Callable[[Session, Plan], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of sheet. `draw` gets a settled plan, in the language of the sheet, and gives a PDF.

    `visit` says whether it is for one visit: "needed", "maybe" or "none". `recipients` are those for whom it
    makes sense, the usual one first. `items` are single things that can be ticked, such as each question;
    their keys come from `plan.item_key`. `about` is one sentence on what the sheet is for; a `landscape` one
    lies on its long side.
    """

    key: str
    title: Callable[[], str]
    draw: Draw
    parts: tuple[Part, ...] = ()
    visit: Literal["needed", "maybe", "none"] = "none"
    recipients: tuple[str, ...] = RECIPIENTS
    items: Items | None = None
    about: Callable[[], str] | None = None
    landscape: bool = False

    def settled(self, session: Session, plan: Plan) -> Plan:
        """The plan with its parts named; None becomes what such a recipient sees as a rule."""
        if plan.parts is not None:
            return plan
        offered = [*self.parts, *self.single(session, plan)]
        return replace(plan, parts=frozenset(p.key for p in offered if plan.recipient in p.sees))

    def single(self, session: Session, plan: Plan) -> Sequence[Part]:
        """The single things of this sheet that can be ticked; none without the visit that it needs."""
        if self.items is None or (self.visit == "needed" and not plan.visit):
            return ()
        return self.items(session, plan)

    def pdf(self, vault: Vault, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> bytes:
        """The sheet as a PDF; UserError when it needs a visit and none is chosen."""
        if self.visit == "needed" and not plan.visit:
            raise UserError(tr("This sheet is for one visit."), tr("Please choose the visit first."))
        with language.speaking(plan.language):
            with vault.read() as session:
                settled = self.settled(session, plan)
            return self.draw(vault, settled, clock)

"""What a recipient sees of a sheet: as a rule, or as the person chose it the last time; and the sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.case import share_choices
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Seen:
    """A sheet as it was drawn: the settled plan, what can be ticked, and the PDF or why there is none.

    `usual` says that the plan shows what such a recipient sees as a rule.
    """

    plan: Plan
    parts: tuple[Part, ...] = ()
    items: tuple[Part, ...] = ()
    usual: bool = True
    pdf: bytes = b""
    problem: UserError | None = None


def see(vault: Vault, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> Seen:
    """Draw a plan; without parts it shows what this recipient sees. A UserError is an answer, too."""
    kind = KINDS[plan.what]
    seen = Seen(plan)
    try:
        with vault.read() as session:
            items = tuple(kind.single(session, plan))
            settled = remembered(session, kind, plan)
            usual = settled.parts == kind.settled(session, replace(plan, parts=None)).parts
        seen = Seen(settled, kind.parts, items, usual)
        return replace(seen, pdf=kind.pdf(vault, settled, clock))
    except UserError as error:
        return replace(seen, problem=error)


def remembered(session: Session, kind: SheetKind, plan: Plan) -> Plan:
    """The plan with its parts: those it names, else those chosen the last time, else the usual ones.

    Of single things, such as questions, it is remembered for each visit which ones were left out: a new one
    is on the sheet.
    """
    if plan.parts is not None:
        return plan
    usual = kind.settled(session, plan).parts or frozenset()
    fixed = frozenset(part.key for part in kind.parts)
    chosen = share_choices.chosen(session, kind.key, plan.recipient)
    left_out = share_choices.chosen(session, _of_items(kind, plan), plan.recipient)
    shown = usual & fixed if chosen is None else chosen & fixed
    return replace(plan, parts=shown | (usual - fixed - (left_out or frozenset())))


def showing(plan: Plan, parts: frozenset[str]) -> Plan:
    """The same plan with these parts, and no others."""
    return replace(plan, parts=parts)


def remember(session: Session, plan: Plan) -> None:
    """Show this kind of recipient these parts from now on."""
    kind = KINDS[plan.what]
    shown = plan.parts or frozenset()
    fixed = frozenset(part.key for part in kind.parts)
    share_choices.choose(session, kind.key, plan.recipient, shown & fixed)
    items = frozenset(part.key for part in kind.single(session, plan))
    if items:
        share_choices.choose(session, _of_items(kind, plan), plan.recipient, items - shown)


def forget(session: Session, plan: Plan) -> None:
    """Show this kind of recipient what it sees as a rule."""
    kind = KINDS[plan.what]
    remember(session, kind.settled(session, replace(plan, parts=None)))


def _of_items(kind: SheetKind, plan: Plan) -> str:
    return f"{kind.key}@{plan.visit}"

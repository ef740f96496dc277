"""The sheets that lie in front of the records of a packet, drawn for the same recipient."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.flows.packet_take import pages_of
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_kinds import SheetKind
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.vault.vault import Vault

_NAMES_RECORDS = {"summary": frozenset({"records"})}
"""Parts that name other records than those in the packet: the contents say what is in it, nothing more."""
_NOT_IN_A_PACKET = frozenset({"letter"})


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was drawn."""

    key: str
    title: str
    pdf: bytes
    pages: int


def offered(plan: Plan) -> list[SheetKind]:
    """The sheets that may lie in a packet for this recipient: those that need no visit, or its visit."""
    return [
        kind
        for kind in KINDS.values()
        if kind.key not in _NOT_IN_A_PACKET
        and plan.recipient in kind.recipients
        and (kind.visit != "needed" or plan.visit)
    ]


def drawn(vault: Vault, plan: Plan, keys: tuple[str, ...], clock: Clock = SYSTEM_CLOCK) -> list[Sheet]:
    """The chosen sheets, each with what such a recipient sees as a rule."""
    made = []
    for kind in offered(plan):
        if kind.key not in keys:
            continue
        wished = replace(plan, what=kind.key, parts=None, fillable=False)  # a packet is paper: no field in it
        with vault.read() as session:
            settled = kind.settled(session, wished)
        hidden = _NAMES_RECORDS.get(kind.key, frozenset())
        pdf = kind.pdf(vault, replace(settled, parts=(settled.parts or frozenset()) - hidden), clock)
        made.append(Sheet(kind.key, kind.title(), pdf, pages_of(pdf)))
    return made

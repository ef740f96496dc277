"""What is said of something that was given to somebody: what it was, to whom, when and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.dates import PartialDate, moment_words, time_words
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.sharings import EXPORTED, HANDED, PRINTED, SAVED
from secondop_desktop.flows.plan import recipient_words
from secondop_desktop.flows.sheet_list import KINDS

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.sharings import Sharing

HOW_ICONS = {PRINTED: "printer", SAVED: "download", EXPORTED: "folder-open", HANDED: "hand"}


def what_words(what: str) -> str:
    """What was given, in a few words."""
    if what in KINDS:
        return KINDS[what].title().partition(",")[0]
    others = {"whole_case": tr("The whole case"), "packet": tr("Packet")}
    return others.get(what, tr("A paper"))


def how_words() -> dict[str, str]:
    """How something was given, by `sharings.HOW`."""
    return {
        PRINTED: tr("Printed"),
        SAVED: tr("Saved as PDF"),
        EXPORTED: tr("Given out as files"),
        HANDED: tr("Handed over"),
    }


def whom_words(sharing: Sharing) -> str:
    """Who has it."""
    return sharing.name or recipient_words().get(sharing.recipient, "")


def moment(sharing: Sharing, clock: Clock) -> str:
    """When it was given, at the clock of this computer."""
    return moment_words(sharing.given_at.astimezone(clock.zone()))


def short_line(sharing: Sharing, clock: Clock) -> str:
    """To whom, how and when, for a row of the list."""
    at = sharing.given_at.astimezone(clock.zone())
    day, how = PartialDate.of(at.date()).short_words(), how_words().get(sharing.how, "")
    whom = whom_words(sharing)
    if not whom:
        return tr("{how} {day}, {time}", how=how, day=day, time=time_words(at))
    return tr("{whom}. {how} {day}, {time}", whom=whom, how=how, day=day, time=time_words(at))


def long_line(sharing: Sharing, clock: Clock) -> str:
    """All of it in sentences."""
    said = [
        tr("For: {whom}.", whom=whom_words(sharing)),
        tr("{how}, {moment}.", how=how_words().get(sharing.how, ""), moment=moment(sharing, clock)),
        tr("Version {number}.", number=sharing.number),
    ]
    if sharing.pages:
        said.append(trn("{n} page.", "{n} pages.", sharing.pages))
    return " ".join(said)

"""What is said when a visit is not one that goes on now: called off, over, or thrown away meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import bin

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.ui.talk.deeds import TalkDeeds
    from secondop_desktop.ui.talk.fetched import Talk
    from secondop_desktop.ui.widgets.talk_view import TalkView


def sentence(visit: Appointment, clock: Clock) -> str:
    """What a person should know before writing; empty for a visit that lies ahead or goes on."""
    if visit.binned_at is not None:
        return tr("This visit was thrown away. Your words are kept with it in the bin.")
    if visit.status == "cancelled":
        return tr("This visit was called off. You can write here all the same.")
    if visit.status == "done":
        return tr("This visit has taken place. You can still add to it.")
    if visit.date < clock.today():
        return tr("This visit was on {day}. You can still write here.", day=day_words(visit.date))
    return ""


class OddVisits:
    """Says it in the bar when one comes in, and when it changes while one is there."""

    def __init__(self, view: TalkView, deeds: TalkDeeds, clock: Clock) -> None:
        self._view, self._deeds, self._clock = view, deeds, clock
        self._said = ("", "")

    def show(self, talk: Talk) -> None:
        """Look at a visit that was just fetched."""
        said = (talk.visit.id, sentence(talk.visit, self._clock))
        if said == self._said:
            return
        before, self._said = self._said, said
        word = self._view.bar.word
        if talk.visit.binned_at is not None:
            word.tell(said[1], tr("Bring it back"), lambda: self._bring_back(talk.visit.id), stays=True)
        elif said[1]:
            word.tell(said[1])
        elif before[0] == said[0]:
            word.clear()

    def _bring_back(self, visit_id: str) -> None:
        self._deeds.change(
            lambda session: bin.bring_back(session, "appointment", visit_id),
            name=tr("bring the visit back"),
        )

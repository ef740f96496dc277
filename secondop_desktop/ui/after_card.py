"""On the page of a visit that is over: what came of it in a few sentences, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.flows.as_written import PAGE
from secondop_desktop.ui import theme
from secondop_desktop.ui.places import AS_WRITTEN, SUMMARY
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.words import as_written_words

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.flows.see_loose_ends import CameOf


class CameOfIt(Card):
    """`of_page` is the button for below the free page, shown when that was changed since.

    `asked(part)` when somebody wants to go through it, read it, or see it as it was in the room.
    """

    asked = Signal(str)

    def __init__(self, clock: Clock, writable: bool) -> None:
        super().__init__(label(tr("What came of it"), "h2"))
        self._clock, self._writable = clock, writable
        self._said = label("")
        self._ends = column("xxs")
        self.go_through = Button("", "primary", then=lambda: self.asked.emit(""))
        self.look = Button("", then=lambda: self.asked.emit(SUMMARY))
        self.of_page = Button(as_written_words(), "quiet", then=lambda: self.asked.emit(AS_WRITTEN)).flush()
        self.of_page.hide()
        self.add(self._said)
        self.add(self._ends)
        self.body.addSpacing(theme.tokens().space("xs"))
        self.add(FlowRow(self.go_through, self.look))
        self.hide()

    def show_came(self, came: CameOf | None) -> None:
        """Show how far it is; nothing for a visit that is still to come."""
        self.setVisible(came is not None)
        self.of_page.setVisible(came is not None and PAGE in came.changed)
        if came is None:
            return
        self._said.setText(self._words(came))
        self.go_through.say(tr("Go on with it") if came.begun else tr("Go through what came of it"))
        self.go_through.setVisible(self._writable and came.finished_at is None)
        self.look.say(tr("See everything together"))
        self.look.setVisible(came.begun or not self._writable)
        empty_out(self._ends)
        for end in came.ends:
            self._ends.addWidget(label(end.sentence))
        show_new(self)

    def _words(self, came: CameOf) -> str:
        if came.finished_at is not None:
            day = day_words(came.finished_at.astimezone(self._clock.zone()).date())
            return tr("You went through it on {day}. You can change everything at any time.", day=day)
        if came.begun:
            return tr("You stopped in the middle. Everything you wrote is kept.")
        return tr(
            "Take two minutes while you still remember it: open questions, next steps, tests, and words "
            "that were not clear."
        )

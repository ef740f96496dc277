"""What a safe copy holds, and what the present case has that it does not have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.widgets.boxes import column, empty_out, show_new
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said

if TYPE_CHECKING:
    from secondop_desktop.flows.restore import Inside

MOST_TITLES = 6


class InsideCopy(Card):
    """One of: being looked into, cannot be read, or its contents in sentences."""

    def __init__(self) -> None:
        super().__init__(soft=True, margins="m")
        self._lines = column("xxs")
        self.add(self._lines)

    def wait(self) -> None:
        """Say that it is being looked into."""
        empty_out(self._lines)
        self._lines.addWidget(label(tr("Looking into this copy."), "small"))
        show_new(self)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with it."""
        empty_out(self._lines)
        self._lines.addWidget(Said(sentence, "warn"))
        show_new(self)

    def say(self, inside: Inside, newer: Sequence[str] | None, *, with_present: bool) -> None:
        """Tell what is inside, and with `with_present` what is missing against now; None: not known yet."""
        empty_out(self._lines)
        self._lines.addWidget(label(tr("This copy holds"), "h3"))
        self._lines.addWidget(label(_list(inside.counts) or tr("Nothing was written in it yet.")))
        if inside.documents:
            self._lines.addWidget(label(_titles(inside.documents), "small"))
        if inside.missing:
            lost = tr(
                "The files of these records are not whole here: {titles}.", titles=_titles(inside.missing)
            )
            self._lines.addWidget(Said(lost, "warn", "small"))
        if with_present:
            self._lines.addSpacing(8)
            self._lines.addWidget(label(tr("What you have now that this copy does not have"), "h3"))
            self._lines.addWidget(label(_newer(newer)))
        show_new(self)


def _list(parts: Sequence[str]) -> str:
    return tr("{list}.", list=", ".join(parts)) if parts else ""


def _newer(newer: Sequence[str] | None) -> str:
    if newer is None:
        return tr("Comparing it with your case.")
    return " ".join(newer) or tr("Nothing. It holds everything that is in your case now.")


def _titles(titles: Sequence[str]) -> str:
    more = len(titles) - MOST_TITLES
    shown = ", ".join(tr("“{title}”", title=title) for title in titles[:MOST_TITLES])
    return shown if more <= 0 else f"{shown} {trn('and {n} more', 'and {n} more', more)}"

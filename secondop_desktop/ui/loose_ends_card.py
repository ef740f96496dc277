"""The card of the home page that says what visits left open, each line with the way to settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from secondop_desktop.base.language import tr, trn
from secondop_desktop.journey.loose_ends import Kind
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import chip, label
from secondop_desktop.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from secondop_desktop.journey.loose_ends import LooseEnd

MOST_ROWS = 4
STEP_OF = {
    Kind.REPORT_LATE: "report",
    Kind.REPORT_DUE: "report",
    Kind.UNDECIDED: "open",
    Kind.CARRIED: "open",
    Kind.UNPLANNED: "tests",
}
"""On which page after the visit each is settled; next steps stand among the reminders and not here."""


class OpenAfterVisits(Card):
    """Hides itself when nothing is open; `look(visit id, page)` opens the page where a line is settled."""

    def __init__(self, look: Callable[[str, str], None]) -> None:
        super().__init__(label(tr("After your visits"), "h2"))
        self._look = look
        self._lines = column("xs")
        self.add(self._lines)
        self.rows: list[RowButton] = []
        self.hide()

    def show_ends(self, ends: Sequence[LooseEnd]) -> None:
        """Show the most pressing ones."""
        shown = [end for end in ends if end.kind in STEP_OF]
        self.setVisible(bool(shown))
        empty_out(self._lines)
        self.rows = []
        for end in shown[:MOST_ROWS]:
            line = row("s")
            made = RowButton(titles()[end.kind], end.sentence, partial(self._open, end))
            self.rows.append(made)
            line.addWidget(made, 1)
            if end.late:
                line.addWidget(chip(tr("Late"), "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
            self._lines.addLayout(line)
        more = len(shown) - MOST_ROWS
        if more > 0:
            self._lines.addWidget(label(trn("And {n} more.", "And {n} more.", more), "small"))
        show_new(self)

    def _open(self, end: LooseEnd) -> None:
        self._look(end.visit, STEP_OF[end.kind])


def titles() -> dict[Kind, str]:
    """What each kind of line is called."""
    return {
        Kind.REPORT_LATE: tr("The report has not come"),
        Kind.REPORT_DUE: tr("A report is expected"),
        Kind.UNDECIDED: tr("Questions without an answer"),
        Kind.CARRIED: tr("Questions that go along"),
        Kind.UNPLANNED: tr("Tests without a day"),
    }

"""The summary of a visit, and its words as they were written in the room, as pages to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.dates import moment_words
from secondop_desktop.base.language import tr
from secondop_desktop.flows import see_visit_summary
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card, Rule
from secondop_desktop.ui.widgets.labels import chip, label

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.flows.as_written import AsWritten
    from secondop_desktop.flows.see_visit_summary import Line, Section, VisitSummary

STEP_OF = {
    see_visit_summary.UNDERSTOOD: "understood",
    see_visit_summary.OPEN: "open",
    see_visit_summary.STEPS: "steps",
    see_visit_summary.TESTS: "tests",
    see_visit_summary.MEDICINES: "named",
    see_visit_summary.SAID: "named",
    see_visit_summary.REPORT: "report",
    see_visit_summary.WORDS: "words",
    see_visit_summary.FELT: "felt",
}
"""On which page a section is changed; the others are changed on the page of the visit."""
LONGEST = 20_000
"""So many letters of one text are shown; a label of a hundred thousand would hold the window up."""
MOST_LINES = 60


class SummaryView(QWidget):
    """Everything worth remembering; `change_asked(step)` when a section is to be changed, `print_asked`."""

    change_asked = Signal(str)
    print_asked = Signal()

    def __init__(self, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self._shown: VisitSummary | None = None
        self._cards = column("m", "none", self)
        self.changes: dict[str, Button] = {}
        self.print: Button | None = None

    def show_summary(self, summary: VisitSummary) -> None:
        """Show a summary."""
        if self._shown is not None and summary.sections == self._shown.sections:
            return
        self._shown = summary
        empty_out(self._cards)
        self.changes = {}
        for section in summary.sections:
            self._cards.addWidget(self._card(section))
        self.print = None
        if summary.sections:
            self.print = Button(tr("Print this summary"), "quiet", "printer", then=self.print_asked.emit)
            self._cards.addWidget(self.print)
        else:
            self._cards.addWidget(label(tr("Nothing was written down at this visit."), "muted"))
        show_new(self)

    def _card(self, section: Section) -> Card:
        card, head = Card(), row("s")
        head.addWidget(label(section.title, "h2"), 1)
        if self._writable:
            step = STEP_OF.get(section.key, "")
            made = Button(tr("Change"), "quiet", "pencil", then=lambda: self.change_asked.emit(step))
            made.setAccessibleName(tr("Change: {title}", title=section.title))
            self.changes[section.key] = made
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        card.add(head)
        for number, line in enumerate(section.lines[:MOST_LINES]):
            if number:
                card.add(Rule())
            card.add(_line(line))
        more = len(section.lines) - MOST_LINES
        if more > 0:
            card.add(label(tr("And {n} more.", n=more), "small"))
        return card


def _line(line: Line) -> QWidget:
    made = QWidget()
    beside, words = row("s", "none", made), column("hair")
    words.addWidget(label(_short(line.text)).selectable())
    if line.below:
        words.addWidget(label(_short(line.below), "muted").selectable())
    if line.who:
        words.addWidget(label(tr("Answered by {who}", who=line.who), "small"))
    beside.addLayout(words, 1)
    if line.mark:
        beside.addWidget(chip(line.mark, "plain"), 0, Qt.AlignmentFlag.AlignTop)
    return made


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return tr("{beginning} … The rest is on the page of the visit.", beginning=text[:LONGEST])


class AsWrittenView(QWidget):
    """The answers and the free page as they stood when the visit was finished, only to read."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._shown: AsWritten | None = None
        self._cards = column("m", "none", self)

    def when(self, told: AsWritten) -> str:
        """The moment at which the visit was finished, in words."""
        return moment_words(told.finished_at.astimezone(self._clock.zone()))

    def show_written(self, told: AsWritten | None) -> None:
        """Show what was written in the room."""
        if told is not None and told == self._shown:
            return
        self._shown = told
        empty_out(self._cards)
        texts = told.texts if told is not None else ()
        for text in texts:
            head = row("s")
            head.addWidget(label(text.question or tr("My notes of this visit"), "h3"), 1)
            if text.changed:
                head.addWidget(chip(tr("Changed later"), "info"), 0, Qt.AlignmentFlag.AlignTop)
            card = Card()
            card.add(head)
            then = text.then.strip()
            words = _short(then) if then else tr("Nothing was written here yet.")
            card.add(label(words, "body" if then else "muted").selectable())
            self._cards.addWidget(card)
        if not texts:
            self._cards.addWidget(label(tr("Nothing was written down in the room."), "muted"))
        show_new(self)

"""The cards of the health page that are no lists: the diagnosis, the timeline, results as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.paper.results_picture import results_pictures
from secondop_desktop.paper.timeline_picture import timeline_picture
from secondop_desktop.ui.picture_view import PicturePart
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
    from secondop_desktop.paper.health_sheets import Marker
    from secondop_desktop.paper.timeline_data import Timeline

LEAST_FOR_A_PICTURE = 2
CHARTS_AT_ONCE = 4


class Glance(Card):
    """The diagnosis in a sentence and its facts, each with who says so; `change` goes where it is written."""

    def __init__(self, change: Callable[[], object]) -> None:
        super().__init__()
        self.change = Button(tr("Change what I was told"), "quiet", "pencil", then=change).flush()
        self._sentence, self._source = label("", "h3"), label("", "small")
        purpose = tr("Here stands what was found: the diagnosis, and each fact with who said it.")
        self._purpose = label(purpose, "muted")
        self._columns = [column("s"), column("s")]
        self._beside = row("l")
        for each in self._columns:
            self._beside.addLayout(each, 1)
        title = label(tr("The diagnosis at a glance"), "h2")
        for part in (title, self._sentence, self._purpose, self._source):
            self.add(part)
        self.add(self._beside)
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)

    def show_diagnosis(self, told: Diagnosis | None, facts: Sequence[DiagnosisFact]) -> None:
        """Show what is known; a fact without a source says so."""
        sentence = told.sentence if told is not None else ""
        self._sentence.setText(sentence)
        self._sentence.setHidden(not sentence)
        self._purpose.setHidden(bool(sentence or facts))
        day = (told.source_date or told.diagnosed_on) if told is not None else None
        said = ", ".join(part for part in (told.source if told else "", day.words() if day else "") if part)
        self._source.setText(said or tr("No source written yet"))
        self._source.setHidden(not sentence)
        self.change.say(
            tr("Change what I was told") if sentence or facts else tr("Write down what I was told")
        )
        for each in self._columns:
            empty_out(each)
        half = (len(facts) + 1) // 2
        for number, fact in enumerate(facts):
            self._columns[number >= half].addLayout(_fact(fact))
        for each in self._columns:
            each.addStretch(1)
        show_new(self)

    def reflow(self, em: float) -> None:
        """The facts below each other where there is little room."""
        stand(self._beside, em < 56)


def _fact(fact: DiagnosisFact) -> QBoxLayout:
    words = column("hair")
    words.addWidget(label(fact.topic, "overline"))
    words.addWidget(label(fact.text).selectable())
    said = ", ".join(part for part in (fact.source, fact.as_of.words() if fact.as_of else "") if part)
    words.addWidget(label(said or tr("No source written yet"), "small"))
    return words


class TimelineCard(Card):
    """All that happened as a picture; `opened(key)` when an entry of it is chosen."""

    opened = Signal(str)

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self._timeline: Timeline | None = None
        self.part = PicturePart(tr("Timeline"))
        self._keys = label(
            tr("Click an entry to open it, or go to it with the arrow keys and press Enter."), "small"
        )
        purpose = tr("Here a picture shows all that happened, as soon as one part of it has a date.")
        self._purpose = label(purpose, "muted")
        self.first = Button(tr("Add a treatment"), "quiet", "plus", then=add).flush()
        self.part.view.opened.connect(self.opened)
        for part in (label(tr("My timeline"), "h2"), self._purpose, self.part, self._keys):
            self.add(part)
        self.body.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)

    def show_timeline(self, timeline: Timeline, writable: bool) -> None:
        """Show the picture, or what it will be for; the same one again leaves the keys where they are."""
        if timeline == self._timeline:
            return
        self._timeline = timeline
        there = any(entry.days is not None for entry in timeline.entries)
        self.part.show_picture(partial(timeline_picture, timeline))
        self.part.setVisible(there)
        self._keys.setVisible(there)
        self._purpose.setHidden(there)
        self.first.setVisible(writable and not there)


class Charts(QWidget):
    """A picture for each marker with two values or more; `opened(key)` when a value is chosen."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._markers: list[Marker] = []
        self._most = CHARTS_AT_ONCE
        self.parts: dict[str, PicturePart] = {}
        outer = column("l", "none", self)
        self._lines = column("l")
        outer.addLayout(self._lines)
        self.more = Button("", "quiet", "chevron-down", then=self._show_more).flush()
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addStretch(1)
        self.more.hide()
        self.hide()

    def show_markers(self, markers: Sequence[Marker]) -> None:
        """Show these; one value alone is no picture."""
        worth = [each for each in markers if sum(v.drawable for v in each.values) >= LEAST_FOR_A_PICTURE]
        if worth != self._markers:
            self._markers = worth
            self.setHidden(not worth)
            self._show()

    def _show_more(self) -> None:
        self._most = len(self._markers)
        self._show()

    def _show(self) -> None:
        empty_out(self._lines)
        self.parts = {}
        for marker in self._markers[: self._most]:
            made = PicturePart(tr("{marker} over time", marker=marker.name))
            made.show_picture(partial(results_pictures, marker.name, marker.values))
            made.view.opened.connect(self.opened)
            self.parts[marker.name] = made
            self._lines.addWidget(made)
        left = len(self._markers) - self._most
        self.more.setHidden(left <= 0)
        self.more.say(trn("Show {n} more picture", "Show {n} more pictures", max(left, 1)))
        show_new(self)

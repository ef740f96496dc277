"""Facts with their source and date, written and changed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.entries import Entries, Entry
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.diagnosis import DiagnosisFact
    from secondop_desktop.case.doctors import DoctorFact

OWN = ""


class FactList(Entries):
    """What is known, each with who said it and when; `topics` are offered, any other can be written."""

    def __init__(
        self,
        clock: Clock,
        elsewhere: Callable[[Exception], object],
        topics: Sequence[str],
        add_words: str,
        asked: str,
    ) -> None:
        form = Form(elsewhere)
        self._topics = list(topics)
        offered = [*((topic, topic) for topic in topics), (OWN, tr("Something else"))]
        self._choice = form.add("offered", ChoiceField(tr("What it is about"), offered))
        self._own = form.add("topic", LineField(tr("Say in a word or two what it is about"), prose=True))
        form.add("text", TextField(asked, lines=2))
        form.add(
            "source",
            LineField(tr("Who says so"), placeholder=tr("For example: pathology report, page 2")),
        )
        form.add("as_of", DateField(tr("Since when"), clock=clock))
        self._choice.changed.connect(self._topic_chosen)
        blank = {"offered": self._topics[0], "topic": "", "text": "", "source": "", "as_of": None}
        super().__init__(form, self._line, add_words, blank)
        self._topic_chosen()

    def show_facts(self, facts: Sequence[DiagnosisFact] | Sequence[DoctorFact]) -> None:
        """Show these facts."""
        self.set_entries([Entry(fact.id, self._values_of(fact)) for fact in facts])

    def save(self) -> None:
        """Hand over the fact, with the topic that was chosen or written."""
        values = self.form.read()
        if values is None or not self.is_open() or self._open is None:
            return
        values["topic"] = values.pop("offered") or values["topic"]
        self.saved.emit(self._open.id, values)

    def _values_of(self, fact: DiagnosisFact | DoctorFact) -> dict[str, Any]:
        known = fact.topic in self._topics
        return {
            "offered": fact.topic if known else OWN,
            "topic": fact.topic,
            "text": fact.text,
            "source": fact.source,
            "as_of": fact.as_of,
        }

    def _topic_chosen(self) -> None:
        self._own.setHidden(self._choice.value() != OWN)

    def _line(self, entry: Entry, edit: Callable[[], None]) -> QWidget:
        values, made = entry.values, QWidget()
        line, words = row("xs", "none", made), column("hair", "none xxs none xxs")
        words.addWidget(label(values["topic"], "h3"))
        words.addWidget(label(values["text"]).selectable())
        if said := source_words(values["source"], values["as_of"]):
            words.addWidget(label(said, "small"))
        line.addLayout(words, 1)
        if self._writable:
            pencil = icon_button(tr("Change: {topic}", topic=values["topic"]), "pencil", edit)
            line.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        return made


def source_words(source: str, as_of: Any) -> str:  # noqa: ANN401 - a PartialDate or None
    """Who said it and when, in one line."""
    if source and as_of is not None:
        return tr("{source}, {day}", source=source, day=as_of.words())
    return source or (as_of.words() if as_of is not None else tr("No source written yet"))

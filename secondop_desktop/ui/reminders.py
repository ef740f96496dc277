"""Small things to do: tick them, add one, change one in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.dates import short_day, weekday_word
from secondop_desktop.base.language import tr
from secondop_desktop.ui.entries import Entries, Entry
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.base.dates import PartialDate
    from secondop_desktop.case.task_origins import TaskOrigin
    from secondop_desktop.case.tasks import Task


class Reminders(Entries):
    """`ticked(id, on)` when one is done or open again; the rest is told as by Entries."""

    ticked = Signal(str, bool)

    def __init__(self, clock: Clock, elsewhere: Callable[[Exception], object]) -> None:
        self._clock = clock
        form = Form(elsewhere)
        form.add("text", TextField(tr("What is to be done"), lines=1))
        form.add("due", DateField(tr("By when"), tr("You can leave this empty."), clock=clock))
        form.add("owner", LineField(tr("Who does it"), tr("You can leave this empty.")))
        super().__init__(form, self._line, tr("Add a reminder"), {"text": "", "due": None, "owner": ""})

    def show_tasks(self, tasks: Sequence[Task], origins: Mapping[str, TaskOrigin]) -> None:
        """Show these tasks, each with who does it and who said so."""
        self.set_entries([self._entry(task, origins.get(task.id)) for task in tasks])

    def _entry(self, task: Task, origin: TaskOrigin | None) -> Entry:
        values = {"text": task.text, "due": task.due, "done": task.done_at is not None}
        told = {"owner": origin.owner, "source": origin.source} if origin is not None else {}
        return Entry(task.id, {**values, "owner": "", "source": "", **told})

    def _below(self, values: Mapping[str, Any]) -> str:
        """Who does it and by when, and whether that is over."""
        due, owner = values["due"], values["owner"]
        if due is None:
            return tr("{owner} does it.", owner=owner) if owner else ""
        day, late = self._day(due), due.whole() is not None and due.whole() < self._clock.today()
        said = tr("It was due by {day}.", day=day) if late else tr("By {day}", day=day)
        if not owner:
            return said
        return tr("{owner}, by {day}", owner=owner, day=day) if not late else f"{said} {owner}."

    def _day(self, due: PartialDate) -> str:
        """A day in words, without its year when it is this one."""
        day, today = due.whole(), self._clock.today()
        if day is None or day.year != today.year:
            return due.words()
        return tr("{weekday} {day}", weekday=weekday_word(day), day=short_day(day))

    def _line(self, entry: Entry, edit: Callable[[], None]) -> QWidget:
        values: dict[str, Any] = dict(entry.values)
        made = QWidget()
        line, words = row("xs", "none", made), column("none")
        tick = Tick(values["text"], values["done"])
        tick.setProperty("key", entry.id)
        tick.toggled.connect(lambda on: self.ticked.emit(entry.id, on))
        tick.setEnabled(self._writable)
        words.addWidget(tick)
        said = [] if values["done"] else [self._below(values), values["source"]]
        if any(said):
            below = column("none", "xl none none xs")
            for sentence in filter(None, said):
                below.addWidget(label(sentence, "small"))
            words.addLayout(below)
        line.addLayout(words, 1)
        if self._writable:
            pencil = icon_button(tr("Change: {text}", text=values["text"]), "pencil", edit)
            line.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        return made

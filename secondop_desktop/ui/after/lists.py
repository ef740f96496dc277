"""The pages with lists of what is to be done: open questions, next steps, and tests that were ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import captured, examinations, task_origins, tasks
from secondop_desktop.case.table import find
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import after_visit, see_after
from secondop_desktop.ui.after.rows import AddLine, Entry, RowForm
from secondop_desktop.ui.after.step import ListStep
from secondop_desktop.ui.widgets.boxes import column, empty_out
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.flows.see_after import After
    from secondop_desktop.ui.screen import Screen

_EACH = "each"


class OpenStep(ListStep):
    """Questions that got no answer, each with where it goes."""

    key = "open"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("Every question has an answer."))
        self.all = ChoiceField(tr("What becomes of all of them"))
        self.all.changed.connect(self._decide_all)
        self.body.insertWidget(0, self.all)

    def title(self) -> str:
        """The question of the page."""
        return tr("Which questions are still open?")

    def why(self) -> str:
        """What it is for."""
        return tr("Choose where each one goes. It then stands on the list of that visit.")

    def is_needed(self, data: After) -> bool:
        """Only when a question got no answer."""
        return bool(data.open)

    def show_after(self, data: After) -> None:
        """Show the questions."""
        super().show_after(data)
        self._offer_all(data)
        self.list.show_entries([Entry(each.asking_id, {"fate": each.fate}) for each in data.open])

    def make_row(self, entry_id: str) -> RowForm:
        """A question with the places it can go to."""
        data = self.data
        made = RowForm(entry_id, self.work, self._write)
        text = next((q.text for q in data.open if q.asking_id == entry_id), "") if data is not None else ""
        made.form.add(made.key("fate"), ChoiceField(text, data.places if data is not None else ()))
        made.begin()
        return made

    def _offer_all(self, data: After) -> None:
        for made in self.list.rows.values():
            field = made.form.field(made.key("fate"))
            if isinstance(field, ChoiceField):
                field.set_choices(data.places)
        blocked = self.all.blockSignals(True)
        self.all.set_choices([(_EACH, tr("I choose for each one")), *data.places[1:]])
        fates = {each.fate for each in data.open}
        self.all.set_value(fates.pop() if len(fates) == 1 and see_after.OPEN not in fates else _EACH)
        self.all.blockSignals(blocked)
        self.all.setVisible(len(data.open) > 1)

    def _decide_all(self) -> None:
        fate, clock, data = self.all.value(), self.clock, self.data
        if data is None or fate in (None, _EACH):
            return
        asked = [each.asking_id for each in data.open]

        def command(session: Session) -> None:
            for asking_id in asked:
                see_after.decide(session, asking_id, str(fate), clock)

        self.work.write(self.room, command, name=tr("decide what becomes of open questions"))

    def _write(self, session: Session, asking_id: str, _name: str, value: Any) -> None:  # noqa: ANN401
        see_after.decide(session, asking_id, value, self.clock)


class NextStepsStep(ListStep):
    """What is to be done, by whom and by when."""

    key = "steps"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("No next step was written down."))
        self._planned = column("xs")
        self.body.addLayout(self._planned)
        self.put_add(
            AddLine(
                tr("Another next step"),
                tr("Add it"),
                [(captured.STEP, captured.kind_words()[captured.STEP])],
                tr("For example: ring the office about the report"),
            )
        )

    def title(self) -> str:
        """The question of the page."""
        return tr("What happens next?")

    def why(self) -> str:
        """What it is for."""
        return tr("Each step becomes a reminder. Say who does it and by when, as far as you know.")

    def show_after(self, data: After) -> None:
        """Show the steps, and the visits that came of dates."""
        super().show_after(data)
        self.list.show_entries(
            [
                Entry(
                    step.task.id,
                    {"text": step.task.text, "owner": step.owner, "due": step.task.due},
                    step.source,
                )
                for step in data.steps
            ]
        )
        empty_out(self._planned)
        for line_id, visit in data.planned:
            self._planned.addWidget(
                self._planned_visit(line_id, visit.goal, day_words(visit.date, weekday=True))
            )

    def make_row(self, entry_id: str) -> RowForm:
        """A task with its owner and its day."""
        made = RowForm(entry_id, self.work, self._write)
        step = self._step(entry_id)
        names = ", ".join(self.data.people) if self.data is not None else ""
        who = tr("For example: {names}", names=names) if names else ""
        made.form.add(made.key("text"), LineField(tr("What is to be done"), prose=True))
        made.form.add_beside(
            (made.key("owner"), LineField(tr("Who does it"), placeholder=who)),
            (made.key("due"), DateField(tr("By when"), clock=self.clock)),
        )
        made.begin()
        text = step.task.text if step is not None else ""
        if step is not None and step.kind == captured.DATE:
            visit = Button(tr("It is an appointment"), "quiet", "calendar-plus")
            visit.setAccessibleName(tr("It is an appointment: {text}", text=text))
            visit.clicked.connect(lambda: self._plan(made))
            made.tool(visit.flush())
        self.leave_out(made, tr("The reminder is in the bin."), text)
        return made

    def _step(self, task_id: str) -> see_after.NextStep | None:
        steps = self.data.steps if self.data is not None else ()
        return next((step for step in steps if step.task.id == task_id), None)

    def _plan(self, made: RowForm) -> None:
        line_id, zone = self.line_of(made.id), str(self.clock.zone())
        due = made.form.field(made.key("due"))
        made.saver.flush()
        self.work.write(
            self.room,
            lambda session: after_visit.as_visit(session, line_id, zone, self.clock),
            None,
            lambda error: self._refuse(made, due, error),
            name=tr("make an appointment of a date"),
        )

    def _refuse(self, made: RowForm, due: Any, error: Exception) -> None:  # noqa: ANN401
        sentence = getattr(error, "sentence", "")
        if sentence and made.id in self.list.rows:
            due.refuse(sentence)
            due.control.setFocus()
        else:
            self.work.failed.emit(error)

    def _planned_visit(self, line_id: str, goal: str, day: str) -> Card:
        words = column("hair")
        words.addWidget(label(tr("Appointment on {day}", day=day), "h3"))
        words.addWidget(label(goal, "muted"))
        no = Button(
            tr("Not needed"),
            "quiet",
            "x",
            then=lambda: self.give_up(line_id, tr("The appointment is in the bin.")),
        )
        no.setAccessibleName(tr("Not needed: appointment on {day}", day=day))
        card = Card(flat=True, margins="m")
        card.body.addLayout(words, 1)
        card.body.addWidget(no)
        return card

    def _write(self, session: Session, task_id: str, name: str, value: Any) -> None:  # noqa: ANN401
        if name == "owner":
            task_origins.give_to(session, task_id, value)
            return
        task = find(session, Task, task_id)
        setattr(task, name, value)
        tasks.keep(session, task)


class TestsStep(ListStep):
    """Tests that were ordered: what, where, and when they are planned."""

    __test__ = False
    key = "tests"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("No test was ordered."))
        self.put_add(
            AddLine(
                tr("Another test"),
                tr("Add it"),
                [(captured.TEST, captured.kind_words()[captured.TEST])],
                tr("For example: MRI of the left breast"),
            )
        )

    def title(self) -> str:
        """The question of the page."""
        return tr("Which tests were ordered?")

    def why(self) -> str:
        """What it is for."""
        return tr("Each test is followed until its report is here. You can add the day when you know it.")

    def show_after(self, data: After) -> None:
        """Show the tests."""
        super().show_after(data)
        self.list.show_entries(
            [
                Entry(
                    each.examination.id,
                    {
                        "what": each.examination.what,
                        "facility": each.examination.facility,
                        "dated": each.examination.dated,
                    },
                    each.examination.note,
                )
                for each in data.tests
            ]
        )

    def make_row(self, entry_id: str) -> RowForm:
        """A test with its place and its day."""
        made = RowForm(entry_id, self.work, self._write)
        made.form.add(made.key("what"), LineField(tr("Which test"), prose=True))
        made.form.add_beside(
            (made.key("facility"), LineField(tr("Where"), placeholder=tr("Hospital or office"))),
            (made.key("dated"), DateField(tr("On which day"), clock=self.clock)),
        )
        made.begin()
        tests = self.data.tests if self.data is not None else ()
        what = next((t.examination.what for t in tests if t.examination.id == entry_id), "")
        self.leave_out(made, tr("The test is in the bin."), what)
        return made

    def _write(self, session: Session, examination_id: str, name: str, value: Any) -> None:  # noqa: ANN401
        test = examinations.one(session, examination_id)
        setattr(test, name, value)
        examinations.keep(session, test)
        if name == "dated":
            see_after.tick_plan(session, examination_id, value is not None, self.clock)

"""The pages in one's own words: how it felt, what was understood, and the report that was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secondop_desktop.base.language import as_typed, tr
from secondop_desktop.case import closings
from secondop_desktop.ui.after.step import Step
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.saver import Saver, saved_words
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.flows.see_after import After
    from secondop_desktop.ui.screen import Screen


class ReportStep(Step):
    """The consultation report: from whom, by when, and whether it has come."""

    key = "report"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.form = Form(self.work.failed.emit)
        self.form.add("report_from", LineField(tr("From whom")))
        self.form.add_beside(
            ("report_due", DateField(tr("Expected by"), clock=self.clock)),
            (
                "report_came",
                DateField(
                    tr("It came on"), tr("Leave this empty as long as it is not here."), clock=self.clock
                ),
            ),
        )
        self.saver = FormSaver(self.work, self)
        self.saver.refused.connect(self.work.failed)
        self.saver.take(self.form, self._write)
        self.saver.changed.connect(self.told)
        self.body.addWidget(Card(self.form))

    def title(self) -> str:
        """The question of the page."""
        return tr("When does the report of this visit come?")

    def why(self) -> str:
        """What it is for."""
        return tr(
            "The doctor writes a report about the visit. If it is late, this program tells you whom to ring."
        )

    def show_after(self, data: After) -> None:
        """Show what is known of the report."""
        if self.data is not None and self.data.visit.id != data.visit.id:
            self.clear()
        super().show_after(data)
        told = data.closing
        who = data.doctor.name if data.doctor is not None else ""
        field = self.form.field("report_from")
        if isinstance(field, LineField):
            field.line.setPlaceholderText(who)
        self.saver.show(
            self.form,
            {
                "report_from": told.report_from if told is not None else "",
                "report_due": told.report_due if told is not None else None,
                "report_came": told.report_came if told is not None else None,
            },
        )

    def clear(self) -> None:
        """Forget the visit that was shown."""
        super().clear()
        self.saver.forget()

    def savers(self) -> list[FormSaver]:
        """The one that looks after the form."""
        return [self.saver]

    def _write(self, session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
        closings.write(session, self.visit_id(), **{name: value})


class WordsOfMyOwn(Step):
    """A page of free text that belongs to the closing of the visit."""

    def __init__(self, screen: Screen, field: str, placeholder: str) -> None:
        super().__init__(screen)
        self._field = field
        self.note = NoteEdit(self.title(), placeholder)
        self.note.setMinimumHeight(self.note.minimumHeight() * 2)
        self.saver = Saver(self.work, self.clock, self)
        self.saver.refused.connect(self.work.failed)
        self.saver.changed.connect(self.told)
        self.note.textChanged.connect(self._typed)
        self.body.addWidget(self.note, 1)

    def note_saver(self) -> Saver:
        """The one that looks after the text."""
        return self.saver

    def saved_words(self) -> tuple[str, str]:
        """How safe the text is."""
        if self.saver.dirty() and self.saver.state.error is None:
            return tr("Saving"), "info"
        return saved_words(self.saver.state, self.clock.now(), self.clock.zone())[:2]

    def show_after(self, data: After) -> None:
        """Show the text as the case has it, or as it is being typed."""
        super().show_after(data)
        visit_id, field = data.visit.id, self._field
        kept = getattr(data.closing, field) if data.closing is not None else ""

        def write(session: Session, text: str) -> None:
            closings.write(session, visit_id, **{field: text})

        self.note.turn_to(visit_id)
        self.note.set_text(self.saver.begin(visit_id, kept, write))

    def _typed(self) -> None:
        if self.data is not None:
            self.saver.typed(self.data.visit.id, as_typed(self.note.text()))


class FeltStep(WordsOfMyOwn):
    """How the visit felt."""

    key = "felt"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "felt", tr("For example: she took her time, and I was calmer afterwards."))

    def title(self) -> str:
        """The question of the page."""
        return tr("How did it feel?")

    def why(self) -> str:
        """What it is for."""
        return tr("A line or two is enough. It helps later, when you choose whom you trust.")


class UnderstoodStep(WordsOfMyOwn):
    """What was understood, in one's own words."""

    key = "understood"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, "understood", tr("As you would tell it to a friend."))

    def title(self) -> str:
        """The question of the page."""
        return tr("What did you understand, in your own words?")

    def why(self) -> str:
        """What it is for."""
        return tr("Say it once in your own words. You can read it to the doctor and ask whether it is right.")

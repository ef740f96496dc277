"""The three questions of the first run; each can be left empty."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.door.calls import FirstAnswers
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import TextField
from secondop_desktop.ui.widgets.labels import label


class QuestionsPage(QWidget):
    """`answered(FirstAnswers)`; skipping gives empty answers."""

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        body = column("m", "none", self)
        body.addWidget(label(tr("Three questions to begin with"), "h1"))
        body.addWidget(label(tr("You can leave any of them empty and come back to it at any time."), "muted"))
        self.form = Form(self._never)
        self.happened = self.form.add(
            "happened",
            TextField(tr("What happened?"), tr("In your own words. A line or two is enough for now.")),
        )
        self.appointment = self.form.add(
            "appointment", DateField(tr("When is your next appointment?"), whole=True)
        )
        self.why = self.form.add("why", TextField(tr("Why would you like a second opinion?"), lines=2))
        self.go_on = Button(tr("Go on"), "primary", "arrow-right", then=self._go_on)
        self.skip = Button(tr("Skip this"), "quiet", then=self._skip)
        card = Card(self.form)
        card.add(FlowRow(self.go_on, self.skip))
        body.addWidget(card)

    def _go_on(self) -> None:
        values = self.form.read()
        if values is not None:
            self.answered.emit(FirstAnswers(values["happened"], values["appointment"], values["why"]))

    def _skip(self) -> None:
        self.answered.emit(FirstAnswers())

    def _never(self, error: Exception) -> None:
        raise error

"""What stands beside the pages of a record: what is known of it, and the text of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import documents
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.record_suggestions import RecordSuggestions
from secondop_desktop.ui.record_twins import RecordTwins
from secondop_desktop.ui.record_words import kind_words, page_state
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.case.documents import Document, Page
    from secondop_desktop.ui.screen import House

FIELDS = ("title", "kind", "dated", "facility", "doctor_id", "note")


class RecordDetails(QWidget):
    """The fields of a record; each is saved by itself when it is left."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._record_id = ""
        self.form = Form(house.work.failed.emit)
        self.saver = FormSaver(house.work, self)
        self._saved = chip(tr("Saved"), "ok")
        self.suggestions = RecordSuggestions(house)
        self.twins = RecordTwins(house)
        self.twins.asked_for.connect(self.suggestions.asked_for)
        self._doctor = ChoiceField(tr("Doctor"))
        self._add_fields(house)
        self.saver.take(self.form, self._write)
        self.saver.changed.connect(lambda: set_chip(self._saved, *self.saver.words()))
        self.saver.refused.connect(house.work.failed.emit)
        self.form.setEnabled(not house.read_only)
        self._saved.setHidden(house.read_only)
        inside = QWidget()
        body = column("m", "none none s none", inside)
        body.addWidget(self._saved)
        body.addWidget(self.twins)
        body.addWidget(self.suggestions)
        body.addWidget(self.form)
        body.addStretch(1)
        column("none", "none", self).addWidget(ScrollPage(inside, clear=True))

    def show_record(self, record: Document, doctors: Sequence[Doctor]) -> None:
        """Show what the case knows; what is being typed stays."""
        if record.id != self._record_id:
            self.saver.forget()
            self._record_id = record.id
        self._doctor.set_choices([("", tr("Nobody chosen")), *((d.id, d.name) for d in doctors)])
        values = {name: getattr(record, name) for name in FIELDS}
        values["doctor_id"] = record.doctor_id or ""
        self.saver.show(self.form, values)
        self.suggestions.show_record(record)
        self.twins.show_record(record)

    def _add_fields(self, house: House) -> None:
        add = self.form.add
        add("title", LineField(tr("Name")))
        add("kind", ChoiceField(tr("What it is"), list(kind_words().items())))
        add("dated", DateField(tr("Date on it"), tr("The month or the year is enough."), clock=house.clock))
        add("facility", LineField(tr("Hospital or office it is from")))
        add("doctor_id", self._doctor)
        add(
            "note",
            TextField(tr("My note"), tr("What you noticed, or want to ask about it. Only you see this.")),
        )

    def _write(self, session: Session, name: str, value: object) -> None:
        record = documents.one(session, self._record_id)
        setattr(record, name, (value or None) if name == "doctor_id" else value)
        documents.keep(session, record)


class PageText(QWidget):
    """The text of a page, to be read aloud, marked and copied."""

    def __init__(self) -> None:
        super().__init__()
        body = column("xs", "none", self)
        self._source = label("", "small")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        body.addWidget(self._source)
        body.addWidget(self.text, 1)

    def show_page(self, record: Document, number: int, page: Page | None) -> None:
        """Show the text of page `number`, or say why there is none."""
        self.text.setAccessibleName(tr("Text of page {page}", page=number))
        words = page.text if page is not None else ""
        if words != self.text.toPlainText():
            self.text.setPlainText(words)
        self._source.setText(page_state(record, number, page))
        self.text.setHidden(not words)

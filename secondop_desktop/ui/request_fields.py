"""The form of a request for records, and the list of all requests with how each stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case.requests import ACCESS, AUTHORIZATION
from secondop_desktop.ui.entries import Entries, Entry
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.labels import chip, label

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.flows.track import RequestRow

FIELDS = (
    "facility",
    "department",
    "phone",
    "contact",
    "kind",
    "receiver",
    "asked_on",
    "asked_by",
    "how",
    "fee",
    "longer_told_on",
    "expires_on",
    "answered_on",
    "revoked_on",
    "note",
)
BLANK: dict[str, Any] = {name: None if name.endswith("_on") else "" for name in FIELDS} | {"kind": ACCESS}


def request_form(clock: Clock, elsewhere: Callable[[Exception], object], whole: bool) -> Form:
    """What is asked about a request; `whole` asks for what came of it too."""
    form = Form(elsewhere)
    form.add("facility", LineField(tr("Hospital or office that was asked")))
    kind = ChoiceField(tr("For whom"), [(ACCESS, tr("For me")), (AUTHORIZATION, tr("For somebody else"))])
    form.add("kind", kind)
    receiver = form.add("receiver", LineField(tr("Who is to get the records")))
    form.add("asked_on", DateField(tr("Asked on"), clock=clock))
    form.add("how", LineField(tr("How"), placeholder=tr("For example: phone, portal, by post, in person")))
    form.add_beside(("contact", LineField(tr("Whom I spoke to"))), ("phone", LineField(tr("Phone"))))
    if whole:
        form.add_beside(("department", LineField(tr("Department"))), ("asked_by", LineField(tr("Who asked"))))
    form.add("fee", LineField(tr("What it costs"), placeholder=tr("As they said it, for example $15 a disc")))
    ends = form.add(
        "expires_on",
        DateField(tr("When the authorization ends"), tr("You can leave this empty."), clock=clock),
    )
    if whole:
        for name, words in (
            ("longer_told_on", tr("They wrote on this day that they need longer")),
            ("answered_on", tr("Answered on")),
            ("revoked_on", tr("I took it back on")),
        ):
            form.add(name, DateField(words, clock=clock))
    form.add("note", TextField(tr("Note"), lines=1))

    def show() -> None:
        other = kind.value() == AUTHORIZATION
        receiver.setHidden(not other)
        ends.setHidden(not other)
        if whole:
            form.field("longer_told_on").setHidden(other)

    kind.changed.connect(show)
    show()
    return form


class RequestList(Entries):
    """All requests, each with the sentence of its clock, written and changed in place.

    `letter_asked(id)` when the letter that makes a request is to be written.
    """

    letter_asked = Signal(str)

    def __init__(self, clock: Clock, elsewhere: Callable[[Exception], object]) -> None:
        form = request_form(clock, elsewhere, whole=True)
        self._day = clock
        super().__init__(form, self._line, tr("Write down a request"), dict(BLANK))

    def show_requests(self, found: Sequence[RequestRow]) -> None:
        """Show these requests."""
        self.set_entries([Entry(each.request.id, _values(each)) for each in found])

    def write_new(self) -> None:
        """Open the empty form, for a request of today."""
        self.edit(Entry("", {**BLANK, "asked_on": self._day.today()}))

    def _line(self, entry: Entry, edit: Callable[[], None]) -> QWidget:
        values, made = entry.values, QWidget()
        line, words = row("xs", "none", made), column("hair", "none xxs none xxs")
        head = row("s")
        head.addWidget(label(values["facility"], "h3"), 1)
        if values["chip"]:
            tone = "warn" if values["late"] else "ok"
            head.addWidget(chip(values["chip"], tone), 0, Qt.AlignmentFlag.AlignVCenter)
        words.addLayout(head)
        words.addWidget(label(values["sentence"]).selectable())
        if values["pieces"]:
            words.addWidget(label(values["pieces"], "small"))
        line.addLayout(words, 1)
        if self._writable:
            to_letter = tr("Write the letter for this request: {text}", text=values["facility"])
            mail = icon_button(to_letter, "mail", partial(self.letter_asked.emit, entry.id))
            line.addWidget(mail, 0, Qt.AlignmentFlag.AlignTop)
            pencil = icon_button(tr("Change: {text}", text=values["facility"]), "pencil", edit)
            line.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
        return made


def _values(each: RequestRow) -> dict[str, Any]:
    late, over = each.late, each.over
    return {
        **{name: getattr(each.request, name) for name in FIELDS},
        "sentence": each.sentence,
        "late": late,
        "chip": tr("Late") if late else tr("Done") if over else "",
        "pieces": "; ".join(row.title for row in each.rows),
    }

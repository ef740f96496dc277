"""The page of one visit, and the short page on which a new one is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.journey.before import Todo
from secondop_desktop.ui import visit_forms
from secondop_desktop.ui.after_card import CameOfIt
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.visit_before import Countdown
from secondop_desktop.ui.visit_forms import VisitForm
from secondop_desktop.ui.visit_needs import ReadyCard
from secondop_desktop.ui.visit_parts import STATUS_TONES, company_words, diary_words, way_words
from secondop_desktop.ui.widgets.asked import Asked, AskedList
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card, Rule
from secondop_desktop.ui.widgets.fields import Field, LineField, in_words
from secondop_desktop.ui.widgets.fold import Fold
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.visit_plans import VisitPlan
    from secondop_desktop.ui.visit_calendar import CalendarPart
    from secondop_desktop.ui.visit_link import LinkPart

Elsewhere = Callable[[Exception], object]
TOP = 3
"""So many questions of a visit to come are shown at first: those that are asked first."""


class VisitPage(Page):
    """A countdown; below it goal, needs, questions and notes, beside them when, where, with whom and how."""

    status_asked = Signal(str)
    doctor_added = Signal(str, str)

    def __init__(
        self, clock: Clock, elsewhere: Elsewhere, writable: bool, ready: ReadyCard, diary: CalendarPart,
        link: LinkPart,
    ) -> None:  # fmt: skip
        self.ready, self.calendar, self.link = ready, diary, link
        self.saved: QLabel = chip(tr("Saved"), "ok")
        self.start = Button(tr("Start appointment"), "normal", "notebook-pen")
        self.go_on = Button(tr("Write down more answers"), "normal", "notebook-pen")
        self.print_it = Button(tr("Print the question sheet"), "normal", "printer")
        head = [self.saved, self.print_it, self.go_on, self.start]
        super().__init__(tr("Visit"), buttons=head, back=tr("All appointments"))
        self._writable, self._clock = writable, clock
        self.countdown = Countdown(writable)
        self.came = CameOfIt(clock, writable)
        self.goal = visit_forms.goal(elsewhere)
        self.form = VisitForm(clock, elsewhere, whole=True)
        self.way, self.company = visit_forms.way(elsewhere), visit_forms.company(elsewhere)
        self.diary, self.more = visit_forms.diary(elsewhere), visit_forms.more(elsewhere)
        self.new_doctor = Form(elsewhere)
        self.questions = AskedList()
        self.all_questions = Button(tr("Show all questions"), "quiet", "chevron-down", then=self._show_all)
        self._asked: Sequence[Asked] = ()
        self._way_shown = False
        self.choose = Button(tr("Choose questions"), "normal", "list-checks")
        self._no_questions = label(tr("No questions are chosen for this visit yet."), "muted")
        self.note = NoteEdit(tr("My notes of this visit"), tr("What was said, in your own words."))
        self.note.setReadOnly(not writable)
        self.card = Button(tr("Print the card for my companion"), "normal", "printer")
        self.status = chip("", "plain")
        self.statuses = {
            "done": Button(tr("It took place")),
            "cancelled": Button(tr("It was called off")),
            "planned": Button(tr("It is still planned")),
        }
        self.delete = Button(tr("Delete this visit"), "danger", "trash-2")
        self._beside, self._held = row("m"), column("m")
        self._em = 0.0
        self._build()

    def hold(self, part: QWidget) -> None:
        """Give a place below the notes to a part that shows and hides itself."""
        self._held.addWidget(part)

    def forms(self) -> tuple[Form, ...]:
        """Every form whose fields are saved while they are filled in."""
        return self.goal, self.form, self.way, self.company, self.diary, self.more

    def forget(self) -> None:
        """Get ready for another visit."""
        self.close_new_doctor()
        for fold in self.folds:
            fold.open(False)
        self._asked, self._way_shown = (), False
        if self.form.zone is not None:
            self.form.zone.hide()
        self.other_zone.setVisible(self._writable)

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        self._em = em
        super().reflow(em)
        self.countdown.reflow(em)
        stand(self._beside, em < 56)

    def say_saved(self, words: str, tone: str) -> None:
        """Say how safe the words are."""
        set_chip(self.saved, words, tone)

    def show_questions(self, asked: Sequence[Asked], ahead: bool) -> None:
        """Show the questions of the visit; of one that is to come only the first three."""
        more = len(asked) - TOP if ahead else 0
        opened = bool(self._asked) and self.all_questions.isHidden()
        self._asked = asked
        shut = more > 0 and not opened
        self.questions.set_questions(asked[:TOP] if shut else asked)
        self.all_questions.setVisible(shut)
        if shut:
            self.all_questions.say(trn("Show {n} more question", "Show {n} more questions", more))
        self._no_questions.setVisible(not asked)

    def show_plan(self, visit: Appointment, plan: VisitPlan, today: bool) -> None:
        """Say on each part that is put away what is in it; on its day the way there is opened, once."""
        self.calendar.show_visit(visit, plan)
        self.link.show_link(plan.link)
        getting, coming, calendar, more = self.folds
        getting.say(way_words(visit, plan))
        coming.say(company_words(visit, plan))
        calendar.say(diary_words(plan))
        more.say(plan.referral)
        if today and not self._way_shown and (plan.link or plan.directions or plan.parking):
            getting.open()
            self._way_shown = True

    def lead_to(self, todo: Todo) -> bool:
        """Show where a next thing is done on this page; False when it is done elsewhere."""
        fields = {
            Todo.DOCTOR: (self.form, "doctor_id"),
            Todo.HOUR: (self.form, "hour"),
            Todo.DECISION: (self.goal, "decision"),
            Todo.COMPANION: (self.company, "companion"),
        }
        if todo in fields:
            self.open_part(*fields[todo])
        elif todo in (Todo.LIST, Todo.RECORDS):
            self.ensureWidgetVisible(self.ready)
            seen = [
                made for made in (self.ready.begin, self.ready.paste, self.ready.print) if made.isVisible()
            ]
            if seen:
                seen[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def open_part(self, form: Form, name: str = "") -> None:
        """Open what a form is put away in, and put the cursor into a field of it."""
        for fold in self.folds:
            if fold.isAncestorOf(form):
                fold.open()
        field = form.field(name) if name else next(iter(form.fields().values()))
        self.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_what_holds(self, fields: Sequence[Field]) -> None:
        """Open every part that holds one of these fields."""
        for fold in self.folds:
            if any(fold.isAncestorOf(field) for field in fields):
                fold.open()

    def show_status(self, words: str, status: str, ahead: bool, todo: Todo) -> None:
        """Show what became of the visit, and what can still become of it; one button is filled."""
        set_chip(self.status, words, STATUS_TONES.get(status, "plain"))
        for key, made in self.statuses.items():
            made.setVisible(self._writable and key != status)
        self.start.setVisible(self._writable and ahead and todo != Todo.START)
        self.go_on.setVisible(self._writable and not ahead)
        self.print_it.setVisible(not ahead or todo != Todo.PRINT)
        self.delete.setVisible(self._writable)
        zone = self.form.zone
        self.other_zone.setVisible(self._writable and zone is not None and zone.isHidden())
        if self._em:
            super().reflow(self._em)  # other buttons may need other room

    def close_new_doctor(self) -> bool:
        """Put the line for a new doctor away; False when it was not open."""
        was_open = not self._new_doctor.isHidden()
        for each in self.new_doctor.fields().values():
            each.set_value("")
        self._new_doctor.hide()
        self.add_doctor.setVisible(self._writable)
        return was_open

    def raw_doctor(self) -> dict[str, Any]:
        """What stands in the line for a new doctor, to the letter; nothing when it is shut."""
        return {} if self._new_doctor.isHidden() else self.new_doctor.raw()

    def set_raw_doctor(self, raw: Mapping[str, Any]) -> None:
        """Open that line again with what stood there."""
        if raw:
            self._open_new_doctor()
            self.new_doctor.set_raw(raw)

    def _build(self) -> None:
        notes = Card(label(tr("My notes of this visit"), "h2"), self.note, self.came.of_page)
        asked = Card(label(tr("Questions for this visit"), "h2"), self._no_questions, self.questions)
        asked.add(self.all_questions)
        self.all_questions.flush().hide()
        asked.body.addSpacing(4)
        asked.add(self.choose)
        if not self._writable:
            self.choose.hide()
        goal = Card(label(tr("What I want from this visit"), "h2"), self.goal)
        about = Card(label(tr("About the visit"), "h2"), self.form, self._zone_line())
        self._add_doctor_line()
        about.add(Rule())
        about.add(self._status_line())
        for form in self.forms():
            form.setEnabled(self._writable)
        self.folds = (
            Fold(tr("Getting there"), self.way, self.link),
            Fold(tr("Who comes with me"), self.company, FlowRow(self.card)),
            Fold(tr("Calendar and reminder"), self.diary, self.calendar),
            Fold(tr("More about this visit"), self.more),
        )
        away = Card(margins="m")
        for number, fold in enumerate(self.folds):
            if number:
                away.add(Rule())
            away.add(fold)
        self.add(self.countdown)
        for share, cards in ((3, (self.came, goal, self.ready, asked, notes)), (2, (about, away))):
            together = column("m")
            for card in cards:
                together.addWidget(card)
            if share == 3:
                together.addLayout(self._held)
            together.addStretch(1)
            self._beside.addLayout(together, share)
        self.add(self._beside)
        self.finish()

    def _show_all(self) -> None:
        self.questions.set_questions(self._asked)
        self.all_questions.hide()

    def _add_doctor_line(self) -> None:
        """The line for a doctor who is not in the list, right below the choice."""
        self.new_doctor.add("name", LineField(tr("Name of the doctor")))
        self.new_doctor.add("specialty", LineField(tr("Specialty")))
        save = Button(tr("Add this doctor"), "normal", "check", then=self._doctor_typed)
        cancel = Button(tr("Cancel"), "quiet", then=self.close_new_doctor)
        self._new_doctor = Card(self.new_doctor, FlowRow(save, cancel), margins="m")
        self._new_doctor.hide()
        self.add_doctor = Button(
            tr("A doctor who is not in the list"), "quiet", "user-plus", then=self._open_new_doctor
        )
        self.add_doctor.setProperty("flush", True)
        beside = self.form.doctor.body
        beside.addWidget(self.add_doctor, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self._new_doctor)

    def _zone_line(self) -> Button:
        self.other_zone = Button(
            tr("The place is in another time zone"), "quiet", "globe", then=self._open_zones
        )
        self.other_zone.setProperty("flush", True)
        return self.other_zone

    def _status_line(self) -> FlowRow:
        for key, made in self.statuses.items():
            made.clicked.connect(lambda _=False, key=key: self.status_asked.emit(key))
        return FlowRow(self.status, *self.statuses.values(), self.delete)

    def _open_zones(self) -> None:
        zone = str(self._clock.zone())
        self.form.offer_zones(zone)
        self.other_zone.hide()

    def _open_new_doctor(self) -> None:
        self._new_doctor.show()
        self.add_doctor.hide()
        self.new_doctor.field("name").control.setFocus()

    def _doctor_typed(self) -> None:
        values = self.new_doctor.read()
        if values is not None:
            self.doctor_added.emit(values["name"], values["specialty"])


class NewVisit(Page):
    """Asks only what a visit needs to be found again."""

    added = Signal()
    given_up = Signal()

    def __init__(self, clock: Clock, elsewhere: Elsewhere) -> None:
        super().__init__(
            tr("New appointment"),
            tr("The day is enough to begin with. You can add the rest at any time."),
            back=tr("All appointments"),
            reading=True,
        )
        self.form = VisitForm(clock, elsewhere, whole=False)
        self._name = LineField(tr("Name, if the doctor is not in the list"))
        self.form.doctor.body.addWidget(self._name)
        self.add_it = Button(tr("Add the appointment"), "primary", "check", then=self.added.emit)
        cancel = Button(tr("Do not add it"), "quiet", then=self._give_up)
        self.invitation = Button(tr("I have it as a calendar file (.ics)"), "quiet", "calendar-plus").flush()
        card = Card(self.invitation, self.form)
        card.body.addSpacing(4)
        card.add(FlowRow(self.add_it, cancel))
        self.add(card)
        self.finish()
        self._blank = {"doctor_id": "", "when": None, "hour": None, "kind": "second_opinion", "place": ""}
        self._untouched: dict[str, Any] = {}

    def doctor_name(self) -> str:
        """The name that was typed for a doctor who is not in the list."""
        return self._name.value()

    def words(self) -> str:
        """Everything that was typed."""
        return in_words([self._name, *self.form.fields().values()])

    def is_half_typed(self) -> bool:
        """Whether something was typed that is not kept."""
        return bool(self.words())

    def raw(self) -> dict[str, Any]:
        """Everything that stands here to the letter; nothing when nobody has changed anything."""
        raw = {**self.form.raw(), "name": self._name.raw()}
        return raw if raw != self._untouched else {}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Show again what `raw` gave."""
        self.form.set_raw(raw)
        self._name.set_raw(raw.get("name"))

    def clear(self) -> None:
        """Show an empty page."""
        self.form.fill(self._blank)
        self._name.set_value("")
        self._untouched = {**self.form.raw(), "name": ""}

    def _give_up(self) -> None:
        self.clear()
        self.given_up.emit()

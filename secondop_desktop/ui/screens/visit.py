"""One visit: getting ready for it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, bin, doctors, notes, pieces, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.notes import Note
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Asking, ForVisit, Question
from secondop_desktop.case.requests import Request
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import see_ready
from secondop_desktop.flows.see_ready import Readiness
from secondop_desktop.ui import visit_forms
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.leftovers import keep_as_reminder, put_down, settle
from secondop_desktop.ui.places import (
    APPOINTMENT_MODE,
    APPOINTMENTS,
    EXAMINATION,
    NEW,
    PRINT,
    QUESTIONS,
    RECORD,
    VISIT,
    Place,
)
from secondop_desktop.ui.saver import Saver
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.visit_needs import ReadyCard
from secondop_desktop.ui.visit_page import NewVisit, VisitPage
from secondop_desktop.ui.visit_parts import asked_rows
from secondop_desktop.ui.widgets.fields import in_words
from secondop_desktop.ui.words import day_and_hours, is_elsewhere, status_words, with_whom

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock


@dataclass(frozen=True)
class About:
    """A visit with everything its page shows; no visit when a new one is written."""

    doctors: list[Doctor]
    visit: Appointment | None = None
    doctor: Doctor | None = None
    entries: list[ForVisit] = field(default_factory=list)
    page: str = ""
    ahead: bool = True
    ready: Readiness | None = None


class VisitScreen(Screen):
    """`Place(VISIT, visit id)`, or `Place(VISIT, part=NEW)` to write down a new one."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(
        {Appointment, Doctor, Question, Asking, Note} | {Wanted, Examination, Piece, Move, Request, Document}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        elsewhere = self.work.failed.emit
        self._status = "planned"
        self.ready = ReadyCard(house)
        self.page = VisitPage(house.clock, elsewhere, not house.read_only, self.ready)
        self.new = NewVisit(house.clock, elsewhere)
        self.saver = FormSaver(self.work, self)
        self.saver.take(self.page.goal, self._write)
        self.saver.take(self.page.form, self._write)
        self.notes = Saver(self.work, house.clock, self)
        for each in (self.saver, self.notes):
            each.changed.connect(self._say_saved)
            each.refused.connect(elsewhere)
        for part in (self.page, self.new):
            self.frame.addWidget(part)
            part.back_asked.connect(self._to_all)
        self.new.hide()
        self._connect()

    def go(self, place: Place) -> None:
        """Turn to a visit, or to the few questions of a new one."""
        if place != self.place:
            self.saver.forget()
            self.page.forget()
            if place.part == NEW:
                self.new.clear()
        super().go(place)
        self.page.setVisible(place.part != NEW)
        self.new.setVisible(place.part == NEW)

    def leave(self) -> bool:
        """Keep every word; a new visit that has no day yet becomes a reminder."""
        if not settle(self, [self.saver], [self.ready.list]) or not self.notes.flush():
            return False
        if words := self.ready.typed_words():
            keep_as_reminder(self, words)
            self.ready.close_paste()
        if self.place.part == NEW and self.new.is_half_typed():
            self._add_or_remind()
        if words := in_words(self.page.new_doctor.fields().values()):
            keep_as_reminder(self, words)
            self.page.close_new_doctor()
        return True

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.saver]) and self.notes.flush()

    def half_typed(self) -> State:
        """A new visit or a new doctor without its end, and what a field cannot take."""
        if self.place.part == NEW:
            return some(new=self.new.raw())
        return some(
            fields=self.saver.half_typed(), doctor=self.page.raw_doctor(), ready=self.ready.half_typed()
        )

    def take_up(self, state: State) -> None:
        """Put it back."""
        self.new.set_raw(state.get("new", {}))
        self.saver.take_up(state.get("fields", {}))
        self.page.set_raw_doctor(state.get("doctor", {}))
        self.ready.take_up(state.get("ready", {}))

    def escape(self) -> bool:
        """Close the line for a doctor who is not in the list, or what is open on the list of needs."""
        return self.page.close_new_doctor() or self._close_needs()

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        self.page.reflow(em)
        self.new.reflow(em)

    def query(self, session: Session) -> About:
        """The visit, its doctor, its questions and its notes."""
        everyone = list(doctors.everyone(session))
        if not self.place.item:
            return About(everyone)
        visit = appointments.one(session, self.place.item)
        note = notes.of_visit(session, visit.id)
        doctor = doctors.one(session, visit.doctor_id) if visit.doctor_id else None
        if doctor is not None and doctor.binned_at is not None:
            everyone.append(doctor)
        return About(
            everyone,
            visit,
            doctor,
            questions.for_appointment(session, visit),
            note.text if note is not None else "",
            appointments.is_ahead(visit, self.house.clock.now()),
            see_ready.readiness(session, visit, self.house.clock),
        )

    def show_data(self, data: About) -> None:
        """Show the visit; what is being typed stays."""
        if data.visit is None:
            self.new.form.offer_doctors(data.doctors)
            return
        visit, page, clock = data.visit, self.page, self.house.clock
        self._status = visit.status
        page.set_title(with_whom(visit, data.doctor), day_and_hours(visit, clock))
        page.form.offer_doctors(data.doctors)
        if is_elsewhere(visit, clock):
            page.form.offer_zones(visit.zone)
        values = visit_forms.values_of(visit)
        for form in (page.goal, page.form):
            self.saver.show(form, values)
        page.show_questions(asked_rows(data.entries))
        if data.ready is not None:
            self.ready.show_ready(visit.id, data.ready)
        visit_id = visit.id
        page.note.set_text(
            self.notes.begin(visit_id, data.page, lambda session, text: _note(session, visit_id, text, clock))
        )
        page.show_status(status_words()[visit.status], visit.status, data.ahead)
        self._say_saved()

    # --- what the person does ---

    def _connect(self) -> None:
        page, new = self.page, self.new
        for made in (page.start, page.go_on):
            made.clicked.connect(lambda: self._go(APPOINTMENT_MODE, self.place.item))
        page.print_it.clicked.connect(lambda: self._go(PRINT, self.place.item))
        page.choose.clicked.connect(lambda: self._go(QUESTIONS, self.place.item))
        page.delete.clicked.connect(self._delete)
        self.ready.looked_up.connect(self._look_up)
        self.ready.print_asked.connect(self._print_missing)
        page.note.textChanged.connect(self._note_typed)
        page.note.refused.connect(self.work.failed)
        page.status_asked.connect(self._set_status)
        page.doctor_added.connect(self._add_doctor)
        new.added.connect(self._add)
        new.given_up.connect(self._to_all)

    def _go(self, room: str, item: str = "") -> None:
        self.asked_for.emit(Place(room, item))

    def _close_needs(self) -> bool:
        """Close the line that is being changed; what is typed in it is kept."""
        if not self.ready.list.is_open():
            return False
        settle(self, lists=[self.ready.list])
        return True

    def _print_missing(self) -> None:
        self.asked_for.emit(Place(PRINT, self.place.item, "missing"))

    def _look_up(self, key: str) -> None:
        """Go to the record or the piece a line of the list is linked to."""
        if key.startswith(see_ready.DOCUMENT):
            self._go(RECORD, key.removeprefix(see_ready.DOCUMENT))
            return
        piece_id = key.removeprefix(see_ready.PIECE)

        def then(examination_id: str) -> None:
            self.asked_for.emit(Place(EXAMINATION, examination_id, piece_id))

        self.work.read(self, lambda session: pieces.one(session, piece_id).examination.id, then)

    def _to_all(self) -> None:
        self._go(APPOINTMENTS)

    def _write(self, session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
        visit = appointments.one(session, self.place.item)
        visit_forms.put(visit, {name: value})
        appointments.keep(session, visit)

    def _note_typed(self) -> None:
        if self.place.item:
            self.notes.typed(self.place.item, self.page.note.text())
            self._say_saved()

    def _say_saved(self) -> None:
        if self.house.read_only:
            self.page.say_saved(tr("Only to read"), "plain")
        elif self.notes.state.error is not None:
            self.page.say_saved(tr("Not saved yet"), "danger")
        elif self.notes.dirty():
            self.page.say_saved(tr("Saving"), "info")
        else:
            self.page.say_saved(*self.saver.words())

    def _add_doctor(self, name: str, specialty: str) -> None:
        visit_id = self.place.item

        def command(session: Session) -> None:
            doctor = doctors.keep(session, Doctor(name=name, specialty=specialty))
            session.flush()
            visit = appointments.one(session, visit_id)
            visit.doctor_id = doctor.id
            appointments.keep(session, visit)

        self.work.write(self, command, self._doctor_added, self.page.new_doctor.refuse)

    def _doctor_added(self, _: None) -> None:
        self.page.close_new_doctor()

    def _set_status(self, status: str) -> None:
        visit_id, before, clock = self.place.item, self._status, self.house.clock

        def change(to: str) -> None:
            def command(session: Session) -> None:
                visit = appointments.one(session, visit_id)
                if to == "done":
                    appointments.finish(session, visit, clock.now())
                else:
                    visit.status = to
                    appointments.keep(session, visit)

            self.work.write(self, command)

        change(status)
        said = {
            "done": tr("Written down: this visit took place."),
            "cancelled": tr("Written down: this visit was called off."),
            "planned": tr("This visit is planned again."),
        }
        self.notices.tell(said[status], undo=lambda: change(before))

    def _delete(self) -> None:
        if not self.leave():
            return
        visit_id, clock = self.place.item, self.house.clock

        def then(_: None) -> None:
            self.notices.tell(
                tr("The visit is in the bin, with its notes and answers."),
                undo=lambda: self.work.write(
                    self, lambda session: bin.bring_back(session, "appointment", visit_id)
                ),
            )
            self._to_all()

        self.work.write(self, lambda session: bin.throw_away(session, "appointment", visit_id, clock), then)

    # --- a new visit ---

    def _add(self) -> None:
        values = self.new.form.read()
        if values is not None:
            self.work.write(self, self._adding(values), self._added, self.new.form.refuse)

    def _adding(self, values: dict[str, Any]) -> Callable[[Session], str]:
        zone, name = str(self.house.clock.zone()), self.new.doctor_name()

        def command(session: Session) -> str:
            visit = Appointment(day="", zone=zone)
            visit_forms.put(visit, values)
            if name:
                doctor = doctors.by_name(session, name) or doctors.keep(session, Doctor(name=name))
                session.flush()
                visit.doctor_id = doctor.id
            return appointments.keep(session, visit).id

        return command

    def _added(self, visit_id: str) -> None:
        self.new.clear()
        self._go(VISIT, visit_id)

    def _add_or_remind(self) -> None:
        """The page is left with a visit half written: keep it as a visit when it can be one."""
        words, values = self.new.words(), self.new.form.read()
        if values is not None and values["when"] is not None:
            self.work.write(
                self,
                self._adding(values),
                self._say_kept,
                lambda _: keep_as_reminder(self, words),
            )
        elif words:
            keep_as_reminder(self, words)
        self.new.clear()
        self.work.flush()

    def _say_kept(self, _visit_id: str) -> None:
        self.notices.tell(tr("The visit you were writing is kept with the others."))


def _note(session: Session, visit_id: str, text: str, clock: Clock) -> None:
    notes.write(session, visit_id, text, clock.now())

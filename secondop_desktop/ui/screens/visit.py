"""One visit: getting ready for it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, doctors, notes, pieces, questions, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import ForVisit
from secondop_desktop.case.requests import Request
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import see_before, see_loose_ends, see_ready
from secondop_desktop.flows.see_loose_ends import CameOf
from secondop_desktop.flows.see_ready import Readiness
from secondop_desktop.journey.before import Before, Todo, is_today, next_thing
from secondop_desktop.ui import visit_forms
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.given_button import GivenButton
from secondop_desktop.ui.invitation_bringer import InvitationBringer
from secondop_desktop.ui.leftovers import keep_as_reminder, put_down, settle
from secondop_desktop.ui.places import (
    AFTER_VISIT,
    APPOINTMENT_MODE,
    APPOINTMENTS,
    AS_WRITTEN,
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
from secondop_desktop.ui.sound_card import SoundCard
from secondop_desktop.ui.visit_before import Counted
from secondop_desktop.ui.visit_calendar import CalendarPart
from secondop_desktop.ui.visit_deeds import VisitDeeds
from secondop_desktop.ui.visit_link import LinkPart
from secondop_desktop.ui.visit_needs import ReadyCard
from secondop_desktop.ui.visit_page import NewVisit, VisitPage
from secondop_desktop.ui.visit_parts import asked_rows
from secondop_desktop.ui.widgets.fields import in_words
from secondop_desktop.ui.widgets.key_calls import KeyCalls
from secondop_desktop.ui.words import day_and_hours, is_elsewhere, status_words, with_whom

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock

MINUTE_MS = 20_000
"""How often the words of the countdown are made anew; a third of a minute is never a minute wrong."""


@dataclass(frozen=True)
class About:
    """A visit with everything its page shows; no visit when a new one is written."""

    doctors: list[Doctor]
    visit: Appointment | None = None
    plan: VisitPlan | None = None
    doctor: Doctor | None = None
    entries: list[ForVisit] = field(default_factory=list)
    page: str = ""
    ahead: bool = True
    ready: Readiness | None = None
    came: CameOf | None = None


class VisitScreen(Screen):
    """`Place(VISIT, visit id)`, or `Place(VISIT, part=NEW)` to write down a new one."""

    SHOWS: ClassVar[frozenset[type]] = see_loose_ends.FAMILIES | frozenset(
        {VisitPlan, Wanted, Piece, Move, Request, Document}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        elsewhere = self.work.failed.emit
        self._about = About([])
        self.ready = ReadyCard(house)
        calendar, link = CalendarPart(house, self._settled), LinkPart(house)
        self.page = VisitPage(house.clock, elsewhere, not house.read_only, self.ready, calendar, link)
        self.sound = SoundCard(house)
        self.given = GivenButton(house, self.asked_for.emit)
        self.page.hold(self.sound)
        self.page.hold(self.given)
        KeyCalls(self, self.sound.player.calls())
        self.new = NewVisit(house.clock, elsewhere)
        self.saver = FormSaver(self.work, self)
        for form in self.page.forms():
            self.saver.take(form, self._write)
        self.notes = Saver(self.work, house.clock, self)
        for each in (self.saver, self.notes):
            each.changed.connect(self._say_saved)
            each.refused.connect(elsewhere)
        for part in (self.page, self.new):
            self.frame.addWidget(part)
            part.back_asked.connect(self._to_all)
        self.new.hide()
        self.deeds, self.invitations = VisitDeeds(self), InvitationBringer(house, self)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._count)
        self._connect()

    def go(self, place: Place) -> None:
        """Turn to a visit, or to the few questions of a new one."""
        if place != self.place:
            self.saver.forget()
            self.page.forget()
            if place.part == NEW:
                self.new.clear()
        super().go(place)
        self.given.show_for(place.item)
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
        self.page.open_what_holds(self.saver.unkeepable())
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
        note, plan = notes.of_visit(session, visit.id), visit_plans.of_visit(session, visit.id)
        doctor = doctors.one(session, visit.doctor_id) if visit.doctor_id else None
        if doctor is not None and doctor.binned_at is not None:
            everyone.append(doctor)
        return About(
            everyone,
            visit,
            plan,
            doctor,
            questions.for_appointment(session, visit),
            note.text if note is not None else "",
            appointments.is_ahead(visit, self.house.clock.now()),
            see_ready.readiness(session, visit, self.house.clock),
            see_loose_ends.came_of(session, visit, self.house.clock),
        )

    def show_data(self, data: About) -> None:
        """Show the visit; what is being typed stays."""
        if data.visit is None or data.plan is None:
            self.new.form.offer_doctors(data.doctors)
            return
        visit, page, clock = data.visit, self.page, self.house.clock
        self._about = data
        page.set_title(with_whom(visit, data.doctor), day_and_hours(visit, clock))
        page.form.offer_doctors(data.doctors)
        if is_elsewhere(visit, clock):
            page.form.offer_zones(visit.zone)
        values = visit_forms.values_of(visit, data.plan)
        for form in page.forms():
            self.saver.show(form, values)
        page.came.show_came(data.came)
        changed = data.came.changed if data.came is not None else frozenset()
        page.show_questions(asked_rows(data.entries, changed), data.ahead)
        page.show_plan(visit, data.plan, is_today(self._before(), clock.now()))
        if data.ready is not None:
            self.ready.show_ready(visit.id, data.ready)
        self.ready.setHidden(
            visit.status == "cancelled"
        )  # nothing is needed for it, and it is not over either
        self.sound.set_visit(visit.id, not data.ahead or visit.starts <= clock.now())
        visit_id = visit.id
        page.note.turn_to(visit_id)
        page.note.set_text(
            self.notes.begin(visit_id, data.page, lambda session, text: _note(session, visit_id, text, clock))
        )
        arrive = time.fromisoformat(data.plan.arrive) if data.plan.arrive else None
        page.countdown.show_visit(
            Counted(self._before(), arrive, binned=visit.binned_at is not None), clock.now()
        )
        self._count()
        self._say_saved()

    def showEvent(self, event: QShowEvent) -> None:
        """Count down while somebody looks."""
        super().showEvent(event)
        self._count()
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._minute.stop()

    def _before(self) -> Before:
        about = self._about
        assert about.visit is not None  # noqa: S101 - asked only when there is one
        assert about.plan is not None  # noqa: S101
        return see_before.before(about.visit, about.plan, about.entries, about.ready, self.house.clock)

    def _count(self) -> None:
        """Say how much time is left now; the clock, and even its zone, may have been changed meanwhile."""
        visit, now = self._about.visit, self.house.clock.now()
        if visit is None or visit.id != self.place.item:
            return
        found = self._before()
        self.page.countdown.tell(found, now)
        ahead = appointments.is_ahead(visit, now)
        todo = next_thing(found, now).todo
        self.page.show_status(status_words()[visit.status], visit.status, ahead, todo)

    # --- what the person does ---

    def _connect(self) -> None:
        page, new = self.page, self.new
        for made in (page.start, page.go_on):
            made.clicked.connect(self._start)
        page.countdown.asked.connect(self._do)
        page.came.asked.connect(self._look_back)
        page.questions.link_asked.connect(lambda: self._look_back(AS_WRITTEN))
        page.countdown.brought_back.connect(self.deeds.bring_back)
        page.card.clicked.connect(lambda: self._print("companion-card"))
        page.way.field("link").changed.connect(self._link_typed)
        page.print_it.clicked.connect(lambda: self._go(PRINT, self.place.item))
        page.choose.clicked.connect(lambda: self._go(QUESTIONS, self.place.item))
        page.delete.clicked.connect(self._delete)
        self.ready.looked_up.connect(self._look_up)
        self.ready.print_asked.connect(lambda: self._print("missing"))
        page.note.textChanged.connect(self._note_typed)
        page.note.refused.connect(self.work.failed)
        page.status_asked.connect(self.deeds.set_status)
        page.doctor_added.connect(self._add_doctor)
        new.added.connect(self._add)
        new.given_up.connect(self._to_all)
        new.invitation.clicked.connect(lambda: self.invitations.choose(self))
        self.invitations.came.connect(self._added)

    def _go(self, room: str, item: str = "") -> None:
        self.asked_for.emit(Place(room, item))

    def _start(self) -> None:
        self._go(APPOINTMENT_MODE, self.place.item)

    def _do(self, todo: str) -> None:
        """Go where the next thing is done."""
        if self.page.lead_to(Todo(todo)):
            return
        if todo in (Todo.QUESTIONS, Todo.STARS):
            self._go(QUESTIONS)
        else:
            self._start() if todo == Todo.START else self._go(PRINT, self.place.item)

    def _link_typed(self) -> None:
        self.page.link.show_link(self.page.way.field("link").typed())

    def _settled(self) -> bool:
        return put_down(self, [self.saver])

    def _look_back(self, part: str) -> None:
        """Go through what came of the visit, or read it."""
        self.asked_for.emit(Place(AFTER_VISIT, self.place.item, part))

    def _close_needs(self) -> bool:
        """Close the line that is being changed; what is typed in it is kept."""
        if not self.ready.list.is_open():
            return False
        settle(self, lists=[self.ready.list])
        return True

    def _print(self, sheet: str) -> None:
        self.asked_for.emit(Place(PRINT, self.place.item, sheet))

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
        if name in visit_forms.PLANNED:
            plan = visit_plans.of_visit(session, visit.id)
            visit_forms.put_plan(plan, name, value)
            visit_plans.keep(session, plan)
            return
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
        self.deeds.add_doctor(name, specialty, self.page.close_new_doctor, self.page.new_doctor.refuse)

    def _delete(self) -> None:
        if self.leave():
            self.deeds.delete(self._to_all)

    # --- a new visit ---

    def _add(self) -> None:
        values = self.new.form.read()
        if values is not None:
            self.deeds.add(values, self.new.doctor_name(), self._added, self.new.form.refuse)

    def _added(self, visit_id: str) -> None:
        self.new.clear()
        self._go(VISIT, visit_id)

    def _add_or_remind(self) -> None:
        """The page is left with a visit half written: keep it as a visit when it can be one."""
        words, values = self.new.words(), self.new.form.read()
        if values is not None and values["when"] is not None:
            refuse = partial(self._keep_words, words)
            self.deeds.add(values, self.new.doctor_name(), self._say_kept, refuse)
        elif words:
            keep_as_reminder(self, words)
        self.new.clear()
        self.work.flush()

    def _keep_words(self, words: str, _error: Exception) -> None:
        keep_as_reminder(self, words)

    def _say_kept(self, _visit_id: str) -> None:
        self.notices.tell(tr("The visit you were writing is kept with the others."))


def _note(session: Session, visit_id: str, text: str, clock: Clock) -> None:
    notes.write(session, visit_id, text, clock.now())

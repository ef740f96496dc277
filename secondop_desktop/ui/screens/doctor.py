"""One doctor: how to reach them, what was found out, and what was asked and said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, bin, doctors, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.questions import Asking, ForVisit, Question
from secondop_desktop.ui.doctor_page import DoctorPage, NewDoctor
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.given_button import GivenButton
from secondop_desktop.ui.leftovers import keep_as_reminder, put_down, settle
from secondop_desktop.ui.places import DOCTOR, DOCTORS, LETTERS, NEW, VISIT, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.visit_parts import asked_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class About:
    """A doctor with everything the page shows; none when a new one is written."""

    doctor: Doctor | None = None
    facts: list[DoctorFact] = field(default_factory=list)
    visits: list[Appointment] = field(default_factory=list)
    entries: list[ForVisit] = field(default_factory=list)


class DoctorScreen(Screen):
    """`Place(DOCTOR, doctor id)`, or `Place(DOCTOR, part=NEW)` to write down a new one."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Doctor, DoctorFact, Appointment, Question, Asking})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        elsewhere = self.work.failed.emit
        self.page = DoctorPage(house.clock, elsewhere, writable=not house.read_only)
        self.given = GivenButton(house, self.asked_for.emit)
        self.page.deeds.add(self.given)
        self.new = NewDoctor(elsewhere)
        self.saver = FormSaver(self.work, self)
        self.saver.take(self.page.form, self._write)
        self.saver.changed.connect(self._say_saved)
        self.saver.refused.connect(elsewhere)
        for part in (self.page, self.new):
            self.frame.addWidget(part)
            part.back_asked.connect(self._to_all)
        self.new.hide()
        self.page.facts.saved.connect(self._keep_fact)
        self.page.facts.deleted.connect(self._delete_fact)
        self.page.visits.opened.connect(self._open_visit)
        self.page.delete.clicked.connect(self._delete)
        self.page.write.clicked.connect(self._to_letter)
        self.new.added.connect(self._add)
        self.new.given_up.connect(self._to_all)

    def go(self, place: Place) -> None:
        """Turn to a doctor, or to the few questions of a new one."""
        if place != self.place:
            self.saver.forget()
            if place.part == NEW:
                self.new.clear()
        super().go(place)
        self.given.show_for(place.item)
        self.page.setVisible(place.part != NEW)
        self.new.setVisible(place.part == NEW)

    def leave(self) -> bool:
        """Keep every word; a new doctor without a name becomes a reminder."""
        if not settle(self, [self.saver], [self.page.facts]):
            return False
        if self.place.part == NEW and self.new.words():
            self._add_or_remind()
        return True

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.saver])

    def half_typed(self) -> State:
        """A new doctor who is not added yet; else what a field cannot take, and the note being written."""
        if self.place.part == NEW:
            return some(new=self.new.raw())
        return some(fields=self.saver.half_typed(), fact=self.page.facts.half_typed())

    def take_up(self, state: State) -> None:
        """Put it back."""
        self.new.form.set_raw(state.get("new", {}))
        self.saver.take_up(state.get("fields", {}))
        self.page.facts.take_up(state.get("fact", {}))

    def escape(self) -> bool:
        """Close the note that is being written; what is typed in it is kept."""
        if not self.page.facts.is_open():
            return False
        settle(self, lists=[self.page.facts])
        return True

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        self.page.reflow(em)
        self.new.reflow(em)

    def query(self, session: Session) -> About:
        """The doctor, the notes, the visits and the questions."""
        if not self.place.item:
            return About()
        doctor_id = self.place.item
        return About(
            doctors.one(session, doctor_id),
            list(doctors.background(session, doctor_id)),
            appointments.with_doctor(session, doctor_id)[::-1],
            questions.for_doctor(session, doctor_id),
        )

    def show_data(self, data: About) -> None:
        """Show the doctor; what is being typed stays."""
        doctor, page = data.doctor, self.page
        if doctor is None:
            return
        role = doctors.role_words().get(doctor.role, "")
        below = ". ".join(part for part in (role, doctor.specialty) if part)
        page.set_title(doctor.name, below)
        self.saver.show(page.form, {name: getattr(doctor, name) for name in page.form.fields()})
        page.facts.show_facts(data.facts)
        page.show_visits(data.visits, doctor)
        page.show_questions(asked_rows(data.entries))
        self._say_saved()

    def _to_all(self) -> None:
        self.asked_for.emit(Place(DOCTORS))

    def _open_visit(self, visit_id: str) -> None:
        self.asked_for.emit(Place(VISIT, visit_id))

    def _to_letter(self) -> None:
        self.asked_for.emit(Place(LETTERS, self.place.item, NEW))

    def _say_saved(self) -> None:
        read_only = self.house.read_only
        self.page.say_saved(*((tr("Only to read"), "plain") if read_only else self.saver.words()))

    def _write(self, session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
        doctor = doctors.one(session, self.place.item)
        setattr(doctor, name, value)
        doctors.keep(session, doctor)

    def _keep_fact(self, fact_id: str, values: dict[str, Any]) -> None:
        doctor_id = self.place.item

        def command(session: Session) -> None:
            present = {fact.id: fact for fact in doctors.background(session, doctor_id)}
            fact = present.get(fact_id) or DoctorFact(doctor_id=doctor_id, topic="", text="")
            for name, value in values.items():
                setattr(fact, name, value)
            doctors.keep_fact(session, fact)

        facts = self.page.facts
        name = tr("change the note about a doctor") if fact_id else tr("add a note about a doctor")
        self.work.write(self, command, lambda _: facts.close_editor(), facts.refuse, name)

    def _delete_fact(self, fact_id: str) -> None:
        name = tr("delete the note about a doctor")
        self._throw_away("doctor_fact", fact_id, tr("The note is in the bin."), name)

    def _delete(self) -> None:
        if self.leave():
            said, name = tr("The doctor is in the bin."), tr("delete the doctor")
            self._throw_away("doctor", self.place.item, said, name, self._to_all)

    def _throw_away(
        self, family: str, record_id: str, said: str, name: str, after: Callable[[], None] | None = None
    ) -> None:
        clock = self.house.clock

        def then(_: None) -> None:
            self.notices.tell(said, self.work.undo.way_back())
            if after is not None:
                after()

        self.work.write(
            self, lambda session: bin.throw_away(session, family, record_id, clock), then, name=name
        )

    # --- a new doctor ---

    def _add(self) -> None:
        values = self.new.form.read()
        if values is not None:
            self.work.write(self, _adding(values), self._added, self.new.form.refuse, tr("add a doctor"))

    def _added(self, doctor_id: str) -> None:
        self.new.clear()
        self.asked_for.emit(Place(DOCTOR, doctor_id))

    def _add_or_remind(self) -> None:
        """The page is left with a doctor half written: keep them, or without a name keep the words."""
        words, values = self.new.words(), self.new.form.read()
        if values is not None and values["name"]:
            self.work.write(self, _adding(values), self._say_kept, name=tr("add a doctor"))
        else:
            keep_as_reminder(self, words)
        self.new.clear()
        self.work.flush()

    def _say_kept(self, _doctor_id: str) -> None:
        self.notices.tell(tr("The doctor you were writing down is kept with the others."))


def _adding(values: dict[str, Any]) -> Callable[[Session], str]:
    return lambda session: doctors.keep(session, Doctor(**values)).id

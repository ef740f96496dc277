"""What a person does with a visit as a whole: each is one step that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, bin, doctors
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.ui import visit_forms

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.screen import Screen

    Refuse = Callable[[Exception], None]


class VisitDeeds:
    """Writes for the screen of one visit, whose id is `screen.place.item`."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._work, self._clock = screen.work, screen.house.clock

    def set_status(self, status: str) -> None:
        """Say what became of the visit."""
        visit_id, clock = self._screen.place.item, self._clock

        def command(session: Session) -> None:
            visit = appointments.one(session, visit_id)
            if status == "done":
                appointments.finish(session, visit, clock.now())
            else:
                visit.status = status
                appointments.keep(session, visit)

        said = {
            "done": tr("Written down: this visit took place."),
            "cancelled": tr("Written down: this visit was called off."),
            "planned": tr("This visit is planned again."),
        }[status]
        self._work.write(
            self._screen, command, lambda _: self._tell(said), name=tr("say what became of the visit")
        )

    def delete(self, then: Callable[[], object]) -> None:
        """Put the visit into the bin."""
        visit_id, clock = self._screen.place.item, self._clock

        def told(_: None) -> None:
            self._tell(tr("The visit is in the bin, with its notes and answers."))
            then()

        self._work.write(
            self._screen,
            lambda session: bin.throw_away(session, "appointment", visit_id, clock),
            told,
            name=tr("delete the visit"),
        )

    def bring_back(self) -> None:
        """Take the visit out of the bin."""
        visit_id = self._screen.place.item
        self._work.write(
            self._screen,
            lambda session: bin.bring_back(session, "appointment", visit_id),
            name=tr("bring the visit back"),
        )

    def add_doctor(self, name: str, specialty: str, then: Callable[[], object], refuse: Refuse) -> None:
        """Add a doctor who is not in the list, and have the visit be with them."""
        visit_id = self._screen.place.item

        def command(session: Session) -> None:
            doctor = doctors.keep(session, Doctor(name=name, specialty=specialty))
            session.flush()
            visit = appointments.one(session, visit_id)
            visit.doctor_id = doctor.id
            appointments.keep(session, visit)

        self._work.write(
            self._screen, command, lambda _: then(), refuse, name=tr("add a doctor to the visit")
        )

    def add(
        self, values: dict[str, Any], doctor_name: str, then: Callable[[str], object], refuse: Refuse
    ) -> None:
        """Write down a new visit; `then` gets its id."""
        zone = str(self._clock.zone())

        def command(session: Session) -> str:
            visit = Appointment(day="", zone=zone)
            visit_forms.put(visit, values)
            if doctor_name:
                known = doctors.by_name(session, doctor_name)
                doctor = known or doctors.keep(session, Doctor(name=doctor_name))
                session.flush()
                visit.doctor_id = doctor.id
            return appointments.keep(session, visit).id

        self._work.write(self._screen, command, then, refuse, name=tr("add a visit"))

    def _tell(self, sentence: str) -> None:
        self._screen.notices.tell(sentence, self._work.undo.way_back())

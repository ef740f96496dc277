"""All visits: those that come, and those that were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, doctors
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.ui.places import NEW, VISIT, Place
from secondop_desktop.ui.screen import House, Screen
from secondop_desktop.ui.visit_parts import VisitRows
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Visits:
    """What comes, the next one first; what was, the latest first; and the doctors by id."""

    coming: list[Appointment]
    past: list[Appointment]
    doctors: dict[str, Doctor]


class AppointmentsScreen(Screen):
    """One list in two parts; each visit has a page of its own."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Appointment, Doctor})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.add = Button(tr("Add an appointment"), "primary", "calendar-plus", then=self._new)
        self.first = Button(tr("Add an appointment"), "primary", "calendar-plus", then=self._new)
        self._page = Page(
            tr("Appointments"), tr("Get ready before a visit, and keep what was said."), [self.add]
        )
        self.coming, self.past = VisitRows(house.clock), VisitRows(house.clock)
        self._nothing_ahead = label(tr("No appointment is planned."), "muted")
        self._ahead = Card(label(tr("Coming up"), "h2"), self._nothing_ahead, self.coming)
        self._over = Card(label(tr("Past"), "h2"), self.past)
        self._empty = EmptyState(
            tr(
                "Here you keep each visit: when and where it is, what you want to ask, "
                "and what the doctor said."
            ),
            self.first,
            "calendar-days",
        )
        for part in (self._ahead, self._over, self._empty):
            self._page.add(part)
            part.hide()
        self._page.finish()
        for rows in (self.coming, self.past):
            rows.opened.connect(self._open)
        self.frame.addWidget(self._page)

    def reflow(self, em: float) -> None:
        """Put the button under the title where there is little room."""
        self._page.reflow(em)

    def query(self, session: Session) -> Visits:
        """All visits."""
        now = self.house.clock.now()
        return Visits(
            appointments.upcoming(session, now),
            appointments.past(session, now),
            {doctor.id: doctor for doctor in doctors.everyone(session)},
        )

    def show_data(self, data: Visits) -> None:
        """Show them in their two parts."""
        empty = not data.coming and not data.past
        self.add.setVisible(not empty and not self.house.read_only)
        self.first.setVisible(not self.house.read_only)
        self._empty.setVisible(empty)
        self._ahead.setVisible(not empty)
        self._nothing_ahead.setVisible(not data.coming)
        self._over.setVisible(bool(data.past))
        self.coming.show_visits(data.coming, data.doctors)
        self.past.show_visits(data.past, data.doctors)

    def _new(self) -> None:
        self.asked_for.emit(Place(VISIT, part=NEW))

    def _open(self, visit_id: str) -> None:
        self.asked_for.emit(Place(VISIT, visit_id))

"""The doctors: those who treat, those who were asked, and those one might ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors
from secondop_desktop.case.doctors import ROLES, Doctor
from secondop_desktop.ui.places import DOCTOR, NEW, PRINT, Place
from secondop_desktop.ui.screen import House, Screen
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card, Rule
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.labels import chip
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.widgets.row_button import RowButton
from secondop_desktop.ui.words import ROLE_TONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class DoctorsScreen(Screen):
    """A list of doctors; each has a page of its own."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Doctor})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.add = Button(tr("Add a doctor"), "primary", "user-plus", then=self._new)
        self.first = Button(tr("Add a doctor"), "primary", "user-plus", then=self._new)
        self._page = Page(tr("Doctors"), tr("The people who treat you, and those you may ask."), [self.add])
        self.rows: dict[str, RowButton] = {}
        self._lines = column("xs")
        self._list = Card(margins="m")
        self._list.add(self._lines)
        self._empty = EmptyState(
            tr(
                "Here you keep the doctors you see or may ask: how to reach them, and what you found out "
                "about each."
            ),
            self.first,
            "stethoscope",
        )
        self.compare = Button(
            tr("Doctors side by side, on paper"), "quiet", "printer", then=partial(self._print, "doctors")
        )
        self.opinions = Button(
            tr("Opinions side by side, on paper"), "quiet", "printer", then=partial(self._print, "opinions")
        )
        self._papers = FlowRow(self.compare, self.opinions)
        for part in (self._list, self._papers, self._empty):
            self._page.add(part)
            part.hide()
        self._page.finish()
        self.frame.addWidget(self._page)

    def reflow(self, em: float) -> None:
        """Put the button under the title where there is little room."""
        self._page.reflow(em)

    def query(self, session: Session) -> list[Doctor]:
        """Everyone, in the order of their part in the journey."""
        return sorted(doctors.everyone(session), key=lambda d: (_rank(d.role), d.name.casefold()))

    def show_data(self, data: Sequence[Doctor]) -> None:
        """Show one line each."""
        self._list.setVisible(bool(data))
        self._papers.setVisible(bool(data))
        self._empty.setVisible(not data)
        self.add.setVisible(bool(data) and not self.house.read_only)
        self.first.setVisible(not self.house.read_only)
        empty_out(self._lines)
        self.rows = {}
        for number, doctor in enumerate(data):
            if number:
                self._lines.addWidget(Rule())
            self._lines.addLayout(self._line(doctor))
        show_new(self._list)

    def _line(self, doctor: Doctor) -> QBoxLayout:
        line = row("s")
        below = ", ".join(part for part in (doctor.specialty, doctor.hospital, doctor.phone) if part)
        role = doctors.role_words().get(doctor.role, doctors.role_words()["other"])
        open_it = partial(self._open, doctor.id)
        made = RowButton(doctor.name, below, open_it, tr("{name}, {role}", name=doctor.name, role=role))
        self.rows[doctor.id] = made
        line.addWidget(made, 1)
        tone = ROLE_TONES.get(doctor.role, "plain")
        line.addWidget(chip(role, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _new(self) -> None:
        self.asked_for.emit(Place(DOCTOR, part=NEW))

    def _print(self, sheet: str) -> None:
        self.asked_for.emit(Place(PRINT, part=sheet))

    def _open(self, doctor_id: str) -> None:
        self.asked_for.emit(Place(DOCTOR, doctor_id))


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)

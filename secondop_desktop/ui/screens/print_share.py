"""Print and share: what is printed, for which visit, how, and the very pages that will come out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, doctors
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.person import Person
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.requests import Request
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import print_sheet
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.print_sheet import Printer
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.page_turner import PageTurner
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page as Frame
from secondop_desktop.ui.widgets.page_view import PageView
from secondop_desktop.ui.words import with_whom

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.vault.vault import Vault

FOLDED_UNDER = 58
MOST_COPIES = 5

_PRINT_SYSTEM = Path("/run/cups/cups.sock")


def sheet_words() -> dict[str, str]:
    """What can be printed, by the keys of flows.sheet_list.KINDS."""
    return {kind.key: kind.title() for kind in KINDS.values()}


@dataclass(frozen=True)
class Visits:
    """The visits to choose from, coming ones first, and their doctors."""

    visits: Sequence[Appointment]
    doctors: dict[str, Doctor]


class PrintShareScreen(Screen):
    """`Place(PRINT, visit id, name of a sheet)` chooses both."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(
        {Appointment, Doctor, Question, Asking, Person, Purpose, Diagnosis, DiagnosisFact, Document}
        | {Examination, Piece, Move, Request, Wanted, VisitPlan}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._pdf = b""
        self._drawn = 0
        self._printers: list[Printer] = []
        self._page = Frame(tr("Print and share"), tr("What you see here is what comes out of the printer."))
        self.form = Form(house.work.failed.emit)
        self.what = self.form.add("what", ChoiceField(tr("What to print"), list(sheet_words().items())))
        self.visit = self.form.add("visit", ChoiceField(tr("For which visit")))
        self.large = self.form.add("large", TickField(tr("Large print"), value=house.settings.large_print))
        self.paper = self.form.add("paper", ChoiceField(tr("Paper"), [("A4", "A4"), ("Letter", "Letter")]))
        self.printer = self.form.add("printer", ChoiceField(tr("Printer")))
        self.copies = self.form.add(
            "copies", ChoiceField(tr("Copies"), [(n, str(n)) for n in range(1, MOST_COPIES + 1)])
        )
        self.print = Button(tr("Print"), "primary", "printer", then=self._print)
        self.save = Button(tr("Save as PDF"), icon="download", then=self._save)
        self.only_save = Button(tr("Save as PDF"), "primary", "download", then=self._save)
        self._no_printer = label(
            tr(
                "No printer was found on this computer. You can save the sheet as a PDF and print it "
                "somewhere else."
            ),
            "small",
        )
        self.view = PageView(whole=True)
        self._turner = PageTurner(house.work, self.view)
        self._build()

    def go(self, place: Place) -> None:
        """Choose what the place names."""
        super().go(place)
        if place.part in sheet_words():
            self.what.set_value(place.part)
        if place.item:
            self.visit.set_value(place.item)

    def standing(self) -> State:
        """What is chosen to be printed."""
        return self.form.raw()

    def take_up(self, state: State) -> None:
        """Choose it again."""
        self.form.set_raw(state)

    def reflow(self, em: float) -> None:
        """The pages below the choices when there is no room beside them."""
        self._page.reflow(em)
        narrow = em < FOLDED_UNDER
        stand(self._beside, narrow)
        self._preview.setMinimumHeight(theme.tokens().px(460) if narrow else 0)

    def query(self, session: Session) -> Visits:
        """The visits a sheet can be for."""
        now = self.house.clock.now()
        visits = [*appointments.upcoming(session, now), *appointments.past(session, now)]
        return Visits(visits, {doctor.id: doctor for doctor in doctors.everyone(session)})

    def show_data(self, data: Visits) -> None:
        """Offer the visits and draw the sheet as it is now."""
        choices = [(visit.id, self._said(visit, data)) for visit in data.visits]
        self.visit.set_choices(choices)
        if self.place.item:
            self.visit.set_value(self.place.item)
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for printers, and draw again what was put away."""
        super().showEvent(event)
        job = self.work.start(tr("Looking for printers"), lambda _v, _p: print_sheet.printers(), quiet=True)
        job.finished.connect(self._found_printers)
        if self._pdf:
            self._turner.open(PagePictures.of_pdf(self._pdf))

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the pages."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._turner.close()

    def _said(self, visit: Appointment, data: Visits) -> str:
        who = with_whom(visit, data.doctors.get(visit.doctor_id or ""))
        return tr("{who}, {day}", who=who, day=PartialDate.of(visit.date).short_words())

    def _build(self) -> None:
        self.paper.set_value(print_sheet.usual_page(self.house.settings.paper))
        for field in (self.what, self.visit, self.large, self.paper):
            field.changed.connect(self._chosen)
        left = Card(self.form, margins="m")
        left.add(self._no_printer)
        left.add(FlowRow(self.print, self.save, self.only_save))
        left.add(
            label(
                tr(
                    "A printer, and this computer’s list of print jobs, may keep a copy of what you print. "
                    "A saved PDF is not encrypted."
                ),
                "small",
            )
        )
        self._preview = Card(self.view, margins="m")
        whole, side = QWidget(), column("none")
        side.addWidget(left)
        side.addStretch(1)
        self._beside = row("m", "none", whole)
        self._beside.addLayout(side, 2)
        self._beside.addWidget(self._preview, 3)
        self._page.add(whole, 1)
        self.frame.addWidget(self._page)
        self._found_printers([])
        self._may_print(False)

    def _chosen(self) -> None:
        settings = self.house.settings
        before = (settings.large_print, settings.paper)
        settings.large_print, settings.paper = self.large.value(), self.paper.value()
        if (settings.large_print, settings.paper) != before:
            self.house.settings_changed()
        self._draw()

    def _draw(self) -> None:
        what, visit = self.what.value(), self.visit.value() or ""
        page = print_sheet.usual_page(self.paper.value())
        plan = Plan(what, visit, large=self.large.value(), page=page)
        self._drawn += 1
        number, clock = self._drawn, self.house.clock
        self._pdf = b""
        self._may_print(False)
        self._turner.close(tr("The sheet is being drawn."))

        def flow(vault: Vault, _progress: object) -> bytes | UserError:
            try:
                return print_sheet.sheet(vault, plan, clock)
            except UserError as error:
                return error

        job = self.work.start(tr("Drawing a sheet"), flow, quiet=True)
        job.finished.connect(lambda answer: self._came(number, answer))

    def _came(self, number: int, answer: bytes | UserError) -> None:
        if number != self._drawn:
            return
        if isinstance(answer, UserError):
            self.view.say(answer.sentence)
            return
        self._pdf = answer
        self._may_print(True)
        if self.isVisible():
            self._turner.open(PagePictures.of_pdf(answer))

    def _may_print(self, on: bool) -> None:
        for made in (self.print, self.save, self.only_save):
            made.setEnabled(on)

    def _found_printers(self, found: list[Printer]) -> None:
        self._printers = found
        self.printer.set_choices([(printer.name, printer.name) for printer in found])
        there = bool(found) or self._by_dialog()
        for widget, on in (
            (self.printer, bool(found)),
            (self.copies, bool(found)),
            (self.print, there),
            (self.save, there),
            (self.only_save, not there),
            (self._no_printer, not there),
        ):
            widget.setHidden(not on)

    def _by_dialog(self) -> bool:
        """Whether the system prints by its own dialog instead of by queues.

        On Linux Qt would look for a print system over the network where none is on this computer.
        """
        if sys.platform == "linux" and not _PRINT_SYSTEM.exists():
            return False
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def _print(self) -> None:
        pdf, name, copies = self._pdf, self.printer.value(), self.copies.value()
        if not self._printers:
            self._print_by_dialog(pdf)
            return
        job = self.work.start(tr("Printing."), lambda _v, _p: print_sheet.print_out(pdf, name, copies))
        sent = tr("The sheet is on its way to the printer {name}.", name=name)
        job.finished.connect(lambda _: self.notices.tell(sent))

    def _print_by_dialog(self, pdf: bytes) -> None:
        from secondop_desktop.ui.printing import print_pdf

        try:
            print_pdf(self, pdf, "SecondOp")
        except UserError as error:
            self.notices.problem(error)

    def _save(self) -> None:
        pdf, name = self._pdf, sheet_words()[self.what.value()].partition(",")[0]
        file = save_file(self, tr("Save as PDF"), f"{name}.pdf", "PDF (*.pdf)")
        if file is None:
            return
        job = self.work.start(tr("Saving a PDF."), lambda _v, _p: print_sheet.save(pdf, file))
        saved = tr("The PDF is saved as {name}. It is not encrypted.", name=file.name)
        job.finished.connect(lambda _: self.notices.tell(saved))

"""Print and share: what is printed, for whom, what of it they see, and the very pages that will come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, doctors, letters, sharings
from secondop_desktop.case.share_choices import ShareChoice as Remembered
from secondop_desktop.flows import print_sheet, seen_by, share
from secondop_desktop.flows.sheet_list import FAMILIES
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.places import GIVEN, LETTERS, PACKET, WHOLE_CASE, Place
from secondop_desktop.ui.printer_part import PrinterPart
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.share_choice import Offered, ShareChoice
from secondop_desktop.ui.share_page import SharePage
from secondop_desktop.ui.share_parts import ShareParts
from secondop_desktop.ui.share_preview import SharePreview

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.flows.plan import Plan
    from secondop_desktop.flows.seen_by import Seen
    from secondop_desktop.vault.vault import Vault


class PrintShareScreen(Screen):
    """`Place(PRINT, visit id, key of a sheet)` chooses both; for a letter the item is the letter."""

    SHOWS: ClassVar[frozenset[type]] = FAMILIES | {Remembered}

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._fresh = True
        self._seen: Seen | None = None
        self._printing: Seen | None = None
        self._own: frozenset[str] | None = None
        self.choice = ShareChoice(house.settings, house.work.failed.emit)
        self.parts = ShareParts()
        self.printer = PrinterPart(house)
        self.preview = SharePreview(house)
        self.view = SharePage(self.choice, self.parts, self.printer, self.preview)
        self.view.show_read_only(house.read_only)
        self._connect()
        self.frame.addWidget(self.view)
        self._may_print(False)

    def go(self, place: Place) -> None:
        """Choose what the place names."""
        self._fresh = self._fresh or place != self.place
        super().go(place)
        if self._fresh and (place.part or place.item):
            self.choice.choose(place.part, place.item)

    def standing(self) -> State:
        """What is chosen to be printed, and how."""
        return {**self.choice.raw(), "printer": self.printer.raw()}

    def take_up(self, state: State) -> None:
        """Choose it again."""
        self.choice.set_raw(state)
        if isinstance(state.get("printer"), dict):
            self.printer.set_raw(state["printer"])
        self._draw()

    def reflow(self, em: float) -> None:
        """The pages below the choices when there is no room beside them."""
        self.view.arrange(em)

    def query(self, session: Session) -> Offered:
        """The visits a sheet can be for, the doctors who may get it, and the letters."""
        now = self.house.clock.now()
        visits = [*appointments.upcoming(session, now), *appointments.past(session, now)]
        known = {doctor.id: doctor for doctor in doctors.everyone(session)}
        return Offered(visits, known, {letter.id: letter for letter in letters.everything(session)})

    def show_data(self, data: Offered) -> None:
        """Offer the visits and draw the sheet as it is now."""
        before = self.choice.plan().visit
        self.choice.offer(data)
        if self._fresh:
            self._fresh = False
            self.choice.choose(self.place.part, self.place.item)
        elif before and before != self.choice.plan().visit:
            self._own = None
            self.notices.tell(tr("The visit that was chosen is gone. This is the sheet for another one."))
        self._draw()

    # --- choosing and drawing ---

    def _connect(self) -> None:
        self.choice.told.connect(self._chosen)
        self.choice.look_changed.connect(self._look_chosen)
        self.parts.chosen.connect(self._ticked)
        self.parts.usual_asked.connect(self._as_usual)
        self.preview.came.connect(self._came)
        self.printer.there.connect(self.view.show_printing)
        self.printer.print.pressed.connect(self._begin_printing)
        self.printer.printed.connect(self._printed)
        self.view.save.clicked.connect(self._save)
        self.view.handed.clicked.connect(self._hand_over)
        self.view.packet.clicked.connect(self._into_packet)
        self.view.given.clicked.connect(lambda: self.asked_for.emit(Place(GIVEN)))
        self.view.letters.clicked.connect(lambda: self.asked_for.emit(Place(LETTERS)))
        self.view.whole.clicked.connect(lambda: self.asked_for.emit(Place(WHOLE_CASE)))

    def _into_packet(self) -> None:
        plan = self.choice.plan()
        self.asked_for.emit(Place(PACKET, plan.visit, plan.what))

    def _chosen(self) -> None:
        self._own = None
        self._draw()

    def _look_chosen(self) -> None:
        settings, choice = self.house.settings, self.choice
        before = (settings.large_print, settings.paper)
        settings.large_print, settings.paper = choice.large.value(), choice.paper.value()
        if (settings.large_print, settings.paper) != before:
            self.house.settings_changed()
        self._draw()

    def _plan(self) -> Plan:
        plan = self.choice.plan()
        return plan if self._own is None else seen_by.showing(plan, self._own)

    def _draw(self) -> None:
        self._may_print(False)
        self.preview.draw(self._plan())

    def _came(self, seen: Seen) -> None:
        self._seen = seen
        self.parts.show_seen(seen)
        self._may_print(bool(seen.pdf))

    def _may_print(self, on: bool) -> None:
        seen = self._seen if on else None
        page = seen.plan.page if seen else "A4"
        self.printer.offer(seen.pdf if seen else None, page, self.choice.kind().landscape)
        for made in (self.view.save, self.view.handed):
            made.setEnabled(on)

    def _ticked(self, parts: frozenset[str]) -> None:
        """Show other parts; this kind of recipient sees them from now on."""
        self._may_print(False)
        self.preview.forget()
        plan = seen_by.showing(self.choice.plan(), parts)
        if self.house.read_only:
            self._own = parts
            self._draw()
            return
        name = tr("choose what is printed")
        self.work.write(self, lambda s: seen_by.remember(s, plan), None, self._not_remembered, name)

    def _as_usual(self) -> None:
        self._own = None
        plan = self.choice.plan()
        if self.house.read_only:
            self._draw()
            return
        name = tr("choose what is printed")
        self.work.write(self, lambda s: seen_by.forget(s, plan), None, self._not_remembered, name)

    def _not_remembered(self, error: Exception) -> None:
        self.work.failed.emit(error)
        self._draw()

    # --- giving ---

    def _begin_printing(self) -> None:
        self._printing = self._seen

    def _printed(self, _sent: object) -> None:
        if self._printing is not None:
            self._write_down(self._printing, sharings.PRINTED)

    def _save(self) -> None:
        seen = self._seen
        if seen is None or not seen.pdf:
            return
        name = self.choice.kind().title().partition(",")[0]
        file = save_file(self, tr("Save as PDF"), f"{name}.pdf", "PDF (*.pdf)")
        if file is None:
            return
        job = self.work.start(tr("Saving a PDF."), lambda _v, _p: print_sheet.save(seen.pdf, file))
        saved = tr("The PDF is saved as {name}. It is not encrypted.", name=file.name)

        def done(_: object) -> None:
            self.notices.tell(saved)
            self._write_down(seen, sharings.SAVED)

        job.finished.connect(done)

    def _hand_over(self) -> None:
        if self._seen is not None and self._seen.pdf:
            done = tr("It is on the list of what was given, with its pages.")
            self._write_down(self._seen, sharings.HANDED, done)

    def _write_down(self, seen: Seen, how: str, told: str = "") -> None:
        if self.house.read_only:
            return
        clock = self.house.clock

        def flow(vault: Vault, _progress: object) -> str:
            try:
                return share.give(vault, seen.plan, seen.pdf, how, clock)
            except UserError as error:
                what = tr("The sheet is out, but it could not be put on the list of what was given.")
                raise UserError(what, error.sentence) from error

        job = self.work.start(tr("Writing down what was given"), flow, quiet=True)
        if told:
            job.finished.connect(lambda _: self.notices.tell(told))

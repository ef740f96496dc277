"""A packet: the chosen records and sheets as one PDF, made, looked at, printed or saved, and written down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import sharings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.pieces import Piece
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import packet, packet_sheets, packet_size, print_sheet, see_packet, share
from secondop_desktop.flows.packet import Packet, Wishes
from secondop_desktop.flows.packet_records import why
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.flows.whole_file import content_of
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.packet_choice import PacketChoice
from secondop_desktop.ui.packet_extras import PacketSending, PacketSheets
from secondop_desktop.ui.packet_list import PacketList
from secondop_desktop.ui.packet_page import PacketMaking, PacketPage, PacketPreview
from secondop_desktop.ui.places import BACK, Place
from secondop_desktop.ui.printer_part import PrinterPart
from secondop_desktop.ui.screen import House, Screen, State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.progress import Progress
    from secondop_desktop.flows.plan import Plan
    from secondop_desktop.flows.see_packet import Offer
    from secondop_desktop.ui.work import Job
    from secondop_desktop.vault.vault import Vault


class PacketScreen(Screen):
    """`Place(PACKET, visit id, key of a sheet)` chooses the visit, and a sheet that lies in front."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Document, Appointment, Doctor, Wanted, Piece})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._offer = see_packet.Offer()
        self._job: Job | None = None
        self._made: tuple[Packet, Plan, str] | None = None
        self._is_given = False
        self.choice = PacketChoice(house.settings, house.work.failed.emit)
        self.records, self.sheets, self.sending = PacketList(), PacketSheets(), PacketSending()
        self.printer = PrinterPart(house)
        self.making, self.preview = PacketMaking(self.printer), PacketPreview(house)
        self.view = PacketPage(
            self.choice, self.records, self.sheets, self.sending, self.making, self.preview
        )
        self._connect()
        self.frame.addWidget(self.view)

    def go(self, place: Place) -> None:
        """Choose the visit and the sheet that the place names."""
        super().go(place)
        if place.part:
            self.sheets.tick([*self.sheets.keys(), place.part])

    def standing(self) -> State:
        """What is chosen; never the passphrase."""
        return {
            "choice": self.choice.raw(),
            "records": self.records.raw(),
            "sheets": list(self.sheets.keys()),
        }

    def take_up(self, state: State) -> None:
        """Choose it again."""
        self.choice.set_raw(state.get("choice") or {})
        self._offer_sheets()
        self.records.set_raw(state.get("records"))
        self.sheets.tick(state.get("sheets") or [])
        self._changed()

    def leave(self) -> bool:
        """A packet that is being made is not waited for."""
        if self._job is not None:
            self._job.cancel()
        return True

    def reflow(self, em: float) -> None:
        """The pages below the choices when there is no room beside them."""
        self.view.arrange(em)

    def query(self, session: Session) -> Offer:
        """What there is to choose from."""
        return see_packet.offer(session, self.house.clock)

    def show_data(self, data: Offer) -> None:
        """Offer it."""
        self._offer = data
        self.choice.offer(data)
        if self.place.item:
            self.choice.choose(self.place.item)
        self._another_choice()

    # --- choosing ---

    def _connect(self) -> None:
        self.view.back_asked.connect(lambda: self.asked_for.emit(BACK))
        self.choice.told.connect(self._another_choice)
        for part in (self.records, self.sheets, self.sending):
            part.changed.connect(self._changed)
        self.making.make.clicked.connect(self._make)
        self.making.cancel.clicked.connect(self._stop)
        self.making.save.clicked.connect(self._save)
        self.making.handed.clicked.connect(self._hand_over)
        self.printer.there.connect(self.making.show_printing)
        self.printer.printed.connect(lambda _: self._write_down(sharings.PRINTED))
        if self.house.read_only:
            self.making.make.hide()

    def _another_choice(self) -> None:
        plan = self.choice.plan(())
        self.records.offer(self._offer.records, self._offer.needed.get(plan.visit, ()))
        self._offer_sheets()
        self._changed()

    def _offer_sheets(self) -> None:
        self.sheets.offer(packet_sheets.offered(self.choice.plan(())))

    def _changed(self) -> None:
        """Say how large it will be; a packet that was made is not that one any more."""
        chosen, sheets = self.records.chosen(), self.sheets.keys()
        small = self.sending.small.isChecked()
        if self.house.read_only:
            said = tr("This case can only be looked at, so no packet can be made in it.")
        elif not chosen and not sheets:
            said = tr("Tick at least one record or one of your own pages.")
        else:
            about = packet_size.estimate(chosen, small, len(sheets))
            said = tr("The packet will have {about}.", about=about.words)
        self.making.estimate.setText(said)
        self.making.make.setEnabled(bool(chosen or sheets) and self._job is None)
        self._forget()

    def _forget(self) -> None:
        if self._made is None:
            return
        made, self._made = self._made[0], None
        self.printer.offer(None)
        self.making.show_made(False)
        self.preview.say(tr("Something else was chosen. Make the packet again to see its pages."))
        if not self._is_given:
            self.work.start(tr("Putting a packet away"), lambda v, _p: packet.forget(v, made), quiet=True)

    # --- making ---

    def _make(self) -> None:
        try:
            wishes = self.sending.wishes(self.sheets.keys())
        except FieldError as error:
            self.sending.refuse(error)
            self.view.bring_in_view(self.sending.passphrase)
            return
        self._forget()
        plan, clock = self.choice.plan(self.records.ids()), self.house.clock

        def flow(vault: Vault, progress: Progress) -> Packet:
            return packet.make_packet(vault, plan, wishes, clock, progress)

        self._job = job = self.work.start(tr("Making a packet"), flow)
        self.making.show_making(True)
        self.preview.say(tr("The packet is being made."))
        job.progressed.connect(self._progressed)
        job.finished.connect(partial(self._came, plan, wishes))
        job.ended.connect(self._ended)

    def _progressed(self, fraction: float, text: str) -> None:
        self.making.bar.setValue(round(1000 * fraction))
        if text:
            self.making.doing.setText(text)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.making.show_making(False)
        if self._made is None:
            self.preview.say(tr("No packet was made. Your case and your records are safe."))

    def _came(self, plan: Plan, wishes: Wishes, made: Packet) -> None:
        self._made, self._is_given = (made, plan, wishes.passphrase), False
        size = packet_size.size_words(made.blob.size)
        pages = trn("{n} page", "{n} pages", made.pages)
        self.making.said.say(
            tr("The packet is ready: {pages}, {size}.", pages=pages, size=size),
            "warn" if made.not_in else "ok",
        )
        self.making.left_out.setText(_left_out(made))
        if made.locked:
            self.making.open_with.setText(how_to_open(wishes.passphrase))
        self.making.show_made(True, made.locked)
        self.printer.offer(None if made.locked else partial(packet.in_pieces, packet=made), plan.page)

        vault = self.work.vault

        def pages_of() -> PagePictures:
            return PagePictures(lambda: content_of(vault, made.blob.name), "pdf", lambda: wishes.passphrase)

        self.preview.show_pages(pages_of)

    # --- giving ---

    def _save(self) -> None:
        if self._made is None:
            return
        made = self._made[0]
        file = save_file(self, tr("Save as PDF"), f"{made.title}.pdf", "PDF (*.pdf)")
        if file is None:
            return
        job = self.work.start(
            tr("Saving a PDF."), lambda v, _p: print_sheet.save(packet.in_pieces(v, made), file)
        )
        saved = tr("The packet is saved as {name}. It opens with its passphrase.", name=file.name)
        if not made.locked:
            saved = tr("The packet is saved as {name}. It is not encrypted.", name=file.name)

        def done(_: object) -> None:
            self.notices.tell(saved)
            self._write_down(sharings.SAVED)

        job.finished.connect(done)

    def _hand_over(self) -> None:
        self._write_down(sharings.HANDED, tr("It is on the list of what was given, with its pages."))

    def _write_down(self, how: str, told: str = "") -> None:
        if self._made is None:
            return
        made, plan, _ = self._made
        clock = self.house.clock
        self._is_given = True

        def flow(vault: Vault, _progress: object) -> str:
            try:
                return share.write_down(
                    vault, plan, made.blob.name, made.blob.size, made.pages, how, clock, made.contents
                )
            except UserError as error:
                what = tr("The packet is out, but it could not be put on the list of what was given.")
                raise UserError(what, error.sentence) from error

        job = self.work.start(tr("Writing down what was given"), flow, quiet=True)
        if told:
            job.finished.connect(lambda _: self.notices.tell(told))


def how_to_open(passphrase: str) -> str:
    """The line that is sent another way than the packet."""
    return tr(
        "How to open it: when the PDF asks for a password, type these words, with the blanks:\n\n"
        "{passphrase}\n\n"
        "Tell them by telephone or on paper, and not in the e-mail with the packet.",
        passphrase=passphrase,
    )


def _left_out(made: Packet) -> str:
    if not made.not_in:
        return ""
    lines = [f"{one.title}: {why(one.reason)}" for one in made.not_in]
    return "\n".join([tr("Not in the packet, and named on its list:"), *lines, _advice(made)]).strip()


def _advice(made: Packet) -> str:
    if any(one.reason in ("protected", "wrong password") for one in made.not_in):
        return tr("Open a locked record, enter its password there, and make the packet again.")
    return ""

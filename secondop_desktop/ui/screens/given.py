"""What was given to whom, when and in which version, with the very pages as they were given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import bin, sharings
from secondop_desktop.case.sharings import PRINTED, SAVED, Sharing
from secondop_desktop.flows import print_sheet, share
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.given_page import GivenPage
from secondop_desktop.ui.leftovers import put_down, settle
from secondop_desktop.ui.page_turner import PageTurner
from secondop_desktop.ui.places import GIVEN, PRINT, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.share_words import HOW_ICONS, short_line, what_words
from secondop_desktop.ui.widgets.card_rows import CardRow

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent
    from sqlalchemy.orm import Session

    from secondop_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Given:
    """Everything that was given, the latest first; `only` when a place asked for a part of it."""

    sharings: Sequence[Sharing]
    only: bool = False


class GivenScreen(Screen):
    """`Place(GIVEN, sharing id)`; with the id of a doctor or a visit as its part, only what belongs to it."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Sharing})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._known: dict[str, Sharing] = {}
        self._chosen = ""
        self._open = ""
        self._printing = ""
        self.page = GivenPage(house, house.work.failed.emit)
        self._turner = PageTurner(house.work, self.page.view)
        self.saver = FormSaver(house.work, self)
        self.saver.take(self.page.form, self._write_note)
        self.saver.refused.connect(house.work.failed.emit)
        self.page.note.editor.setReadOnly(house.read_only)
        self.page.delete.setHidden(house.read_only)
        self._connect()
        self.frame.addWidget(self.page)

    def go(self, place: Place) -> None:
        """Turn to something that was given."""
        super().go(place)
        if place.item:
            self._choose(place.item)

    def leave(self) -> bool:
        """Keep the note that is being written."""
        return settle(self, [self.saver])

    def put_down(self) -> bool:
        """Keep the note that is being written."""
        return put_down(self, [self.saver])

    def half_typed(self) -> State:
        """A note that the case did not take."""
        return some(fields=self.saver.half_typed())

    def standing(self) -> State:
        """Which one is shown."""
        return some(chosen=self._chosen)

    def take_up(self, state: State) -> None:
        """Show it again, with the note as it was being written."""
        if state.get("chosen") in self._known:
            self._choose(str(state["chosen"]))
            self._show()
        self.saver.take_up(state.get("fields", {}))

    def reflow(self, em: float) -> None:
        """The pages below the list when there is no room beside it."""
        self.page.arrange(em)

    def query(self, session: Session) -> Given:
        """Everything, or what belongs to one doctor or visit."""
        found, of = sharings.everything(session), self.place.part
        if not of:
            return Given(found)
        return Given([one for one in found if of in (one.doctor_id, one.appointment_id, one.letter_id)], True)

    def show_data(self, data: Given) -> None:
        """Show the list, and the pages of the one that is chosen, else of the latest."""
        self._known = {one.id: one for one in data.sharings}
        rows = [self._row(one) for one in data.sharings]
        self.page.list.set_rows(rows)
        self.page.show_rows(bool(rows))
        self.page.all.setHidden(not data.only)
        said = trn("{n} paper was given.", "{n} papers were given.", len(rows)) if rows else ""
        self.page.set_title(tr("What was given to whom"), said)
        if self._chosen not in self._known:
            self._choose(rows[0].id if rows else "")
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the pages again."""
        super().showEvent(event)
        self._open_pages()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the pages."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._open = ""
            self._turner.close()

    def _connect(self) -> None:
        page = self.page
        page.back_asked.connect(lambda: self.asked_for.emit(Place(PRINT)))
        page.all.clicked.connect(lambda: self.asked_for.emit(Place(GIVEN)))
        page.list.chosen.connect(self._chosen_by_hand)
        page.save.clicked.connect(self._save)
        page.delete.clicked.connect(self._delete)
        page.printer.print.pressed.connect(self._begin_printing)
        page.printer.printed.connect(self._printed)

    def _row(self, one: Sharing) -> CardRow:
        chip = tr("Version {number}", number=one.number) if one.number > 1 else ""
        icon = HOW_ICONS.get(one.how, "file-text")
        return CardRow(one.id, what_words(one.what), short_line(one, self.house.clock), icon, chip, "info")

    def _chosen_by_hand(self, identity: str) -> None:
        if identity != self._chosen and settle(self, [self.saver]):
            self._choose(identity)
            self._show()

    def _choose(self, identity: str) -> None:
        if identity != self._chosen:
            self.saver.forget()
            self._chosen = identity

    def _one(self) -> Sharing | None:
        return self._known.get(self._chosen)

    def _show(self) -> None:
        one = self._one()
        self.page.list.select(self._chosen)
        self.page.show_one(one)
        if one is not None:
            self.saver.show(self.page.form, {"note": one.note})
        self._open_pages()

    def _open_pages(self) -> None:
        one = self._one()
        if one is None or not self.isVisible():
            self._turner.close()
            self.page.printer.offer(None)
            self._open = ""
            return
        if self._open == one.id:
            return
        self._open = one.id
        self.page.view.tools.setHidden(not one.blob)
        plan = share.plan_of(one)
        self.page.printer.offer(_pieces(one) if one.blob else None, plan.page if plan else "A4")
        if not one.blob:
            self._turner.close(tr("These were files, not pages. Only that they were given is kept here."))
            return
        vault = self.work.vault
        self._turner.open(PagePictures(lambda: share.pdf_of(vault, one), "pdf"))

    def _write_note(self, session: Session, _name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
        one = sharings.one(session, self._chosen)
        one.note = value
        sharings.keep(session, one)

    def _save(self) -> None:
        one = self._one()
        if one is None or one.blob is None:
            return
        file = save_file(self, tr("Save as PDF"), f"{what_words(one.what)}.pdf", "PDF (*.pdf)")
        if file is None:
            return
        job = self.work.start(
            tr("Saving a PDF."), lambda vault, _p: print_sheet.save(share.in_pieces(vault, one), file)
        )
        saved = tr("The PDF is saved as {name}. It is not encrypted.", name=file.name)

        def done(_: object) -> None:
            self.notices.tell(saved)
            self._write_down(one.id, SAVED)

        job.finished.connect(done)

    def _begin_printing(self) -> None:
        self._printing = self._chosen

    def _printed(self, _sent: object) -> None:
        self._write_down(self._printing, PRINTED)

    def _write_down(self, identity: str, how: str) -> None:
        if not self.house.read_only and identity:
            clock = self.house.clock
            self.work.start(
                tr("Writing down what was given"),
                lambda vault, _p: share.give_again(vault, identity, how, clock),
                quiet=True,
            )

    def _delete(self) -> None:
        identity, clock = self._chosen, self.house.clock
        if not identity or not settle(self, [self.saver]):
            return

        def then(_: object) -> None:
            said = tr("It is in the bin. The paper itself stays with whoever has it.")
            self.notices.tell(said, self.work.undo.way_back())

        name = tr("delete what was given")
        self.work.write(
            self, lambda session: bin.throw_away(session, "sharing", identity, clock), then, name=name
        )


def _pieces(one: Sharing) -> Any:  # noqa: ANN401 - see printer_part.Content
    def pieces(vault: Vault) -> Iterable[bytes]:
        return share.in_pieces(vault, one)

    return pieces

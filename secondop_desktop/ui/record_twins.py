"""Asks about a record that looks the same as another one; both are kept when nobody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import bin
from secondop_desktop.flows import twins
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.widgets.boxes import FlowRow, column, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document
    from secondop_desktop.flows.twins import Twin
    from secondop_desktop.ui.screen import House


class RecordTwins(QWidget):
    """Shows itself only when there is a likely twin; `asked_for(place)` to see the other record."""

    asked_for = Signal(object)

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._record: Document | None = None
        self.shown: Twin | None = None
        self.sentence = label("", "body")
        self.both = Button(tr("Keep both"), icon="check", then=self._keep_both)
        self.other = Button(tr("Show the other one"), "quiet", "eye", then=self._see)
        self.drop = Button(tr("Put this one in the bin"), "quiet", "trash-2", then=self._drop)
        card = Card(label(tr("Is this here twice?"), "h3"), self.sentence, soft=True, margins="m")
        card.add(FlowRow(self.both, self.other, self.drop))
        column("none", "none", self).addWidget(card)
        self.hide()

    def show_record(self, record: Document) -> None:
        """Look for records that say the same as this one."""
        if self._record is None or record.id != self._record.id:
            self._show(None)
        self._record = record
        identity = record.id
        if self._house.read_only:
            return

        def came(found: list[Twin]) -> None:
            if self._record is not None and self._record.id == identity:
                self._show(found[0] if found else None)

        self._house.work.read(self, lambda session: twins.twins_of(session, identity), came)

    def _show(self, twin: Twin | None) -> None:
        if twin == self.shown:
            return
        self.shown = twin
        self.sentence.setText(twin.sentence if twin else "")
        self.setVisible(twin is not None)
        if self.isVisible():
            show_new(self)

    def _keep_both(self) -> None:
        record, twin = self._record, self.shown
        if record is not None and twin is not None:
            self._house.work.write(
                self,
                lambda session: twins.keep_both(session, record.id, twin.document_id),
                lambda _: self.show_record(record),
                name=tr("keep two records that look the same"),
            )

    def _see(self) -> None:
        if self.shown is not None:
            self.asked_for.emit(Place(RECORD, self.shown.document_id))

    def _drop(self) -> None:
        record, twin, house = self._record, self.shown, self._house
        if record is None or twin is None:
            return
        identity = record.id

        def gone(_: object) -> None:
            said = tr("“{title}” is in the bin.", title=record.title)
            house.notices.tell(said, house.work.undo.way_back())
            self.asked_for.emit(Place(RECORD, twin.document_id))

        house.work.write(
            self,
            lambda session: bin.throw_away(session, "document", identity, house.clock),
            gone,
            name=tr("delete the record"),
        )

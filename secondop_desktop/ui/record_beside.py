"""A second record beside the first, with a page and a size of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.intake.kinds import KEPT
from secondop_desktop.ui.record_pages import RecordPages
from secondop_desktop.ui.record_words import short_line
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.choices import Combo
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secondop_desktop.case.documents import Document
    from secondop_desktop.flows.see_record import Leaf
    from secondop_desktop.ui.screen import House


def others_than(main: Document, records: Sequence[Document]) -> list[Document]:
    """The records that can be laid beside one, those of the same kind first, else the newest."""
    others = [record for record in records if record.id != main.id and record.file_kind not in KEPT]
    return sorted(others, key=lambda record: record.kind != main.kind)


class RecordBeside(QWidget):
    """`chosen()` when another record or page is to be shown here, `closed()` when it is put away."""

    chosen = Signal()
    closed = Signal()

    def __init__(self, house: House) -> None:
        super().__init__()
        self._ids: list[str] = []
        self.record_id, self.number = "", 1
        self.pages = RecordPages(house.work, read_only=True)
        self.combo = Combo()
        self.combo.setAccessibleName(tr("The record on this side"))
        self.combo.activated.connect(self._choose)
        self.close_ = icon_button(tr("Put the second record away (Ctrl+D)"), "x", self.closed.emit)
        self._none = label(
            tr("There is no other record with pages yet. When you add one, you can read both side by side."),
            "muted",
        )
        self._build()
        self.pages.turned_to.connect(self._turned)

    def open(self, record_id: str = "", number: int = 1) -> None:
        """Show this record beside; without an id the one that seems to fit best is shown."""
        self.record_id, self.number = record_id, number

    def show_side(self, others: Sequence[Document], leaf: Leaf | None) -> None:
        """Offer the other records, and show the open page of the one on this side."""
        ids = [record.id for record in others]
        if ids != self._ids:
            self._ids = ids
            self.combo.clear()
            self.combo.addItems([f"{record.title}. {short_line(record)}" for record in others])
        for part in (self.combo, self.pages):
            part.setHidden(leaf is None)
        self._none.setHidden(leaf is not None)
        if leaf is None:
            return
        if leaf.record.id != self.record_id:
            self.record_id, self.number = leaf.record.id, leaf.number
        self.combo.setCurrentIndex(ids.index(leaf.record.id) if leaf.record.id in ids else 0)
        self.pages.open(leaf.record, self.number, recipes=leaf.recipes)
        self.pages.show_leaf(leaf)

    def close_pages(self) -> None:
        """Let go of the file."""
        self.pages.let_go()

    def _build(self) -> None:
        whole = column("xs", "none", self)
        head = row("xs")
        head.addWidget(self.combo, 1)
        head.addWidget(self.close_)
        whole.addLayout(head)
        whole.addWidget(self._none)
        whole.addWidget(self.pages, 1)
        self._none.hide()

    def _choose(self, index: int) -> None:
        if self._ids[index] != self.record_id:
            self.record_id, self.number = self._ids[index], 1
            self.chosen.emit()

    def _turned(self, number: int) -> None:
        self.number = number
        self.chosen.emit()

"""The records to tick for a packet, in the order in which they will lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.flows.packet_records import detail_of, reason_of_kind, why
from secondop_desktop.ui import theme
from secondop_desktop.ui.record_words import belongs, filter_words
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document

ROWS_SEEN = 6
TICKED = "ticked"


class PacketList(QWidget):
    """`changed` after records were ticked or moved."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._records: dict[str, Document] = {}
        self._order: list[str] = []
        self._ticked: set[str] = set()
        self._needed: tuple[str, ...] = ()
        self.need = Button(tr("Tick all that this visit needs"), icon="list-checks", then=self._tick_needed)
        self.all = Button(tr("Tick all"), "quiet", then=lambda: self._tick_seen(True)).flush()
        self.none = Button(tr("Tick none"), "quiet", then=lambda: self._tick_seen(False)).flush()
        shown = [(key, words) for key, words in filter_words() if key != "unread"]
        self.filter = FilterRow(tr("Which records are shown"), [*shown, (TICKED, tr("Ticked"))])
        self.list = CardList(tr("Records for the packet"), movable=True)
        self._hint = label(
            tr("The packet has them in this order. Move one by dragging it, or with Alt and the arrow keys."),
            "small",
        )
        self._count = label("", "muted")
        self._none_there = label(tr("There are no records yet. A packet can hold sheets alone."), "muted")
        body = column("s", "none", self)
        for part in (FlowRow(self.need, self.all, self.none), self.filter, self.list, self._count):
            body.addWidget(part)
        body.addWidget(self._hint)
        body.addWidget(self._none_there)
        self.filter.chosen.connect(lambda _: self._show())
        self.list.ticked.connect(self._turn)
        self.list.moved.connect(lambda _id, _at: self._moved())
        theme.on_change(self._show)

    def offer(self, records: Sequence[Document], needed: Sequence[str]) -> None:
        """Show these records; what was ticked and how it was ordered stays."""
        self._records = {record.id: record for record in records}
        kept = [one for one in self._order if one in self._records]
        self._order = [*kept, *(one for one in self._records if one not in kept)]
        self._ticked &= self._records.keys()
        self._needed = tuple(needed)
        self.need.setHidden(not self._needed)
        self._show()

    def ids(self) -> tuple[str, ...]:
        """The ticked records, in their order."""
        return tuple(one for one in self._order if one in self._ticked)

    def chosen(self) -> list[Document]:
        """The same as records."""
        return [self._records[one] for one in self.ids()]

    def raw(self) -> dict[str, object]:
        """What is ticked and how it is ordered, as JSON can hold it."""
        return {"order": list(self._order), "ticked": sorted(self._ticked)}

    def set_raw(self, raw: object) -> None:
        """Tick and order it again."""
        if isinstance(raw, dict):
            order = [one for one in raw.get("order", ()) if one in self._records]
            self._order = [*order, *(one for one in self._order if one not in order)]
            self._ticked = {one for one in raw.get("ticked", ()) if one in self._records}
            self._show()

    def tick(self, ids: Sequence[str]) -> None:
        """Tick these as well."""
        self._ticked |= {one for one in ids if one in self._records}
        self._told()

    def _tick_needed(self) -> None:
        """Tick what the visit asks for, and bring it to the top in the order of its list."""
        self._order = [*self._needed, *(one for one in self._order if one not in self._needed)]
        self.tick(self._needed)

    def _tick_seen(self, on: bool) -> None:
        seen = {row.id for row in self.list.rows()}
        self._ticked = self._ticked | seen if on else self._ticked - seen
        self._told()

    def _turn(self, identity: str, on: bool) -> None:
        self._ticked = self._ticked | {identity} if on else self._ticked - {identity}
        self._say()
        self.changed.emit()

    def _moved(self) -> None:
        """Those that are shown changed places among themselves; the others stay where they are."""
        seen = [row.id for row in self.list.rows()]
        fresh = iter(seen)
        self._order = [next(fresh) if one in set(seen) else one for one in self._order]
        self._say()
        self.changed.emit()

    def _told(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        key = self.filter.key()
        rows = [self._row(one) for one in self._order if self._is_shown(one, key)]
        self.list.set_rows(rows)
        seen = min(ROWS_SEEN, max(2, len(rows)))
        self.list.setFixedHeight(theme.tokens().px(76 * seen))
        self._say()

    def _is_shown(self, identity: str, key: str) -> bool:
        if key == TICKED:
            return identity in self._ticked
        return belongs(self._records[identity], key)

    def _row(self, identity: str) -> CardRow:
        record = self._records[identity]
        reason = reason_of_kind(record.file_kind)
        pages = trn("{n} page", "{n} pages", record.pages) if record.pages else ""
        below = why(reason) if reason else " · ".join(part for part in (detail_of(record), pages) if part)
        chip = tr("Not for paper") if reason else ""
        return CardRow(identity, record.title, below, chip=chip, tone="warn", ticked=identity in self._ticked)

    def _say(self) -> None:
        there = bool(self._records)
        for widget in (self.filter, self.list, self.all, self.none, self._count, self._hint):
            widget.setHidden(not there)
        self._none_there.setHidden(there)
        self._count.setText(
            trn(
                "{n} record of {total} is ticked.",
                "{n} records of {total} are ticked.",
                len(self._ticked),
                total=len(self._records),
            )
        )

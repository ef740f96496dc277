"""The chosen record beside the list: what it is, its page as a picture, and the person's note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent

from secondop_desktop.base.language import tr
from secondop_desktop.case import page_turns
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui.page_turner import PageTurner
from secondop_desktop.ui.record_words import long_line
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import Label, label
from secondop_desktop.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document
    from secondop_desktop.ui.screen import House

REST_MS = 150
"""A record is drawn when the person rests on it, not while the list is run through by key."""


class RecordPeek(Card):
    """`opened(id)` when the person wants to see all of it."""

    opened = Signal(str)

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._record: Document | None = None
        self._shown = ("", 0)
        self._page = 1
        self._title, self._line = label("", "h2"), label("", "small")
        self._problem = label("", "small")
        self.open = Button(tr("Open"), icon="eye", then=self._open)
        self.view = PageView(tools=False)
        self._turner = PageTurner(house.work, self.view)
        self._note = Label("")
        self._note_card = Card(label(tr("My note"), "overline"), self._note, soft=True, margins="m")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._draw)
        self._build()

    def show_record(self, record: Document | None, page: int, doctor: str) -> None:
        """Show another record, or the same one as it is now."""
        self._record, self._page = record, page
        self.open.setEnabled(record is not None)
        self._title.setText(record.title if record else tr("Choose a record to see it here."))
        self._line.setText(long_line(record, doctor) if record else "")
        self._problem.setText(record.problem if record else "")
        self._problem.setHidden(not self._problem.text())
        self._note.setText(record.note if record else "")
        self._note_card.setHidden(not (record and record.note))
        wanted = (record.id, page) if record else ("", 0)
        if wanted != self._shown:
            self._shown = wanted
            self._turner.close()
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the file when another page of the window is shown."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._rest.stop()
            self._shown = ("", 0)
            self._turner.close()

    def _build(self) -> None:
        words = column("hair")
        words.addWidget(self._title)
        words.addWidget(self._line)
        head = row("m")
        head.addLayout(words, 1)
        head.addWidget(self.open)
        self.add(head)
        self.add(self._problem)
        self.add(self.view, 1)
        self.add(self._note_card)
        self._problem.hide()
        self._note_card.hide()

    def _draw(self) -> None:
        if self._record is not None:
            identity, work = self._record.id, self._house.work
            self._turner.open(PagePictures.of_record(work.vault, self._record), self._page)
            work.read(
                self,
                lambda session: page_turns.of_document(session, identity),
                lambda turns: self._turn(identity, turns),
            )

    def _turn(self, identity: str, turns: Mapping[int, int]) -> None:
        if self._shown[0] == identity:
            self.view.set_turns(turns)

    def _open(self) -> None:
        if self._record is not None:
            self.opened.emit(self._record.id)

"""What the person does on the pages of a record: notes pinned, moved and deleted, pages turned."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, page_turns, pins

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.case.pins import Spot
    from secondop_desktop.ui.notices import Notice
    from secondop_desktop.ui.screen import Screen


class RecordNotes(QObject):
    """Writes each of these at once and offers to take it back. `added(id)` after a note was pinned."""

    added = Signal(str)

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._told: Notice | None = None

    def pin(self, record_id: str, number: int, spot: Spot) -> None:
        """Pin a note without words to a place."""
        if self._screen.house.read_only:
            return
        self._screen.work.write(
            self,
            lambda session: pins.put(session, record_id, number, spot).id,
            self.added.emit,
            name=tr("pin a note to a page"),
        )

    def move(self, pin_id: str, spot: Spot) -> None:
        """Pin a note to another place of its page."""
        name = tr("move a note on a page")
        self._write(lambda session: pins.move(session, pin_id, spot), tr("The note is moved."), name)

    def delete(self, pin_id: str) -> None:
        """Put a note into the bin."""
        clock, name = self._screen.house.clock, tr("delete the note on a page")
        said = tr("The note is in the bin.")
        self._write(lambda session: bin.throw_away(session, "pin", pin_id, clock), said, name)

    def turn(self, record_id: str, number: int, degrees: int) -> None:
        """Keep how a page is turned."""
        said = tr("Page {page} is turned, and stays so.", page=number)
        name = tr("turn a page")
        self._write(lambda session: page_turns.turn(session, record_id, number, degrees), said, name)

    def _write(self, command: Callable[[Session], object], said: str, name: str) -> None:
        if not self._screen.house.read_only:
            self._screen.work.write(self, command, lambda _: self._tell(said), name=name)

    def _tell(self, sentence: str) -> None:
        """Tell of the last thing only: five quarters of a turn need no five notices."""
        work, before = self._screen.work, self._told
        if before is not None and shiboken6.isValid(before):  # a notice may have gone by itself
            before.put_away()
        self._told = self._screen.notices.tell(sentence, work.undo.way_back())

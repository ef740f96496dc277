"""Takes invitations in from anywhere in the window: dropped, pasted or chosen; says what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.flows import invitations
from secondop_desktop.ui.drop_place import CALENDAR, files_of

if TYPE_CHECKING:
    from secondop_desktop.calendars.entry import Invited
    from secondop_desktop.flows.invitations import Came
    from secondop_desktop.ui.screen import House


class InvitationBringer(QObject):
    """`came(visit id)` when one appointment came in, and its visit can be looked at."""

    came = Signal(str)

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house

    def choose(self, parent: QWidget) -> None:
        """Ask for calendar files, and take them in."""
        from secondop_desktop.ui.dialogs.files import choose_files

        pattern = f"{tr('Calendar files')} (*.ics *.ICS)"
        self.take(choose_files(parent, tr("Which invitation would you like to add?"), pattern))

    def take_from(self, data: QMimeData) -> list[Path] | None:
        """Take the invitations out of what was dropped or pasted; the files besides them are given back.

        None when there is no invitation in it at all.
        """
        files = files_of(data)
        mine, others = split(files)
        if mine:
            self.take(mine)
            return others
        if not files and data.hasFormat(CALENDAR):
            self._look_at(lambda: bytes(data.data(CALENDAR).data()))
            return []
        if not files and data.hasText() and invitations.is_calendar_text(data.text()):
            text = data.text()
            self._look_at(lambda: text.encode("utf-8", "replace"))
            return []
        return None

    def take(self, files: Sequence[Path]) -> None:
        """Take in calendar files, one after the other."""
        clock = self._house.clock
        for file in files:
            self._look(lambda file=file: invitations.look_at_file(file, clock))  # type: ignore[misc]

    def _look_at(self, content: Callable[[], bytes]) -> None:
        held, clock = content(), self._house.clock  # at once: what is dropped is gone after the drop
        self._look(lambda: invitations.look(held, clock))

    def _look(self, look: Callable[[], tuple[Invited, ...]]) -> None:
        job = self._house.work.start(tr("Reading an invitation."), lambda _v, _p: look(), quiet=True)
        job.finished.connect(self._keep)

    def _keep(self, invited: tuple[Invited, ...]) -> None:
        house, clock = self._house, self._house.clock
        if house.work.closed():  # locked while the file was being read; nothing was promised yet
            return

        def told(came: tuple[Came, ...]) -> None:
            house.notices.tell(invitations.sentence(came), house.work.undo.way_back())
            if len(came) == 1 and came[0].visit_id:
                self.came.emit(came[0].visit_id)

        house.work.write(
            self,
            lambda session: invitations.take_in(session, invited, clock),
            told,
            name=tr("take in an invitation"),
        )


def split(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The calendar files among some files, and the others."""
    mine = [file for file in files if invitations.is_calendar_file(file)]
    return mine, [file for file in files if file not in mine]

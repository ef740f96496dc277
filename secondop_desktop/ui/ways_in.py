"""Every way a file can come in from the window: dropped on any page, pasted, chosen; and where it is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.drop_place import DropPlace
from secondop_desktop.ui.places import APPOINTMENT_MODE, PHOTOS, RECORD, VISIT, Place

if TYPE_CHECKING:
    from secondop_desktop.ui.actions import Actions
    from secondop_desktop.ui.invitation_bringer import InvitationBringer
    from secondop_desktop.ui.notices import NoticeStrip
    from secondop_desktop.ui.record_tray import RecordTray
    from secondop_desktop.ui.rooms_view import RoomsView
    from secondop_desktop.ui.screen import House


class WaysIn(QObject):
    """Lasts as long as the window; `enter` when a case is open, `leave` when it is not any more."""

    def __init__(self, window: QWidget, notices: NoticeStrip) -> None:
        super().__init__(window)
        self._window, self._notices = window, notices
        self._house: House | None = None
        self._tray: RecordTray | None = None
        self._rooms: RoomsView | None = None
        self._invitations: InvitationBringer | None = None
        self.drop = DropPlace(window, self.refusal)
        self.drop.dropped.connect(self._dropped)

    def enter(self, house: House, tray: RecordTray, rooms: RoomsView, actions: Actions) -> None:
        """Bring what comes in to the records of the open case."""
        from secondop_desktop.ui.invitation_bringer import InvitationBringer
        from secondop_desktop.ui.scan_watch import ScanWatch

        self._invitations = InvitationBringer(house, rooms)
        self._invitations.came.connect(self._show_visit)
        self._house, self._tray, self._rooms = house, tray, rooms
        tray.scans = ScanWatch(house.work, tray, house.settings)
        tray.begun.connect(tray.scans.begin)
        self._notices.hold(tray.panel)
        tray.panel.opened.connect(self._open)
        tray.panel.files_asked.connect(self._show_files)
        tray.photos.made.connect(lambda identity: rooms.go(Place(PHOTOS, identity)))
        rooms.moved.connect(self._moved)
        add = partial(actions.add, "case")
        add(tr("Add files to your records"), "Ctrl+O", self.choose)
        add(tr("Add a folder to your records"), "Ctrl+Shift+O", self.choose_folder)
        add(tr("Scan a paper"), "Ctrl+Shift+S", self.scan)
        add(tr("Paste files or a picture as records"), "Ctrl+V", self.paste)

    def leave(self) -> None:
        """Nothing can come in until a case is open again."""
        if self._tray is not None:
            self._tray.panel.hide()
            self._tray.panel.setParent(None)
            self._tray.panel.deleteLater()
        self._house = self._tray = self._rooms = self._invitations = None

    def refusal(self) -> str:
        """Why nothing can be dropped now, or nothing."""
        if self._tray is None or self._rooms is None or not self._rooms.isVisible():
            return tr("Your case is locked. Please unlock it first, then drop it again.")
        return self._tray.refusal()

    def choose(self) -> None:
        """Ask for files."""
        from secondop_desktop.ui.dialogs.files import choose_files

        if self._may():
            self._take(choose_files(self._window, tr("Which files would you like to add?")))

    def choose_folder(self) -> None:
        """Ask for a folder whose files are taken in, after a question with their number."""
        from secondop_desktop.ui.dialogs.files import choose_folder

        if self._may():
            folder = choose_folder(self._window, tr("Which folder would you like to add?"))
            self._take([folder] if folder is not None else [])

    def scan(self) -> None:
        """Scan paper page by page."""
        from secondop_desktop.ui.scan_dialog import ScanDialog

        if self._may() and self._tray is not None and self._house is not None:
            ScanDialog(self._window, self._house, self._tray).open()

    def paste(self) -> None:
        """Take in what was copied."""
        if self._may():
            self._bring(QGuiApplication.clipboard().mimeData())

    def _take(self, chosen: list[Path]) -> None:
        if self._tray is None or self._invitations is None:
            return
        from secondop_desktop.ui.invitation_bringer import split

        calendars, others = split(chosen)
        self._invitations.take(calendars)
        self._tray.take(others)

    def _bring(self, data: QMimeData) -> None:
        """An invitation becomes a visit, everything else a record."""
        if self._tray is None or self._invitations is None:
            return
        others = self._invitations.take_from(data)
        if others is None:
            self._tray.paste(data)
        else:
            self._tray.take(others)

    def _may(self) -> bool:
        if self._tray is not None and self._tray.refusal():
            self._notices.tell(self._tray.refusal())
            return False
        return self._tray is not None

    def _dropped(self, data: object) -> None:
        if isinstance(data, QMimeData):
            self._bring(data)

    def _show_files(self) -> None:
        from secondop_desktop.ui.tray_files import TrayFiles

        if self._tray is not None:
            files = TrayFiles(self._window, self._tray.panel)
            files.opened.connect(self._open)
            files.open()

    def _open(self, identity: str) -> None:
        if self._rooms is not None:
            self._rooms.go(Place(RECORD, identity))

    def _show_visit(self, visit_id: str) -> None:
        if self._rooms is not None and self._rooms.place.room != APPOINTMENT_MODE:
            self._rooms.go(Place(VISIT, visit_id))

    def _moved(self, place: Place) -> None:
        if self._tray is not None:
            self._tray.be_quiet(place.room == APPOINTMENT_MODE)

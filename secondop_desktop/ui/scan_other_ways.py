"""What is said where no scanner answers: the scan window of the system, and the folder of the scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.intake import system_scan
from secondop_desktop.ui.scan_settings import ScanSettings
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.ui.record_tray import RecordTray
    from secondop_desktop.ui.screen import House
    from secondop_desktop.vault.vault import Vault


class OtherWays(QWidget):
    """Also a person whose scanner nobody here can speak with gets the paper in."""

    def __init__(self, house: House, tray: RecordTray) -> None:
        super().__init__()
        self._house, self._tray = house, tray
        body = column("s", "none", self)
        words = {system_scan.WINDOWS: tr("Scan with Windows"), system_scan.MAC: tr("Open Image Capture")}
        self.system = Button(words.get(system_scan.way(), ""), icon="external-link", then=self._by_system)
        body.addWidget(FlowRow(self.system))
        self.system.setHidden(not system_scan.way())
        body.addWidget(label(tr("Your scanner can also put its files into a folder"), "h3"))
        if tray.scans is not None:
            body.addWidget(ScanSettings(house, tray.scans))

    def _by_system(self) -> None:
        job = self._house.work.start(tr("Waiting for the scan window."), self._flow)
        job.finished.connect(self._came)

    @staticmethod
    def _flow(_vault: Vault, _progress: Progress) -> bytes:
        if system_scan.way() == system_scan.WINDOWS:
            return system_scan.page_from_windows()
        system_scan.open_image_capture()
        return b""

    def _came(self, content: bytes) -> None:
        if content:
            self._tray.take_made(
                lambda: content, tr("Scanned paper") + ".png", tr("Keeping what was scanned.")
            )

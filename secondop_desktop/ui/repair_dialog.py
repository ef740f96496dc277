"""Rescues the open case into a new one, in a dialog of the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import back_up, repair
from secondop_desktop.flows.open_case import usual_ways
from secondop_desktop.ui.dialogs.tall import TallAsk
from secondop_desktop.ui.repair_part import RepairPart
from secondop_desktop.ui.restore_dialog import WorkBench
from secondop_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from secondop_desktop.flows.repair import Repaired
    from secondop_desktop.ui.screen import House

SHORT = 460
"""How high the dialog is at 100 % before there is a report."""


class RepairDialog(TallAsk):
    """When it is done the new case can be opened: the window locks, and its lock screen asks for it."""

    def __init__(self, parent: QWidget | None, house: House) -> None:
        super().__init__(
            parent,
            tr("Repair into a new case"),
            tr("Nothing can get worse by this, and you can look at the new case before you decide."),
        )
        self._house = house
        vault, places = house.work.vault, back_up.places_of(house.settings, house.work.vault)

        def mend(folder: Path, use_copy: bool, progress: Progress) -> Repaired:
            return repair.repair(vault, folder, usual_ways(), places, progress, use_copy=use_copy)

        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(tr("How far it is"))
        self._bar.hide()
        self._bench = WorkBench(house.work, self, self._bar)
        self.part = RepairPart(self._bench, vault.folder, mend)
        self.part.busy.connect(self._bar.setVisible)
        self.part.open_asked.connect(self._open)
        self.inside.addWidget(self.part)
        self.inside.addStretch(1)
        self.body.addWidget(self._bar)
        self.close_button = self.add_button(Button(tr("Close")), accepts=False)
        self.part.busy.connect(self._name_close)
        self.part.repaired.connect(lambda: self.fit(SHORT + SHORT // 2))
        self.finished.connect(self._bench.stop)
        self.fit(SHORT)

    def _name_close(self, busy: bool) -> None:
        self.close_button.say(tr("Stop") if busy else tr("Close"))

    def _open(self, folder: Path) -> None:
        if self._house.copies is not None:
            self._house.copies.open_next = folder
        self.accept()
        self._house.lock()

"""The part of the settings that has the recovery sheet read back, and says when that was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.flows import sheet_drill
from secondop_desktop.ui.copy_words import day_of
from secondop_desktop.ui.dialogs.sheet_drill import SheetDrillDialog
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.said import Said

if TYPE_CHECKING:
    from secondop_desktop.ui.screen import House


class SheetRead(QObject):
    """Put `button` and `said` where they belong."""

    def __init__(self, owner: QWidget, house: House) -> None:
        super().__init__(owner)
        self._owner, self._house = owner, house
        self.button = Button(tr("Check the recovery sheet"), icon="file-search", then=self._ask)
        self.said = Said(role="small")

    def _ask(self) -> None:
        vault = self._house.work.vault
        dialog = SheetDrillDialog(
            self._owner,
            sheet_drill.choose_line(),
            lambda number, typed: sheet_drill.check_line(vault, number, typed),
        )
        dialog.was_right.connect(self._was_right)
        dialog.open()

    def _was_right(self) -> None:
        today = self._house.clock.today().isoformat()
        self._house.settings.sheet_read[self._house.work.vault.public_name] = today
        self._house.settings_changed()
        self.refresh()

    def refresh(self) -> None:
        """Say when the present sheet was read back."""
        day = day_of(self._house.settings.sheet_read.get(self._house.work.vault.public_name, ""))
        if day is None:
            said = tr("Nobody has checked yet that your recovery sheet can be read.")
            self.said.say(said, "info")
        else:
            self.said.say(tr("Your recovery sheet could be read on {day}.", day=day_words(day)), "ok")

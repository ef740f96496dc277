"""Whether this program reminds of a visit while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.ui.screen import House


class ReminderSettings(QWidget):
    """One choice, which counts at once; when it is told stands on the page of each visit."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        body = column("none", "none", self)
        hint = tr(
            "A short sentence comes up on your screen, while your case is open. It tells only the hour, not "
            "the doctor, and never comes while you are in an appointment."
        )
        self.remind = Tick(tr("Remind me of my appointments"), hint=hint)
        self.remind.clicked.connect(self._chosen)
        body.addWidget(self.remind)
        body.addWidget(label(hint, "small"))
        self.remind.setChecked(house.settings.remind)

    def _chosen(self) -> None:
        self._house.settings.remind = self.remind.isChecked()
        self._house.settings_changed()

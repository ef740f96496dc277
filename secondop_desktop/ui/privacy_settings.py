"""What others can see of the window: its title, and whether it is in pictures of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import screen_capture
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.ui.screen import House


class PrivacySettings(QWidget):
    """Each choice counts at once; what this system cannot do is not offered."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._body = column("s", "none", self)
        self.title = self._add(
            tr("Show only SecondOp in the title bar"),
            tr("Then nobody who passes by, and no shared screen, sees the name of your case there."),
        )
        self.capture: Tick | None = None
        if screen_capture.possible():
            self.capture = self._add(
                tr("Keep this window out of screenshots and shared screens"),
                tr(
                    "In a video visit the doctor then cannot see it either. Some programs take a picture "
                    "all the same."
                ),
            )
        self.show_settings()

    def show_settings(self) -> None:
        """Show what is chosen."""
        settings = self._house.settings
        self.title.setChecked(settings.neutral_title)
        if self.capture is not None:
            self.capture.setChecked(settings.hide_from_capture)

    def _add(self, words: str, hint: str) -> Tick:
        made = Tick(words, hint=hint)
        made.clicked.connect(self._chosen)
        together = column("none")
        together.addWidget(made)
        together.addWidget(label(hint, "small"))
        self._body.addLayout(together)
        return made

    def _chosen(self) -> None:
        settings = self._house.settings
        settings.neutral_title = self.title.isChecked()
        if self.capture is not None:
            settings.hide_from_capture = self.capture.isChecked()
        self._house.settings_changed()

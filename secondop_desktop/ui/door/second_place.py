"""Offers a second place for safe copies on the first day; it can be skipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.disks import disk_of, path_words, warnings_about
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said


class SecondPlacePage(QWidget):
    """`done` with the folder that was chosen, or None. `check(folder)` raises UserError for one of no use."""

    done = Signal(object)

    def __init__(self, case: Path, check: Callable[[Path], object]) -> None:
        super().__init__()
        self._case, self._check = case, check
        self._folder: Path | None = None
        body = column("m", "none", self)
        body.addWidget(label(tr("A second place for safe copies"), "h1"))
        body.addWidget(
            label(
                tr(
                    "SecondOp keeps safe copies of your case on this computer by itself. If the computer "
                    "breaks or is lost, only a copy in another place brings your case back."
                ),
                "muted",
            )
        )
        self.where, self.warning = Said(), Said(role="small")
        self.where.hide()
        self.warning.hide()
        self.choose = Button(tr("Choose a folder"), icon="folder-open", then=self._choose)
        words = label(
            tr("A USB stick or another disk is best. The copies are locked with your key, like your case.")
        )
        body.addWidget(Card(words, self.where, self.warning, FlowRow(self.choose)))
        self.go_on = Button(tr("Go on"), "primary", "arrow-right", then=lambda: self.done.emit(self._folder))
        self.go_on.setEnabled(False)
        self.skip = Button(tr("Not now"), "quiet", then=lambda: self.done.emit(None))
        body.addWidget(FlowRow(self.go_on, self.skip))

    def take(self, folder: Path) -> None:
        """Show the folder that was chosen and what should be known about it."""
        try:
            self._check(folder)
            said, warnings = disk_of(folder).words(), warnings_about(folder, self._case)
        except UserError as error:
            self._folder = None
            self.where.say(error.sentence, "warn")
            warnings = []
        else:
            self._folder = folder
            folder_words = path_words(folder)
            self.where.say(
                tr("Safe copies will go to {folder}, {where}.", folder=folder_words, where=said), "ok"
            )
            self.choose.say(tr("Choose another folder"))
        self.where.show()
        self.warning.say(" ".join(warnings), "warn")
        self.warning.setVisible(bool(warnings))
        self.go_on.setEnabled(self._folder is not None)

    def _choose(self) -> None:
        folder = choose_folder(self, tr("Where should the safe copies go?"))
        if folder is not None:
            self.take(folder)

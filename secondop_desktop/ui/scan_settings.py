"""Settings: in which folder the scanner of this computer puts its files, and what becomes of new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.disks import cloud_of, path_words
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.ui.scan_watch import ScanWatch
    from secondop_desktop.ui.screen import House


class ScanSettings(QWidget):
    """Each choice counts at once."""

    def __init__(self, house: House, watch: ScanWatch) -> None:
        super().__init__()
        self._house, self._watch = house, watch
        self.path = label("").selectable()
        self.state = label("", "small")
        self.cloud = label("", "small")
        self.choose = Button(tr("Choose the folder"), icon="folder-open", then=self._choose)
        self.show_folder = Button(tr("Show the folder"), "quiet", "external-link", then=watch.show_folder)
        self.stop = Button(tr("Look there no longer"), "quiet", "x", then=self._stop)
        self.by_itself = Tick(tr("Take new scans in without asking me"))
        self.by_itself.clicked.connect(self._by_itself_chosen)
        self._build()
        watch.changed.connect(self.show_settings)
        self.show_settings()

    def show_settings(self) -> None:
        """Show what is chosen, and how things stand with it."""
        folder = self._watch.folder()
        self.path.setText(path_words(folder) if folder is not None else "")
        self.state.setText(self._watch.words())
        cloud = cloud_of(folder) if folder is not None else ""
        said = tr("This folder is kept in step by {cloud}, so what you scan also goes there.", cloud=cloud)
        self.cloud.setText(said if cloud else "")
        self.cloud.setVisible(bool(cloud))
        for part in (self.path, self.state, self.show_folder, self.stop, self.by_itself):
            part.setVisible(folder is not None)
        self.choose.say(tr("Choose another folder") if folder is not None else tr("Choose the folder"))
        self.by_itself.setChecked(self._watch.takes_by_itself())

    def _build(self) -> None:
        body = column("s", "none", self)
        body.addWidget(
            label(
                tr(
                    "Many scanners put what they scan into a folder of this computer. SecondOp can look "
                    "there while your case is open, and offer you what is new."
                )
            )
        )
        for part in (self.path, self.state, self.cloud):
            body.addWidget(part)
        body.addWidget(FlowRow(self.choose, self.show_folder, self.stop))
        body.addWidget(self.by_itself)
        body.addWidget(
            label(
                tr(
                    "What you take in is stored encrypted. The scanner’s own files stay in that folder, "
                    "unencrypted, until you delete them there."
                ),
                "small",
            )
        )

    def _choose(self) -> None:
        folder = choose_folder(self, tr("In which folder does your scanner put its files?"))
        if folder is not None:
            self._watch.choose(folder)
            self._keep()

    def _stop(self) -> None:
        self._watch.choose(None)
        self._keep()

    def _by_itself_chosen(self) -> None:
        self._watch.take_by_itself(self.by_itself.isChecked())
        self._keep()

    def _keep(self) -> None:
        self._house.settings_changed()
        self.show_settings()

"""What became of each file that came in, one below the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.dialogs.tall import LOWEST, TallAsk
from secondop_desktop.ui.tray_panel import TrayPanel
from secondop_desktop.ui.tray_words import REFUSED, counts
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label


class TrayFiles(TallAsk):
    """Follows the panel while files are being read; `opened(record id)` when one is chosen."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None, panel: TrayPanel) -> None:
        brought = panel.brought
        text = counts(brought) if brought is not None else ""
        super().__init__(parent, tr("What became of each file"), text)
        self._panel, self._brought = panel, brought
        self.list = CardList(tr("What became of each file"))
        self.list.setMinimumHeight(LOWEST)
        self.about = label("").selectable()
        card = Card(margins="xs")
        card.add(self.list, 1)
        self.inside.addWidget(card, 1)
        self.inside.addWidget(self.about)
        self.add_button(Button(tr("Close")), accepts=False)
        self.list.opened.connect(self._open)
        self.list.chosen.connect(self._tell)
        panel.changed.connect(self._fill)
        self._fill()
        rows = self.list.rows()
        if rows:
            self.list.select(rows[0].id)
            self._tell(rows[0].id)

    def _fill(self) -> None:
        if self._panel.brought is self._brought:
            self.list.set_rows(self._panel.rows())
            self._tell(self.list.selected())

    def _tell(self, identity: str) -> None:
        """Say the whole sentence about the chosen file; a row has room for its beginning only."""
        self.about.setText(next((row.subtitle for row in self.list.rows() if row.id == identity), ""))

    def _open(self, identity: str) -> None:
        if not identity.startswith(REFUSED):
            self.accept()
            self.opened.emit(identity)

"""A case that is too damaged to be opened: repair it into a new one, or go back to a safe copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import repair
from secondop_desktop.flows.open_case import usual_ways
from secondop_desktop.flows.repair import Repaired
from secondop_desktop.ui.door.restore import Threads
from secondop_desktop.ui.repair_part import RepairPart
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label


class DamagedPage(QWidget):
    """`open_asked(folder, secret)` to open a repaired case, `copies` to go back to a safe copy, `back`.

    `secret` is what was just typed and is right for this case; it is kept as long as this page is there.
    """

    open_asked = Signal(object, str)
    copies = Signal()
    back = Signal()

    def __init__(self, case: Path, secret: str, sentence: str, places: Sequence[Path]) -> None:
        super().__init__()

        def mend(folder: Path, use_copy: bool, progress: Progress) -> Repaired:
            ways = usual_ways()
            return repair.repair_closed(case, secret, folder, ways, places, progress, use_copy=use_copy)

        self._threads = Threads(self)
        self.part = RepairPart(self._threads, case, mend)
        self.part.open_asked.connect(lambda folder: self.open_asked.emit(folder, secret))
        self.restore = Button(tr("Go back to a safe copy"), icon="archive-restore", then=self.copies.emit)
        self.leave = Button(tr("Back"), "quiet", "arrow-left", then=self.back.emit).flush()
        body = column("m", "none", self)
        body.addWidget(self.leave)
        body.addWidget(label(tr("This case is damaged"), "h1"))
        body.addWidget(label(sentence, "muted"))
        self.card = Card(self.part)
        body.addWidget(self.card)
        self.other = FlowRow(self.restore)
        body.addWidget(self.other)
        for part in (self.restore, self.leave):
            self.part.busy.connect(part.setDisabled)
        self.part.repaired.connect(self.other.hide)

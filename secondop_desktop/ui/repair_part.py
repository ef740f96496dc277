"""Rescues a damaged case into a new one: where it goes, whether safe copies help, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base import paths
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.paths import CASE_SUFFIX
from secondop_desktop.base.progress import Progress
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.disks import path_words
from secondop_desktop.ui.widgets.boxes import FlowRow, column, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.flows.repair import Repaired
    from secondop_desktop.ui.restore_part import Bench

Repair = Callable[[Path, bool, Progress], "Repaired"]
"""Rescues into a folder; the second argument says whether safe copies may help."""


class RepairPart(QWidget):
    """`repaired` when the new case is there, `open_asked(Path)` to open it, `busy(bool)` meanwhile."""

    busy = Signal(bool)
    repaired = Signal()
    open_asked = Signal(object)

    def __init__(self, bench: Bench, case: Path, repair: Repair) -> None:
        super().__init__()
        self._bench, self._repair = bench, repair
        self._busy = False
        self._new: Path | None = None
        self.with_copies = Tick(
            tr("Take what is damaged from the newest safe copy"),
            True,
            tr(
                "The report names each entry that comes from there. It may be older than what you wrote last."
            ),
        )
        name = tr("{case} (repaired)", case=case.name.removesuffix(CASE_SUFFIX))
        beside = case.parent if case.parent.is_dir() else paths.usual_case_folder()
        self.where = LineField(
            tr("Folder of the repaired case"), value=str(paths.free_case_folder(beside, name))
        )
        self.start = Button(tr("Repair into a new case"), "primary", "life-buoy", then=self._start)
        self.elsewhere = Button(tr("Choose another place"), icon="folder-open", then=self._elsewhere)
        self.trouble = Said(tone="warn")
        self.trouble.hide()
        self.before = self._build_before()
        self.done = Said()
        self.report = column("xs")
        self.open = Button(tr("Open it now"), "primary", "arrow-right", then=self._open)
        self.after = QWidget()
        after = column("s", "none", self.after)
        after.addWidget(self.done)
        after.addWidget(FlowRow(self.open))
        after.addLayout(self.report)
        self.after.hide()
        body = column("s", "none", self)
        body.addWidget(self.before)
        body.addWidget(self.after)

    def _build_before(self) -> QWidget:
        made = QWidget()
        box = column("s", "none", made)
        box.addWidget(
            label(
                tr(
                    "A new case is made of everything that is whole, and you are told what is missing. The "
                    "damaged one stays as it is."
                )
            )
        )
        box.addWidget(self.with_copies)
        box.addWidget(
            label(tr("What comes from there is named. It may be older than what you wrote last."), "small")
        )
        box.addWidget(self.where)
        box.addWidget(self.trouble)
        box.addWidget(FlowRow(self.start, self.elsewhere))
        return made

    def _elsewhere(self) -> None:
        folder = choose_folder(self, tr("Where should the repaired case be kept?"))
        if folder is not None:
            name = Path(self.where.value()).name.removesuffix(CASE_SUFFIX)
            self.where.set_value(str(paths.free_case_folder(folder, name)))

    def _start(self) -> None:
        if self._busy or not self.where.value():
            return
        folder = Path(self.where.value()).expanduser()
        if not folder.name.endswith(CASE_SUFFIX):
            folder = folder.with_name(folder.name + CASE_SUFFIX)
        use_copy = self.with_copies.isChecked()
        self.where.clear_problem()
        self.trouble.hide()
        self._set_busy(True)
        self._bench.run(
            tr("Repairing your case."),
            lambda progress: self._repair(folder, use_copy, progress),
            self._done,
            self._not_done,
        )

    def _done(self, made: Repaired) -> None:
        self._set_busy(False)
        self._new = made.folder
        lost = len(made.missing) + len(made.pieces)
        said = tr("Done. The repaired case is in {folder}.", folder=path_words(made.folder))
        if lost or made.notes:
            self.done.say(f"{said} {tr('Please read what is missing in it.')}", "warn")
        else:
            self.done.say(said, "ok")
        keep = tr("The damaged case was not changed. Keep it until you are sure that nothing is missing.")
        for sentence in (made.sentences[0], keep, *made.sentences[1:]):
            self.report.addWidget(label(sentence).selectable())
        self.before.hide()
        self.after.show()
        show_new(self)
        self.open.setFocus()
        self.repaired.emit()

    def _not_done(self, error: UserError) -> None:
        self._set_busy(False)
        if isinstance(error, FieldError):
            self.where.refuse(error.sentence)
        else:
            self.trouble.say(error.sentence, "warn")
            self.trouble.show()
            show_new(self)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy.emit(busy)
        for part in (self.with_copies, self.where, self.start, self.elsewhere):
            part.setEnabled(not busy)
        self.start.say(tr("Repairing") if busy else tr("Repair into a new case"))

    def _open(self) -> None:
        if self._new is not None:
            self.open_asked.emit(self._new)


def more_words(hidden: int) -> str:
    """How many lines of a list are not shown."""
    return trn("and {n} more", "and {n} more", hidden)

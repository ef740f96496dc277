"""The part of the settings that checks the whole case and says what is damaged and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.flows import back_up, check_case
from secondop_desktop.flows.open_case import usual_ways
from secondop_desktop.ui.dialogs.tall import TallAsk
from secondop_desktop.ui.repair_dialog import RepairDialog
from secondop_desktop.ui.repair_part import more_words
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import chip, label, set_chip

if TYPE_CHECKING:
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.flows.check_case import Report
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.work import Job
    from secondop_desktop.vault.vault import Vault

MOST_LINES = 4


class CaseCheck(QWidget):
    """A button, a verdict, and below it what was found; `go_back` is what *Go back to a safe copy* does."""

    def __init__(self, house: House, go_back: Callable[[], object] | None) -> None:
        super().__init__()
        self._house = house
        self._job: Job | None = None
        self._report: Report | None = None
        self.check = Button(tr("Check my case"), icon="shield-check", then=self._check)
        self.stop = Button(tr("Stop"), icon="x", then=self._stop)
        self.stop.setAccessibleName(tr("Stop checking"))
        self.verdict = chip("")
        self.found = column("xs")
        self.all = Button(tr("Show everything that was found"), "quiet", then=self._show_all).flush()
        self.repair = Button(tr("Repair into a new case"), "primary", "life-buoy", then=self._repair)
        self.back = Button(tr("Go back to a safe copy"), icon="archive-restore", then=go_back)
        self._can_go_back = go_back is not None
        body = column("s", "none", self)
        words = tr("A check reads every page, entry and file to the end. Nothing is changed by it.")
        body.addWidget(label(words, "small"))
        body.addWidget(FlowRow(self.check, self.stop, self.verdict))
        body.addLayout(self.found)
        body.addWidget(self.all)
        body.addWidget(FlowRow(self.repair, self.back))
        for part in (self.stop, self.verdict, self.all, self.repair, self.back):
            part.hide()

    def sentences(self) -> list[str]:
        """Everything that the last check found."""
        return list(self._report.sentences) if self._report else []

    def _check(self) -> None:
        places = back_up.places_of(self._house.settings, self._house.work.vault)

        def flow(vault: Vault, progress: Progress) -> Report:
            return check_case.check_case(vault, progress, places, usual_ways())

        self.check.setEnabled(False)
        self._report = None
        empty_out(self.found)
        for part in (self.all, self.repair, self.back):
            part.hide()
        self.stop.show()
        self.stop.setEnabled(True)
        self.verdict.show()
        self._say(0.0, "")
        self._job = self._house.work.start(tr("Checking your case."), flow, quiet=True)
        self._job.progressed.connect(self._say)
        self._job.finished.connect(self._checked)
        self._job.ended.connect(self._ended)

    def _say(self, fraction: float, _text: str) -> None:
        set_chip(self.verdict, tr("Checking, {n} %", n=round(fraction * 100)), "info")

    def _stop(self) -> None:
        if self._job is not None:
            self.stop.setEnabled(False)
            self._job.cancel()

    def _checked(self, report: Report) -> None:
        self._report = report
        words = tr("All is well") if report.good else tr("Something is damaged")
        set_chip(self.verdict, words, "ok" if report.good else "danger")
        lines = list(report.sentences)
        if report.summary:
            self.found.addWidget(label(report.summary).selectable())
        for sentence in lines[:MOST_LINES]:
            self.found.addWidget(label(sentence).selectable())
        if len(lines) > MOST_LINES:
            self.found.addWidget(label(more_words(len(lines) - MOST_LINES), "small"))
        if not report.good:
            safe = tr("Nothing was changed or deleted. A repair makes a new case of all that is whole.")
            self.found.addWidget(label(safe))
        self.all.setHidden(len(lines) <= MOST_LINES)
        self.repair.setHidden(report.good)
        self.back.setHidden(report.good or not self._can_go_back)
        show_new(self)

    def _ended(self) -> None:
        self._job = None
        self.check.setEnabled(True)
        self.stop.hide()
        if self._report is None:
            set_chip(self.verdict, tr("The check was stopped"), "plain")

    def _show_all(self) -> None:
        dialog = TallAsk(self, tr("What was found"), tr("Nothing of this was changed."))
        for sentence in self.sentences():
            dialog.inside.addWidget(label(sentence).selectable())
        dialog.inside.addStretch(1)
        dialog.add_button(Button(tr("Close")), accepts=False)
        dialog.open()

    def _repair(self) -> None:
        RepairDialog(self, self._house).open()

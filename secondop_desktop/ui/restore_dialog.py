"""Goes back to a safe copy of the open case, in a dialog of the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QProgressBar, QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import back_up, restore
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.dialogs.tall import TallAsk
from secondop_desktop.ui.restore_part import Found, RestorePart, found_in
from secondop_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.work import Job, Work
    from secondop_desktop.vault.vault import Vault


SHORT = 330
"""How high the dialog is at 100 % when all is done."""


class WorkBench:
    """Runs calls on the bench of an open case; what the person can act on comes back as an answer."""

    def __init__(self, work: Work, owner: QWidget, bar: QProgressBar) -> None:
        self._work, self._owner, self._bar = work, owner, bar
        self._jobs: set[Job] = set()

    def run(
        self,
        title: str,
        call: Callable[[Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[UserError], None],
    ) -> None:
        """Run `call` and bring its answer home."""

        def flow(_vault: Vault, progress: Progress) -> Any:  # noqa: ANN401 - whatever the call gives
            try:
                return call(progress)
            except UserError as error:
                return error

        def home(answer: object) -> None:
            if isinstance(answer, UserError):
                failed(answer)
            else:
                then(answer)

        job = self._work.start(title, flow, quiet=True)
        self._jobs.add(job)
        job.finished.connect(home)
        job.progressed.connect(self._progressed)
        job.ended.connect(lambda: self._jobs.discard(job))

    def stop(self) -> None:
        """Stop everything that was begun here."""
        for job in self._jobs:
            for signal in (job.finished, job.progressed):
                signal.disconnect()
            job.cancel()

    def _progressed(self, fraction: float, _text: str) -> None:
        self._bar.setValue(round(fraction * 1000))


class RestoreDialog(TallAsk):
    """Lists the copies in the places of this case, or in another folder."""

    def __init__(self, parent: QWidget | None, house: House) -> None:
        super().__init__(
            parent,
            tr("Go back to an earlier copy"),
            tr("Choose a copy to see what it holds. Your present case stays as it is, whatever you do here."),
        )
        self._house, self._work = house, house.work
        vault = house.work.vault
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(tr("How far it is"))
        self._bench = WorkBench(house.work, self, self._bar)
        self.part = RestorePart(self._bench, vault.folder, house.clock, vault)
        self.part.open_asked.connect(self._open)
        self.part.restored.connect(lambda _: self._ended())
        self.part.busy.connect(self._bar.setVisible)
        self.inside.addWidget(self.part)
        self.inside.addStretch(1)
        self.body.addWidget(self._bar)
        self._bar.hide()
        self.close_button = self.add_button(Button(tr("Close")), accepts=False)
        self.other = self.add_button(
            Button(tr("Look in another folder"), icon="folder-open", then=self._other)
        )
        self.finished.connect(self._leave)
        places, key = back_up.places_of(house.settings, vault), vault.key
        self._look(lambda: found_in(places, key))

    def _look(self, call: Callable[[], list[Found]]) -> None:
        def failed(error: UserError) -> None:
            self._house.notices.problem(error)

        self._bench.run(tr("Looking for copies."), lambda _progress: call(), self.part.show_copies, failed)

    def _other(self) -> None:
        folder, key = choose_folder(self, tr("Where are the copies?")), self._work.vault.key
        if folder is not None:
            self._look(lambda: found_in(restore.places_under(folder), key))

    def _open(self, folder: Path) -> None:
        copies = self._house.copies
        if copies is not None:
            copies.open_next = folder
        self.accept()
        self._house.lock()

    def _ended(self) -> None:
        self.other.hide()
        self.fit(SHORT)

    def _leave(self) -> None:
        self.part.stop()
        self._bench.stop()

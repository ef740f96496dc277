"""The door: leads through unlock or first run, and lets through an open case."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.door.calls import DoorCalls, Entered
from secondop_desktop.ui.door.frame import DoorFrame
from secondop_desktop.ui.door.unlock import UnlockPage

if TYPE_CHECKING:
    from secondop_desktop.ui.door.calls import FirstAnswers, OpenedCase
    from secondop_desktop.ui.door.first_run import NewCase
    from secondop_desktop.vault.vault import Vault

PAINTED_MS = 100
"""From showing the page to having it on the screen, at the most; slow imports would hold the painting up."""


class Door(DoorFrame):
    """`entered(Entered)` when a case is open.

    `cases` are the known cases, latest first; without one the first run begins. `warm` is called once in a
    thread as soon as the page is painted, so that slow imports are done while a person types.
    """

    entered = Signal(object)

    def __init__(
        self, calls: DoorCalls, cases: Sequence[Path] = (), warm: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        from secondop_desktop.ui.door.errand import Errands

        self._calls, self._cases, self._warm = calls, list(cases), warm
        self._errands = Errands(self)
        self.page: QWidget = QWidget()
        if self._cases:
            self.ask_for(self._cases[0])
        else:
            self.welcome()

    def welcome(self) -> None:
        """Show the three ways in."""
        from secondop_desktop.ui.door.first_run import WelcomePage

        page = WelcomePage()
        page.new_case.connect(self.begin)
        page.other_case.connect(self.choose_case)
        page.look_around.connect(self.look_around)
        self._turn_to(page, page.new)

    def ask_for(self, folder: Path) -> None:
        """Show the unlock page of a case."""
        page = UnlockPage(folder, self._cases)
        page.asked.connect(lambda secret: self._unlock(page, secret))
        page.other_case.connect(self.choose_case)
        page.another.connect(lambda text: self.ask_for(Path(text)))
        page.new_case.connect(self.begin)
        page.look_around.connect(self.look_around)
        self._turn_to(page, page.passphrase)

    def begin(self) -> None:
        """Show the page that makes a new case."""
        from secondop_desktop.ui.door.first_run import NewCasePage

        page = NewCasePage(self._calls, self.show_problem)
        page.asked.connect(lambda asked: self._create(page, asked))
        page.back.connect(self._first_page)
        self._turn_to(page, page.name)

    def choose_case(self) -> None:
        """Ask for the folder of a case."""
        from secondop_desktop.ui.dialogs.files import choose_folder

        folder = choose_folder(self, tr("Which case would you like to open?"))
        if folder is not None:
            self.ask_for(folder)

    def look_around(self) -> None:
        """Make and open the sample case."""
        from secondop_desktop.base import paths
        from secondop_desktop.ui.door.first_run import free_folder

        folder = free_folder(paths.usual_case_folder(), tr("Sample case"))
        self._run(
            tr("Preparing the sample case."),
            lambda: self._calls.sample(folder),
            lambda vault: self.entered.emit(Entered(vault, folder, sample=True)),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Start the slow imports once the page is on the screen."""
        super().showEvent(event)
        if self._warm is not None:
            warm, self._warm = self._warm, None
            QTimer.singleShot(
                PAINTED_MS, lambda: threading.Thread(target=warm, name="warm", daemon=True).start()
            )

    def _first_page(self) -> None:
        if self._cases:
            self.ask_for(self._cases[0])
        else:
            self.welcome()

    def _turn_to(self, page: QWidget, first: QWidget | None = None) -> None:
        # Not by a focus proxy of the page: going round with Tab, Qt passes over what stands before it.
        self.page = page
        self.show_page(page)
        (first or page).setFocus()

    def _unlock(self, page: UnlockPage, secret: str) -> None:
        folder = page.folder

        def failed(error: Exception) -> None:
            page.set_busy(False)
            if not isinstance(error, UserError):
                raise error
            page.refuse(error.sentence)

        page.set_busy(True)
        self._run(
            tr("Opening your case. This takes a moment, which makes guessing hard for others."),
            lambda: self._calls.open(folder, secret),
            lambda vault: self.entered.emit(Entered(vault, folder)),
            failed,
        )

    def _create(self, page: QWidget, asked: NewCase) -> None:
        from secondop_desktop.ui.door.first_run import NewCasePage

        assert isinstance(page, NewCasePage)  # noqa: S101 - only that page asks

        def failed(error: Exception) -> None:
            page.set_busy(False)
            page.form.refuse(error)

        page.set_busy(True)
        self._run(
            tr("Making your case and its key. This takes a moment."),
            lambda: self._calls.create(asked.folder, asked.passphrase, asked.name),
            lambda made: self._show_sheet(asked, made),
            failed,
        )

    def _show_sheet(self, asked: NewCase, made: OpenedCase) -> None:
        from secondop_desktop.ui.door.sheet import SheetPage

        lines = made.recovery_lines
        page = SheetPage(lines, lambda: self._calls.recovery_pdf(lines, asked.name))
        page.failed.connect(self.show_problem)
        page.done.connect(lambda: self._ask_questions(made.vault, asked.folder))
        self._turn_to(page)

    def _ask_questions(self, vault: Vault, folder: Path) -> None:
        from secondop_desktop.ui.door.questions import QuestionsPage

        def answered(answers: FirstAnswers) -> None:
            self.entered.emit(Entered(vault, folder, answers))

        page = QuestionsPage()
        page.answered.connect(answered)
        self._turn_to(page, page.happened)

    def _run(
        self,
        sentence: str,
        call: Callable[[], object],
        then: Callable[..., None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def ended(answer: object) -> None:
            self.wait("")
            then(answer)

        def went_wrong(error: Exception) -> None:
            self.wait("")
            (failed or self.show_problem)(error)

        self.clear_problem()
        if self._errands.run(call, ended, went_wrong):
            self.wait(sentence)

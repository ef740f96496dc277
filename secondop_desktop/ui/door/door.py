"""The door: leads through unlock or first run, and lets through an open case."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.door.calls import DoorCalls, Entered, Hint
from secondop_desktop.ui.door.frame import DoorFrame
from secondop_desktop.ui.door.patience import Patience
from secondop_desktop.ui.door.unlock import UnlockPage

if TYPE_CHECKING:
    from secondop_desktop.ui.door.calls import OpenedCase
    from secondop_desktop.ui.door.first_run import NewCase
    from secondop_desktop.vault.vault import Vault

T = TypeVar("T")
LONGEST_LOOK = 3.0
PAINTED_MS = 100
"""From showing the page to having it on the screen, at the most; slow imports would hold the painting up."""


class Door(DoorFrame):
    """`entered(Entered)` when a case is open.

    `cases` are the known cases, latest first; without one the first run begins, and `gone` is the folder of a
    case that was here before. `warm` is called once in a
    thread as soon as the page is painted, so that slow imports are done while a person types. A `locked` door
    opens to nobody without a passphrase, not even where this computer remembers the key.
    """

    entered = Signal(object)

    def __init__(
        self,
        calls: DoorCalls,
        cases: Sequence[Path] = (),
        warm: Callable[[], object] | None = None,
        *,
        locked: bool = False,
        gone: Path | None = None,
    ) -> None:
        super().__init__()
        from secondop_desktop.ui.door.errand import Errands

        self._calls, self._cases, self._warm, self._locked = calls, list(cases), warm, locked
        self._gone = gone
        self._errands = Errands(self)
        self._asides = Errands(self)
        self._looked = threading.Event()
        self._looked.set()
        self._painted = self._opened = False
        self._patience: dict[Path, Patience] = {}
        self.page: QWidget = QWidget()
        if self._cases:
            self.ask_for(self._cases[0])
        else:
            self.welcome()

    def welcome(self) -> None:
        """Show the three ways in."""
        from secondop_desktop.ui.door.first_run import WelcomePage

        page = WelcomePage(self._gone)
        page.bring_back.connect(lambda: self.bring_back(self._gone))
        page.new_case.connect(self.begin)
        page.other_case.connect(self.choose_case)
        page.bring_in.connect(self.bring_in)
        page.look_around.connect(self.look_around)
        self._turn_to(page, page.new)

    def ask_for(self, folder: Path) -> None:
        """Show the unlock page of a case."""
        page = UnlockPage(folder, self._cases, self._patience_with(folder))
        page.asked.connect(lambda secret: self._unlock(page, secret))
        page.asked_without.connect(lambda: self._open_remembered(page))
        page.other_case.connect(self.choose_case)
        page.another.connect(lambda text: self.ask_for(Path(text)))
        page.new_case.connect(self.begin)
        page.bring_back.connect(lambda: self.bring_back(folder))
        page.bring_in.connect(self.bring_in)
        page.look_around.connect(self.look_around)
        self._turn_to(page, page.passphrase)
        self._look_up()

    def begin(self) -> None:
        """Show the page that makes a new case."""
        from secondop_desktop.ui.door.first_run import NewCasePage

        page = NewCasePage(self._calls, self.show_problem)
        page.asked.connect(lambda asked: self._create(page, asked))
        page.back.connect(self._first_page)
        self._turn_to(page, page.name)

    def bring_back(self, folder: Path | None, secret: str = "") -> None:
        """Show the page that makes a case of a safe copy; a `secret` that was just typed is tried at once."""
        from secondop_desktop.base import paths
        from secondop_desktop.ui.door.restore import RestorePage

        case = folder or paths.usual_case_folder() / (tr("My case") + paths.CASE_SUFFIX)
        page = RestorePage(case, self._calls.places_of(case))
        page.back.connect(self._first_page)
        page.open_asked.connect(self._open_restored)
        self._turn_to(page, page.passphrase)
        if secret:
            page.find_with(secret)

    def bring_in(self) -> None:
        """Show the page that makes a case of one that was given out."""
        from secondop_desktop.ui.door.bring_in import BringInPage

        page = BringInPage(self._calls, self.show_problem)
        page.back.connect(self._first_page)
        page.brought.connect(self._brought_in)
        self._turn_to(page, page.from_folder)

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
        """Start the slow imports, and ask the keychain, once the page is on the screen."""
        super().showEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(PAINTED_MS, self, self._begin_slow_things)

    def _begin_slow_things(self) -> None:
        if self._warm is not None:
            warm, self._warm = self._warm, None
            threading.Thread(target=warm, name="warm", daemon=True).start()
        self._look_up()

    def _look_up(self) -> None:
        """Find out what the unlock page can offer; never while a case is being opened or is open.

        Reading the start of a case file that this process has open would drop the locks on it.
        """
        page = self.page
        busy = self._opened or self._errands.running() or self._asides.running()
        if busy or not self._painted or not isinstance(page, UnlockPage):
            return
        folder = page.folder

        def learn() -> Hint:
            try:
                return self._hint_for(folder)
            finally:
                self._looked.set()

        def show(hint: Hint) -> None:
            if page is self.page:
                page.show_hint(hint)
            elif isinstance(self.page, UnlockPage):
                self._look_up()

        self._looked.clear()
        self._asides.run(learn, show, self._raise)

    def _hint_for(self, folder: Path) -> Hint:
        passphrase = ""
        if folder.name.startswith(tr("Sample case")):
            from secondop_desktop.flows.make_sample import PASSPHRASE

            passphrase = PASSPHRASE
        return Hint(not self._locked and self._calls.remembers(folder), passphrase)

    def _patience_with(self, folder: Path) -> Patience:
        """The same for one folder however often its page is made, so that no wait can be skipped."""
        return self._patience.setdefault(folder.absolute(), Patience(self))

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

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
        from secondop_desktop.vault.errors import CaseDamaged, WrongSecret

        folder = page.folder

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                page.set_busy(False)
                raise error
            if isinstance(error, CaseDamaged) and page is self.page:
                self._show_damaged(folder, secret, error)
                return
            self._patience_with(folder).wrong()
            if page is self.page:
                page.set_busy(False)
                page.refuse(error.sentence)
                if not isinstance(error, WrongSecret | FieldError):
                    page.offer_copy()

        page.set_busy(True)
        self._run(
            tr("Opening your case. This takes a moment, which makes guessing hard for others."),
            lambda: self._after_look(lambda: self._calls.open(folder, secret)),
            lambda vault: self.entered.emit(Entered(vault, folder)),
            failed,
        )

    def _show_damaged(self, folder: Path, secret: str, error: UserError) -> None:
        """Offer what can be done about a case that was too damaged to be opened; the secret was right."""
        from secondop_desktop.ui.door.damaged import DamagedPage

        page = DamagedPage(folder, secret, error.sentence, self._calls.places_of(folder))
        page.back.connect(self._first_page)
        page.copies.connect(lambda: self.bring_back(folder, secret))
        page.open_asked.connect(self._open_restored)
        self._turn_to(page, page.part.start)

    def _open_restored(self, folder: Path, secret: str) -> None:
        self._run(
            tr("Opening your case."),
            lambda: self._calls.open(folder, secret),
            lambda vault: self.entered.emit(Entered(vault, folder)),
        )

    def _open_remembered(self, page: UnlockPage) -> None:
        folder = page.folder

        def opened(vault: Vault | None) -> None:
            if vault is not None:
                self.entered.emit(Entered(vault, folder))
            elif page is self.page:
                page.set_busy(False)
                page.drop_without()
                page.refuse(
                    tr("This computer does not remember the key any more. Please type the passphrase.")
                )

        def failed(error: Exception) -> None:
            if page is self.page:
                page.set_busy(False)
            self.show_problem(error)

        page.set_busy(True)
        self._run(
            tr("Opening your case."),
            lambda: self._after_look(lambda: self._calls.open_remembered(folder)),
            opened,
            failed,
        )

    def _after_look(self, call: Callable[[], T]) -> T:
        """Open a case only when nobody reads its file on the side.

        A keychain that hangs is not waited for long: the file was read before it was asked.
        """
        self._looked.wait(LONGEST_LOOK)
        return call()

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

    def _brought_in(self, asked: NewCase, made: OpenedCase) -> None:
        self._opened = True
        self._show_sheet(asked, made, new=False)

    def _show_sheet(self, asked: NewCase, made: OpenedCase, *, new: bool = True) -> None:
        from secondop_desktop.ui.door.sheet import SheetPage

        lines, vault = made.recovery_lines, made.vault
        page = SheetPage(
            lines,
            lambda: self._calls.recovery_pdf(lines, asked.name),
            1 + secrets.randbelow(len(lines)),
            lambda number, typed: self._calls.check_line(vault, number, typed),
        )
        page.failed.connect(self.show_problem)
        page.done.connect(
            lambda: self._offer_second_place(Entered(vault, asked.folder, sheet_read=page.was_read), new=new)
        )
        self._turn_to(page)

    def _offer_second_place(self, entered: Entered, *, new: bool) -> None:
        """`new` is off for a case that has answers to the first questions already."""
        from secondop_desktop.ui.door.second_place import SecondPlacePage

        page = SecondPlacePage(entered.folder, lambda place: self._calls.check_place(entered.vault, place))
        go_on = self._ask_questions if new else self.entered.emit
        page.done.connect(lambda place: go_on(replace(entered, second_place=place)))
        self._turn_to(page, page.choose)

    def _ask_questions(self, entered: Entered) -> None:
        from secondop_desktop.ui.door.questions import QuestionsPage

        page = QuestionsPage()
        page.answered.connect(lambda answers: self.entered.emit(replace(entered, answers=answers)))
        self._turn_to(page, page.happened)

    def _run(
        self,
        sentence: str,
        call: Callable[[], object],
        then: Callable[..., None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def ended(answer: object) -> None:
            self._opened = answer is not None
            self.wait("")
            then(answer)

        def went_wrong(error: Exception) -> None:
            self.wait("")
            (failed or self.show_problem)(error)

        self.clear_problem()
        if self._errands.run(call, ended, went_wrong):
            self.wait(sentence)

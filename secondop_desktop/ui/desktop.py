"""The running program on the screen: from the door into the rooms, and back behind the lock."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from secondop_desktop.base import outside_files, passing_files
from secondop_desktop.base import settings as settings_file
from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.paths import CASE_SUFFIX
from secondop_desktop.ui import theme
from secondop_desktop.ui.door.calls import DoorCalls, Entered
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.window import Window

if TYPE_CHECKING:
    from secondop_desktop.ui.copy_keeper import CopyKeeper
    from secondop_desktop.ui.idle import IdleWatch
    from secondop_desktop.ui.one_window import OneWindow
    from secondop_desktop.ui.system_lock import SystemLock
    from secondop_desktop.ui.visit_reminder import VisitReminder
    from secondop_desktop.ui.work import Work
    from secondop_desktop.vault.vault import Vault

SPARE_AFTER_MS = 2_000
"""How long after the unlock a spare parser is woken."""


@dataclass(frozen=True)
class Outside:
    """What the desktop needs from the program around it.

    `replace(case)` puts a fresh process in place of this one, at the lock screen of `case`. It does not
    return.
    """

    calls: DoorCalls
    warm_up: Callable[[], object]
    keep_answers: Callable[[Vault, Entered], None]
    replace: Callable[[Path], None]


class Desktop(QObject):
    """Owns the window and whatever is open behind it."""

    def __init__(
        self,
        app: QApplication,
        outside: Outside,
        one_window: OneWindow,
        case: Path | None,
        *,
        locked: bool = False,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._outside = outside
        self._one_window = one_window
        self._vault: Vault | None = None
        self._work: Work | None = None
        self._copies: CopyKeeper | None = None
        self._reminder: VisitReminder | None = None
        self._ends = False
        self.settings = settings_file.load()
        theme.apply(app, self.settings)
        self.window = Window(self.settings)
        self.window.lock_asked.connect(self.lock)
        self.window.closing.connect(self._closed_by_hand)
        self.window.settings_changed.connect(self._settings_changed)
        one_window.raised.connect(self._come_to_front)
        app.commitDataRequest.connect(self._session_ends)
        app.aboutToQuit.connect(self._put_away)
        self._show_door(case, locked=locked)

    def show(self) -> None:
        """Bring up the window."""
        self.window.show()
        passing_files.sweep()
        outside_files.sweep()

    def lock(self) -> None:
        """Close the case and start afresh at the lock screen; the window asks when everything is kept."""
        if self._vault is None:
            return
        with ExitStack() as whatever_happens:  # a copy or a close that fails must not keep the case open
            asked = self._copies.open_next if self._copies is not None else None
            whatever_happens.callback(self._leave, asked or self._vault.folder)
            whatever_happens.callback(self._put_away)
            if self._copies is not None:
                self._copies.last_copy()

    def end(self) -> None:
        """Save the last key, close the case and end; what cannot be saved is covered and tried again."""
        self._ends = True
        if self._vault is None:
            self._app.exit(0)
        else:
            self.window.lock_unattended()

    @cached_property
    def _idle(self) -> IdleWatch:
        """Watches once a case is open: it sees every event, which the first painting need not wait for."""
        from secondop_desktop.ui.idle import IdleWatch

        watch = IdleWatch(self._app, self.settings.lock_after_minutes)
        watch.idle.connect(self.window.lock_unattended)
        watch.soon.connect(self._lock_is_near)
        watch.patience = self._patience
        return watch

    @cached_property
    def _system(self) -> SystemLock:
        """Hears of a locked screen, sleep and signals, once a case is open: before, nothing needs saving."""
        from secondop_desktop.ui.system_lock import SystemLock

        system = SystemLock(self.window)
        system.left.connect(self.window.lock_unattended)
        system.ending.connect(self.end)
        return system

    def _leave(self, folder: Path) -> None:
        """Go behind the lock of the case in `folder`, or end; either way nothing of it stays in memory."""
        if self._ends:
            self._app.exit(0)
            return
        self._system.may_sleep()
        self._one_window.stop()
        try:
            self._outside.replace(folder)
        except OSError:  # the program itself was moved or taken away while it ran
            self._app.exit(1)

    def _session_ends(self, session: QSessionManager) -> None:
        """The person logs out or shuts down: save now, and ask to wait when that is not possible."""
        if not self.window.put_down():
            session.cancel()

    def _show_door(self, case: Path | None, *, locked: bool) -> None:
        known = [Path(text) for text in self.settings.recent_cases]
        cases = [case, *known] if case is not None else known
        there = [c for c in dict.fromkeys(cases) if c.is_dir()]
        gone = next(iter(cases), None) if not there else None
        door = Door(self._outside.calls, there, self._outside.warm_up, locked=locked, gone=gone)
        door.entered.connect(self._enter)
        self.window.show_door(door)

    def _enter(self, entered: Entered) -> None:
        from secondop_desktop.ui.copy_keeper import CopyKeeper
        from secondop_desktop.ui.index_watch import look_at_indexes
        from secondop_desktop.ui.work import Work

        self._vault = entered.vault
        self._idle.touch()
        self.settings.remember_case(entered.folder, entered.vault.case_id)
        if entered.sheet_read:
            self.settings.sheet_read[entered.vault.public_name] = SYSTEM_CLOCK.today().isoformat()
        self.window.save_settings()
        if entered.answers is not None:
            self._outside.keep_answers(entered.vault, entered)
        self._work = work = Work(entered.vault, self)
        self._copies = CopyKeeper(work, self.window.notices, self.settings, self.window.save_settings)
        name = entered.folder.name.removesuffix(CASE_SUFFIX)
        self.window.show_rooms(work, name, entered.vault.why_read_only, resume=True, copies=self._copies)
        if self.window.tray is not None:
            self.window.tray.begin()
        self._spare.start()
        look_at_indexes(work, self.window.notices)
        self._copies.begin()
        self._remind_of_visits(work)
        if entered.answers is not None:
            self._copies.first_day(entered.second_place)
        self._system.begin()

    def _remind_of_visits(self, work: Work) -> None:
        from secondop_desktop.ui.notify import notifier_here
        from secondop_desktop.ui.visit_reminder import VisitReminder

        waits = self.window.notices.waits
        self._reminder = VisitReminder(work, self.settings, waits, notifier_here())
        self._reminder.begin()

    def _closed_by_hand(self) -> None:
        """The window is closed and out of sight, so there is time for a last copy."""
        self.window.hide()
        if self._copies is not None:
            self._copies.last_copy(at_exit=True)
        self._put_away()

    def _put_away(self) -> None:
        """Let go of the case; everything typed was kept before."""
        self.window.privacy.forget()
        work, vault, reminder = self._work, self._vault, self._reminder
        self._reminder = None
        if reminder is not None:
            reminder.stop()
        self._work = self._vault = self._copies = None
        if work is not None:
            work.close()
            self._let_spare_go()
        if vault is not None:
            vault.close()

    @cached_property
    def _spare(self) -> QTimer:
        """Wakes a parser once the first page of the case is there, so that it hinders nobody."""
        from secondop_desktop.reading.warm import SPARE

        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SPARE_AFTER_MS)
        timer.timeout.connect(SPARE.begin)
        return timer

    def _let_spare_go(self) -> None:
        from secondop_desktop.reading.warm import SPARE

        self._spare.stop()
        SPARE.end()

    def _patience(self) -> int:
        """Where nobody may be interrupted, a long silence does not mean that nobody is there."""
        screen = self.window.rooms.shown() if self.window.rooms is not None else None
        return screen.patience() if screen is not None else 1

    def _lock_is_near(self, near: bool) -> None:
        screen = self.window.rooms.shown() if self.window.rooms is not None else None
        if screen is not None:
            screen.lock_is_near(near)

    def _settings_changed(self) -> None:
        self._idle.set_minutes(self.settings.lock_after_minutes)

    def _come_to_front(self, case: str) -> None:
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        if case and self._vault is None and isinstance(self.window.door, Door):
            self.window.door.ask_for(Path(case))


def run(outside: Outside, case: Path | None, *, locked: bool = False) -> int:
    """Start the program with a window, behind the lock if it was `locked`; the answer is the exit code."""
    from secondop_desktop.ui.one_window import OneWindow

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Ctrl+C in the terminal ends a program at its door; from an open case on, `Endings` hears it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("secondop")
    app.setApplicationDisplayName("SecondOp")
    app.setDesktopFileName("org.secondop.SecondOp")
    one_window = OneWindow()
    if one_window.ask_the_first(str(case) if case else ""):
        return 0
    one_window.be_the_first()
    desktop = Desktop(app, outside, one_window, case, locked=locked)
    desktop.window.catch_bugs()
    desktop.show()
    return app.exec()

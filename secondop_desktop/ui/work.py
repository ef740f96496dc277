"""The one bridge between the GUI thread and everything slow."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.ui.lanes import Errand, Lane
from secondop_desktop.ui.undo import UndoStack
from secondop_desktop.ui.unsaved import RETRY_MS, still_here
from secondop_desktop.vault.errors import DiskTrouble

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.vault.steps import Step
    from secondop_desktop.vault.vault import Vault

T = TypeVar("T")
BENCHES = 2


class Job(QObject):
    """A long task as the job bar sees it; lives on the GUI thread only."""

    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()
    stopping = Signal()

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.quiet = False
        self._stop = threading.Event()

    @Slot()
    def cancel(self) -> None:
        """Ask the task to stop at its next progress report; `stopping` is for what can stop at once."""
        self._stop.set()
        self.stopping.emit()

    def stopped(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()


class Work(QObject):
    """Runs plain functions off the GUI thread and brings their results home.

    The *desk* is one thread for short reads and writes, in order; the *bench* is for long flows, the *easel*
    for pictures of what is looked at.
    `changed` carries the frozenset of classes that a commit touched, `failed` every error nobody else took,
    `healed` that the disk takes changes again after it did not, `job_started` each new Job. `undo` takes back
    what was written under a name.
    """

    changed = Signal(object)
    failed = Signal(object)
    healed = Signal()
    job_started = Signal(object)
    _bell = Signal()

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.vault = vault
        self._home: deque[Callable[[], None]] = deque()
        self._came = threading.Semaphore(0)
        self._jobs: set[Job] = set()
        self._closed = False
        self._write_errors = 0
        self._ill = False
        self._owed: list[Callable[[], None]] = []
        self.undo = UndoStack(self._turn_round, self)
        self.undo.refused.connect(self.failed)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(RETRY_MS)
        self._again.timeout.connect(self._give_owed)
        self._bell.connect(self._come_home, Qt.ConnectionType.QueuedConnection)
        self._desk = Lane("desk", 1, lambda number: self._post(lambda: self._arrive(self._desk, number)))
        self._bench = Lane("bench", BENCHES, lambda n: self._post(lambda: self._arrive(self._bench, n)))
        self._easel = Lane("easel", 1, lambda n: self._post(lambda: self._arrive(self._easel, n)))
        vault.on_change(self._tell_change)

    def read(
        self,
        owner: QObject,
        query: Callable[[Session], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `query` on the desk; `then` gets its result on the GUI thread if `owner` still lives."""
        vault = self.vault
        if self._closed:
            return

        def task() -> T:
            with vault.read() as session:
                return query(session)

        self._desk.give(Errand(task, lambda errand: self._hand_over(owner, errand, then, failed)))

    def write(
        self,
        owner: QObject,
        command: Callable[[Session], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[Exception], None] | None = None,
        name: str = "",
    ) -> None:
        """Change records in one transaction on the desk; screens hear of it by `changed`.

        `name` says what a person did, as it reads after "Undo:", like tr("delete the question"); what is only
        saved while it is typed has none.
        `failed` gets the error if `owner` still lives; an error nobody takes goes to the signal `failed`.
        """
        vault = self.vault
        if self._closed:
            message = "a write came after the case was closed"
            raise RuntimeError(message)

        def do() -> T:
            with vault.write() as session:
                return command(session)

        task, telling = self._noted(name, do)

        def home(errand: Errand) -> None:
            self._write_errors += errand.error is not None
            self._note_health(errand.error)
            with telling():
                self._hand_over(owner, errand, then, failed)

        self._desk.give(Errand(task, home))

    def _noted(
        self, name: str, do: Callable[[], T]
    ) -> tuple[Callable[[], T], Callable[[], contextlib.AbstractContextManager[None]]]:
        """`do`, with a note of what it changes when it has a name; and the border of telling its owner."""
        vault, asked_at = self.vault, self.undo.where() if name else None
        seen: list[Step] = []

        def task() -> T:
            with contextlib.ExitStack() as stack:
                if name:
                    seen.append(stack.enter_context(vault.watch()))
                return do()

        return task, lambda: self.undo.handing_over(name, seen[0] if seen else None, asked_at)

    def _turn_round(
        self,
        task: Callable[[Vault], Step],
        then: Callable[[Step], None],
        failed: Callable[[Exception], None],
    ) -> None:
        vault = self.vault

        def home(errand: Errand) -> None:
            self._write_errors += isinstance(errand.error, DiskTrouble)
            self._note_health(errand.error)
            self._hand_over(self, errand, then, failed)

        self._desk.give(Errand(lambda: task(vault), home))

    def _note_health(self, error: BaseException | None) -> None:
        if isinstance(error, DiskTrouble):
            self._ill = True
        elif error is None and self._ill:
            self._ill = False
            self.healed.emit()

    def insist(
        self,
        owner: QObject,
        command: Callable[[Session], T],
        then: Callable[[T], None] | None = None,
        name: str = "",
    ) -> None:
        """As `write`, for words that stand nowhere else any more: what is refused is written again.

        That is done now and then and at each `flush`, which is False as long as something is owed. `failed`
        tells of it once.
        """
        told: list[BaseException] = []

        def done(result: T) -> None:
            if then is not None and shiboken6.isValid(owner):
                then(result)

        def refused(error: Exception) -> None:
            self._owed.append(give)
            self._again.start()
            if not told:
                told.append(error)
                self.failed.emit(still_here(error))

        def give() -> None:
            self.write(self, command, done, refused, name)

        give()

    def start(
        self,
        title: str,
        flow: Callable[[Vault, Progress], Any],
        quiet: bool = False,
        drawn: bool = False,
        name: str = "",
    ) -> Job:
        """Start a long flow on the bench; the job bar shows it (unless `quiet`) and can cancel it.

        What is `drawn` for a person who looks at the place for it never waits behind long flows. With a
        `name` all that it changed is taken back as one, as with `write`.
        """
        job = Job(title, self)
        job.quiet = quiet
        vault, latest, pending = self.vault, deque([(0.0, "")], maxlen=1), threading.Event()

        def show() -> None:
            pending.clear()
            job.progressed.emit(*latest[0])

        def report(fraction: float, text: str) -> None:
            latest.append((fraction, text))
            if not pending.is_set():
                pending.set()
                self._post(show)

        progress = Progress(report, job.stopped)
        self._jobs.add(job)
        lane = self._easel if drawn else self._bench
        task, telling = self._noted(name, lambda: flow(vault, progress))

        def home(errand: Errand) -> None:
            with telling():
                self._finish(job, errand)

        lane.give(Errand(task, home))
        self.job_started.emit(job)
        return job

    def jobs(self) -> list[Job]:
        """The flows that have not ended."""
        return list(self._jobs)

    def closed(self) -> bool:
        """Whether `close` was called; reads are passed over from then on, and a write is a bug."""
        return self._closed

    def flush(self) -> bool:
        """Wait until the desk is empty and its results were handed over; False when a write failed."""
        before = self._write_errors
        self._come_home()
        self._give_owed()
        while self._desk.busy():
            self._came.acquire()
            self._come_home()
        return self._write_errors == before

    def close(self) -> None:
        """Cancel every job, finish what is on the desk and end the threads, before the vault closes."""
        if self._closed:
            return
        self._closed = True
        for job in self._jobs:
            job.cancel()
        self._desk.close()
        self._bench.close()
        self._easel.close()
        self._come_home()

    def _give_owed(self) -> None:
        owed, self._owed = self._owed, []
        if not self._closed:
            for give in owed:
                give()

    def _post(self, call: Callable[[], None]) -> None:
        self._home.append(call)
        self._came.release()
        self._bell.emit()

    def _tell_change(self, kinds: frozenset[type]) -> None:
        self._post(lambda: self.changed.emit(kinds))

    def _arrive(self, lane: Lane, number: int) -> None:
        errand = lane.take_home(number)
        errand.home(errand)

    def _hand_over(
        self,
        owner: QObject,
        errand: Errand,
        then: Callable[[T], object] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        alive = shiboken6.isValid(owner)
        if errand.error is None:
            if alive and then is not None:
                then(errand.result)
        elif isinstance(errand.error, Cancelled):
            return
        elif alive and failed is not None and isinstance(errand.error, Exception):
            failed(errand.error)
        else:
            self.failed.emit(errand.error)

    def _finish(self, job: Job, errand: Errand) -> None:
        self._jobs.discard(job)
        if errand.error is None:
            job.finished.emit(errand.result)
        elif not isinstance(errand.error, Cancelled):
            job.failed.emit(errand.error)
            self.failed.emit(errand.error)
        job.ended.emit()
        job.deleteLater()

    @Slot()
    def _come_home(self) -> None:
        while self._home:
            try:
                self._home.popleft()()
            except Exception:
                sys.excepthook(*sys.exc_info())

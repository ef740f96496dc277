"""Has waiting records read behind everything else: one job for the whole window, whatever page is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from secondop_desktop.base.language import tr
from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document
from secondop_desktop.flows import read_waiting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.work import Job, Work


class ReaderJob(QObject):
    """Starts reading when something waits; `changed` when it began, got on, stopped or ended.

    What waits is a question to the case itself, so after a lock, a stop or a crash it simply goes on. Records
    that come in while it reads are read next.
    """

    changed = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._job: Job | None = None
        self._wish = read_waiting.Wish()
        self._workers: read_waiting.Workers | None = None
        self._stopped = False
        self._said = ""

    def begin(self) -> None:
        """Read what waits now and whatever comes later."""
        self._work.changed.connect(self._records_changed)
        self.look()

    def is_reading(self) -> bool:
        """Whether something is being read now."""
        return self._job is not None

    def is_stopped(self) -> bool:
        """Whether the person stopped it, or something went wrong; `go_on` starts it again."""
        return self._stopped

    def words(self) -> str:
        """What is being read now, in a sentence."""
        return self._said

    def record(self) -> str:
        """The id of the record that is being read now, or nothing."""
        return self._workers.record if self._workers is not None else ""

    def look_at(self, record_id: str, page: int) -> None:
        """This page is on the screen: if it was not read yet, it is the next one."""
        self._wish.look_at(record_id, page)

    def look(self) -> None:
        """Start when something waits."""
        if self._job is None and not self._stopped and not self._work.vault.read_only:
            self._work.read(self, _how_many, self._found)

    def stop(self) -> None:
        """Stop reading; the pages read so far are kept."""
        self._stopped = True
        if self._job is not None:
            self._job.cancel()
        self.changed.emit()

    def go_on(self) -> None:
        """Go on where it was stopped."""
        self._stopped = False
        self.look()
        self.changed.emit()

    def _found(self, waiting: int) -> None:
        if not waiting or self._job is not None or self._stopped:
            return
        workers = self._workers = read_waiting.Workers(self._wish)
        job = self._work.start(
            tr("Reading records"),
            lambda vault, progress: read_waiting.read_waiting(vault, progress, workers),
            quiet=True,
        )
        self._job = job
        job.stopping.connect(workers.stop)
        job.progressed.connect(self._progressed)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self.changed.emit()

    def _progressed(self, _fraction: float, text: str) -> None:
        if text != self._said:
            self._said = text
            self.changed.emit()

    def _failed(self, _error: object) -> None:
        # Trying again at once would fail at once; the person is told and starts it again.
        self._stopped = True

    def _ended(self) -> None:
        self._job, self._workers, self._said = None, None, ""
        self.changed.emit()
        self.look()

    def _records_changed(self, kinds: frozenset[type]) -> None:
        if Document in kinds:
            self.look()


def _how_many(session: Session) -> int:
    return len(documents.waiting(session))

"""Watches the folder of the scanner and offers what is new; a folder that hangs hangs nothing else."""

from __future__ import annotations

import queue
import threading
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import seen_scans
from secondop_desktop.intake.scan_folder import Look, Scan, look

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.settings import Settings
    from secondop_desktop.ui.record_tray import RecordTray
    from secondop_desktop.ui.work import Work

EVERY_MS = 3_000
SILENT_AFTER = 5
"""So many ticks without an answer, and the folder counts as one that does not answer."""

Answer = tuple[Path, "Look | None"]


class ScanWatch(QObject):
    """Polls in a thread of its own: a network folder may not answer for minutes, and tells of no changes.

    `changed` when `words()` says something else. The thread gets a path and gives back a plain answer; nobody
    waits for it, so that a lock never does. What was offered once is not offered again before the case is
    opened the next time; what was answered never.
    """

    changed = Signal()

    def __init__(self, work: Work, tray: RecordTray, settings: Settings) -> None:
        super().__init__(tray)
        self._work, self._tray, self._settings = work, tray, settings
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waited = 0
        self._look = Look()
        self._known: frozenset[str] | None = None
        self._offered: set[str] = set()
        self._folder: Path | None = None
        self._fresh = False
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tick)

    def begin(self) -> None:
        """Start to look, when a folder was chosen and the case can take something in."""
        if self._work.vault.read_only:
            return
        self._work.read(self, seen_scans.seen, self._begun)

    def folder(self) -> Path | None:
        """The folder that was chosen for this case on this computer."""
        chosen = self._settings.scan_folder.get(self._work.vault.case_id, "")
        return Path(chosen) if chosen else None

    def takes_by_itself(self) -> bool:
        """Whether the person wants new scans taken in without being asked."""
        return self._work.vault.case_id in self._settings.scan_by_itself

    def choose(self, folder: Path | None) -> None:
        """Look into another folder from now on; what lies there already is left alone."""
        identity = self._work.vault.case_id
        if folder is None:
            self._settings.scan_folder.pop(identity, None)
        else:
            self._settings.scan_folder[identity] = str(folder.absolute())
        self._fresh = folder is not None
        self._turn_to(folder)

    def take_by_itself(self, on: bool) -> None:
        """Choose whether new scans are taken in without a question."""
        others = [one for one in self._settings.scan_by_itself if one != self._work.vault.case_id]
        self._settings.scan_by_itself = [*others, self._work.vault.case_id] if on else others

    def words(self) -> str:
        """How things stand with the folder, in a sentence; nothing when there is none."""
        return self._said

    def show_folder(self) -> None:
        """Open the folder in the file manager of the system."""
        folder = self.folder()
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def tick(self) -> None:
        """Take the answer of the last look, and start the next."""
        if self._folder is None or self._known is None:
            return
        self._take_answers()
        if self._thread is not None and self._thread.is_alive():
            self._waited += 1
            if self._waited == SILENT_AFTER:
                self._say(tr("This folder does not answer now. SecondOp goes on trying."))
            return
        self._waited = 0
        folder, before, known = self._folder, self._look, self._known
        self._thread = threading.Thread(
            target=_look_into, args=(folder, before, known, self._answers), name="scan folder", daemon=True
        )
        self._thread.start()

    def _begun(self, known: frozenset[str]) -> None:
        self._known = known
        self._turn_to(self.folder())

    def _turn_to(self, folder: Path | None) -> None:
        self._folder, self._look, self._offered = folder, Look(), set()
        if folder is None:
            self._timer.stop()
            self._say("")
        elif self._known is not None:
            self._say(tr("SecondOp looks here for new scans."))
            self._timer.start()
            self.tick()

    def _take_answers(self) -> None:
        while not self._answers.empty():
            folder, found = self._answers.get()
            if folder != self._folder:
                continue  # another one was chosen meanwhile
            if found is None:
                self._look = Look()
                self._say(tr("This folder is not there now. SecondOp looks again when it is back."))
                continue
            self._say(tr("SecondOp looks here for new scans."))
            self._look = found
            self._found(found)

    def _found(self, found: Look) -> None:
        if self._fresh:
            self._fresh = False
            self._remember(found.marks())
            return
        known = self._known or frozenset()
        new = [scan for scan in found.whole if scan.mark() not in known]
        fresh = [scan for scan in new if scan.mark() not in self._offered]
        if not fresh:
            return
        if self.takes_by_itself():
            self._take(new)
        elif self._tray.free_to_ask() or self._tray.asked_by is self:
            self._offer(new)

    def _offer(self, scans: list[Scan]) -> None:
        self._offered |= {scan.mark() for scan in scans}
        sentence = trn(
            "{n} new scan lies in the folder of your scanner. Take it in?",
            "{n} new scans lie in the folder of your scanner. Take them in?",
            len(scans),
        )
        marks = [scan.mark() for scan in scans]
        choices = [
            (trn("Take it in", "Take them in", len(scans)), lambda: self._take(scans)),
            (trn("No, not this one", "No, not these", len(scans)), lambda: self._remember(marks)),
        ]
        self._tray.ask(sentence, choices, left_words(len(scans)), asked_by=self)

    def _take(self, scans: list[Scan]) -> None:
        folder = self._folder
        if folder is None:
            return
        self._offered |= {scan.mark() for scan in scans}
        self._remember([scan.mark() for scan in scans])
        show = (tr("Show the folder"), self.show_folder)
        files = [folder / scan.name for scan in scans]
        self._tray.take(files, hint=left_words(len(scans)), choices=[show])

    def _remember(self, marks: Collection[str]) -> None:
        there = self._look.marks()
        self._known = (self._known or frozenset()) | frozenset(marks)

        def note(session: Session) -> object:
            return seen_scans.remember(session, marks, there)

        self._work.write(self, note)

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self.changed.emit()


def left_words(count: int) -> str:
    """What becomes of the files of the scanner."""
    return trn(
        "The scan stays in that folder too, unencrypted. Delete it there when you no longer need it.",
        "The scans stay in that folder too, unencrypted. Delete them there when you no longer need them.",
        count,
    )


def _look_into(
    folder: Path, before: Look, known: Collection[str], answers: queue.SimpleQueue[Answer]
) -> None:
    try:
        answers.put((folder, look(folder, before, known)))
    except OSError:
        answers.put((folder, None))

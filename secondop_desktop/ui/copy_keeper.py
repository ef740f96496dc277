"""Makes safe copies by itself while a case is open, and has one of them tried out each month."""

from __future__ import annotations

import contextlib
import copy
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import back_up, drill
from secondop_desktop.flows.open_case import usual_ways
from secondop_desktop.ui.copy_words import PlaceState, day_of, moment_of, reminder_words
from secondop_desktop.ui.disks import HERE, Disk, disk_of
from secondop_desktop.vault import copy_place

if TYPE_CHECKING:
    from secondop_desktop.base.settings import Settings
    from secondop_desktop.flows.back_up import Copied
    from secondop_desktop.flows.drill import Drilled
    from secondop_desktop.ui.notices import NoticeStrip
    from secondop_desktop.ui.work import Job, Work
    from secondop_desktop.vault.vault import Vault

LOOK_EVERY_MS = 60_000
FIRST_LOOK_MS = 20_000
HOUR = 3600.0
PAUSE, QUIET = 600.0, 120.0
"""After so many seconds a copy is made early when nothing was changed for so many: the lock may come next."""
AT_LOCK, AT_EXIT = 0.4, 3.0
"""Seconds that a last copy may take; a place that needed longer than half of that before is left out."""
AFTER_FIRST_DAY, AFTER_NOT_NOW = 7, 30
"""Days until the home page speaks of a second place, after it was left out or put off."""
TELL_AGAIN = timedelta(days=7)


@dataclass
class _Place:
    """What the keeper knows of a place since the case was opened; times are monotonic seconds."""

    behind: bool = True
    tried: float | None = None
    missing: bool = False


@dataclass(frozen=True)
class Made:
    """What came of one round: the copies, and which places were not there."""

    copied: list[Copied]
    missing: list[Path]


class CopyKeeper(QObject):
    """`changed` when there is something new to say about safe copies.

    `open_next` is a case that was brought back and shall be opened after the lock instead of the present one.

    Only the GUI thread touches the settings; flows get what they need when they start.
    """

    changed = Signal()

    def __init__(
        self,
        work: Work,
        notices: NoticeStrip,
        settings: Settings,
        keep_settings: Callable[[], None],
        clock: Clock = SYSTEM_CLOCK,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._notices, self._settings = work, notices, settings
        self._keep, self._clock = keep_settings, clock
        self._vault: Vault = work.vault
        self.open_next: Path | None = None
        self._known: dict[Path, _Place] = {}
        self._last_change = clock.monotonic()
        self._job: Job | None = None
        self._paused = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        work.changed.connect(self._case_changed)

    def begin(self) -> None:
        """Make copies by itself from now on; a case that may only be looked at is not copied."""
        self._paused = False
        if not self._vault.read_only:
            self._timer.start()
            QTimer.singleShot(FIRST_LOOK_MS, self, self.look)

    def pause(self) -> None:
        """Begin nothing until `begin` is called again: something large is done to the case."""
        self._paused = True

    def is_copying(self) -> bool:
        """Whether a copy is being made or tried out now."""
        return self._job is not None

    def look(self) -> None:
        """Copy to the places that are due, else try a copy out when the month is over; never two at once."""
        if self._work.closed() or not self._may_begin():
            return
        due = [place for place in self._places() if self._is_due(place)]
        if due:
            self._start(due, always=False)
        elif self._drill_is_due():
            self._start_drill()

    def copy_now(self) -> None:
        """Copy to every place, because the person asked; what came of it is told."""
        if self._may_begin():
            self._start(self._places(), always=True)

    def last_copy(self, *, at_exit: bool = False) -> None:
        """Copy what is behind before the case is closed, and wait for it no longer than AT_LOCK or AT_EXIT.

        What is left out is copied soon after the case is opened again.
        """
        most = AT_EXIT if at_exit else AT_LOCK
        places = [p for p in self._places() if self._of(p).behind and self._took(p) <= most / 2]
        if not places or not self._may_begin():
            return
        ended, rounds = threading.Event(), list[Made]()

        def run() -> None:
            with contextlib.suppress(Cancelled):
                rounds.append(_copy(self._vault, places, Progress(stopped=ended.is_set), always=False))

        thread = threading.Thread(target=run, name="last-copy", daemon=True)
        thread.start()
        thread.join(most)
        ended.set()
        thread.join()
        for made in rounds:
            self._note(made)

    def reminder(self) -> str:
        """What the home page says of a second place; empty when all is well."""
        return reminder_words(self._settings, self._vault.case_id, self._clock)

    def not_now(self, days: int = AFTER_NOT_NOW) -> None:
        """Do not remind of a second place for some days."""
        until = self._clock.today() + timedelta(days=days)
        self._settings.reminded[self._vault.case_id] = until.isoformat()
        self._tell_change()

    def first_day(self, folder: Path | None) -> None:
        """Take the second place that was chosen, or not, while the case was made."""
        if folder is None:
            self.not_now(AFTER_FIRST_DAY)
            return
        try:
            self.take_place(folder)
        except UserError as error:
            self._notices.problem(error)

    def take_place(self, folder: Path) -> None:
        """Use a folder as the second place from now on. Raises UserError when it cannot be one."""
        back_up.choose_second_place(self._settings, self._vault, folder)
        self._settings.place_names[str(folder.absolute())] = disk_of(folder).as_text()
        self._settings.reminded.pop(self._vault.case_id, None)
        self._tell_change()

    def leave_place(self) -> None:
        """Make no more copies in the second place; those that are there stay."""
        folder = self._settings.second_place.get(self._vault.case_id, "")
        back_up.forget_second_place(self._settings, self._vault.case_id)
        self._settings.place_names.pop(folder, None)
        self.not_now()

    def states(self, then: Callable[[list[PlaceState]], None]) -> None:
        """Find out how the places stand, on the bench: a disk that is waking up takes its time."""
        known, vault = copy.deepcopy(self._settings), self._vault

        def flow(_vault: Vault, _progress: Progress) -> list[PlaceState]:
            return states_of(known, vault)

        self._work.start(tr("Looking at the safe copies"), flow, quiet=True).finished.connect(then)

    # --- when ---

    def _may_begin(self) -> bool:
        """Whether nothing is under way, and the case is open (a closed one has no key) and may be written."""
        busy = self._job is not None or self._paused
        return not busy and bool(self._vault.key) and not self._vault.read_only

    def _places(self) -> list[Path]:
        return back_up.places_of(self._settings, self._vault)

    def _of(self, place: Path) -> _Place:
        return self._known.setdefault(place, _Place())

    def _is_due(self, place: Path) -> bool:
        known, now = self._of(place), self._clock.monotonic()
        if not known.behind:
            return False
        if known.tried is None or known.missing:
            return True
        waited = now - known.tried
        return waited >= HOUR or (waited >= PAUSE and now - self._last_change >= QUIET)

    def _took(self, place: Path) -> float:
        """Seconds the last copy to a place took; an unknown stick counts as slow, this computer as quick."""
        try:
            return float(self._entry(place)["took"])
        except (KeyError, ValueError):
            return 0.0 if place == self._places()[0] else HOUR

    def _entry(self, place: Path) -> dict[str, str]:
        return back_up.entry_of(self._settings, self._vault.case_id, place)

    def _case_changed(self, _kinds: object) -> None:
        self._last_change = self._clock.monotonic()
        for known in self._known.values():
            known.behind = True

    # --- copying ---

    def _start(self, places: Sequence[Path], *, always: bool) -> None:
        for place in places:
            self._of(place).behind = False

        def flow(vault: Vault, progress: Progress) -> Made:
            return _copy(vault, places, progress, always=always)

        job = self._work.start(tr("Making a safe copy."), flow, quiet=not always)
        job.finished.connect(lambda made: self._made(made, asked=always))
        self._run(job, places)

    def _run(self, job: Job, places: Sequence[Path] = ()) -> None:
        self._job = job
        job.failed.connect(lambda _: self._failed(places))
        job.ended.connect(self._ended)
        self.changed.emit()

    def _made(self, made: Made, *, asked: bool) -> None:
        self._note(made)
        problems = [one for one in made.copied if one.problem is not None]
        for one in problems:
            if asked or self._may_tell(one.place):
                self._tell(one)
        if asked and not problems:
            self._notices.tell(self._all_well(made))

    def _note(self, made: Made) -> None:
        now = self._clock.monotonic()
        back_up.note(self._settings, self._vault.case_id, made.copied)
        for place in made.missing:
            self._known[place] = _Place(behind=True, tried=now, missing=True)
        for one in made.copied:
            known = self._of(one.place)
            known.tried, known.missing = now, False
            known.behind = known.behind or not one.safe
            entry = self._entry(one.place)
            if one.generation is not None:
                entry["took"] = f"{one.took:.3f}"
            if one.problem is None:
                entry.pop("trouble", None)
        self._tell_change()

    def _may_tell(self, place: Path) -> bool:
        told = moment_of(self._entry(place).get("trouble", ""))
        return told is None or self._clock.now() - told >= TELL_AGAIN

    def _tell(self, one: Copied) -> None:
        self._entry(one.place)["trouble"] = self._clock.now().isoformat()
        self._keep()
        if one.problem is not None:
            where = self._disk(one.place).words()
            what = tr("The safe copy {where} could not be made.", where=where)
            self._notices.problem(UserError(what, one.problem.sentence))

    def _all_well(self, made: Made) -> str:
        where = [self._disk(one.place).words() for one in made.copied]
        said = tr("A safe copy was made {where}.", where=tr(" and ").join(where))
        missing = [self._disk(place).words() for place in made.missing]
        return " ".join([said, *(tr("None {where}: it is not connected.", where=name) for name in missing)])

    def _disk(self, place: Path) -> Disk:
        if place == self._places()[0]:
            return Disk(HERE)
        return Disk.from_text(self._settings.place_names.get(str(place.parent.parent), ""))

    def _failed(self, places: Sequence[Path]) -> None:
        for place in places:
            self._known[place] = _Place(behind=True, tried=self._clock.monotonic())

    def _ended(self) -> None:
        self._job = None
        self.changed.emit()

    def _tell_change(self) -> None:
        self._keep()
        self.changed.emit()

    # --- trying a copy out ---

    def _drill_is_due(self) -> bool:
        """Once a month; one that went wrong is tried again the next day."""
        failed = day_of(self._entry(self._places()[0]).get("drill_failed", ""))
        due = drill.due(self._settings, self._vault.case_id, self._clock)
        return due and failed != self._clock.today()

    def _start_drill(self) -> None:
        places = self._places()

        def flow(vault: Vault, progress: Progress) -> Drilled:
            there = [place for place in places if copy_place.is_there(place)]
            return drill.drill_and_mend(vault, there, usual_ways(), progress)

        job = self._work.start(tr("Testing a safe copy."), flow, quiet=True)
        job.finished.connect(self._drilled)
        self._run(job)

    def _drilled(self, found: Drilled) -> None:
        entry = self._entry(self._places()[0])
        if found.ok:
            entry.pop("drill_failed", None)
            drill.note(self._settings, self._vault.case_id, found)
        else:
            entry["drill_failed"] = found.day.isoformat()
            self._notices.problem(UserError(found.sentence))
        self._tell_change()


def _copy(vault: Vault, places: Sequence[Path], progress: Progress, *, always: bool) -> Made:
    """Copy to those of the places that are there; a stick that is not plugged in is no trouble."""
    first = back_up.first_place(vault)
    there = [place for place in places if place == first or copy_place.is_there(place)]
    copied = back_up.back_up(vault, there, progress, always=always)
    return Made(copied, [place for place in places if place not in there])


def states_of(known: Settings, vault: Vault) -> list[PlaceState]:
    """How the places of a case stand, the one on this computer first."""
    copies = {one.place: one for one in back_up.last_safe_copies(known, vault)}
    found = []
    for number, place in enumerate(back_up.places_of(known, vault)):
        folder = place.parent.parent if number else place
        there = copy_place.is_there(place)
        named = Disk.from_text(known.place_names.get(str(folder), ""))
        disk = (disk_of(folder) if there else named) if number else Disk(HERE)
        made = copies[place].made if place in copies else None
        found.append(PlaceState(folder, disk, there or not number, made))
    return found

"""One writer for a case: a lock of the operating system, and a note that says who holds it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.paths import sweep_parts, write_safely
from secondop_desktop.vault.errors import NoAnswer

LOCK = "case.lock"
HOLDER = "holder.json"
_MOST_BYTES = 4096  # of a note; a longer one was not written by this program
_LONGEST_NAME = 64
_TEXTS = ("host", "machine", "boot", "started", "since", "token")
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Holder:
    """Who holds a case: computer, process, when that computer and that process started, since when.

    `machine` tells two computers of the same name apart; `boot` and `started` are empty where the system does
    not tell; `token` is drawn anew each time the case is taken.
    """

    host: str
    machine: str
    pid: int
    boot: str
    started: str
    since: str
    token: str


class CaseInUse(UserError):
    """Somebody else writes in this case; `holder` says who, or None when that is not known."""

    def __init__(self, holder: Holder | None, same_host: bool) -> None:
        self.holder = holder
        self.host = holder.host if holder else ""
        self.pid = holder.pid if holder else 0
        self.since = _moment(holder.since) if holder else None
        self.same_host = same_host
        if same_host:
            what = tr("This case is already open in another window on this computer.")
            advice = tr("Go on in that window, or close it first. Nothing was changed.")
        else:
            what = tr("This case seems to be open on another computer, {host}.", host=self.host)
            advice = tr(
                "Close it there first. If that computer is off or lost, you can take the case over here."
                " Nothing was changed."
            )
        super().__init__(what, advice)


class CannotLock(UserError):
    """Nothing can be written in the folder of the case, so it can be opened for reading only."""

    def __init__(self) -> None:
        super().__init__(
            tr("Nothing can be written in the folder of this case, so it opens for reading only."),
            tr("Nothing was changed. To write in it, copy the case to a folder where you may write."),
        )


class CaseLock:
    """The right to write in one case, held until `release`. Made by `take`."""

    def __init__(self, folder: Path, lock: FileLock, holder: Holder) -> None:
        self.folder = folder
        self.holder = holder
        self._lock = lock
        self._file = _which(folder / LOCK)

    @classmethod
    def take(cls, folder: Path, *, take_over: bool = False, clock: Clock = SYSTEM_CLOCK) -> CaseLock:
        """Become the one writer of the case in `folder`, or raise CaseInUse or CannotLock.

        With `take_over` the note of another computer is believed to be old. It never breaks a lock that the
        operating system says is held.
        """
        if not folder.is_dir():  # the library would make it
            raise CannotLock
        lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            if not (folder / LOCK).exists():  # nobody holds it: it could not even be made
                raise CannotLock from error
            holder = _read(folder)
            raise CaseInUse(holder, holder is None or _is_here(holder)) from error
        except (OSError, NotImplementedError) as error:
            raise CannotLock from error
        try:
            _check_note(_read(folder), take_over)
            sweep_parts(folder)
            holder = _this_process(clock)
            write_safely(folder / HOLDER, json.dumps(asdict(holder)).encode("utf-8"))
        except OSError as error:
            lock.release()
            raise CannotLock from error
        except BaseException:
            lock.release()
            raise
        return cls(folder, lock, holder)

    @property
    def still_ours(self) -> bool:
        """Whether the note is the one written here; False after another computer took the case over."""
        return _read(self.folder) == self.holder

    def hold(self) -> None:
        """Make sure that the case is still ours, when its disk may have been away meanwhile.

        A stick that comes back has a lock file that nobody holds, so it is taken anew. Raises CaseInUse when
        somebody else has the case now, DiskTrouble when the disk is not there.
        """
        if self._file == _which(self.folder / LOCK) and self.still_ours:
            return
        try:
            again = CaseLock.take(self.folder)
        except CannotLock as error:
            raise NoAnswer from error
        with contextlib.suppress(OSError):  # the old one lies on a disk that is gone
            self._lock.release()
        vars(self).update(vars(again))

    def release(self) -> None:
        """Give the case free. The note goes first, while nobody else can be writing a new one."""
        if not self._lock.is_locked or self.holder.pid != os.getpid():
            return
        with contextlib.suppress(OSError):  # a note that stays is known to be old by its process
            if self.still_ours:
                (self.folder / HOLDER).unlink()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _check_note(holder: Holder | None, take_over: bool) -> None:
    """Raise CaseInUse when a note speaks of a writer that the lock of the system does not know of.

    The lock does not reach from one computer to another in many shared folders, and in a few not even from
    one program to another. On this computer the process itself can be looked for; another one must be asked
    about.
    """
    if holder is None or take_over:
        return
    if not _is_here(holder):
        raise CaseInUse(holder, same_host=False)
    if _is_running(holder):
        raise CaseInUse(holder, same_host=True)


def _which(file: Path) -> tuple[int, int] | None:
    """What tells a file from every other one, whatever its name; None when it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_here(holder: Holder) -> bool:
    return holder.machine == _machine()


def _is_running(holder: Holder) -> bool:
    """Whether the very process of the note still runs; False where the system does not tell."""
    if holder.pid == os.getpid() or not holder.started or holder.boot != _boot():
        return False
    return _started(holder.pid) == holder.started


def _this_process(clock: Clock) -> Holder:
    return Holder(
        host=_printable(socket.gethostname()),
        machine=_machine(),
        pid=os.getpid(),
        boot=_boot(),
        started=_started(os.getpid()),
        since=clock.now().isoformat(timespec="seconds"),
        token=secrets.token_hex(8),
    )


def this_computer() -> str:
    """A mark of this computer that tells nothing about it."""
    return _machine()


def _machine() -> str:
    """A mark of this computer that tells nothing about it: a hash of its id and name."""
    ids = "".join(_first_line(path) for path in _MACHINE_IDS)
    return hashlib.sha256(f"secondop lock {ids} {socket.gethostname()}".encode()).hexdigest()[:32]


def _boot() -> str:
    return _first_line(_BOOT_ID)


def _started(pid: int) -> str:
    """When a process started, in clock ticks since the computer did (field 22 of proc_pid_stat(5))."""
    # The second field is the program's name in brackets and may itself hold blanks and brackets.
    fields = _first_line(_PROCESSES / str(pid) / "stat").rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 else ""


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip()
    except OSError:
        return ""


def _read(folder: Path) -> Holder | None:
    """The note in a folder; None when there is none or when it is no note of ours."""
    try:
        with (folder / HOLDER).open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
        texts = {
            name: _printable(found[name]) for name in ("host", "machine", "boot", "started", "since", "token")
        }
        return Holder(pid=int(found["pid"]), **texts)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _printable(text: object) -> str:
    """A name as it may be shown: nothing that is no text, no signs that cannot be seen, not endless."""
    if not isinstance(text, str):
        raise TypeError
    return "".join(c for c in text if c.isprintable())[:_LONGEST_NAME]


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None

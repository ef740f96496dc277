"""A worker process as the main process sees it: started, asked, timed, and ended when it is told to."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from secondop_desktop.base import own_process
from secondop_desktop.base.errors import Cancelled
from secondop_desktop.reading import behind, errors, job, limits, wire
from secondop_desktop.reading.errors import unreadable

FROZEN_SWITCH = "--read-worker"
"""How the packaged program is told to be a worker: `secondop --read-worker parser`."""
PIPE = 1 << 20
"""Bytes that may wait in a pipe."""
LONGEST_GOODBYE = 5.0
"""Seconds that a worker may take to end once it was killed."""


def worker_command(kind: str) -> list[str]:
    """What to run for a worker of a kind, `parser` or `ocr`."""
    return own_process.command("secondop_desktop.reading.worker", FROZEN_SWITCH, kind)


class Child:
    """One worker. `ask` may be called by one thread at a time, `kill` by any thread at any time.

    A `patient` one lets everything else on the computer go first.
    """

    def __init__(self, kind: str, patient: bool = False) -> None:
        self._killed = threading.Event()
        self._too_slow = threading.Event()
        try:
            self._process = _start(kind)
        except OSError as error:
            raise unreadable(errors.NOT_STARTED) from error
        self._ready = False
        if patient:
            self.stand_back()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the worker can still be asked."""
        return self._process.poll() is None

    def stand_back(self) -> None:
        """Let everything else on the computer go first."""
        behind.stand_back(self.pid)

    def ask(
        self, asked: wire.Header, payload: bytes, seconds: float, longest: int
    ) -> tuple[wire.Header, bytes]:
        """Send a question and wait for its answer of at most `longest` bytes.

        Raises Unreadable when the worker refuses, dies or takes more than `seconds`, Cancelled after `kill`.
        A worker that did anything but answer or refuse is ended.
        """
        if not self._ready:
            self._timed({}, b"", limits.START_WALL, 0, errors.NOT_STARTED)
            self._ready = True
        header, given = self._timed(asked, payload, seconds, longest, errors.STOPPED)
        if "refused" in header:
            raise unreadable(str(header["refused"]))
        return header, given

    def hear(self, seconds: float, longest: int) -> tuple[wire.Header, bytes]:
        """What the worker says next without being asked; raises as `ask` does."""
        header, given = self._timed({}, b"", seconds, longest, errors.STOPPED)
        if "refused" in header:
            raise unreadable(str(header["refused"]))
        return header, given

    def _timed(
        self, asked: wire.Header, payload: bytes, seconds: float, longest: int, reason: str
    ) -> wire.Frame:
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            if asked:
                wire.send(self._pipe(self._process.stdin), asked, payload)
            return wire.receive(self._pipe(self._process.stdout), longest)
        except (OSError, ValueError, wire.BadFrame) as error:
            raise self._why(reason) from error
        finally:
            timer.cancel()
            timer.join()

    def kill(self) -> None:
        """End the worker at once; whoever waits for its answer gets Cancelled."""
        self._killed.set()
        self._process.kill()

    def close(self) -> None:
        """End the worker and give back what it held."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)
        self._process.wait(LONGEST_GOODBYE)

    def _give_up(self) -> None:
        self._too_slow.set()
        self._process.kill()

    def _why(self, reason: str) -> Exception:
        self.close()
        if self._killed.is_set():
            return Cancelled()
        ran_out = self._process.returncode == -_signal_of_used_up_time()
        return unreadable(errors.TOO_SLOW if self._too_slow.is_set() or ran_out else reason)

    def _pipe(self, pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None or pipe.closed:
            raise OSError
        return pipe


def _start(kind: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        worker_command(kind),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=PIPE,  # where the system lets one say so; each filling costs a turn of both processes
        close_fds=True,
        cwd=Path(sys.executable).anchor,
        env=_environment(),
        start_new_session=os.name == "posix",  # Ctrl+C in a terminal is for the program, not for its worker
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black window flashes up on Windows
    )
    if sys.platform == "win32":  # pragma: no cover - elsewhere the limit of computing ends a forgotten worker
        job.end_with_us(process.pid)
    return process


def _environment() -> dict[str, str]:
    """Nothing of ours; Windows cannot start Python without knowing where Windows is.

    The library that runs the models of the OCR sends reports on its use to its maker, and keeps a number for
    the computer, unless it is told not to before it is loaded (its Privacy.md, "Disabling Telemetry").
    """
    quiet = {"ORT_DISABLE_TELEMETRY": "1"}
    return quiet | {
        name: os.environ[name] for name in ("SYSTEMROOT",) if os.name == "nt" and name in os.environ
    }


def _signal_of_used_up_time() -> int:
    import signal  # noqa: PLC0415 - the name below is not there on Windows

    return int(getattr(signal, "SIGXCPU", -1))


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was still to be sent has no reader any more
        return

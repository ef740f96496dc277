"""Lets a worker stand back behind everything that a person is doing on the computer meanwhile."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

NICE = 10
"""How far a process that reads in the background stands back (POSIX: 0 is usual, 19 the most)."""


def stand_back(pid: int) -> None:
    """Have the system give a process of ours what the others leave; if it cannot, all goes on as it was.

    To be called before it has begun anything: threads that it starts later stand back with it.
    """
    if sys.platform == "win32":  # pragma: no cover - Windows only
        from secondop_desktop.reading import job  # noqa: PLC0415 - for Windows only

        job.stand_back(pid)
        return
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, NICE)
    if sys.platform == "linux":
        # A worker has a session of its own. Where Linux shares the time between sessions, the number above
        # counts inside of one only (sched(7), "The autogroup feature").
        with contextlib.suppress(OSError):
            Path(f"/proc/{pid}/autogroup").write_text(str(NICE), encoding="ascii")

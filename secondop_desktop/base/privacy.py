"""Keeps this process's memory and files to itself: no core dumps, no other program looking in, no umask."""

from __future__ import annotations

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def keep_memory_private() -> None:
    """Switch off core dumps and, on Linux, looking into this process; where that cannot be had, go on."""
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_files_private() -> None:
    """Whatever anything in this process writes, the toolkit's own settings too, is for its owner alone."""
    if os.name == "posix":
        os.umask(0o077)

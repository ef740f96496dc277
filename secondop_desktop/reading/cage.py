"""What a worker gives up before it looks at the first byte: memory, time, files, and the sight of the disk.

The limits of POSIX hold on Linux and, for files and time, on macOS. On Linux Landlock also closes the folders
that a parser does not need, and seccomp the calls of the kernel; on Windows a job holds the worker. What
cannot be had on a system is left out; the worker still has no case, no key and no paths.
"""

from __future__ import annotations

import sys
from pathlib import Path

from secondop_desktop.reading import job, landlock, seccomp

MOST_FILES = 128
"""Open files at once; the models of the OCR and the libraries need a few while they are loaded."""


def lock_in(memory: int) -> None:
    """Give up everything but `memory` bytes of data, and reading the program's own files."""
    if sys.platform == "win32":  # pragma: no cover - Windows has limits of its own
        job.lock_in(memory)
        return
    import resource  # noqa: PLC0415 - not there on Windows

    # The space of addresses cannot be limited: models and libraries are mapped into it without using memory.
    for what, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),  # a core dump would be a plain copy of a document
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, MOST_FILES),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)  # noqa: PLW2901
        resource.setrlimit(what, (most, most))
    landlock.close_the_disk(_own_folders())
    seccomp.refuse_calls()


def begin_to_count(seconds: int) -> None:
    """Let the system end this process when it computes for `seconds` more."""
    if sys.platform == "win32":  # pragma: no cover - the parent ends it by the clock
        return
    import resource  # noqa: PLC0415 - not there on Windows

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _own_folders() -> list[Path]:
    """Folders with the program, Python, and the libraries of the system."""
    own = [Path(folder) for folder in (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix) if folder]
    own.append(Path(sys.executable).resolve().parent)
    own += [Path(folder) for folder in ("/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache")]
    # The numbers of processors and the memory, which onnxruntime asks for.
    own += [
        Path(place) for place in ("/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system", "/dev/urandom")
    ]
    return own

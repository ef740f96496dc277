"""Jobs: on Windows a worker has a limit of memory, starts nothing, and ends together with the program.

Numbers and shapes are those of winnt.h (JOBOBJECT_EXTENDED_LIMIT_INFORMATION and
JOBOBJECT_BASIC_UI_RESTRICTIONS). Written from the documentation of Windows 8 and later, where a process may
be in one job inside another; it has not been run on Windows yet.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from typing import Any

_MOST_PROCESSES, _MEMORY, _QUIET_END, _ENDS_WITH_US = 0x8, 0x100, 0x400, 0x2000
_TO_BE_PUT_INTO_A_JOB = 0x101  # PROCESS_SET_QUOTA and PROCESS_TERMINATE
_TO_BE_PUT_BACK, _BELOW_NORMAL = 0x200, 0x4000
_EXTENDED, _OF_THE_SCREEN = 9, 4
Kernel = Any
"""What is used of kernel32.dll; every answer but a handle is 0 when it did not work."""
_NOTHING_OF_THE_SCREEN = 0xFF
"""No handles of others, no clipboard, no settings of the system or the display, no desktops, no shutdown."""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("time_of_one", ctypes.c_int64),
        ("time_of_all", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_pages", ctypes.c_size_t),
        ("most_pages", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("processors", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("turn", ctypes.c_uint32),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("counted", ctypes.c_uint64 * 6),
        ("memory_of_one", ctypes.c_size_t),
        ("memory_of_all", ctypes.c_size_t),
        ("peak_of_one", ctypes.c_size_t),
        ("peak_of_all", ctypes.c_size_t),
    )


def lock_in(memory: int, kernel: Kernel = None) -> bool:
    """Put this process into a job of `memory` bytes and no second process; says whether that was possible.

    Nobody keeps a handle, so the limits cannot be taken back.
    """
    kernel = kernel or _kernel()
    job = _made(kernel, _MOST_PROCESSES | _MEMORY | _QUIET_END, memory)
    if not job:
        return False
    screen = ctypes.c_uint32(_NOTHING_OF_THE_SCREEN)
    kernel.SetInformationJobObject(
        ctypes.c_void_p(job), _OF_THE_SCREEN, ctypes.byref(screen), ctypes.sizeof(screen)
    )
    inside = kernel.AssignProcessToJobObject(
        ctypes.c_void_p(job), ctypes.c_void_p(kernel.GetCurrentProcess())
    )
    kernel.CloseHandle(ctypes.c_void_p(job))
    return bool(inside)


def end_with_us(number: int, kernel: Kernel = None) -> bool:
    """Let the system end the process of that number when this one ends, however that happens.

    Says whether that was possible.
    """
    kernel = kernel or _kernel()
    process = kernel.OpenProcess(_TO_BE_PUT_INTO_A_JOB, 0, number)
    if not process:
        return False
    job = _ours(kernel)
    inside = job and kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(process))
    kernel.CloseHandle(ctypes.c_void_p(process))
    return bool(inside)


def stand_back(number: int, kernel: Kernel = None) -> bool:
    """Have the process of that number run below all usual ones; says whether that was possible."""
    kernel = kernel or _kernel()
    process = kernel.OpenProcess(_TO_BE_PUT_BACK, 0, number)
    if not process:
        return False
    done = kernel.SetPriorityClass(ctypes.c_void_p(process), _BELOW_NORMAL)
    kernel.CloseHandle(ctypes.c_void_p(process))
    return bool(done)


@functools.cache
def _ours(kernel: Kernel) -> int:
    """The job of all that ends with this process: its handle is never given back, so our end closes it."""
    return _made(kernel, _ENDS_WITH_US, 0)


def _made(kernel: Kernel, flags: int, memory: int) -> int:
    """The handle of a new job with these limits, 0 when there is none."""
    job = int(kernel.CreateJobObjectW(None, None) or 0)
    limits = _Limits(basic=_Basic(flags=flags, most_processes=1), memory_of_one=memory)
    where, size = ctypes.byref(limits), ctypes.sizeof(limits)
    if job and not kernel.SetInformationJobObject(ctypes.c_void_p(job), _EXTENDED, where, size):
        kernel.CloseHandle(ctypes.c_void_p(job))
        return 0
    return job


@functools.cache
def _kernel() -> Kernel:
    if sys.platform == "win32":  # pragma: no cover - Windows only
        kernel = ctypes.WinDLL("kernel32")
        for name in ("CreateJobObjectW", "GetCurrentProcess", "OpenProcess"):
            getattr(kernel, name).restype = ctypes.c_void_p  # a handle is as wide as a pointer
        return kernel
    raise OSError("jobs are those of Windows")

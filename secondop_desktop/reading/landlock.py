"""Landlock: on Linux a process gives up writing to the disk, opening connections, and reading other folders.

Numbers are those of the kernel's user interface (include/uapi/linux/landlock.h); the same on all processors.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38  # prctl.h

_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version of the interface knows; later versions know as many as the fifth."""
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
_BIND_AND_CONNECT = 0b11
_SIGNALS_AND_ABSTRACT_SOCKETS = 0b11


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """The version of Landlock on this computer, 0 when there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, _system_call(_CREATE, None, 0, _VERSION_FLAG))


def close_the_disk(readable: Iterable[Path]) -> bool:
    """Leave this process nothing but reading below `readable`; says whether that was possible.

    It holds for this thread and those that it starts later, and can never be taken back.
    """
    known = version()
    if not known:
        return False
    rules = _Rules(
        files=(1 << _FILE_RIGHTS[min(known, 5)]) - 1,
        network=_BIND_AND_CONNECT if known >= _NETWORK_SINCE else 0,
        scopes=_SIGNALS_AND_ABSTRACT_SOCKETS if known >= _SCOPES_SINCE else 0,
    )
    size = 24 if known >= _SCOPES_SINCE else 16 if known >= _NETWORK_SINCE else 8
    ruleset = _system_call(_CREATE, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return False
    try:
        for place in readable:
            _allow(ruleset, place)
        ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return _system_call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, place: Path) -> None:
    try:
        folder = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there need not be allowed
    try:
        rights = _READ_FILE | _EXECUTE | (_READ_FOLDER if place.is_dir() else 0)
        rule = _Beneath(rights, folder)
        _system_call(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(folder)


def _system_call(number: int, *values: object) -> int:
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    return int(call(*(ctypes.c_long(v) if isinstance(v, int) else v for v in (number, *values))))

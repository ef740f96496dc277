"""Says which calls to the disk fail, inside a process that was started with `failing.c` in front of it."""

import ctypes
import errno
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

OPEN, WRITE, SYNC, RENAME, UNLINK, TRUNCATE, MKDIR, MODE, READ = (1 << bit for bit in range(9))
CHANGES = OPEN | WRITE | SYNC | RENAME | UNLINK | TRUNCATE | MKDIR | MODE
FAIL, SHORT, DIE, TEAR, SLOW = range(5)
ALWAYS_ROOM_FOR = UNLINK | SYNC | TRUNCATE | MODE
FULL_DISK = CHANGES & ~ALWAYS_ROOM_FOR
"""What a full disk refuses: it can still delete, cut off and flush."""


@dataclass(frozen=True)
class Fault:
    """How the calls that are hit go wrong; `error` is an errno, or milliseconds for SLOW."""

    name: str
    error: int = errno.EIO
    lasting: bool = False
    manner: int = FAIL
    kinds: int = CHANGES


@dataclass
class Seen:
    """How many calls were counted, and the first that was hit, such as "write case.db"; empty when none."""

    calls: int = 0
    hit: str = ""


@dataclass
class Disk:
    """The disk below `folder`, which goes wrong while it is told to."""

    folder: Path
    seen: Seen = field(default_factory=Seen)

    def break_down(self, fault, at=1):
        """From now on the call with number `at` goes wrong; 0 only counts."""
        below = os.fsencode(self.folder.resolve())
        _library().failing_arm(below, fault.kinds, at, fault.error, int(fault.lasting), fault.manner)

    def mend(self):
        """Go well again; the answer says what was seen meanwhile."""
        library = _library()
        calls = library.failing_disarm()
        self.seen = Seen(calls, library.failing_hit().decode(errors="replace"))
        return self.seen

    @contextmanager
    def failing(self, fault, at=1):
        """Go wrong inside of this `with`."""
        self.break_down(fault, at)
        try:
            yield self
        finally:
            self.mend()


def _library():
    library = ctypes.CDLL(None)
    library.failing_arm.argtypes = [ctypes.c_char_p, ctypes.c_uint, *[ctypes.c_int] * 4]
    library.failing_arm.restype = None
    library.failing_hit.restype = ctypes.c_char_p
    return library

"""Seccomp: on Linux a process gives up the calls of the kernel that a parser never needs.

No sockets, no other programs, no new processes (threads may begin), no looking into or stopping others, no
changes to files of any kind, no memory that its limit would not count, nothing that only administers the
system. It stands behind Landlock, which knows nothing of modes, times and other processes, and before kernels
that have no Landlock. Numbers of calls are those of the kernel's user interface (asm/unistd_64.h for x86-64,
asm-generic/unistd.h for arm64); on any other processor nothing is done.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # prctl.h, seccomp.h
_LOAD, _AND, _SAME, _AT_LEAST, _ANY_BIT, _RETURN = (
    0x20,
    0x54,
    0x15,
    0x35,
    0x45,
    0x06,
)  # filter.h, bpf_common.h
_NUMBER, _PROCESSOR, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_OTHER_NUMBERS = 0x40000000
"""From here on the numbers of x86-64 mean calls of another table, which nothing of ours uses."""

_THREAD = 0x10000  # CLONE_THREAD
_WRITES = 0o1 | 0o2 | 0o100 | 0o1000 | 0o20000000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_TMPFILE
_SHARED_AND_UNNAMED = 0x21  # MAP_SHARED and MAP_ANONYMOUS: memory that RLIMIT_DATA does not count

_NONE = -1
_REFUSED = {
    # connections
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242), "mq_open": (240, 180),
    # other programs and processes
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, _NONE), "vfork": (58, _NONE),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "kill": (62, 129), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "process_madvise": (440, 440), "move_pages": (279, 239),
    "migrate_pages": (256, 238), "unshare": (272, 97), "setns": (308, 268),
    # memory that is not counted
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    # files: what Landlock knows, and what it does not know
    "creat": (85, _NONE), "openat2": (437, 437), "truncate": (76, 45), "unlink": (87, _NONE),
    "unlinkat": (263, 35), "rename": (82, _NONE), "renameat": (264, 38), "renameat2": (316, 276),
    "link": (86, _NONE), "linkat": (265, 37), "symlink": (88, _NONE), "symlinkat": (266, 36),
    "mkdir": (83, _NONE), "mkdirat": (258, 34), "rmdir": (84, _NONE), "mknod": (133, _NONE),
    "mknodat": (259, 33), "chmod": (90, _NONE), "fchmod": (91, 52), "fchmodat": (268, 53),
    "fchmodat2": (452, 452), "chown": (92, _NONE), "fchown": (93, 55), "lchown": (94, _NONE),
    "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "setxattrat": (463, 463), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "fremovexattr": (199, 16), "removexattrat": (466, 466), "utime": (132, _NONE),
    "utimes": (235, _NONE), "futimesat": (261, _NONE), "utimensat": (280, 88),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "inotify_init": (253, _NONE),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    # the system
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "acct": (163, 89),
    "swapon": (167, 224), "swapoff": (168, 225), "syslog": (103, 116), "quotactl": (179, 60),
    "personality": (135, 92), "capset": (126, 91), "setuid": (105, 146), "setgid": (106, 144),
    "setreuid": (113, 145), "setregid": (114, 143), "setresuid": (117, 147), "setresgid": (119, 149),
    "setgroups": (116, 159), "modify_ldt": (154, _NONE), "iopl": (172, _NONE), "ioperm": (173, _NONE),
}  # fmt: skip
"""The calls that are answered with "not permitted", each with its number on x86-64 and on arm64."""

Step = tuple[int, int, int, int]
"""One step of the filter: what to do, how many steps to go on when true and when false, and a number."""


@dataclass(frozen=True)
class _Processor:
    """How a processor is called by the kernel, and which of the two numbers of a call is its own."""

    audit: int
    column: int


_PROCESSORS = {"x86_64": _Processor(0xC000003E, 0), "aarch64": _Processor(0xC00000B7, 1)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def refuse_calls() -> bool:
    """Give up the calls above for this thread and all that it starts; says whether that was possible.

    It can never be taken back. A refused call fails with EPERM; a program of another processor is ended.
    """
    processor = _PROCESSORS.get(platform.machine()) if sys.platform == "linux" else None
    if processor is None or sys.maxsize <= 2**32:
        return False
    steps = list(_steps(processor, os.getpid()))
    packed = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.addressof(packed))
    control = ctypes.CDLL(None).prctl
    control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(control(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _steps(processor: _Processor, process: int) -> Iterator[Step]:
    """The filter: every call goes through it from the top until a step returns."""
    yield _LOAD, 0, 0, _PROCESSOR
    yield _SAME, 1, 0, processor.audit
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER
    if processor.column == 0:
        yield from _refuse(_AT_LEAST, _OTHER_NUMBERS)
    for numbers in _REFUSED.values():
        if numbers[processor.column] != _NONE:
            yield from _refuse(_SAME, numbers[processor.column])
    yield from _depending(processor, process)
    yield _RETURN, 0, 0, _ALLOW


def _depending(processor: _Processor, process: int) -> Iterator[Step]:
    """The calls that are refused for some of their arguments only."""
    clone3, clone, tgkill, limit, at, mapped = (
        (435, 56, 234, 302, 257, 9),
        (435, 220, 131, 261, 56, 222),
    )[processor.column]
    # What clone3 is asked for lies in memory, where a filter cannot look; without it clone is used.
    yield from _refuse(_SAME, clone3, errno.ENOSYS)
    yield from _look(clone, 0, (_ANY_BIT, 1, 0, _THREAD))
    yield from _look(tgkill, 0, (_SAME, 1, 0, process))  # so does abort() end the process itself
    yield from _look(limit, 0, (_SAME, 1, 0, 0))
    yield from _look(at, 2, (_ANY_BIT, 0, 1, _WRITES))
    if processor.column == 0:
        yield from _look(2, 1, (_ANY_BIT, 0, 1, _WRITES))
    yield from _look(mapped, 3, (_AND, 0, 0, _SHARED_AND_UNNAMED), (_SAME, 0, 1, _SHARED_AND_UNNAMED))


def _refuse(test: int, number: int, error: int = errno.EPERM) -> Iterator[Step]:
    yield test, 0, 1, number
    yield _RETURN, 0, 0, _ERROR | error


def _look(number: int, argument: int, *tests: Step) -> Iterator[Step]:
    """Test the lower half of an argument of a call; the last test jumps over the refusal if all is well."""
    inside = [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument), *tests]
    yield _SAME, 0, len(inside) + 2, number
    yield from inside
    yield _RETURN, 0, 0, _ERROR | errno.EPERM
    yield _RETURN, 0, 0, _ALLOW

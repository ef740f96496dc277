"""What a worker can no longer ask of the kernel, tried in a real process and in a model of the filter."""

import errno
import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from secondop_desktop.reading import child, seccomp
from secondop_desktop.reading.errors import Unreadable

ROOT = str(Path(__file__).parents[2])
KNOWN = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
filtered = pytest.mark.skipif(not KNOWN, reason="the filter is known for Linux on x86-64 and arm64 only")

BEGIN = """
import ctypes, json, mmap, os, signal, socket, subprocess, sys, threading
sys.path.insert(0, sys.argv[1])
from secondop_desktop.reading import seccomp
libc = ctypes.CDLL(None, use_errno=True)
there = sys.argv[2]

def tried(what):
    try:
        given = what()
    except OSError as error:
        return error.errno
    return ctypes.get_errno() if given == -1 else "done"

def call(number, *values):
    return libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, values))

held = seccomp.refuse_calls()
"""


def behind_the_filter(script, there):
    """What a script says in a process that has only the filter, and no Landlock beside it."""
    command = [sys.executable, "-I", "-B", "-c", BEGIN + script, ROOT, str(there)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def said(script, there):
    """The JSON that a script prints behind the filter."""
    done = behind_the_filter("assert held\n" + script, there)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@filtered
@pytest.mark.parametrize(
    "what",
    [
        "socket.socket(socket.AF_INET)",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.socketpair()",
        "os.fork()",
        "subprocess.run(['/bin/true'])",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.kill(os.getppid(), 0)",
        "os.kill(1, 0)",
        "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 0)",
        "libc.ptrace(16, os.getppid(), 0, 0)",
        "__import__('resource').prlimit(os.getppid(), 7)",
        "os.chmod(there, 0o777)",
        "os.utime(there)",
        "os.setxattr(there, 'user.a', b'1')",
        "os.truncate(there, 0)",
        "os.unlink(there)",
        "os.rename(there, there + '2')",
        "os.link(there, there + '2')",
        "os.symlink(there, there + '2')",
        "os.mkdir(there + '2')",
        "os.mkfifo(there + '2')",
        "os.open(there, os.O_WRONLY)",
        "os.open(there, os.O_RDWR)",
        "os.open(there, os.O_RDONLY | os.O_TRUNC)",
        "os.open(there + '2', os.O_RDONLY | os.O_CREAT)",
        "os.open(os.path.dirname(there), os.O_TMPFILE | os.O_RDWR)",
        "mmap.mmap(-1, 1 << 20)",
        "os.memfd_create('x')",
        "libc.shmget(0, 4096, 0o600)",
        "libc.unshare(0x10000000)",
        "call(425, 1, 0)",
        "libc.personality(0x0040000)",
    ],
)
def test_a_parser_is_refused_what_it_never_needs(tmp_path, what):
    there = tmp_path / "there"
    there.write_text("before")
    mode = there.stat().st_mode
    assert said(f"print(json.dumps(tried(lambda: {what})))", there) == errno.EPERM
    assert there.read_text() == "before"
    assert there.stat().st_mode == mode
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


@filtered
def test_what_a_parser_needs_still_works(tmp_path):
    (tmp_path / "there").write_text("before")
    script = """
seen = []
thread = threading.Thread(target=lambda: seen.append(open(there).read()))
thread.start(); thread.join()
mmap.mmap(-1, 1 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
with open(there, "rb") as stream:
    seen.append(len(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)))
__import__("resource").setrlimit(7, (64, 64))
seen.append(os.cpu_count() > 0)
print(json.dumps(seen))
"""
    assert said(script, tmp_path / "there") == ["before", 6, True]


@filtered
def test_a_process_can_still_end_itself(tmp_path):
    assert behind_the_filter("os.abort()", tmp_path).returncode == -6


@filtered
def test_the_filter_holds_for_threads_and_cannot_be_taken_back(tmp_path):
    script = """
seen = []
def look():
    seen.append(tried(lambda: socket.socket()))
thread = threading.Thread(target=look)
thread.start(); thread.join()
libc.prctl(22, 0, 0, 0, 0)
look()
print(json.dumps(seen))
"""
    assert said(script, tmp_path) == [errno.EPERM] * 2


@filtered
@pytest.mark.parametrize("kind", ["parser", "ocr"])
def test_a_real_worker_is_behind_the_filter_before_it_is_asked(kind):
    worker = child.Child(kind)
    try:
        with pytest.raises(Unreadable):
            worker.ask({"do": "nothing"}, b"", 20, 0)
        assert "Seccomp:\t2" in Path(f"/proc/{worker.pid}/status").read_text().splitlines()
    finally:
        worker.close()


@pytest.mark.parametrize("machine", ["riscv64", "i686", ""])
def test_on_another_processor_the_filter_is_left_out(monkeypatch, machine):
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert seccomp.refuse_calls() is False


@pytest.mark.skipif(sys.platform != "linux", reason="asks what is done elsewhere")
def test_a_python_of_32_bits_goes_on_without(monkeypatch):
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert seccomp.refuse_calls() is False


# --- a model of the filter, for the processor that is not there -------------------------------------------

ALLOWED, REFUSED, UNKNOWN, ENDED = "allowed", errno.EPERM, errno.ENOSYS, "ended"
US = 4711


def verdict(machine, number, *arguments, processor=None):
    """What the filter of a processor says to a call; steps are done as linux/bpf_common.h describes them."""
    own = seccomp._PROCESSORS[machine]
    values = {0: number, 4: own.audit if processor is None else processor}
    values |= {16 + 8 * n: value & 0xFFFFFFFF for n, value in enumerate((*arguments, *[0] * 6)[:6])}
    steps, at, held = list(seccomp._steps(own, US)), 0, 0
    while True:
        code, if_true, if_false, k = steps[at]
        at += 1
        if code == 0x20:
            held = values[k]
        elif code == 0x54:
            held &= k
        elif code == 0x06:
            return {0x7FFF0000: ALLOWED, 0x80000000: ENDED}.get(k, k & 0xFFFF)
        else:
            right = {0x15: held == k, 0x35: held >= k, 0x45: bool(held & k)}[code]
            at += if_true if right else if_false


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_call_of_the_list_is_refused_and_the_usual_ones_are_not(machine):
    column = seccomp._PROCESSORS[machine].column
    for name, numbers in seccomp._REFUSED.items():
        if numbers[column] >= 0:
            assert verdict(machine, numbers[column]) == REFUSED, name
    usual = {"read": (0, 63), "write": (1, 64), "close": (3, 57), "futex": (202, 98), "brk": (12, 214)}
    for name, numbers in usual.items():
        assert verdict(machine, numbers[column]) == ALLOWED, name
    assert verdict(machine, 0, processor=0x40000003) == ENDED


CLONE, CLONE3, TGKILL, LIMIT, OPENAT, MMAP = 0, 1, 2, 3, 4, 5
NUMBERS = {"x86_64": (56, 435, 234, 302, 257, 9), "aarch64": (220, 435, 131, 261, 56, 222)}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        (CLONE, (0x3D0F00,), ALLOWED),  # a thread, as glibc asks for it
        (CLONE, (17,), REFUSED),  # SIGCHLD: fork
        (CLONE, (0x4111,), REFUSED),  # vfork
        (CLONE3, (0,), UNKNOWN),
        (TGKILL, (US, US, 6), ALLOWED),
        (TGKILL, (US + 1, US, 6), REFUSED),
        (LIMIT, (0, 7), ALLOWED),
        (LIMIT, (US + 1, 7), REFUSED),
        (OPENAT, (-100, 0, 0o2000000), ALLOWED),
        (OPENAT, (-100, 0, 0o1), REFUSED),
        (OPENAT, (-100, 0, 0o102), REFUSED),
        (OPENAT, (-100, 0, 0o1000), REFUSED),
        (MMAP, (0, 4096, 3, 0x22), ALLOWED),  # private memory
        (MMAP, (0, 4096, 1, 0x01), ALLOWED),  # a file that is only read
        (MMAP, (0, 4096, 3, 0x21), REFUSED),
    ],
)
def test_some_calls_depend_on_what_they_ask_for(machine, call, arguments, said):
    assert verdict(machine, NUMBERS[machine][call], *arguments) == said


def test_old_numbers_and_the_other_table_of_x86_are_refused():
    assert verdict("x86_64", 2, 0, 0) == ALLOWED
    assert verdict("x86_64", 2, 0, 0o101) == REFUSED
    assert verdict("x86_64", 0x40000000 + 41) == REFUSED
    assert len(list(seccomp._steps(seccomp._PROCESSORS["x86_64"], US))) < 4096  # BPF_MAXINSNS

"""A worker has nothing of ours and can do nothing but answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from secondop_desktop.reading import child, landlock, limits
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.reader import Reader

ROOT = str(Path(__file__).parents[2])
linux = pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is looked up in /proc")
posix = pytest.mark.skipif(os.name != "posix", reason="these limits are those of POSIX")
with_landlock = pytest.mark.skipif(not landlock.version(), reason="this computer has no Landlock")


@pytest.fixture
def canary(tmp_path, monkeypatch):
    """A secret in the environment, in an open file and in the current folder of this process."""
    monkeypatch.setenv("SECONDOP_CANARY", "sing-7731")
    monkeypatch.chdir(tmp_path)
    secret = tmp_path / "case-7731.secondop"
    secret.write_text("7731")
    with secret.open() as stream:
        os.set_inheritable(stream.fileno(), True)
        yield secret


@linux
@pytest.mark.parametrize("kind", ["parser", "ocr"])
def test_a_worker_holds_nothing_of_ours(canary, kind):
    worker = child.Child(kind)
    try:
        with pytest.raises(Unreadable):
            worker.ask({"do": "nothing"}, b"", 20, 0)  # now it has surely begun
        place = Path(f"/proc/{worker.pid}")
        around = set((place / "environ").read_bytes().split(b"\0")) - {b""}
        assert around - {b"LC_CTYPE=C.UTF-8"} == {b"ORT_DISABLE_TELEMETRY=1"}
        assert (place / "cwd").readlink() == Path("/")
        assert b"7731" not in (place / "cmdline").read_bytes()
        held = [str(number.readlink()) for number in (place / "fd").iterdir()]
    finally:
        worker.close()
    assert not [name for name in held if "case-7731" in name]


@linux
def test_once_it_serves_a_worker_holds_only_its_pipes(canary):
    with Reader() as reader:
        reader.open(b"words", "text")
        place = Path(f"/proc/{reader.pid}")
        held = [str(number.readlink()) for number in (place / "fd").iterdir()]
        assert b"case-7731" not in (place / "maps").read_bytes()
    assert {name.split(":")[0] for name in held} <= {"pipe", "/dev/null"}
    assert len(held) <= 5


LOOKING_AROUND = """
import json, os, stat, sys
sys.path.insert(0, sys.argv.pop(1))
from secondop_desktop.reading import worker

def held():
    for number in range(256):
        try:
            mode = os.fstat(number).st_mode
        except OSError:
            continue
        yield ["pipe" if stat.S_ISFIFO(mode) else "device" if stat.S_ISCHR(mode) else "other", number]

def told(self, asked, payload):
    seen = {"held": list(held()), "environ": dict(os.environ), "argv": sys.argv, "folder": os.getcwd(),
            "paths": sys.path, "original": sys.orig_argv[1:4]}
    return {}, json.dumps(seen).encode()

worker.Parser.answer = told
worker.main()
"""


@linux
def test_from_inside_a_worker_there_is_nothing_of_ours_to_see(canary, monkeypatch):
    command = [sys.executable, "-I", "-c", LOOKING_AROUND, ROOT, "parser"]
    monkeypatch.setattr(child, "worker_command", lambda _kind: command)
    worker = child.Child("parser")
    try:
        _, given = worker.ask({"do": "look"}, b"", 20, 1 << 16)
    finally:
        worker.close()
    seen = json.loads(given)
    assert "7731" not in given.decode()
    assert {kind for kind, _ in seen["held"]} <= {"pipe", "device"}
    assert len(seen["held"]) == 5  # what it reads, what it answers with, and three that lead nowhere else
    our_own = {"ORT_DISABLE_TELEMETRY", "OPENBLAS_NUM_THREADS"}  # two switches of libraries
    assert set(seen["environ"]) - {"LC_CTYPE"} == our_own
    assert seen["argv"] == ["-c", "parser"]
    assert seen["folder"] == "/"


def in_the_cage(script, memory=limits.PARSER_MEMORY, **options):
    """What a script says that runs in a process with the limits of a worker."""
    begin = (
        "import sys, json, os; sys.path.insert(0, sys.argv[1]);"
        f"from secondop_desktop.reading import cage; import socket; cage.lock_in({memory})\n"
        "def tried(what):\n"
        "    try:\n"
        "        what()\n"
        "    except BaseException as error:\n"
        "        return type(error).__name__\n"
        "    return 'done'\n"
    )
    command = [sys.executable, "-I", "-B", "-c", begin + script, ROOT]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)


@posix
def test_a_worker_cannot_write_a_file(tmp_path):
    (tmp_path / "there").write_text("before")
    script = (
        f"new = tried(lambda: open({str(tmp_path / 'new')!r}, 'wb').write(b'x' * 9))\n"
        f"old = tried(lambda: open({str(tmp_path / 'there')!r}, 'r+b', buffering=0).write(b'x'))\n"
        "print(json.dumps([new, old]))"
    )
    found = json.loads(in_the_cage(script).stdout)
    assert "done" not in found
    assert (tmp_path / "there").read_text() == "before"


@with_landlock
def test_a_worker_cannot_read_what_is_not_the_programs_own(tmp_path):
    (tmp_path / "case").write_text("secret")
    script = (
        f"ours = tried(lambda: open({str(tmp_path / 'case')!r}).read())\n"
        f"listed = tried(lambda: os.listdir({str(tmp_path)!r}))\n"
        "system = tried(lambda: open('/etc/passwd').read())\n"
        f"parent = tried(lambda: open('/proc/{os.getpid()}/environ').read())\n"
        "python = tried(lambda: open(json.__file__).read())\n"
        "print(json.dumps([ours, listed, system, parent, python]))"
    )
    found = json.loads(in_the_cage(script).stdout)
    assert found == ["PermissionError"] * 4 + ["done"]


@with_landlock
@pytest.mark.skipif(landlock.version() < 4, reason="this Landlock knows nothing of the network")
def test_a_worker_cannot_open_a_connection():
    script = (
        "print(json.dumps([tried(lambda: socket.create_connection(('127.0.0.1', 9), 5)),"
        "tried(lambda: socket.create_server(('127.0.0.1', 0)))]))"
    )
    assert json.loads(in_the_cage(script).stdout) == ["PermissionError"] * 2


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep the limit of memory")
def test_a_worker_cannot_take_more_memory_than_it_is_given():
    script = (
        "small = tried(lambda: bytearray(100 << 20))\n"
        "big = tried(lambda: bytearray(600 << 20))\n"
        "print(json.dumps([small, big]))"
    )
    assert json.loads(in_the_cage(script).stdout) == ["done", "MemoryError"]


@posix
def test_a_worker_that_computes_too_long_is_ended_by_the_system():
    found = in_the_cage("cage.begin_to_count(0)\nwhile True:\n    pass")
    assert -found.returncode in (24, 9)


@posix
def test_a_worker_leaves_no_core_behind():
    script = "import resource\nprint(json.dumps(resource.getrlimit(resource.RLIMIT_CORE)))"
    assert json.loads(in_the_cage(script).stdout) == [0, 0]


def test_a_worker_ends_when_nobody_asks_any_more():
    running = subprocess.Popen(
        child.worker_command("parser"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    running.stdin.close()
    said = running.stdout.read()
    running.stdout.close()
    assert running.wait(30) == 0
    assert b'{"ready": true}' in said


NOISY = """
import sys, os
sys.path.insert(0, sys.argv.pop(1))
from secondop_desktop.reading import worker
quiet = worker.Parser.answer
def noisy(self, asked, payload):
    os.write(1, b"a library says hello " * 100)
    sys.stdout.write("and so does Python")
    return quiet(self, asked, payload)
worker.Parser.answer = noisy
worker.main()
"""


def test_what_a_library_prints_does_not_reach_the_pipe(monkeypatch):
    command = [sys.executable, "-I", "-c", NOISY, ROOT, "parser"]
    monkeypatch.setattr(child, "worker_command", lambda _kind: command)
    with Reader() as reader:
        assert reader.open(b"one\ftwo", "text").pages == 2
        assert reader.page_text(2).text == "two"


@with_landlock
@pytest.mark.parametrize("kind", ["parser", "ocr"])
def test_a_real_worker_has_given_up_its_rights_before_it_is_asked(kind):
    worker = child.Child(kind)
    try:
        with pytest.raises(Unreadable):
            worker.ask({"do": "nothing"}, b"", 20, 0)
        lines = Path(f"/proc/{worker.pid}/status").read_text().splitlines()
        most = Path(f"/proc/{worker.pid}/limits").read_text()
    finally:
        worker.close()
    assert "NoNewPrivs:\t1" in lines
    sizes = {line[:26].strip(): line[26:].split()[:2] for line in most.splitlines()[1:]}
    assert sizes["Max file size"] == ["0", "0"]
    assert sizes["Max core file size"] == ["0", "0"]
    wanted = limits.PARSER_MEMORY if kind == "parser" else limits.OCR_MEMORY
    assert sizes["Max data size"] == [str(wanted), str(wanted)]


def test_the_rights_of_landlock_are_given_up_by_every_kind_of_thread():
    script = (
        "import threading; seen = []\n"
        "t = threading.Thread(target=lambda: seen.append(tried(lambda: os.listdir('/etc'))))\n"
        "t.start(); t.join(); print(json.dumps(seen))"
    )
    found = json.loads(in_the_cage(script).stdout)
    assert found == (["PermissionError"] if landlock.version() else ["done"])


def test_a_folder_that_is_not_there_does_not_hinder_the_cage(tmp_path):
    script = (
        "from pathlib import Path; from secondop_desktop.reading import landlock\n"
        f"print(json.dumps(landlock.close_the_disk([Path({str(tmp_path / 'gone')!r})])))"
    )
    assert json.loads(in_the_cage(script).stdout) is bool(landlock.version())


def test_the_packaged_program_is_started_as_its_own_worker(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child.worker_command("ocr") == [sys.executable, child.FROZEN_SWITCH, "ocr"]


def test_the_main_process_never_loads_what_parses():
    script = (
        "import sys, json; sys.path.insert(0, sys.argv[1])\n"
        "import secondop_desktop.intake.examine, secondop_desktop.intake.names\n"
        "import secondop_desktop.reading.reader, secondop_desktop.reading.pages\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    command = [sys.executable, "-I", "-c", script, ROOT]
    loaded = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    parsers = {"pypdfium2", "PIL", "pi_heif", "pikepdf", "lxml", "numpy", "cv2", "rapidocr", "onnxruntime"}
    assert not parsers.intersection(loaded)
    assert "secondop_desktop" in loaded

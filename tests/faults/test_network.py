"""The program lives without any network, and asks for none: a whole use of it, watched at the kernel's door.

It runs in a network namespace without as much as a loopback, and strace writes down each call about sockets
of the program and of all processes it starts. The programs of others that it may call (those of the print
system) are kept out of its sight, so that every call is one of ours or of our libraries.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import figures

ROOT = Path(__file__).parents[2]
PASSPHRASE = "heronquill lanternmoss copperdew"
LOCAL = re.compile(r"secondop|dbus|/bus|X11-unix|at-spi|nscd|wayland")
"""Local sockets that a window needs: its own for a second start, the session's bus, the screen."""
SUITE = [
    "base",
    "case",
    "cli",
    "flows",
    "intake",
    "journey",
    "paper",
    "questions",
    "reading",
    "search",
    "samples",
    "stories",
    "vault",
    "ui",
]


def namespace():
    """How a command is put where there is no network, empty when that cannot be done here."""
    for way in (["unshare", "-n"], ["unshare", "-rn"]):
        if (
            shutil.which("unshare")
            and not subprocess.run([*way, "true"], capture_output=True, check=False).returncode
        ):
            return way
    return []


alone = pytest.mark.skipif(not namespace(), reason="this computer lets nobody leave the network (unshare -n)")
watched = pytest.mark.skipif(
    not shutil.which("strace"), reason="strace is missing, which watches the sockets"
)


@dataclass
class Seen:
    """What a program asked the kernel for: how many sockets of each family, and where it connected to."""

    families: Counter
    connected: list
    code: int
    said: str

    @property
    def network(self):
        """Sockets of anything but this computer's own kind."""
        return sum(count for family, count in self.families.items() if family != "AF_UNIX")

    @property
    def strangers(self):
        """Local sockets that no window needs."""
        return [place for place in self.connected if not LOCAL.search(place)]


def watch(command, place, given=""):
    """Run a command without a network, and read what it asked for."""
    log = place / "calls.txt"
    tracer = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "200", "-e", "trace=%network", "-o", str(log)]
    for name in ("home", "tmp", "run"):
        (place / name).mkdir(mode=0o700, exist_ok=True)
    around = {
        **{k: v for k, v in os.environ.items() if k in ("LANG", "LC_ALL")},
        "PYTHONPATH": str(ROOT),
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "XDG_RUNTIME_DIR": str(place / "run"),
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": "/nowhere",
    }
    words = [str(word) for word in (shutil.which(namespace()[0]), *namespace()[1:])]
    words += [shutil.which("strace"), *tracer[1:], *map(str, command)]
    done = subprocess.run(
        words, input=given, env=around, capture_output=True, text=True, check=False, timeout=280, cwd=place
    )
    calls = log.read_text(errors="replace") if log.exists() else ""
    families = Counter(re.findall(r"\bsocket\((AF_\w+|PF_\w+|0x\w+)", calls))
    connected = re.findall(r"\b(?:connect|bind)\(\d+, \{sa_family=(.*?)\}", calls)
    return Seen(families, connected, done.returncode, done.stderr[-2000:])


@alone
@watched
def test_a_whole_use_of_the_program_opens_no_network_socket(many, tmp_path):
    """Every room of the window is used and locked; the showcase reads every record and draws every sheet."""
    desk = tmp_path / "desk"
    desk.mkdir()
    given = json.dumps({"passphrase": PASSPHRASE, "desk": str(desk), "canaries": "canary"})
    window = watch([sys.executable, ROOT / "tests" / "stories" / "full_run.py"], tmp_path, given)
    assert window.code == 0, window.said
    seen = [window]
    if many(0, 1):
        command = [sys.executable, "-I", "-m", "secondop_desktop", "--showcase", tmp_path / "shown"]
        seen.append(watch(command, tmp_path))
        assert seen[-1].code == 0, seen[-1].said
    network = sum(one.network for one in seen)
    strangers = [place for one in seen for place in one.strangers]
    suite, reached = (0, "the story of every room") if not many(0, 1) else whole_suite()
    reached += f" without a network; {network} network sockets, {len(strangers)} unknown local ones"
    figures.keep("network", reached, held=network == 0 and not strangers and suite == 0)


def whole_suite():
    """Run the tests of every room where there is no network; the exit code, and what to call it."""
    folders = [f"tests/{folder}" for folder in SUITE]
    command = [*namespace(), sys.executable, "-m", "pytest", "-q", "-n2", "--dist", "loadfile", *folders]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    passed = re.search(r"(\d+) passed", done.stdout)
    failed = re.search(r"(\d+) failed", done.stdout)
    said = f"{passed[1] if passed else 0} tests of the suite passed, {failed[1] if failed else 0} failed"
    which = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return done.returncode, " ".join([said, *which[:20]])


READING = """
import sys
from PIL import Image, ImageDraw
from secondop_desktop.reading.pages import Picture
from secondop_desktop.reading.reader import Eyes

page = Image.new("RGB", (600, 400), "white")
ImageDraw.Draw(page).text((40, 40), "Findings: nothing new", fill="black", font_size=28)
with Eyes() as eyes:
    for _ in range(int(sys.argv[1])):
        assert "Findings" in eyes.read(Picture(600, 400, page.tobytes())).text
"""


@alone
@watched
def test_the_library_behind_the_eyes_reports_to_nobody(many, tmp_path):
    """Some seconds after it was loaded it used to look for its maker; its worker tells it not to."""
    seen = watch([sys.executable, "-c", READING, many(40, 200)], tmp_path)
    assert seen.code == 0, seen.said
    assert seen.network == 0
    assert not seen.strangers


ONE_SOCKET = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9), 1)
except OSError as error:
    print(error)
"""


@alone
@watched
def test_a_single_socket_would_be_seen(tmp_path):
    """The control: a program that tries the network is counted, and does not get there."""
    seen = watch([sys.executable, "-I", "-c", ONE_SOCKET], tmp_path)
    assert seen.network == 1
    assert seen.strangers

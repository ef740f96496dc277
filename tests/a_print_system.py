"""A print system for a test alone: a real CUPS, and a cups-pdf printer that lays its paper into a folder."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

CUPSD = Path("/usr/sbin/cupsd")
PROGRAMS = Path("/usr/lib/cups")
BACKEND = PROGRAMS / "backend" / "cups-pdf"
PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
PATIENCE = 30
LACKING = ", ".join(
    [
        *(name for name in ("lp", "lpstat", "lpoptions") if shutil.which(name) is None),
        *(["cups"] if not CUPSD.exists() else []),
        *(["printer-driver-cups-pdf"] if not PPD.exists() else []),
        *(["root, whom cups-pdf asks for"] if not hasattr(os, "geteuid") or os.geteuid() else []),
    ]
)
"""What is missing, in words; empty when all is there."""
needs_cups = pytest.mark.skipif(bool(LACKING), reason=f"a real print system needs what is missing: {LACKING}")

SERVER = """
Listen 127.0.0.1:{port}
Browsing No
DefaultAuthType None
PageLogFormat %j|%P|%C|%{{sides}}|%{{media}}|%{{print-color-mode}}|%{{job-name}}|
<Location />
  Order allow,deny
  Allow all
</Location>
"""
FILES = """
ServerRoot {folder}/root
ServerBin {folder}/bin
DataDir /usr/share/cups
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
FileDevice Yes
"""
OPTIONS = {
    "Out": ("papers", {"papers": ""}),  # where cups-pdf lays what is printed
    "Spool": ("being-printed", {"being-printed": ""}),
    "Log": ("log", {"log": ""}),
    "Label": ("2", {"2": ""}),  # the number of the job stands in the name of its file
    "Duplex": (
        "None",
        {
            "None": "<</Duplex false>>setpagedevice",
            "DuplexNoTumble": "<</Duplex true/Tumble false>>setpagedevice",
            "DuplexTumble": "<</Duplex true/Tumble true>>setpagedevice",
        },
    ),
    "ColorModel": (
        "RGB",
        {"Gray": "<</cupsColorSpace 0>>setpagedevice", "RGB": "<</cupsColorSpace 1>>setpagedevice"},
    ),
}


@contextlib.contextmanager
def seen_by_filters():
    """What is written inside can be read by the user that filters run as.

    A program under test may have closed the files of this process to everybody else.
    """
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


class PrintSystem:
    """Runs in a folder of its own; programs started meanwhile find it by CUPS_SERVER, and no other."""

    @seen_by_filters()
    def __init__(self):
        # Filters run as another user, who must be able to go there: the folders of pytest are closed.
        self.folder = Path(tempfile.mkdtemp(prefix="cups-"))
        self.folder.chmod(0o755)
        for name in (
            "root/ppd",
            "spool/tmp",
            "cache",
            "state",
            "log",
            "papers",
            "being-printed",
            "bin/backend",
        ):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "spool/tmp").chmod(0o1777)
        for name in ("filter", "daemon", "cgi-bin", "driver", "monitor", "notifier"):
            (self.folder / "bin" / name).symlink_to(PROGRAMS / name)
        self._add_backend()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        self._process = None

    def _add_backend(self):
        """The real cups-pdf, started in our folder: what its options name lies there."""
        backend = self.folder / "bin/backend/cups-pdf"
        backend.write_text(f'#!/bin/sh\ncd {self.folder} && exec {BACKEND} "$@"\n')
        backend.chmod(0o700)

    @seen_by_filters()
    def start(self):
        """Run it, with no printer yet."""
        root = self.folder / "root"
        (root / "cupsd.conf").write_text(SERVER.format(port=self.port))
        (root / "cups-files.conf").write_text(FILES.format(folder=self.folder))
        command = [CUPSD, "-f", "-c", root / "cupsd.conf", "-s", root / "cups-files.conf"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        waiting = threading.Event()
        for _ in range(PATIENCE * 20):
            if b"is running" in self.order("lpstat", "-r", check=False):
                return self
            assert self._process.poll() is None, "cupsd ended: " + self.log("error")
            waiting.wait(0.05)
        raise AssertionError("cupsd does not answer")

    def stop(self):
        """End it, without anything left."""
        self.halt()
        shutil.rmtree(self.folder)

    def halt(self):
        """The print system is gone, as after a stop of its service."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None

    def order(self, *words, check=True):
        """Have a program of CUPS do something here; gives what it says."""
        env = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(words, env=env, capture_output=True, timeout=PATIENCE, check=check)
        return done.stdout

    @seen_by_filters()
    def add(self, name):
        """A printer that can print on both sides and in colour, and lays its paper into `papers`."""
        ppd = self.folder / "desk.ppd"
        ppd.write_text(
            PPD.read_text(encoding="latin-1").replace("*OpenGroup: General/General\n", said(OPTIONS), 1)
        )
        self.order("lpadmin", "-p", name, "-v", "cups-pdf:/", "-P", str(ppd), "-E")

    def add_bare(self, name):
        """A printer that says nothing about itself and prints on nothing."""
        self.order("lpadmin", "-p", name, "-v", "file:///dev/null", "-E")

    def remove(self, name):
        """Take a printer away."""
        self.order("lpadmin", "-x", name)

    def paper(self, number):
        """The PDF that came out for a job."""
        (file,) = (self.folder / "papers").glob(f"*job_{number}.pdf")
        return file

    def papers(self):
        """How many jobs came out."""
        return len(list((self.folder / "papers").iterdir()))

    def noted(self, number):
        """What the page log says of a job: sides printed, which sides, paper, colours, title."""
        for line in self.log("page").splitlines():
            job, *rest = line.split("|")
            if int(job) == number:
                # "total 6" is what all copies have together
                return {
                    "pages": int(re.sub(r"\D", "", rest[1] if rest[0] == "total" else rest[0])),
                    "sides": rest[2],
                    "media": rest[3],
                    "colours": rest[4],
                    "title": rest[5],
                }
        raise AssertionError(f"job {number} is not in the page log: {self.log('page')}")

    def log(self, name):
        """A log of the print system."""
        file = self.folder / "log" / name
        return file.read_text(encoding="utf-8") if file.exists() else ""


def said(options):
    """Options as a PPD file says them."""
    lines = ["*OpenGroup: General/General"]
    for name, (usual, offered) in options.items():
        lines += [f"*OpenUI *{name}/{name}: PickOne", f"*OrderDependency: 50 AnySetup *{name}"]
        lines += [f"*Default{name}: {usual}"]
        lines += [f'*{name} {value}/{value}: "{code}"' for value, code in offered.items()]
        lines += [f"*CloseUI: *{name}"]
    return "\n".join([*lines, ""])


@pytest.fixture(scope="session")
def cups():
    """A running print system; what it can do is real."""
    if LACKING:
        pytest.skip(f"a real print system needs what is missing: {LACKING}")
    system = PrintSystem()
    try:
        yield system.start()
    finally:
        system.stop()


@pytest.fixture
def print_system(cups, monkeypatch):
    """The print system that everything started now finds, with one printer: Desk."""
    monkeypatch.setenv("CUPS_SERVER", cups.address)
    cups.add("Desk")
    cups.order("cupsaccept", "Desk")
    yield cups
    cups.order("cancel", "-a", "-x", check=False)
    cups.remove("Desk")

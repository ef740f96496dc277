"""A D-Bus of its own for a test, and the stand-in for the system's services on it."""

import os
import queue
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

LACKING = ", ".join(
    [
        *(["dbus-daemon"] if shutil.which("dbus-daemon") is None else []),
        *(["jeepney"] if find_spec("jeepney") is None else []),
    ]
)
"""What is missing for a real bus, in words; empty when all is there."""
PATIENCE = 20
PROGRAM = Path(__file__).with_name("system_stand_in.py")


@contextmanager
def a_bus():
    """A running bus that nobody else is on; gives its address."""
    reading, writing = os.pipe()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={writing}"],
        pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        try:
            yield told.readline().decode().strip()
        finally:
            daemon.terminate()
            daemon.wait(10)


class Orders:
    """Gives orders to the stand-in and hears what it says."""

    def __init__(self, process):
        self._process = process
        self._said = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def emit(self, what, on=True):
        """Have it send a signal."""
        self._process.stdin.write(f"emit {what} {int(on)}\n")
        self._process.stdin.flush()

    def hears(self, word):
        """Wait for the next thing it says, which has to be `word`."""
        said = self._said.get(timeout=PATIENCE)
        assert said == word, f"the stand-in said {said!r} instead of {word!r}"

    def has_said(self, word):
        """Whether it has said something new, which has to be `word`."""
        if self._said.empty():
            return False
        self.hears(word)
        return True

    def _listen(self):
        for line in self._process.stdout:
            self._said.put(line.strip())


@contextmanager
def a_stand_in(address, mode=""):
    """The services of the system on the bus at `address`."""
    process = subprocess.Popen(
        [sys.executable, PROGRAM, address, mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        orders = Orders(process)
        orders.hears("ready")
        yield orders
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()

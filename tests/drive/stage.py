"""A screen of its own for a program: X server, window manager and buses that nobody else is on."""

import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "xclip")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
HANDED_ON = ("PATH", "PYTHONPATH", "LC_ALL", "TZ", "PULSE_SERVER", "PULSE_COOKIE", "ALSA_CONFIG_PATH")
PATIENCE = 15.0
LOOK_AGAIN = 0.08


def missing():
    """What this computer lacks to be driven from outside, in words; empty when all is there."""
    lacks = [tool for tool in NEEDED if shutil.which(tool) is None]
    if not any(Path(launcher).exists() for launcher in LAUNCHERS):
        lacks.append("at-spi2-core")
    ask = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    python = Path("/usr/bin/python3")
    if (
        not python.exists()
        or subprocess.run([python, "-c", ask], check=False, capture_output=True).returncode
    ):
        lacks.append("python3-gi with gir1.2-atspi-2.0")
    return ", ".join(lacks)


def wait_until(seen, what, patience=PATIENCE):
    """Look again and again until `seen()` gives something; the answer is that."""
    end = time.monotonic() + patience
    pause = threading.Event()
    while True:
        found = seen()
        if found:
            return found
        if time.monotonic() > end:
            message = what() if callable(what) else what
            raise AssertionError(message)
        pause.wait(LOOK_AGAIN)


class Stage:
    """A screen, a window manager and the buses of a desktop that nobody else is on, below `folder`."""

    def __init__(self, folder, size="1366x768"):
        self.folder, self._size = Path(folder), size
        self.home = self.folder / "home"
        self._parts = []
        self.surroundings = {}

    def __enter__(self):
        run = self.folder / "run"
        for place in (self.home, run, self.folder / "tmp"):
            place.mkdir(parents=True, exist_ok=True)
        run.chmod(0o700)
        usual = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
        self.surroundings = {
            **usual,
            "LANG": os.environ.get("LANG", "C.UTF-8"),
            "HOME": str(self.home),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_RUNTIME_DIR": str(run),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        try:
            self._raise_curtain()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for part in reversed(self._parts):
            part.terminate()
            try:
                part.wait(3)
            except subprocess.TimeoutExpired:
                part.kill()
                part.wait()

    def tool(self, *words, **more):
        """Run a small tool on this stage."""
        text = [str(word) for word in words]
        return subprocess.run(text, env=self.surroundings, check=True, stdout=subprocess.DEVNULL, **more)

    def _raise_curtain(self):
        size = ["-screen", "0", f"{self._size}x24", "-dpi", "96"]
        # Without -noreset the first client that leaves would throw out all that are just coming.
        screen = ["Xvfb", *size, "-nolisten", "tcp", "-noreset", "-displayfd"]
        self.surroundings["DISPLAY"] = f":{self._line_from(screen, '{}')}"
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile"]
        self.surroundings["DBUS_SESSION_BUS_ADDRESS"] = self._line_from(bus, "--print-address={}")
        self._start(["openbox"])
        self._start([next(path for path in LAUNCHERS if Path(path).exists()), "--launch-immediately"])
        os.environ.update(self.surroundings)
        wait_until(self._managed, "no window manager came")

    def _managed(self):
        asked = subprocess.run(
            ["xdotool", "get_desktop"], env=self.surroundings, check=False, capture_output=True
        )
        return asked.returncode == 0

    def _line_from(self, words, number):
        """Start a part that says one line about itself through a pipe whose number is its last word."""
        reading, writing = os.pipe()
        self._start([*words, number.format(writing)], pass_fds=(writing,))
        os.close(writing)
        # Read byte by byte: closing before the end of the line would end the part that writes it.
        line = b""
        while not line.endswith(b"\n"):
            byte = os.read(reading, 1)
            assert byte, f"{words[0]} did not start"
            line += byte
        self._parts[-1].told = reading
        return line.decode().strip()

    def _start(self, words, **more):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._parts.append(subprocess.Popen(words, env=self.surroundings, **quiet, **more))

"""What every test relies on: no window, no real home, no network, no forgotten warning or thread."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import contextlib
import logging
import signal
import socket
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import settings

from secondop_desktop.base import language
from secondop_desktop.base.clock import StoppedClock

settings.register_profile("same every time", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("same every time")  # a new search belongs to a desk, not to a gate

with contextlib.suppress(ValueError):  # a run in the background of a shell inherits deaf ears
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) == signal.SIG_IGN:
            signal.signal(getattr(signal, name), signal.SIG_DFL)

GRACE = 2.0
"""Seconds that a thread may take to end after its test; more than that and it was forgotten."""


@pytest.fixture(scope="session", autouse=True)
def private_home(tmp_path_factory):
    """A home folder of its own, so that no test reads or changes the settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    for name in ("HOME", "USERPROFILE"):
        patch.setenv(name, str(home))
    folders = {"CONFIG": ".config", "DATA": ".local/share", "CACHE": ".cache", "STATE": ".local/state"}
    for name, folder in folders.items():
        patch.setenv(f"XDG_{name}_HOME", str(home / folder))
    for name in ("APPDATA", "LOCALAPPDATA"):
        patch.setenv(name, str(home / name.lower()))
    (home / "run").mkdir(mode=0o700)
    patch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    yield home
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """The program promises never to talk to the network; a test that does so is stopped at once."""
    connect = socket.socket.connect

    def only_this_computer(self, address):
        here = self.family not in {socket.AF_INET, socket.AF_INET6} or address[0] in {"127.0.0.1", "::1"}
        assert here, f"a test tried to reach {address} over the network"
        return connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", only_this_computer)
    yield
    patch.undo()


@pytest.fixture
def frozen_clock():
    """A clock that stands at a Monday morning in Chicago, where the date in UTC is the same."""
    return StoppedClock(datetime(2026, 3, 2, 15, 30, tzinfo=UTC), "America/Chicago")


@pytest.fixture
def _warnings_logged():
    """Every record of WARNING or worse that the program makes, whichever handlers are set."""
    records = []
    make = logging.getLogRecordFactory()

    def keep(*args, **kwargs):
        record = make(*args, **kwargs)
        if record.name.split(".")[0] == "secondop_desktop" and record.levelno >= logging.WARNING:
            records.append(record)
        return record

    logging.setLogRecordFactory(keep)
    yield records
    logging.setLogRecordFactory(make)


@pytest.fixture
def expected_log(_warnings_logged):
    """The warnings logged so far, for a test that provokes some; it fails when there were none."""
    yield _warnings_logged
    assert _warnings_logged, "this test expects a warning in the log, and there was none"


@pytest.fixture(autouse=True)
def _clean_end(request, _warnings_logged):
    """Fail a test that leaves a warning in the log or a running thread behind."""
    before = set(threading.enumerate())
    yield
    language.use("en")
    left_over = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left_over:
        thread.join(GRACE)
    running = [thread.name for thread in left_over if thread.is_alive()]
    assert not running, f"threads were left running: {running}"
    if "expected_log" not in request.fixturenames:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in _warnings_logged]
        assert not lines, "unexpected lines in the log:\n" + "\n".join(lines)


@pytest.fixture
def ways(frozen_clock):
    """How cases are opened here: as in the program, with a key that costs nothing and a stopped clock."""
    from tests.encrypted_case import cheap_ways

    return cheap_ways(frozen_clock)


@pytest.fixture
def folder(tmp_path):
    """Where the case of the test lies."""
    return tmp_path / "My case.secondop"


@pytest.fixture
def vault(folder, ways):
    """An open, empty, encrypted case; `folder` and PASSPHRASE open it again."""
    from secondop_desktop.vault import case_file
    from tests.encrypted_case import PASSPHRASE

    vault = case_file.create(folder, PASSPHRASE, ways)
    yield vault
    vault.close()


@pytest.fixture
def keep(vault):
    """Run a command of `case` in one transaction: `keep(lambda session: ...)` gives back what it returns."""

    def keep(command):
        with vault.write() as session:
            return command(session)

    return keep

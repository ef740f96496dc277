"""The key in a real keychain of Linux: gnome-keyring on a bus of its own, each step in a fresh process."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.private_bus import a_bus

ROOT = Path(__file__).parents[2]
WHO = Path(__file__).with_name("keychain_user.py")
PASSWORD = b"the password of the account"
NEEDED = ("gnome-keyring-daemon", "dbus-daemon")
LACKING = ", ".join(name for name in NEEDED if shutil.which(name) is None)
pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"missing for a real keychain: {LACKING}")
AT_MOST = 60


class Computer:
    """An account with a keychain; it can be started again, and then the keychain is locked."""

    def __init__(self, home, address):
        self._home, self._folder = home, home / "My case.secondop"
        self._around = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
        }
        (home / "run").mkdir(mode=0o700, exist_ok=True)

    def logs_in(self):
        """Start the keychain, opened with the password of the account; it is there when this returns."""
        self._keychain("--unlock", given=PASSWORD)

    def starts(self):
        """Start the keychain and leave it locked, as when one is logged in without a password."""
        self._keychain("--start")

    def wipes(self):
        """Take all that the keychain holds."""
        shutil.rmtree(self._home / "data" / "keyrings")

    def does(self, *deeds):
        """What a fresh process says that does these things; a list when there are several."""
        command = [sys.executable, WHO, self._folder, *deeds]
        done = subprocess.run(
            command, env=self._around, capture_output=True, text=True, timeout=AT_MOST, check=False
        )
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout)
        return said if len(deeds) > 1 else said[0]

    def _keychain(self, how, given=b""):
        subprocess.run(
            ["gnome-keyring-daemon", how, "--components=secrets"],
            input=given, env=self._around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=AT_MOST, check=True,
        )  # fmt: skip


@pytest.fixture
def bus():
    with a_bus() as address:
        yield address


@pytest.fixture
def computer(tmp_path, bus):
    """Somebody who is logged in and has a case."""
    made = Computer(tmp_path, bus)
    made.logs_in()
    return made


def test_a_key_is_remembered_found_by_the_next_process_and_forgotten(computer):
    assert computer.does("make", "offered", "open_without", "remember") == ["made", True, "no key", True]
    assert computer.does("open_without", "forget") == ["open", True]
    assert computer.does("open_without", "told") == ["no key", []]


def test_the_entry_tells_nothing_but_the_name_of_the_program_and_a_random_number(computer):
    *_, [[title, attributes]] = computer.does("make", "remember", "told")
    number = attributes["username"]
    assert len(bytes.fromhex(number)) == 16
    assert title == f"Password for '{number}' on 'SecondOp'"
    assert set(attributes) <= {"application", "service", "username", "xdg:schema"}


def test_a_locked_keychain_is_told_and_the_passphrase_still_opens(computer):
    assert computer.does("make", "remember", "lock") == ["made", True, True]
    found, *said = computer.does("offered", "open_without", "forget", "remember")
    assert found is True  # and nobody was asked for a password to find that out
    for sentence in said:
        assert sentence.startswith("The keychain of this computer is locked.")
        assert "Your passphrase opens it as before." in sentence


def test_a_changed_entry_does_not_open_and_does_no_harm(computer):
    said = computer.does("make", "remember", "spoil", "open_without", "remember", "open_without")
    assert said[2:] == ["changed", "no key", True, "open"]


def test_the_key_outlives_a_start_of_the_computer_and_not_a_wipe_of_the_keychain(tmp_path):
    with a_bus() as address:
        first = Computer(tmp_path, address)
        first.logs_in()
        assert first.does("make", "remember") == ["made", True]
    with a_bus() as address:
        locked = Computer(tmp_path, address)
        locked.starts()
        assert "is locked" in locked.does("open_without")
    with a_bus() as address:
        again = Computer(tmp_path, address)
        again.logs_in()
        assert again.does("open_without") == "open"
    again.wipes()
    with a_bus() as address:
        wiped = Computer(tmp_path, address)
        wiped.logs_in()
        assert wiped.does("open_without", "remember") == ["no key", True]


def test_a_keychain_that_was_never_opened_and_none_at_all_are_told(tmp_path, bus):
    said = Computer(tmp_path, bus).does("make", "remember")[1]
    assert "keychain" in said
    assert "Your passphrase opens it as before." in said
    nowhere = Computer(tmp_path, f"unix:path={tmp_path / 'no bus'}").does("offered", "remember")
    assert nowhere[0] is False
    assert nowhere[1].startswith("This computer has no keychain that keeps a key safely.")

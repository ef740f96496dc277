"""The window comes before everything slow: what has to be loaded until it is shown, and what may not be."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLOW = frozenset(
    {
        *("sqlalchemy", "sqlcipher3", "argon2", "cryptography", "keyring", "babel"),
        *("reportlab", "uharfbuzz", "segno", "PIL", "pikepdf", "pypdfium2"),
        *("pydicom", "numpy", "onnxruntime", "rapidocr", "cv2", "filelock", "uuid6", "lxml", "rapidfuzz"),
    }
)
"""The cipher, the key, the database, the paper and the reader: each is there when it is first needed."""
SHOWN = "the window is shown"
START = f"""
import sys
from PySide6.QtWidgets import QApplication, QMainWindow

def stop(*_):
    assert any(isinstance(w, QMainWindow) and w.isVisible() for w in QApplication.topLevelWidgets())
    sys.stderr.write("{SHOWN}\\n")
    return 0

QApplication.exec = stop
from secondop_desktop.app import main
sys.exit(main(sys.argv[1:]))
"""
NAME = re.compile(r"^import time: +\d+ \| +\d+ \| +([\w.]+)$", re.MULTILINE)


def loaded_until_shown(arguments):
    """The names of all modules that Python loads from its start until the window is shown."""
    with tempfile.TemporaryDirectory() as home:  # what other tests leave behind is swept at a start
        data = {"XDG_DATA_HOME": home, "LOCALAPPDATA": home, "HOME": home}
        env = {**os.environ, **data, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        return _loaded_until_shown(arguments, env)


def _loaded_until_shown(arguments, env):
    command = [sys.executable, "-X", "importtime", "-c", START, *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    before, mark, _after = done.stderr.partition(SHOWN)
    assert mark, done.stderr
    return frozenset(NAME.findall(before))


@pytest.fixture
def known_case(tmp_path):
    """A folder that looks like a case from outside, so that the program asks for its passphrase."""
    folder = tmp_path / "My case.secondop"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("page", ["first run", "unlock"])
def test_nothing_slow_is_loaded_before_the_window_is_shown(page, known_case):
    loaded = loaded_until_shown([str(known_case)] if page == "unlock" else [])
    assert {"PySide6.QtWidgets", "secondop_desktop.ui.window"} <= loaded, "the list itself is not right"
    too_early = SLOW & {name.partition(".")[0] for name in loaded}
    assert too_early == set()


def test_the_database_and_the_crafts_are_not_loaded_before_the_window_is_shown(known_case):
    loaded = loaded_until_shown([str(known_case)])
    rooms = {name.split(".")[1] for name in loaded if name.startswith("secondop_desktop.")}
    assert rooms == {"app", "base", "ui"}


def test_the_rooms_behind_the_door_are_not_loaded_before_the_window_is_shown(known_case):
    loaded = loaded_until_shown([str(known_case)])
    behind = ("secondop_desktop.ui.screens", "secondop_desktop.ui.rooms_view", "secondop_desktop.ui.idle")
    assert not [name for name in loaded if name.startswith(behind)]

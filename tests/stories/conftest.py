"""The stage that stories are told on: a fresh computer, and the program started on it."""

import gc
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import PartialDate
from tests.stories.somebody import started

SCAN = Path(__file__).parents[2] / "resources/samples/en/pathology-report-scan.pdf"


@pytest.fixture
def start(qapp, qtbot):
    """Start the program: `with start() as person`, or `start(case)` as after a lock."""
    gc.disable()
    yield lambda case=None: started(qapp, qtbot, case)
    gc.collect(1)


@pytest.fixture(autouse=True)
def fresh_home(tmp_path, monkeypatch):
    """A computer on which the program was never started."""
    home = tmp_path / "home"
    (home / "run").mkdir(parents=True)
    (home / "run").chmod(0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    folders = {"CONFIG": ".config", "DATA": ".local/share", "CACHE": ".cache", "STATE": ".local/state"}
    for name, folder in folders.items():
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    return home


@pytest.fixture
def in_a_week():
    """The day in a week, as a person writes it."""
    return PartialDate.of(SYSTEM_CLOCK.today() + timedelta(days=7)).words()


def words_of_pdf(file):
    """What pdftotext reads in a PDF, in one line."""
    read = ["pdftotext", "-layout", str(file), "-"]
    return " ".join(subprocess.run(read, capture_output=True, text=True, check=True).stdout.split())

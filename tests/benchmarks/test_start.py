"""How long a person waits for the window, against the emptiest window that the toolkit can show."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from secondop_desktop.flows import open_case
from tests.benchmarks.measure import SHORT, in_turn

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("first_paint.py")
TRIES = 5 if SHORT else 25


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory):
    """Where the compiled modules lie, as `./run` leaves them for every start but the first."""
    return tmp_path_factory.mktemp("bytecode")


@contextmanager
def no_screen():
    yield {"QT_QPA_PLATFORM": "offscreen"}


@contextmanager
def x_screen():
    """An X server that draws into memory; skips where there is none."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb on this computer")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        number = server.stdout.readline().decode().strip()
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
        server.terminate()


def seconds_to_word(command, env):
    """From before the process exists until it says that the window is painted."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as child:
        word = child.stdout.readline()
        seconds = time.perf_counter() - begun
        complaints = child.stderr.read().decode()
    assert word == b"painted\n", complaints
    return seconds


@pytest.mark.parametrize("screen", [no_screen] if SHORT else [no_screen, x_screen])
@pytest.mark.parametrize("known", [False, True], ids=["first start", "a case is known"])
def test_the_window_is_painted_soon_after_the_start(table, tmp_path, bytecode, cheap_ways, screen, known):
    folder = tmp_path / "My case.secondop"
    if known:
        open_case.create(folder, "seven grey herons over the weir", "Margaret", cheap_ways).vault.close()
    with screen() as display:
        env = {**os.environ, **display, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(bytecode)}
        env.pop("PYTHONDONTWRITEBYTECODE", None)

        def painted(what, *arguments):
            return seconds_to_word([sys.executable, str(PROGRAM), what, *arguments], env)

        arguments = [str(folder)] if known else []
        painted("ours", *arguments)
        painted("floor")
        ours, floor = in_turn(lambda: painted("ours", *arguments), lambda: painted("floor"), TRIES)
    where = "X server" if screen is x_screen else "no screen"
    page = "unlock page" if known else "first page"
    table.medians(f"start to painted {page} ({where})", ours, floor, goal=1.5)

"""Somebody types and the program is killed: each letter that is older than a second is there."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults import figures
from tests.faults.typist import DESKS

ROOT = Path(__file__).parents[2]
LANES = 3
MOST_SHOWN = 5
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each window is forked from one process here")


def killed(tmp_path, kills, lane, *, least=0.1, saves=True):
    """What one lane of kills came to, each after at least `least` seconds of typing."""
    folder = tmp_path / str(lane)
    folder.mkdir()
    plan = json.dumps({"folder": str(folder), "kills": kills, "seed": lane, "least": least, "saves": saves})
    words = [sys.executable, "-m", "tests.faults.typing_lane", plan]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_each_letter_older_than_a_second_survives_the_kill(tmp_path, many):
    shares = many([4, 4, 4], [167, 167, 166])
    with ThreadPoolExecutor(LANES) as lanes:
        outcomes = list(lanes.map(lambda lane: killed(tmp_path, shares[lane], lane), range(LANES)))
    faults = [fault for outcome in outcomes for fault in outcome["faults"]]
    letters, kills = sum(outcome["letters"] for outcome in outcomes), sum(shares)
    assert letters > kills, "nearly nothing was typed"
    reached = f"{kills - len(faults)} of {kills}, {letters:,} letters at {len(DESKS)} desks"
    figures.keep("typing-killed", "\n".join([reached, *faults[:MOST_SHOWN]]), held=not faults)


def test_the_kills_notice_a_window_that_saves_nothing_while_somebody_types(tmp_path):
    """The control."""
    outcome = killed(tmp_path, 4, 0, least=2.0, saves=False)
    assert len(outcome["faults"]) == 4

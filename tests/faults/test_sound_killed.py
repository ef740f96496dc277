"""Sound is recorded while somebody types and the program is killed: nearly all of both is there."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.a_sound_server import needs_sound, sound_server, tone
from tests.faults import figures

assert sound_server

ROOT = Path(__file__).parents[2]
LANES = 2
LEAST = 2.5
SECONDS_PLAYED = 900
MOST_SHOWN = 5
pytestmark = [
    needs_sound,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each window is forked from one process here"),
]


def killed(tmp_path, kills, lane, *, least=LEAST, saves=True):
    """What one lane of kills came to, each after at least `least` seconds of sound."""
    folder = tmp_path / str(lane)
    folder.mkdir()
    plan = json.dumps({"folder": str(folder), "kills": kills, "seed": lane, "least": least, "saves": saves})
    words = [sys.executable, "-m", "tests.faults.sound_lane", plan]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_of_sound_two_seconds_are_lost_at_most_and_of_letters_one(tmp_path, many, sound_server):
    shares = many([1, 1], [50, 50])
    sound_server.play(tone(SECONDS_PLAYED))
    with ThreadPoolExecutor(LANES) as lanes:
        outcomes = list(lanes.map(lambda lane: killed(tmp_path, shares[lane], lane), range(LANES)))
    faults = [fault for outcome in outcomes for fault in outcome["faults"]]
    late = sorted(each for outcome in outcomes for each in outcome["late"])
    seconds, letters = (sum(outcome[what] for outcome in outcomes) for what in ("seconds", "letters"))
    kills = sum(shares)
    reached = [f"{kills - len(faults)} of {kills}: {seconds:,.0f} s of sound, {letters:,} letters"]
    if late:
        reached[0] += f"; half lost less than {late[len(late) // 2]:.1f} s, the worst {late[-1]:.1f} s"
    figures.keep("sound-killed", "\n".join([*reached, *faults[:MOST_SHOWN]]), held=not faults)


@pytest.mark.skipif(not figures.FULL, reason="a control of the long form")
def test_the_kills_notice_a_recorder_that_keeps_only_the_beginning(tmp_path, sound_server):
    """The control."""
    sound_server.play(tone(60))
    outcome = killed(tmp_path, 2, 0, least=5.5, saves=False)
    assert len(outcome["faults"]) == 2

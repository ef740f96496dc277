"""Every call to the disk fails once: nothing is lost, nothing is there twice, and a person is told."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults import door_trials, failing_trials, figures, passphrase_trials
from tests.faults.preload import built, environment

ROOT = Path(__file__).parents[2]
ALL = list(failing_trials.FAULTS)
SIDE_BY_SIDE = 2
MOST_SHOWN = 5


@pytest.fixture
def workshop(tmp_path):
    """A folder in memory where the system has one: hundreds of cases are made there."""
    memory = Path("/dev/shm")
    made = (memory if memory.is_dir() else tmp_path) / f"secondop-{uuid4().hex}"
    made.mkdir(mode=0o700)
    yield made
    shutil.rmtree(made)


def tried(workshop, module, plans):
    """What came of each plan; they run side by side, each in a process with a failing disk."""

    def run(number):
        folder = workshop / str(number)
        folder.mkdir()
        plan = json.dumps({"folder": str(folder), **plans[number]})
        words = [sys.executable, "-m", module.__name__, plan]
        done = subprocess.run(
            words, env=environment(built("failing.c")), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as lanes:
        return list(lanes.map(run, range(len(plans))))


def together(outcomes):
    """The sum of outcomes as (tries, told, faults)."""
    outcomes = list(outcomes)
    faults = [fault for outcome in outcomes for fault in outcome["faults"]]
    return sum(o["tries"] for o in outcomes), sum(o["told"] for o in outcomes), faults


def test_whatever_call_fails_what_was_acknowledged_is_there_and_the_rest_was_told(workshop, many):
    built("failing.c")
    stride = many(37, 1)
    actions = list(failing_trials.ACTIONS)
    outcomes = tried(workshop, failing_trials, _shared("actions", actions, stride))
    tries, told, faults = together(outcomes)
    assert tries > told > 0, "nothing failed, so nothing was tried"
    reached = f"{tries - len(faults):,} of {tries:,} calls ({len(ALL)} ways to fail, {len(actions)} actions)"
    _keep("failing-writes", reached, faults)


def test_a_case_is_made_opened_and_closed_on_a_failing_disk_without_loss(workshop, many):
    built("failing.c")
    outcomes = tried(workshop, door_trials, _shared("doors", list(door_trials.DOORS), many(29, 1)))
    tries, told, faults = together(outcomes)
    assert tries > told > 0
    assert not faults, "\n".join(faults[:MOST_SHOWN])


def test_a_new_passphrase_that_is_cut_or_fails_leaves_the_old_or_the_new_one(workshop, many):
    built("failing.c")
    stride, cuts = many(43, 1), list(passphrase_trials.CUTS)
    halves = [
        {"faults": ALL[::2], "cuts": cuts[:1], "stride": stride},
        {"faults": ALL[1::2], "cuts": cuts[1:], "stride": stride},
    ]
    outcomes = tried(workshop, passphrase_trials, halves)
    failed, told, wrong = together(o["failed"] for o in outcomes)
    cut, died, wrong_too = together(o["cut"] for o in outcomes)
    assert failed > told > 0
    assert died >= cut - len(cuts), "the program did not die where it should"
    right = failed + cut - len(wrong) - len(wrong_too)
    _keep(
        "passphrase-cut",
        f"{right:,} of {failed + cut:,} ({cut:,} kills, {failed:,} failures)",
        wrong + wrong_too,
    )


def _shared(what, names, stride):
    """Plans that share the names out among the processes that run side by side."""
    parts = [names[number::SIDE_BY_SIDE] for number in range(SIDE_BY_SIDE)]
    return [{what: part, "faults": ALL, "stride": stride} for part in parts]


def _keep(key, reached, faults):
    shown = "\n".join(faults[:MOST_SHOWN])
    figures.keep(key, reached if not faults else f"{reached}\n{shown}", held=not faults)


def test_the_trials_notice_a_change_that_was_said_to_be_kept_and_is_not(workshop):
    """The control: an action that says nothing when the disk refused it."""
    trials, action = failing_trials.Trials(workshop), failing_trials.ACTIONS["type a note"]
    place = trials.fresh()
    vault = trials.open(place)
    with pytest.raises(AssertionError, match="there: 0 times"):
        trials._judge(action, vault, place, told=False)
    vault.close()

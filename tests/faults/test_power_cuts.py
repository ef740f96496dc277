"""The power goes at any moment of what a person does, and again while the program recovers: nothing is lost.

docs/faults.md tells how this works, what its limits are, and how to look at one state again.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.encrypted_case import cheap_ways
from tests.faults import figures, preload, replay, staging
from tests.faults.judging import Judge, Promise
from tests.faults.recording import what_lies_in

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261121
JOURNAL = f"/{staging.CASE}/case.db-journal"
LEAST_WORKFLOWS = 20
EACH_GOES_ON = 8
"""One of so many states is also written in, closed, and opened once more."""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A folder in memory, where there is such a place: what a disk does is played, not tried."""
    memory = Path("/dev/shm")
    folder = tmp_path_factory.mktemp("cuts")
    if memory.is_dir():
        folder = memory / f"secondop-cuts-{os.getpid()}"
        folder.mkdir(mode=0o700)
    patch = pytest.MonkeyPatch()
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        patch.setenv(f"XDG_{name}_HOME", str(folder / "home" / name.lower()))
    yield folder
    patch.undo()
    shutil.rmtree(folder)


def played(stage: Path, **plan):
    """Let staging.py play what `plan` says in a process of its own, with the recorder in front of it."""
    library = preload.built("recorder.c")
    environment = preload.environment(library, PYTHONPATH=ROOT)
    given = json.dumps({"stage": str(stage), "workflows": [], **plan})
    stage.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "tests.faults.staging", given], env=environment, check=True)


def places(stage: Path):
    """What was recorded below a stage, by name."""
    return {log.parent.name: staging.recorded(log.parent) for log in sorted(stage.glob("*/log"))}


@pytest.fixture(scope="module")
def recordings(room):
    """Every workflow, recorded once."""
    played(room / "stage")
    return places(room / "stage")


@dataclass
class Trial:
    """Judges states one after the other and counts."""

    room: Path
    states: int = 0
    asked: int = 0
    faults: Counter = field(default_factory=Counter)
    first: dict = field(default_factory=dict)

    def __post_init__(self):
        shutil.rmtree(self.room, ignore_errors=True)
        (self.room / "back").mkdir(parents=True)
        self._judge = Judge(cheap_ways(), self.room / "back")
        self._seen = set()

    def judge(self, name, recording, state, promise):
        """Make one state real and see whether what was promised holds."""
        root = self.room / "root"
        shutil.rmtree(root, ignore_errors=True)
        state.put_into(root, recording.folder)
        self.asked += 1
        try:
            self._judge.judge(root, promise, goes_on=self.asked % EACH_GOES_ON == 0)
        except Exception as error:
            kind = f"{name}: {type(error).__name__}: {str(error).partition(chr(10))[0][:120]}"
            self.faults[kind] += 1
            self.first.setdefault(kind, (state.cut, state.manner))
            shutil.rmtree(self.room / "back")
            (self.room / "back").mkdir()

    def all_of(self, name, recording, wanted, seed=SEED, before=None):
        """Judge up to `wanted` states of one recording; those that come again are not counted again."""
        notes, cuts = recording.notes, set()
        for state in replay.states_of(recording, wanted, seed):
            promise = Promise.at(notes, state.notes)
            self.judge(name, recording, state, promise if before is None else promise.after(before))
            cuts.add(state.name)
        self.states += len(cuts)

    def told(self):
        """The faults with the first state of each, to look at again."""
        faults = self.faults.items()
        return "\n".join(f"{number} x {kind}, first at {self.first[kind]}" for kind, number in faults)

    def keep(self, key, reached, least):
        """Write the figure down; a test that fails also tells which states to look at again."""
        lost = sum(self.faults.values())
        try:
            figures.keep(key, f"{reached}: {lost} corrupt or lost", held=not lost and self.states >= least)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.told()}") from error


def test_the_recordings_tell_all_that_was_done(recordings, room):
    assert len(recordings) >= LEAST_WORKFLOWS
    for name, recording in recordings.items():
        disk = replay.Disk(recording)
        for step in recording.steps:
            disk.play(step)
        there = what_lies_in(room / "stage" / name / "root")
        assert disk.now() == {path: content for path, (_, content) in there.items()}, name
        assert recording.notes, f"{name} promises nothing"


def test_a_power_cut_loses_nothing_that_was_acknowledged(many, recordings, room):
    wanted = many(190, 10_400)
    trial = Trial(room / "trial")
    shortest_first = sorted(recordings.items(), key=lambda pair: len(pair[1].steps))
    for done, (name, recording) in enumerate(shortest_first):  # what they do not reach the others make up for
        trial.all_of(name, recording, -(-(wanted - trial.states) // (len(recordings) - done)))
    reached = f"{trial.states:,} states of {len(recordings)} workflows"
    trial.keep("power-cuts", reached, least=many(160, 10_000))


def chosen_for_recovery(recordings, number):
    """Some first cuts that leave something to do: a journal to roll back, or names that are half changed."""
    found = []
    of_cases = {name: r for name, r in recordings.items() if any("case" in note for note in r.notes)}
    each = -(-number // len(of_cases)) + 2
    for name, recording in of_cases.items():
        states = list(replay.states_of(recording, 40, SEED + 1))
        states.sort(key=lambda state: -len(state.files.get(recording.folder + JOURNAL) or b""))
        some = [*states[: each - each // 3], *states[len(states) - each // 3 :]]
        case = f"{recording.folder}/{staging.CASE}"
        found += [(name, recording, state) for state in some if case in state.files]
    return found[:: max(1, len(found) // number)]


def test_a_second_power_cut_while_recovering_loses_nothing_either(many, recordings, room):
    firsts = chosen_for_recovery(recordings, many(10, 96))
    stage = room / "again"
    for number, (_, recording, state) in enumerate(firsts):
        (stage / f"{number:03}").mkdir(parents=True)
        state.put_into(stage / f"{number:03}" / "root", recording.folder)
    played(stage, recover=[f"{number:03}" for number in range(len(firsts))])
    trial = Trial(room / "trial")
    for number, (name, recording, state) in enumerate(firsts):
        again = staging.recorded(stage / f"{number:03}")
        before = Promise.at(recording.notes, state.notes)
        trial.all_of(f"{name}, cut twice", again, many(4, 14), seed=SEED + number, before=before)
    reached = f"{trial.states:,} states after {len(firsts)} first cuts"
    trial.keep("second-cut", reached, least=many(20, 1_000))


def careless(room, how, *workflows):
    """The recordings of a program that is careless in one thing; the same test must find losses in them."""
    played(room / how, workflows=workflows, careless=how)
    return places(room / how)


def test_without_flushing_the_same_test_does_find_losses(many, room):
    trial = Trial(room / "trial")
    database = careless(room, "database is not flushed", "note in 30 small saves", "delete to the bin")
    for name, recording in database.items():
        trial.all_of(name, recording, many(16, 400))
    lost = sum(trial.faults.values())
    gone = sum(number for kind, number in trial.faults.items() if "not the entries" in kind)
    reached = f"{lost} of {trial.asked:,} states corrupt or lost, {gone} of them an older case"
    figures.keep("control-sync-off", reached, held=gone > trial.asked // 10)


@pytest.mark.parametrize(
    ("how", "workflows"),
    [
        ("files are not flushed", ["settings, sheet and copy of a record", "attach the same again"]),
        ("folders are not flushed", ["attach files", "back up"]),
    ],
)
def test_each_flush_is_needed(room, how, workflows):
    for name, recording in careless(room, how, *workflows).items():
        trial = Trial(room / "trial")
        for state in replay.states_of(recording, 200, SEED):
            trial.judge(name, recording, state, Promise.at(recording.notes, state.notes))
            if trial.faults:
                break
        assert trial.faults, f"nobody would notice it in: {name}"

"""Looks at one power cut again: `python -m tests.faults.one_cut "attach files" 57 FOLDER`.

Records the workflow anew, cuts it after that step, and puts thirty things that the disk may hold into FOLDER,
each with what the judge says of a copy of it. Keys and ids are drawn anew each time, the steps are the same.
"""

import shutil
import sys
from pathlib import Path

from tests.encrypted_case import cheap_ways
from tests.faults import recording as rec
from tests.faults import replay, staging
from tests.faults.judging import Judge, Promise
from tests.faults.recording import Recording
from tests.faults.test_power_cuts import played

SEED, STATES = 1, 30


def states_at(recording, cut):
    """Different states after exactly `cut` steps."""
    until = Recording(recording.folder, recording.before, recording.steps[:cut])
    found = {}
    for seed in range(SEED, SEED + STATES):
        for state in replay.states_of(until, STATES, seed):
            if state.cut == cut:
                found.setdefault(state.name, state)
    return list(found.values())[:STATES]


def last_steps(recording, cut):
    """The steps before a cut, one line each."""
    for number, step in enumerate(recording.steps[:cut], 1):
        if number > cut - 12:
            what = step.path or f"inode {step.inode}"
            more = f"{step.other} at {step.offset}, {len(step.data)} bytes"
            more = step.data.decode() if step.kind == rec.NOTE else more
            yield f"{number:5} {step.kind} {what} {more}"


def main(workflow, cut, folder):
    """Record, cut, judge and tell."""
    folder.mkdir()
    played(folder / "stage", workflows=[workflow])
    recording = staging.recorded(next((folder / "stage").glob("*/log")).parent)
    sys.stdout.write("\n".join(last_steps(recording, cut)) + "\n")
    room = folder / "room"
    room.mkdir()
    judge = Judge(cheap_ways(), room)
    for number, state in enumerate(states_at(recording, cut)):
        state.put_into(folder / f"state-{number:02}", recording.folder)
        state.put_into(folder / "try", recording.folder)
        said = "good"
        try:
            judge.judge(folder / "try", Promise.at(recording.notes, state.notes), goes_on=True)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        shutil.rmtree(folder / "try")
        sys.stdout.write(f"state-{number:02}  {state.manner:20} {said}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]).absolute())

"""Two programs at one case: exactly one writes, the other is told; an old lock holds nobody up."""

import gc
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import case_file
from secondop_desktop.vault.lock_file import CaseInUse
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults import figures
from tests.faults.racers import TOLD, WON

ROOT = Path(__file__).parents[2]
PATIENCE = 30
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the racers are forked from one process here")

HOLDER = """
import gc, os, sys
from pathlib import Path
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE, cheap_ways
vault = case_file.unlock(Path(sys.argv[1]), PASSPHRASE, cheap_ways())
print("open", flush=True)
for line in sys.stdin:
    if line == "write\\n":
        with vault.write() as session:
            tasks.keep(session, Task(text="written by the holder"))
    elif line == "fork\\n" and not os.fork():
        del vault
        gc.collect()
        sys.exit()
    elif line == "close\\n":
        vault.close()
    print("done", flush=True)
"""


class Holder:
    """Another process that has the case open."""

    def __init__(self, folder):
        words = [sys.executable, "-c", HOLDER, str(folder)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        self.hear()

    def hear(self):
        """Wait for its answer."""
        assert select.select([self.process.stdout], [], [], PATIENCE)[0], "the holder does not answer"
        assert self.process.stdout.readline(), "the holder has ended"

    def ask(self, what):
        """Let it write, fork, or close."""
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        self.hear()

    def end(self, by=signal.SIGKILL):
        """End it, whatever it does."""
        self.process.send_signal(by)
        self.process.communicate()


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "My case.secondop"
    case_file.create(folder, PASSPHRASE, cheap_ways()).close()
    return folder


@pytest.fixture
def holder(case):
    made = Holder(case)
    yield made
    made.end()


def opened(folder, **how):
    return case_file.unlock(folder, PASSPHRASE, cheap_ways(), **how)


def test_of_two_programs_at_the_same_instant_exactly_one_writes(tmp_path, many):
    rounds = many(60, 1000)
    plan = json.dumps({"folder": str(tmp_path), "rounds": rounds})
    words = [sys.executable, "-m", "tests.faults.racers", plan]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout)
    one, other = seen["racers"]
    errors = one["error"] + other["error"]
    right = sum({a, b} == {WON, TOLD} for a, b in zip(one["told"], other["told"], strict=False))
    both = min(one["told"].count(WON), other["told"].count(WON))
    complete = seen["sound"] and seen["tasks"] == one["written"] + other["written"]
    reached = f"{right:,} of {rounds:,} races with one writer (the rarer winner won {both:,})"
    figures.keep("races", reached + errors, held=right == rounds and complete and not errors)
    assert both, "one of them always came first, so nothing was raced for"


def test_the_lock_of_a_killed_program_holds_nobody_up(case, many):
    for _ in range(many(3, 50)):
        holder = Holder(case)
        holder.ask("write")
        with pytest.raises(CaseInUse):
            opened(case)
        holder.end()
        opened(case).close()


def test_the_lock_of_a_program_that_stands_still_is_never_taken(case, holder):
    os.kill(holder.process.pid, signal.SIGSTOP)
    with pytest.raises(CaseInUse) as told:
        opened(case)
    assert told.value.pid == holder.process.pid
    assert "another window on this computer" in told.value.what
    key = case_key(case)
    with pytest.raises(CaseInUse):
        case_file.open_with_key(case, key, cheap_ways(), take_over=True)
    looked = opened(case, or_look=True)
    assert looked.read_only
    looked.close()
    os.kill(holder.process.pid, signal.SIGCONT)
    holder.ask("write")
    holder.ask("close")
    vault = opened(case)
    with vault.read() as session:
        assert len(tasks.everything(session)) == 1
    vault.close()


def case_key(folder):
    """The file key, from a copy that somebody else may look at."""
    looked = opened(folder, or_look=True)
    try:
        return looked.key
    finally:
        looked.close()


def test_a_fork_of_the_holder_neither_frees_the_case_nor_keeps_it(case, holder):
    holder.ask("fork")
    holder.ask("write")
    with pytest.raises(CaseInUse):
        opened(case)
    holder.ask("close")
    opened(case).close()


def test_a_second_opening_in_the_same_program_is_refused_and_frees_nothing(case):
    vault = opened(case)
    with pytest.raises(CaseInUse):
        opened(case)
    gc.collect()
    with vault.write() as session:
        tasks.keep(session, Task(text="still mine"))
    words = [sys.executable, "-c", HOLDER, str(case)]
    another = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "CaseInUse" in another.stderr
    vault.close()

"""Two programs that open one case at the same instant, over and over; each writes its mark while it holds it.

Started by test_races.py with a plan as JSON; answers one line of JSON. The processes meet on a page of memory
that they share: each says where it is, and waits for the other by looking, so that they leave together.
"""

import json
import mmap
import os
import random
import sys
import time
import traceback
from functools import partial
from pathlib import Path

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import case_file
from secondop_desktop.vault.lock_file import CaseInUse
from tests.encrypted_case import PASSPHRASE, cheap_ways

PATIENCE = 30.0
WON, TOLD = "won", "told"
READY, BEGUN, ANSWERED = 1, 2, 3
STEPS = 3
GONE = 1 << 40


class Meeting:
    """How far each of the two racers is, as a number that only grows."""

    def __init__(self):
        self._steps = memoryview(mmap.mmap(-1, 16)).cast("q")

    def arrive(self, who, step):
        """Tell the other that one has come to a step."""
        self._steps[who] = step

    def is_at(self, who, step):
        """Whether a racer has come that far."""
        return self._steps[who] >= step

    def wait(self, who, step):
        """Look until a racer has come that far."""
        end = time.monotonic() + PATIENCE
        while not self.is_at(who, step):
            os.sched_yield()
            if time.monotonic() > end:
                message = f"waited for step {step} of {who}, who is at {self._steps[who]}"
                raise AssertionError(message)


class Racer:
    """One of two processes that race for a case, `me` being 0 or 1."""

    def __init__(self, me, folder, key, meeting, marks):
        self.me, self.other = me, 1 - me
        self._folder, self._key, self._meeting, self._marks = folder, key, meeting, marks
        self._ways = cheap_ways()
        self._chance = random.Random(me)  # noqa: S311 - no secret
        self.written = 0

    def race(self, number):
        """Meet, open at once, and answer what happened: WON or TOLD; anything else is an error."""
        begin = STEPS * number
        self._meeting.arrive(self.me, begin + READY)
        self._meeting.wait(self.other, begin + READY)
        if number % 4 == self.me:
            # On one processor the winner of a round would be the first in the next one, too, and for ever.
            self._meeting.wait(self.other, begin + BEGUN)
        for _ in range(self._chance.randrange(60_000)):
            pass  # not always in step: the later one shall meet every moment of the other's opening
        self._meeting.arrive(self.me, begin + BEGUN)
        try:
            vault = case_file.open_with_key(self._folder, self._key, self._ways)
        except CaseInUse:
            self._meeting.arrive(self.me, begin + ANSWERED)
            return TOLD
        self._write_alone(vault, begin + ANSWERED)
        vault.close()
        return WON

    def give_up(self):
        """Let the other one go on alone."""
        self._meeting.arrive(self.me, GONE)

    def _write_alone(self, vault, answered):
        """Put down a mark that nobody else may find, write until the other was told, and take it away."""
        mark = os.open(self._marks / "writer", os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        self._meeting.arrive(self.me, answered)
        while True:
            with vault.write() as session:
                tasks.keep(session, Task(text=f"written by {self.me}"))
            self.written += 1
            if self._meeting.is_at(self.other, answered):
                break
        os.close(mark)
        (self._marks / "writer").unlink()


def run(racer, rounds):
    """All rounds of one racer: what happened in each, and how much was written."""
    told, error = [], ""
    try:
        for number in range(rounds):
            told.append(racer.race(number))
    except BaseException:
        racer.give_up()
        error = traceback.format_exc()[-1500:]
    return {"told": told, "written": racer.written, "error": error}


def forked(do):
    """A process that does `do()` and writes its answer into the pipe that comes back, with its id."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.write(writing, json.dumps(do()).encode())
        os._exit(0)
    os.close(writing)
    return child, os.fdopen(reading, "rb")


def main(plan):
    """Let two processes race; the answer is what each of them saw, and how many tasks the case has then."""
    workshop = Path(plan["folder"])
    folder, ways = workshop / "My case.secondop", cheap_ways()
    vault = case_file.create(folder, PASSPHRASE, ways)
    key = vault.key
    vault.close()
    meeting = Meeting()
    racers = [Racer(me, folder, key, meeting, workshop) for me in (0, 1)]
    running = [forked(partial(run, racer, plan["rounds"])) for racer in racers]
    answers = []
    for child, pipe in running:
        with pipe:
            answers.append(json.loads(pipe.read()))
        os.waitpid(child, 0)
    vault = case_file.open_with_key(folder, key, ways)
    with vault.read() as session:
        found = len(tasks.everything(session))
    sound = vault.adds_up()
    vault.close()
    return {"racers": answers, "tasks": found, "sound": sound}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))

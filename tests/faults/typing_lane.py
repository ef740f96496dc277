"""Kills a window in which somebody types, again and again, and looks what is left in the case.

Started by test_typing_killed.py with a plan as JSON; answers one line of JSON. Everything is imported before
the first window, so that each one is a fork away.
"""

import json
import os
import random
import select
import shutil
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.ui import form_saver, saver
from secondop_desktop.ui.rooms import existing
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults.typist import DESKS, Typist, furnish, log_to

OLD_ENOUGH = 1.0
"""Seconds after which a letter must be kept."""
PAUSE_MS = 60
LONGEST = 2.6
PATIENCE = 60


class Lane:
    """One case that is copied for each window."""

    desks = tuple(DESKS)
    longest = LONGEST

    def __init__(self, workshop):
        self.ways = cheap_ways()
        self._model, self._case = workshop / "model.secondop", workshop / "My case.secondop"
        vault = case_file.create(self._model, PASSPHRASE, self.ways)
        self.key = vault.key
        self.ids = self._furnish(vault)
        vault.close()
        for room in existing():
            __import__(room.module)

    def kill_one(self, name, after):
        """Type at the desk `name` for `after` seconds; how many letters were typed, what was not right."""
        shutil.rmtree(self._case, ignore_errors=True)
        shutil.copytree(self._model, self._case)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            self._type(name, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as log:
            begun = self._has_begun(log)
            threading.Event().wait(after)
            killed_at, instant = time.monotonic(), SYSTEM_CLOCK.now()
            os.kill(child, signal.SIGKILL)
            died = os.WIFSIGNALED(os.waitpid(child, 0)[1])
            typed = self._typed(log)
        if not (begun and died and typed):
            return 0, f"{name}: nothing was typed (begun {begun}, killed {died})"
        return len(typed), self._judge(name, typed, killed_at) or self._judge_beside(instant)

    def _furnish(self, vault):
        return furnish(vault)

    def _has_begun(self, log):
        """Wait until the first letter is typed; whether that came about."""
        return bool(select.select([log], [], [], PATIENCE)[0])

    def _typed(self, log):
        """The letters that were typed, each with its moment."""
        return [json.loads(line) for line in log.read().splitlines()]

    def _type(self, name, pipe):
        try:
            vault = case_file.open_with_key(self._case, self.key, self.ways)
            typist = self._sit_down(vault, name, log_to(pipe))
            typist.app.exec()
        except BaseException:
            traceback.print_exc()
        os._exit(1)

    def _sit_down(self, vault, name, told):
        """Open the window and begin to type."""
        return Typist(vault, DESKS[name], self.ids, told, PAUSE_MS)

    def _judge(self, name, typed, killed_at):
        must = "".join(letter for letter, when in typed if when <= killed_at - OLD_ENOUGH)
        whole = "".join(letter for letter, _ in typed)
        vault = case_file.open_with_key(self._case, self.key, self.ways)
        try:
            assert vault.adds_up(), "the rows do not add up"
            with vault.read() as session:
                found = DESKS[name].words(session, *self.ids)
        except Exception as error:
            return f"{name}: {error!r}"
        finally:
            vault.close()
        if found.startswith(must) and whole.startswith(found):
            return ""
        late = [round(killed_at - when, 2) for _, when in typed[len(found) : len(must)]]
        return f"{name}: {len(found)} letters of the {len(must)} that must be there; missing, by age: {late}"

    def _judge_beside(self, _instant):
        """What is not right with anything else in the case after a kill at `_instant`; empty when all is."""
        return ""

    def told(self):
        """What else is worth telling of all kills together."""
        return {}


def main(plan, lane=Lane):
    """Do what the plan says: folder, how many kills, the seed, and whether anything is saved while typing."""
    if not plan["saves"]:
        for module in (saver, form_saver):
            module.PAUSE_MS = module.CEILING_MS = 3_600_000
    made, chance = lane(Path(plan["folder"])), random.Random(plan["seed"])  # noqa: S311 - no secret
    letters, faults = 0, []
    for number in range(plan["kills"]):
        name, after = made.desks[number % len(made.desks)], chance.uniform(plan["least"], made.longest)
        typed, wrong = made.kill_one(name, after)
        letters += typed
        faults += [wrong] if wrong else []
    return {"letters": letters, "faults": faults, **made.told()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))

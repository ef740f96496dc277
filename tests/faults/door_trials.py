"""A case made, opened and closed while the disk fails at each call; run with `failing.c` in front.

Started by test_failing_io.py with a plan as JSON; answers one line of JSON.
"""

import json
import os
import sys
import traceback
from dataclasses import asdict
from pathlib import Path

from secondop_desktop.flows import open_case
from tests.encrypted_case import PASSPHRASE
from tests.faults.failing import Disk
from tests.faults.failing_actions import ACTIONS, is_sound, still_there
from tests.faults.failing_trials import FAULTS, Outcome, Trials, was_told

NAME = "Margaret"


class DoorTrials(Trials):
    """Making, opening and closing; each answers whether the person was told that it did not work."""

    def making(self, place, disk, fault, at):
        """A new case in a new folder; after it was refused the same folder is still free, or it is a case."""
        folder = place.outside / "New.secondop"

        def make():
            open_case.create(folder, PASSPHRASE, NAME, self.ways).vault.close()

        told = was_told(disk, fault, at, make)
        if not (folder / "case.db").exists():
            open_case.create(folder, PASSPHRASE, NAME, self.ways).vault.close()
        vault = open_case.open_case(folder, PASSPHRASE, self.ways)
        assert is_sound(vault)
        vault.close()
        return told

    def opening(self, place, disk, fault, at, *, or_look=False):
        """The usual way in; whatever came of it, afterwards it opens and everything is there."""

        def come_and_go():
            vault = open_case.open_case(place.case, PASSPHRASE, self.ways, or_look=or_look)
            vault.close()

        told = was_told(disk, fault, at, come_and_go)
        self._judge(place)
        return told

    def looking(self, place, disk, fault, at):
        """As the window opens: only to look where it cannot be written."""
        return self.opening(place, disk, fault, at, or_look=True)

    def closing(self, place, disk, fault, at):
        """Closing never complains, and what was written before is there."""
        vault, note = self.open(place), ACTIONS["type a note"]
        note.do(vault, place)
        assert not was_told(disk, fault, at, vault.close), "closing complained"
        vault = self.open(place)
        assert note.times(vault, place) == 1, "what was written before is gone"
        vault.close()
        self._judge(place)
        return False

    def _judge(self, place):
        vault = open_case.open_case(place.case, PASSPHRASE, self.ways)
        try:
            assert still_there(vault), "something from before is gone"
            assert is_sound(vault), "the check is not content"
        finally:
            vault.close()


DOORS = {
    "make": DoorTrials.making,
    "open": DoorTrials.opening,
    "look": DoorTrials.looking,
    "close": DoorTrials.closing,
}


def run(trials, name, fault, stride, outcome):
    """Try one door for each call that can go wrong in it."""
    at, hit = 1, True
    while hit:
        place, told, wrong = trials.fresh(), False, ""
        disk = Disk(place.outside)
        try:
            told = DOORS[name](trials, place, disk, fault, at)
        except BaseException as error:
            trace = "".join(traceback.format_exception(error)[-5:])
            wrong = f"{name}, {fault.name}, call {at} ({disk.seen.hit}): {trace}"
        hit = disk.seen.calls >= at
        outcome.count(hit, told, wrong)
        at += stride


def main(plan):
    """Do what the plan says: folder, doors, faults and stride."""
    os.environ["XDG_CACHE_HOME"] = plan["folder"] + "/cache"  # copies for looking; they do not fail here
    trials, outcome = DoorTrials(Path(plan["folder"])), Outcome()
    for name in plan["doors"]:
        for fault in plan["faults"]:
            run(trials, name, FAULTS[fault], plan["stride"], outcome)
    return asdict(outcome)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))

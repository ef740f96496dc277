"""Does each action once for every call to the disk that can go wrong in it; run with `failing.c` in front.

Started by test_failing_io.py with a plan as JSON; answers one line of JSON.
"""

import contextlib
import errno
import json
import os
import shutil
import sys
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.vault import case_file
from secondop_desktop.vault.errors import CaseDamaged, KeptAfterAll, WrongSecret
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults import failing
from tests.faults.failing import Disk, Fault
from tests.faults.failing_actions import ACTIONS, RECORD, Place, furnish, is_sound, still_there

FAULTS = {
    fault.name: fault
    for fault in (
        Fault("disk error once", errno.EIO),
        Fault("disk error from now on", errno.EIO, lasting=True),
        Fault("disk full once", errno.ENOSPC),
        Fault("disk full from now on", errno.ENOSPC, lasting=True),
        Fault("nothing works, it says it is full", errno.ENOSPC, lasting=True, manner=failing.SHORT),
        Fault("read-only from now on", errno.EROFS, lasting=True),
        Fault("cannot be read once", errno.EIO, kinds=failing.READ),
        Fault("cannot be read from now on", errno.EIO, lasting=True, kinds=failing.READ),
        Fault("half a write once", errno.EIO, manner=failing.SHORT, kinds=failing.WRITE),
        Fault(
            "half a write, then full",
            errno.ENOSPC,
            lasting=True,
            manner=failing.SHORT,
            kinds=failing.FULL_DISK,
        ),
    )
}


@dataclass
class Outcome:
    """What all tries of a plan came to: how many, how many of them were told of, and what went wrong."""

    tries: int = 0
    told: int = 0
    faults: list = field(default_factory=list)

    def count(self, hit, told, wrong):
        """Add one try; one that was not hit is none, unless something is wrong all the same."""
        self.tries += hit
        self.told += hit and told
        self.faults += [wrong] if wrong else []


class Trials:
    """One workshop folder: a furnished case that is copied for each try."""

    def __init__(self, workshop):
        self.ways = cheap_ways()
        self._model = workshop / "model"
        self._try = workshop / "try"
        self._attached = workshop / "Pathology 2 March.pdf"
        self._attached.write_bytes(RECORD)
        self._model.mkdir()
        vault = case_file.create(self._model / "My case.secondop", PASSPHRASE, self.ways)
        self.key = vault.key
        furnish(vault)
        vault.close()

    def fresh(self):
        """A copy of the furnished case, in a place where nothing else lies."""
        shutil.rmtree(self._try, ignore_errors=True)
        shutil.copytree(self._model, self._try)
        return Place(self._try / "My case.secondop", self._try, self._attached)

    def open(self, place):
        """The case of a place, open."""
        return case_file.open_with_key(place.case, self.key, self.ways)

    def once(self, action, fault, at):
        """Do `action` while call number `at` goes wrong; the calls, whether that was told, what was wrong."""
        place = self.fresh()
        disk = Disk(place.outside)
        try:
            vault = self.open(place)
            told = was_told(disk, fault, at, lambda: action.do(vault, place))
            self._judge(action, vault, place, told)
        except BaseException as error:
            seen = disk.mend()
            where = "".join(traceback.format_exception(error)[-3:])
            return seen.calls, False, f"{action.name}, {fault.name}, call {at} ({seen.hit}): {where}"
        return disk.seen.calls, told, ""

    def _judge(self, action, vault, place, told):
        """Whether what was said is true, before and after doing it again and opening the case anew."""
        times = action.times(vault, place)
        assert times == 1 or (told and times == 0), f"told: {told}, there: {times} times"
        if told:
            with contextlib.suppress(KeptAfterAll):
                action.do(vault, place)
            times = action.times(vault, place)
            assert times == 1, f"{times} times after doing it again"
        vault.close()
        vault = self.open(place)
        try:
            assert action.times(vault, place) == 1, "gone after opening anew"
            assert still_there(vault), "something from before is gone"
            assert is_sound(vault), "the check is not content"
        finally:
            vault.close()

    def all(self, action, fault, stride, outcome):
        """One try for each call (each `stride`-th of them) that the action makes."""
        at = 1
        while True:
            calls, told, wrong = self.once(action, fault, at)
            outcome.count(calls >= at, told, wrong)
            if calls < at:
                return
            at += stride


def was_told(disk, fault, at, do):
    """Whether `do()` told a person in a whole sentence that it did not work, with call `at` going wrong."""
    told, kind = "", UserError
    disk.break_down(fault, at)
    try:
        do()
    except UserError as error:
        told, kind = error.sentence, type(error)
    finally:
        disk.mend()
    assert not told or told.endswith("."), f"no sentence: {told}"
    assert not issubclass(kind, CaseDamaged | WrongSecret), f"nothing is damaged or wrong: {told}"
    return bool(told)


def main(plan):
    """Do what the plan says: folder, actions, faults and stride."""
    os.environ["XDG_DATA_HOME"] = plan["folder"] + "/try/data"  # safe copies fail as everything else does
    trials, outcome = Trials(Path(plan["folder"])), Outcome()
    for name in plan["actions"]:
        for fault in plan["faults"]:
            trials.all(ACTIONS[name], FAULTS[fault], plan["stride"], outcome)
    return asdict(outcome)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))

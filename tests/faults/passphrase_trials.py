"""A new passphrase while the disk fails, or the program dies, at each call; run with `failing.c` in front.

Started by test_failing_io.py with a plan as JSON; answers one line of JSON.
"""

import json
import os
import sys
import traceback
from dataclasses import asdict
from pathlib import Path

from secondop_desktop.flows import open_case
from secondop_desktop.flows.renew_passphrase import renew_passphrase
from secondop_desktop.vault.errors import WrongSecret
from tests.encrypted_case import PASSPHRASE
from tests.faults import failing
from tests.faults.failing import Disk, Fault
from tests.faults.failing_actions import is_sound, still_there
from tests.faults.failing_trials import FAULTS, Outcome, Trials, was_told

NEW = "nine brown otters under the bridge"
AGAIN = 5
"""In each fifth try it is done once more afterwards; it takes as long as all the rest."""
CUTS = {
    fault.name: fault
    for fault in (
        Fault("killed before the call", manner=failing.DIE),
        Fault("killed in the middle of a write", manner=failing.TEAR, kinds=failing.WRITE),
    )
}


class PassphraseTrials(Trials):
    """New passphrases in copies of one case."""

    def once_failing(self, fault, at):
        """Change it while call number `at` goes wrong; calls, whether it was told, and what was not right."""
        place = self.fresh()
        vault, told, disk = self.open(place), False, Disk(place.outside)
        try:
            told = was_told(disk, fault, at, lambda: renew_passphrase(vault, PASSPHRASE, NEW, ways=self.ways))
            self._judge_failed(vault, place, at) if told else self._judge_opens(place, (NEW,))
        except BaseException as error:
            wrong = f"new passphrase, {fault.name}, call {at} ({disk.mend().hit}): {_trace(error)}"
            return disk.seen.calls, told, wrong
        finally:
            vault.close()
        return disk.seen.calls, told, ""

    def _judge_failed(self, vault, place, at):
        """The case is open as before, or was closed and opens; then it can be done again (not each time)."""
        if vault.key:
            assert is_sound(vault), "the case that is still open is not sound"
            vault.close()
        secret = self._judge_opens(place, (PASSPHRASE, NEW))
        if at % AGAIN == 1:
            again = open_case.open_case(place.case, secret, self.ways)
            renew_passphrase(again, secret, NEW + " today", ways=self.ways)
            self._judge_opens(place, (NEW + " today",))

    def once_cut(self, fault, at):
        """Change it in a process that dies at call number `at`; whether it died, and what was not right."""
        place = self.fresh()
        child = os.fork()
        if not child:
            self._die_while_changing(place, fault, at)
        died = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        try:
            self._judge_opens(place, (PASSPHRASE, NEW) if died else (NEW,))
        except BaseException as error:
            return died, f"new passphrase, {fault.name}, call {at}: {_trace(error)}"
        return died, ""

    def _die_while_changing(self, place, fault, at):
        try:
            vault = self.open(place)
            Disk(place.outside).break_down(fault, at)
            renew_passphrase(vault, PASSPHRASE, NEW, ways=self.ways)
        except BaseException:
            traceback.print_exc()
        os._exit(0)

    def _judge_opens(self, place, secrets):
        """Exactly one of the secrets opens, all is there, and nothing half-done is left; the answer is it."""
        opened = []
        for secret in secrets:
            try:
                vault = open_case.open_case(place.case, secret, self.ways)
            except WrongSecret:
                continue
            opened.append(secret)
            assert still_there(vault), "something is gone"
            assert is_sound(vault), "the check is not content"
            vault.close()
        assert len(opened) == 1, f"{len(opened)} passphrases open the case"
        left = {file.name for file in place.case.iterdir() if "new" in file.name or ".part" in file.name}
        assert not left, f"left behind: {left}"
        return opened[0]


def _trace(error):
    return "".join(traceback.format_exception(error)[-4:])


def main(plan):
    """Do what the plan says: folder, faults, cuts and stride."""
    os.environ["XDG_DATA_HOME"] = plan["folder"] + "/data"  # the copies made before; they do not fail here
    trials, failed, cut = PassphraseTrials(Path(plan["folder"])), Outcome(), Outcome()
    for name in plan["faults"]:
        at, hit = 1, True
        while hit:
            calls, told, wrong = trials.once_failing(FAULTS[name], at)
            hit = calls >= at
            failed.count(hit, told, wrong)
            at += plan["stride"]
    for name in plan["cuts"]:
        at, died = 1, True
        while died:
            died, wrong = trials.once_cut(CUTS[name], at)
            cut.count(True, died, wrong)
            at += plan["stride"]
    return {"failed": asdict(failed), "cut": asdict(cut)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))

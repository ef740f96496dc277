"""Starts the program as usual, but lets a test move its clock and look at what the next process is given.

`python lock_program.py REPORT go|stay CASE`. SIGUSR1 is an hour in which nobody touched anything. With `stay`
the process is not replaced at the lock, as the control of the tests of memory.
"""

import json
import os
import signal
import sys
from pathlib import Path

from secondop_desktop import app
from secondop_desktop.base.clock import Clock
from secondop_desktop.ui import idle


class MovedClock(Clock):
    """The computer's clock, some hours ahead."""

    ahead = 0.0

    def monotonic(self):
        return super().monotonic() + self.ahead

    def an_hour_later(self, *_signal):
        self.ahead += 3600.0


def handed_on(words, before):
    """What the next process would be given, written down as JSON."""
    files = {}
    for link in list(Path("/proc/self/fd").iterdir()):
        number = int(link.name)
        if number > 2 and link.is_symlink() and os.get_inheritable(number):
            files[number] = str(link.readlink())
    changed = {name: value for name, value in os.environ.items() if before.get(name) != value}
    return json.dumps({"files": files, "surroundings": changed, "words": list(words)})


def main(report, how, case):
    clock, before, replace = MovedClock(), dict(os.environ), os.execv
    idle.IdleWatch.__init__.__defaults__ = (clock,)
    idle._LOOK_EVERY = 50
    signal.signal(signal.SIGUSR1, clock.an_hour_later)

    def look_and_replace(program, words):
        Path(report).write_text(handed_on(words, before), encoding="utf-8")
        replace(program, words)

    os.execv = look_and_replace
    if how == "stay":
        app._replace_process = lambda _case: None
    return app.main([case])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

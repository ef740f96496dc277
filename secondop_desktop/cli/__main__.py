"""Runs one command and turns what comes of it into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from secondop_desktop.base import logs, outside_files
from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.privacy import keep_files_private, keep_memory_private
from secondop_desktop.cli.parser import parser
from secondop_desktop.cli.say import Voice, complain
from secondop_desktop.cli.self_test import SWITCH
from secondop_desktop.vault.errors import CaseDamaged

DONE, PROBLEM, USAGE, DAMAGED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was typed; the answer is 0 done, 1 a problem, 2 not understood, 3 a damaged case."""
    logs.start()
    keep_memory_private()
    keep_files_private()
    outside_files.sweep()
    try:
        words = list(sys.argv[1:] if arguments is None else arguments)
        given = parser().parse_args(["self-test" if word == SWITCH else word for word in words])
    except SystemExit as left:
        return int(left.code or 0)
    try:
        given.run(given, Voice(given.json))
    except CaseDamaged as error:
        complain(error.sentence)
        return DAMAGED
    except UserError as error:
        complain(error.sentence)
        return PROBLEM
    except (KeyboardInterrupt, Cancelled):
        complain(tr("Stopped. What was done until now is kept."))
        return PROBLEM
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    return DONE


if __name__ == "__main__":
    sys.exit(main())

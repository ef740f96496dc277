"""How the program starts a process of its own: the same Python and our own code, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path


def command(module: str, switch: str, kind: str) -> list[str]:
    """What to run for a process that calls `module.main()` and is told its `kind`.

    A packaged program has no Python beside it: it is started as itself, with `switch`, and app.py calls main.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, switch, kind]
    program = str(Path(__file__).resolve().parents[2])
    start = f"import sys; sys.path.insert(0, sys.argv.pop(1)); from {module} import main; main()"
    # Isolated: no site of the user's own, no current folder, no variables of the environment.
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", start, program, kind]

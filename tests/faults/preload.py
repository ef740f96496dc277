"""Builds the small C libraries that stand between a program and the disk, for LD_PRELOAD on Linux."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "faults"
_FLAGS = ("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")


def built(source: str) -> Path:
    """The shared library made of `tests/faults/<source>`, such as `built("failing.c")`.

    It is made anew when the source is newer. A test that asks for it is skipped where it cannot work.
    """
    if sys.platform != "linux":
        pytest.skip("a library can be put between a program and the disk like this on Linux only")
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler here, which makes the library that lets the disk fail")
    code = HERE / source
    made = BUILD / f"{code.stem}.so"
    if not made.exists() or made.stat().st_mtime < code.stat().st_mtime:
        BUILD.mkdir(parents=True, exist_ok=True)
        fresh = made.with_suffix(f".{os.getpid()}")  # two test processes may build at the same time
        subprocess.run([compiler, *_FLAGS, "-o", str(fresh), str(code), "-ldl"], check=True)
        fresh.replace(made)
    return made


def environment(library: Path, **settings: object) -> dict[str, str]:
    """The environment of a program that runs with `library` in front, and with its `settings`."""
    return {
        **os.environ,
        "LD_PRELOAD": str(library),
        **{name: str(value) for name, value in settings.items()},
    }

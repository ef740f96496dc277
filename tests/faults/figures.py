"""The table of what the fault tests reached: one line a promise, kept in build/ and printed at the end.

`python -m tests.faults.figures` prints the table of the last long run, for SECURITY.md.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FULL = os.environ.get("SECONDOP_FAULTS") == "full"
"""Whether the long run was asked for; the tests of every day do a short form of each."""
FOLDER = Path(__file__).resolve().parents[2] / "build" / "faults" / ("full" if FULL else "short")
PROMISES = {
    "typing-killed": ("Killed while somebody types", "500 kills: each letter older than 1 s is there"),
    "sound-killed": (
        "Killed while sound is recorded and somebody types",
        "100 kills: at most 2 s of sound and 1 s of typing lost",
    ),
    "long-visit": (
        "A visit of ten minutes by keyboard alone, with two power cuts",
        "at most 1 s of typing and 2 s of sound lost, one is where one was",
    ),
    "power-cuts": ("Power cut, over 20 workflows", "10,000 states: 0 corrupt, 0 acknowledged lost"),
    "second-cut": ("A second power cut while recovering", "1,000 states: 0 corrupt, 0 lost"),
    "failing-writes": ("Every n-th write, fsync, rename, unlink fails", "0 lost, told, nothing twice"),
    "bit-flips": ("Single bits flipped, each item read alone", "10,000 flips: 0 silent"),
    "old-pages": ("Old pages put back, cuts, mixes of two versions", "3,000: 100 % noticed"),
    "destroyed-pages": (
        "1 to 50 pages destroyed, then repair",
        "all untouched rescued, the rest listed",
    ),
    "backups": (
        "Five years of backups, clock jumps, full disk, damaged case",
        "each kept one restores equal",
    ),
    "races": ("Two programs start at once", "1,000 races: 0 double writers"),
    "canaries": ("240 marked words in 60 minutes of use, searched in every file", "0 found"),
    "memory": ("Memory of the process 3 s after the lock", "0 traces of key and words"),
    "locks": ("Lock by key, suspend, screen lock, idle", "100 each: saved and locked within 1 s, 0 traces"),
    "wrong-or-damaged": ("Wrong passphrase told apart from damage", "right sentence 100 %"),
    "sheets": ("Recovery sheets typed with 1 or 2 mistakes", "1,000: line named; right one opens, 100 %"),
    "passphrase-cut": ("A new passphrase, cut at every call", "old or new opens, never neither"),
    "mutated": ("Mutated PDFs, pictures, archives, documents", "100,000: 0 crashes, bytes kept as they were"),
    "bombs": ("Files made to use up memory or time", "40: refused within 10 s, told"),
    "names": ("Hostile file names", "10,000: 0 files outside"),
    "network": ("The whole suite without a network; sockets by strace", "0 sockets"),
    "control-sync-off": ("Control: power cuts with synchronous=OFF", "must lose commits"),
    "control-digest-off": ("Control: old pages with the digests switched off", "must go unnoticed"),
    "control-no-replace": ("Control: memory when the process is not replaced", "must hold the key"),
}
"""Each promise by its key: what is done, and the goal of the long run."""


@dataclass(frozen=True)
class Figure:
    """What one run reached: `held` says whether the promise was kept, `reached` how well."""

    key: str
    reached: str
    held: bool
    day: str
    machine: str


def keep(key: str, reached: str, *, held: bool) -> None:
    """Write the figure of one promise down and fail the test when the promise was not kept."""
    figure = Figure(key, reached, held, datetime.now(UTC).date().isoformat(), machine())
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{key}.json").write_text(json.dumps(asdict(figure), indent=1), encoding="utf-8")
    assert PROMISES[key]
    assert held, f"{PROMISES[key][0]}: {reached}"


def machine() -> str:
    """What the figures were measured on, in a few words."""
    python = platform.python_version()
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {python}"


def known(folder: Path = FOLDER) -> dict[str, Figure]:
    """The last figure of each promise."""
    found = {}
    for key in PROMISES:
        file = folder / f"{key}.json"
        if file.exists():
            found[key] = Figure(**json.loads(file.read_text(encoding="utf-8")))
    return found


def lines(folder: Path = FOLDER) -> list[str]:
    """The table as Markdown, one row a promise; what was not run says so."""
    found = known(folder)
    rows = ["| What is done | Goal of the long run | Reached | Day |", "|---|---|---|---|"]
    for key, (done, goal) in PROMISES.items():
        figure = found.get(key)
        reached, day = (figure.reached.splitlines()[0], figure.day) if figure else ("not run", "")
        kept = "" if figure is None or figure.held else "**not kept:** "
        rows.append(f"| {done} | {goal} | {kept}{reached} | {day} |")
    return rows


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(FOLDER.with_name("full"))) + "\n")

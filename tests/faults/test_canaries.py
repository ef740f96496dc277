"""Hundreds of words that no dictionary has, an hour of use, and then every byte that was written is searched.

While the day goes on and after it, the disk is searched as somebody would who has it: every file below the
computer's folders, every write the program ever made there (`recorder.c`, so also to files that are gone),
and every file it opened for writing anywhere else (strace).
"""

import json
import os
import random
import re
import shutil
import stat
import string
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

from tests.faults import figures
from tests.faults.preload import built
from tests.faults.recording import CREATE, UNSEEN, WRITE, read_log
from tests.stories.searcher import words_below, words_in

ROOT = Path(__file__).parents[2]
PASSPHRASE = "heronquill lanternmoss copperdew"
MANY = 240
BEGIN = "qvxzkwjfhgqy"
"""What every canary begins with, so that one search finds all of them; shorter ones come by chance."""
TRACED = "openat,open,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
OPENED = re.compile(r'(?:openat\([^,]*, |open\(|creat\()"([^"]*)", ([A-Z_|]*).*\) = \d')
RENAMED = re.compile(r'(?:rename|link|symlink)\w*\(.*"([^"]*)"(?:, [A-Z_0-9|]+)?\) = 0')
NO_FILES = ("/dev/", "/proc/", "/sys/", "pipe:", "socket:")
NOT_KEPT = ("search typed", "find typed", "name of a PDF", "passphrase typed", "search for nothing")
"""What is typed and meant to be kept nowhere, or chosen by the person for a file of their own."""


def canaries(count):
    """Words that no dictionary has, the same in every run."""
    dice = random.Random("canaries of a day")  # noqa: S311 - no secret
    return [BEGIN + "".join(dice.choices(string.ascii_lowercase, k=10)) for _ in range(count)]


class Disk:
    """The computer of the day: its home and passing folders, the person's desk, and what the tracers saw."""

    def __init__(self, place):
        self.computer, self.desk, self.notes = place / "computer", place / "desk", place / "notes"
        for folder in (self.desk, self.notes, *(self.computer / name for name in ("home", "tmp", "run"))):
            folder.mkdir(parents=True, mode=0o700)
        self._put_up_a_printer()
        self.trace, self.log = self.notes / "trace", self.notes / "log"
        self.found, self.looked, self.modes = [], 0, []
        # Qt saves its settings through a file without a name; what comes of it is looked at on the disk.
        self._by_qt = str(self.computer / "home" / ".config")

    def _put_up_a_printer(self):
        """A printing system with one printer that keeps nothing."""
        says = {
            "lpstat": 'case "$*" in *not-completed*) ;; *completed*) printf "Office-1 me\\n\\tStatus:\\n";;'
            ' -r) echo "scheduler is running";; *) echo Office;; esac',
            "lp": 'cat > /dev/null; echo "request id is Office-1 (1 file(s))"',
        }
        (self.notes / "bin").mkdir()
        for name, does in says.items():
            (self.notes / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
            (self.notes / "bin" / name).chmod(0o700)

    def environment(self):
        """A home of its own, and nothing of whoever runs the test."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "LD_", "DBUS_"))}
        around = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run"}
        paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests/stories'}", "PYTHONDONTWRITEBYTECODE": "1"}
        paths["PATH"] = f"{self.notes / 'bin'}:{kept['PATH']}"
        return {**kept, **paths, **{k: str(self.computer / v) for k, v in around.items()}}

    def look(self):
        """Search everything that lies on the disk now; the person's own desk is not searched."""
        self.looked += 1
        self.found += words_below(self.computer, [BEGIN, PASSPHRASE, *PASSPHRASE.split()])
        self.modes += open_to_others(self.computer / "home", self.computer / "run")

    def written(self):
        """Every byte that was ever written to each file, in the order of writing, by its first path."""
        paths, files = {}, defaultdict(bytearray)
        for step in read_log(self.log, to_play=False):
            assert step.kind != UNSEEN or step.other.startswith(self._by_qt), step
            if step.kind == CREATE:
                paths[step.inode] = step.path
            elif step.kind == WRITE:
                files[paths.get(step.inode, f"a file that was there, {step.inode}")] += step.data
        return files

    def elsewhere(self):
        """The files outside of the computer's folders and the desk that were written or renamed."""
        found = set()
        for line in self.trace.read_text(errors="replace").splitlines():
            opened, renamed = OPENED.search(line), RENAMED.search(line)
            if opened and re.search("O_WRONLY|O_RDWR|O_CREAT", opened[2] or "O_CREAT"):
                found.add(opened[1])
            elif renamed:
                found.add(renamed[1])
        assert any(path.endswith("case.db") for path in found), "the tracer saw nothing"
        own = (str(self.computer), str(self.desk), str(self.log), *NO_FILES)
        return {path for path in found if path.startswith("/") and not path.startswith(own)}


def open_to_others(*folders):
    """What somebody else could open or list, and what can be run."""
    ours = [path for folder in folders for path in folder.rglob("*") if not path.is_symlink()]
    return [
        (str(path), oct(stat.S_IMODE(path.stat().st_mode)))
        for path in ours
        if stat.S_IMODE(path.stat().st_mode) & (0o077 if path.is_dir() else 0o177)
    ]


@pytest.fixture(scope="module")
def day(tmp_path_factory, many):
    """One day on a computer of its own: twelve rounds of five minutes, or two for every day."""
    disk = Disk(tmp_path_factory.mktemp("day"))
    given = {
        "passphrase": PASSPHRASE, "desk": str(disk.desk), "rounds": many(2, 12),
        "canaries": BEGIN, "least": MANY, "computer": str(disk.computer), "log": str(disk.log),
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.faults.canary_day"]
    if shutil.which("strace"):
        traced = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={TRACED}", "-o", str(disk.trace)]
        command = [*traced, "-E", f"LD_PRELOAD={built('recorder.c')}", *command]
    else:
        command = ["env", f"LD_PRELOAD={built('recorder.c')}", *command]
    with (disk.notes / "errors").open("w") as errors, subprocess.Popen(
        command, cwd=ROOT, env=disk.environment(), umask=0, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=errors,
    ) as program:  # fmt: skip
        program.stdin.write(json.dumps(given) + "\n")
        program.stdin.flush()
        for line in program.stdout:
            if not line.startswith("stop"):
                disk.told = json.loads(line)
                break
            disk.look()
            program.stdin.write("\n")
            program.stdin.flush()
    assert program.returncode == 0, (disk.notes / "errors").read_text()
    disk.look()
    disk.minutes = given["rounds"] * 5
    return disk


def test_every_word_was_used_and_what_is_meant_to_be_kept_is_in_the_case(day):
    told = day.told
    assert len(set(told["given"].values())) >= MANY
    lost = {what for what, word in told["given"].items() if word not in told["kept"]}
    assert {what for what in lost if not what.startswith(NOT_KEPT)} == set()


def test_no_word_is_found_in_any_file_the_program_wrote(day):
    sheet = [line.split(maxsplit=1)[1] for line in day.told["sheet"]]
    words = [BEGIN, PASSPHRASE, *PASSPHRASE.split(), *sheet]
    found = list(day.found)
    outside = {f"{day.computer}/run/secondop/outside/"}  # what another program was given, asked for and swept
    files = {path: data for path, data in day.written().items() if not path.startswith(tuple(outside))}
    for path, data in files.items():
        found += [(path, word) for word in words_in(bytes(data), words)]
    elsewhere = day.elsewhere() if day.trace.exists() else set()
    for path in elsewhere:
        if Path(path).is_file():
            found += [(path, word) for word in words_in(Path(path).read_bytes(), words)]
    many_words = len(day.told["given"])
    figures.keep(
        "canaries",
        f"{len(set(found))} of {many_words} words found in {day.minutes} minutes: {len(files)} files "
        f"written, {len(elsewhere)} of them elsewhere, the disk looked at {day.looked} times",
        held=not found,
    )
    assert elsewhere == set()


def test_what_another_program_was_given_is_gone(day):
    given = [path for path in day.written() if "/secondop/outside/" in path]
    assert given, "nothing was opened in another program"
    assert {Path(path).name for path in given} == {"record.txt"}
    assert [path for path in (day.computer / "run").rglob("*") if path.is_file()] == []


def test_nobody_else_can_open_anything_also_without_a_umask(day):
    assert day.modes == []


def test_the_toolkit_keeps_no_names_of_files(day):
    home = day.computer / "home"
    config = [path for path in home.rglob("*") if path.suffix in {".conf", ".ini", ".xbel"}]
    kept = "\n".join(path.read_text(errors="replace") for path in config)
    assert str(day.desk) not in kept
    assert "My case" not in kept
    assert not list(home.rglob("recently-used*"))
    assert not list(home.rglob("thumbnails"))


def test_a_word_is_found_in_a_zip_archive_and_where_it_was_written_once(day, tmp_path):
    word = canaries(1)[0]
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("words.xml", f"<p>{word}</p>" * 5)
    assert words_in((tmp_path / "a.zip").read_bytes(), [BEGIN]) == {BEGIN}
    (tmp_path / "x").write_bytes(b"\0" + word.encode("utf-16-le"))
    assert words_below(tmp_path, [BEGIN]) == [("a.zip", BEGIN), ("x", BEGIN)]
    given = [bytes(data) for path, data in day.written().items() if "/secondop/outside/" in path]
    assert words_in(b"".join(given), [BEGIN]) == {BEGIN}, "the recorder would not have seen a word"

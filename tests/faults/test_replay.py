"""The player of power cuts, tried on tiny recordings of which it is known what a disk may hold after."""

import os
import subprocess
import sys

import pytest

from tests.faults import preload, recording, replay
from tests.faults import recording as rec
from tests.faults.recording import Recording, Step
from tests.faults.replay import Disk, Kept, dice

ROOT = "/r"
OLD = b"o" * 1024


def tape(*steps, **before):
    """A recording that begins with these files in the folder `/r`; inodes count from 10 in their order."""
    held = {ROOT: (1, None)}
    held |= {
        f"{ROOT}/{name}": (10 + number, content) for number, (name, content) in enumerate(before.items())
    }
    return Recording(ROOT, held, list(steps))


def new(name, inode):
    return Step(rec.CREATE, f"{ROOT}/{name}", inode=inode)


def wrote(inode, data, offset=0):
    return Step(rec.WRITE, inode=inode, offset=offset, data=data)


def flushed(inode):
    return Step(rec.SYNC, inode=inode)


def renamed(name, other):
    return Step(rec.RENAME, f"{ROOT}/{name}", f"{ROOT}/{other}")


def after(taped, *, strict, cut=None, tries=400):
    """Everything that may be found at the end (or after `cut` steps), as sets of (name, content)."""
    disk = Disk(taped)
    for step in taped.steps[:cut]:
        disk.play(step)
    found = set()
    for seed in range(tries):
        for manner in ("none", "all", "in order", "any"):
            kept = Kept(
                dice(seed), manner, strict=strict, first=min(disk.open_marks), last=max(disk.open_marks)
            )
            files = disk.after_cut(kept).items()
            found.add(frozenset((path.removeprefix(f"{ROOT}/"), content) for path, content in files))
    return {frozenset((name, content) for name, content in one if name != ROOT) for one in found}


def sets(*states):
    return {frozenset(state.items()) for state in states}


both = pytest.mark.parametrize("strict", [True, False])


@both
def test_what_was_flushed_is_there(strict):
    taped = tape(wrote(10, b"new"), flushed(10), a=OLD)
    assert after(taped, strict=strict) == sets({"a": b"new" + OLD[3:]})


@both
def test_each_sector_of_a_write_that_was_not_flushed_is_kept_or_lost_alone(strict):
    taped = tape(wrote(10, b"n" * 1024), a=OLD)
    parts = [first * 512 + second * 512 for first in (b"o", b"n") for second in (b"o", b"n")]
    assert after(taped, strict=strict) == sets(*({"a": content} for content in parts))


@both
def test_two_writes_of_one_sector_may_leave_either(strict):
    taped = tape(wrote(10, b"1" * 512), wrote(10, b"2" * 512), a=b"o" * 512)
    assert after(taped, strict=strict) == sets(*({"a": sign * 512} for sign in (b"o", b"1", b"2")))


@both
def test_a_length_that_was_cut_may_be_the_old_one_until_it_is_flushed(strict):
    cut = Step(rec.TRUNCATE, inode=10, offset=0)
    assert after(tape(cut, a=b"abc"), strict=strict) == sets({"a": b"abc"}, {"a": b""})
    assert after(tape(cut, flushed(10), a=b"abc"), strict=strict) == sets({"a": b""})


def test_a_file_that_grew_may_hold_zeros_or_with_strict_rules_old_bytes():
    grown = tape(wrote(10, b"x" * 4), a=b"")
    assert after(grown, strict=False) == sets({"a": b""}, {"a": bytes(4)}, {"a": b"xxxx"})
    strange = {content for state in after(grown, strict=True) for _, content in state}
    assert strange > {b"", bytes(4), b"xxxx"}
    assert {len(content) for content in strange} == {0, 4}


@both
def test_room_that_was_set_aside_makes_a_file_longer(strict):
    taped = tape(Step(rec.ALLOCATE, inode=10, offset=6), flushed(10), a=b"abc")
    assert after(taped, strict=strict) == sets({"a": b"abc\0\0\0"})


@both
def test_a_rename_before_the_bytes_were_flushed_may_leave_an_empty_file(strict):
    taped = tape(new("b", 20), flushed(1), wrote(20, b"new"), renamed("b", "a"), flushed(1), a=b"old")
    assert after(taped, strict=strict) >= sets({"a": b""}, {"a": b"new"})
    assert not after(taped, strict=strict) & sets({"a": b"old"}, {})


def test_a_flushed_file_keeps_its_name_in_a_journal_and_not_by_strict_rules():
    taped = tape(new("a", 20), wrote(20, b"new"), flushed(20))
    assert after(taped, strict=False) == sets({"a": b"new"})
    assert after(taped, strict=True) == sets({"a": b"new"}, {})
    assert after(tape(*taped.steps, flushed(1)), strict=True) == sets({"a": b"new"})


def test_a_replaced_file_is_the_old_or_the_new_one():
    taped = tape(new("b", 20), wrote(20, b"new"), flushed(20), flushed(1), renamed("b", "a"), a=b"old")
    for strict in (True, False):
        found = sets({"a": b"old", "b": b"new"}, {"a": b"new"})
        assert after(taped, strict=strict) == found
        assert after(tape(*taped.steps, flushed(1), a=b"old"), strict=strict) == sets({"a": b"new"})


def test_names_change_in_order_in_a_journal_and_in_any_order_by_strict_rules():
    taped = tape(new("a", 20), new("b", 21))
    assert after(taped, strict=False) == sets({}, {"a": b""}, {"a": b"", "b": b""})
    assert after(taped, strict=True) == sets({}, {"a": b""}, {"b": b""}, {"a": b"", "b": b""})


def test_a_folder_takes_along_what_is_in_it():
    shelf = Step(rec.FOLDER, f"{ROOT}/s", inode=30)
    taped = tape(shelf, new("s/a", 20), wrote(20, b"new"), flushed(20), flushed(30))
    assert after(taped, strict=True) == sets({}, {"s": None, "s/a": b"new"})
    assert after(tape(*taped.steps, flushed(1)), strict=True) == sets({"s": None, "s/a": b"new"})
    moved = tape(*taped.steps, flushed(1), renamed("s", "t"), flushed(1))
    assert after(moved, strict=True) == sets({"t": None, "t/a": b"new"})


@both
def test_a_deleted_name_may_still_be_there_until_the_folder_is_flushed(strict):
    gone = Step(rec.UNLINK, f"{ROOT}/a")
    assert after(tape(gone, a=b"old"), strict=strict) == sets({"a": b"old"}, {})
    assert after(tape(gone, flushed(1), a=b"old"), strict=strict) == sets({})


@both
def test_two_names_of_one_file_lead_to_the_same_bytes(strict):
    linked = Step(rec.LINK, f"{ROOT}/a", f"{ROOT}/b")
    taped = tape(linked, flushed(1), wrote(10, b"new"), flushed(10), a=b"old")
    assert after(taped, strict=strict) == sets({"a": b"new", "b": b"new"})
    same = tape(*taped.steps, renamed("b", "a"), a=b"old")
    assert after(same, strict=strict) == sets({"a": b"new", "b": b"new"})


def test_the_same_seed_gives_the_same_states_and_none_twice():
    taped = tape(new("b", 20), wrote(20, b"n" * 2048), flushed(20), renamed("b", "a"), flushed(1), a=OLD)
    first = [(state.cut, state.files) for state in replay.states_of(taped, 12, seed=5)]
    assert first == [(state.cut, state.files) for state in replay.states_of(taped, 12, seed=5)]
    assert 6 <= len(first) == len({str(files) for _, files in first}) <= 12


def test_a_state_is_asked_again_when_more_was_promised():
    note = Step(rec.NOTE, data=b"{}")
    found = list(replay.states_of(tape(note, note, a=OLD), 5, seed=1))
    assert [state.notes for state in found] == [1, 2]


def test_a_state_becomes_real_files(tmp_path):
    taped = tape(Step(rec.FOLDER, f"{ROOT}/s", inode=30), new("s/a", 20), wrote(20, b"new"))
    found = [s for s in replay.states_of(taped, 40, seed=1) if s.files.get("/r/s/a") == b"new"]
    found[0].put_into(tmp_path / "made", ROOT)
    assert (tmp_path / "made" / "s" / "a").read_bytes() == b"new"


_MUCH = """
import os, shutil, sys
from pathlib import Path
from tests.faults.recording import Recorder

root, log = map(Path, sys.argv[1:])
os.chdir(root)
with Recorder(root, log) as recorder:
    Path("shelf").mkdir()
    place = os.open(".", os.O_RDONLY)
    file = os.open("made", os.O_RDWR | os.O_CREAT, 0o600, dir_fd=place)
    os.write(file, b"abc")
    os.writev(file, [b"de", b"", b"fgh"])
    os.pwrite(file, b"XY", 1)
    os.pwritev(file, [b"1", b"23"], 20)
    other = os.dup(file)
    os.write(other, b"through another descriptor")
    os.ftruncate(other, 40)
    os.posix_fallocate(file, 0, 50)
    os.fsync(other)
    recorder.note({"kept": 1})
    more = os.open("old", os.O_WRONLY | os.O_APPEND)
    os.write(more, b" and more")
    os.rename("made", "moved", src_dir_fd=place, dst_dir_fd=place)
    os.link("moved", "shelf/second")
    os.unlink("old")
    os.write(more, b" into a file without a name")
    shutil.copyfile("moved", "copied")
    taken = os.open("ranged", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    os.lseek(file, 0, 0)
    os.copy_file_range(file, taken, 30, offset_src=2)
    os.truncate("copied", 7)
    Path("gone").mkdir()
    os.rmdir("gone", dir_fd=place)
    Path("short").write_bytes(b"not for long")
    with open("short", "w") as again:
        again.write("yes")
    os.replace("short", "copied")
    os.fdatasync(taken)
Path(sys.argv[2]).with_suffix(".outside").write_bytes(b"not recorded")
"""


def run_recorded(program, *words):
    """Run a Python program with the recorder in front of it."""
    library = preload.built("recorder.c")
    environment = preload.environment(library, PYTHONPATH=os.pathsep.join(sys.path))
    subprocess.run([sys.executable, "-c", program, *map(str, words)], env=environment, check=True)


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "old").write_bytes(b"old")
    return folder


def test_what_is_recorded_is_what_was_done(root, tmp_path):
    before = recording.what_lies_in(root)
    run_recorded(_MUCH, root, tmp_path / "log")
    taped = Recording(str(root), before, recording.read_log(tmp_path / "log"))
    disk = Disk(taped)
    for step in taped.steps:
        disk.play(step)
    there = {path: content for path, (_, content) in recording.what_lies_in(root).items()}
    assert disk.now() == there
    assert set(there) == {
        str(root),
        *(f"{root}/{n}" for n in ("shelf", "shelf/second", "moved", "copied", "ranged")),
    }
    assert there[f"{root}/copied"] == b"yes"
    assert taped.notes == [{"kept": 1}]
    made = next(step for step in taped.steps if step.kind == rec.CREATE and step.path.endswith("/made"))
    assert next(step.inode for step in taped.steps if step.kind == rec.SYNC) == made.inode


_UNSEEN = {
    "a shared writable mapping": "m = open(root / 'old', 'rb+'); import mmap; mmap.mmap(m.fileno(), 3)",
    "a symbolic link": "(root / 'link').symlink_to('old')",
    "a name that crosses the border": "(root / 'old').rename(root.parent / 'out')",
    "a file without a name": "os.open(root, os.O_TMPFILE | os.O_RDWR)",
    "a flush of the whole system": "os.sync()",
}


@pytest.mark.parametrize("what", _UNSEEN)
def test_what_cannot_be_played_is_refused(root, tmp_path, what):
    program = f"""
import os, sys
from pathlib import Path
from tests.faults.recording import Recorder
root = Path(sys.argv[1])
with Recorder(root, Path(sys.argv[2])):
    {_UNSEEN[what]}
"""
    run_recorded(program, root, tmp_path / "log")
    with pytest.raises(ValueError, match=what):
        recording.read_log(tmp_path / "log")


def test_a_log_that_was_cut_short_is_refused(root, tmp_path):
    run_recorded(_MUCH, root, tmp_path / "log")
    whole = (tmp_path / "log").read_bytes()
    (tmp_path / "log").write_bytes(whole[:-3])
    with pytest.raises(ValueError, match="cannot be played"):
        recording.read_log(tmp_path / "log")

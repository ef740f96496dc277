"""One writer for a case: in one process, in many, and across computers that share a folder."""

import errno
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.vault import lock_file
from secondop_desktop.vault.lock_file import HOLDER, LOCK, CannotLock, CaseInUse, CaseLock

HOLD = """
import sys
from pathlib import Path
from secondop_desktop.vault.lock_file import CaseLock
lock = CaseLock.take(Path(sys.argv[1]))
print("held", flush=True)
if sys.stdin.readline() == "release\\n":
    lock.release()
    print("released", flush=True)
    sys.stdin.readline()
"""

RACE = """
import sys
from pathlib import Path
from secondop_desktop.vault.lock_file import CaseInUse, CaseLock
sys.stdin.readline()
try:
    lock = CaseLock.take(Path(sys.argv[1]))
except CaseInUse as error:
    print("in use", error.same_host, flush=True)
else:
    print("won", flush=True)
    sys.stdin.readline()
    lock.release()
"""

LINUX = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="only Linux tells when a process began"
)


def start(script, folder):
    return subprocess.Popen(
        [sys.executable, "-c", script, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def say(process, text):
    process.stdin.write(text + "\n")
    process.stdin.flush()


@pytest.fixture
def holder_process(tmp_path):
    with start(HOLD, tmp_path) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def note(folder):
    return json.loads((folder / HOLDER).read_text())


def leave_note(folder, **changes):
    """A note as a crash leaves it: the lock of the system is free."""
    with CaseLock.take(folder) as lock:
        left = asdict(replace(lock.holder, **changes))
    (folder / HOLDER).write_text(json.dumps(left))


def test_the_note_says_who_holds_the_case_and_goes_with_the_lock(tmp_path, frozen_clock):
    with CaseLock.take(tmp_path, clock=frozen_clock) as lock:
        found = note(tmp_path)
        assert found == asdict(lock.holder)
        assert found["pid"] == os.getpid()
        assert found["host"]
        assert found["since"] == "2026-03-02T15:30:00+00:00"
        assert lock.still_ours
        assert lock.folder == tmp_path
    assert not (tmp_path / HOLDER).exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of this kind exist on POSIX systems only")
def test_lock_and_note_are_for_the_owner_only(tmp_path):
    before = os.umask(0)
    try:
        with CaseLock.take(tmp_path):
            assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    finally:
        os.umask(before)


def test_a_second_window_of_the_same_program_is_refused(tmp_path):
    with CaseLock.take(tmp_path):
        with pytest.raises(CaseInUse, match="another window on this computer") as raised:
            CaseLock.take(tmp_path)
        assert raised.value.same_host
        assert raised.value.pid == os.getpid()
    with CaseLock.take(tmp_path):
        assert (tmp_path / HOLDER).exists()


def test_releasing_twice_does_nothing(tmp_path):
    lock = CaseLock.take(tmp_path)
    lock.release()
    with CaseLock.take(tmp_path) as other:
        lock.release()
        assert other.still_ours


def test_another_process_is_named_and_taking_over_does_not_break_its_lock(tmp_path, holder_process):
    for take_over in (False, True):
        with pytest.raises(CaseInUse, match="another window") as raised:
            CaseLock.take(tmp_path, take_over=take_over)
        error = raised.value
        assert error.same_host
        assert error.pid == holder_process.pid
        assert error.host == note(tmp_path)["host"]
        assert error.since is not None
        assert isinstance(error, UserError)


def test_the_case_is_free_as_soon_as_the_other_process_lets_go(tmp_path, holder_process):
    say(holder_process, "release")
    assert holder_process.stdout.readline() == "released\n"
    with CaseLock.take(tmp_path) as lock:
        assert lock.still_ours


def test_the_case_is_free_after_the_other_process_was_killed(tmp_path, holder_process):
    holder_process.kill()
    holder_process.wait()
    assert note(tmp_path)["pid"] == holder_process.pid
    with CaseLock.take(tmp_path) as lock:
        assert lock.still_ours


def test_of_fifty_processes_that_race_exactly_one_wins(tmp_path):
    with ThreadPoolExecutor(10) as pool:
        racers = list(pool.map(lambda _: start(RACE, tmp_path), range(50)))
        try:
            for racer in racers:
                say(racer, "go")
            answers = list(pool.map(lambda racer: racer.stdout.readline(), racers))
            assert answers.count("won\n") == 1
            assert answers.count("in use True\n") == 49
            winner = racers[answers.index("won\n")]
            assert note(tmp_path)["pid"] == winner.pid
            say(winner, "done")
            assert winner.wait() == 0
            assert not (tmp_path / HOLDER).exists()
        finally:
            for racer in racers:
                racer.communicate()


def test_a_note_of_another_computer_is_believed_until_a_person_says_otherwise(tmp_path):
    leave_note(tmp_path, machine="elsewhere", host="garden-laptop")
    with pytest.raises(CaseInUse, match="another computer, garden-laptop") as raised:
        CaseLock.take(tmp_path)
    assert not raised.value.same_host
    assert "take the case over" in raised.value.advice
    assert note(tmp_path)["host"] == "garden-laptop"
    with CaseLock.take(tmp_path, take_over=True) as lock:
        assert lock.still_ours


def test_after_a_refusal_the_lock_of_the_system_is_free_again(tmp_path):
    leave_note(tmp_path, machine="elsewhere")
    with pytest.raises(CaseInUse):
        CaseLock.take(tmp_path)
    (tmp_path / HOLDER).unlink()
    with CaseLock.take(tmp_path) as lock:
        assert lock.still_ours


def test_who_was_taken_over_notices_and_leaves_the_new_note_alone(tmp_path):
    lock = CaseLock.take(tmp_path)
    other = {**asdict(lock.holder), "machine": "elsewhere", "token": "other"}
    (tmp_path / HOLDER).write_text(json.dumps(other))
    assert not lock.still_ours
    lock.release()
    assert note(tmp_path) == other


@LINUX
def test_a_running_process_is_believed_even_where_the_folder_keeps_no_locks(tmp_path, holder_process):
    # The very process of the note runs, yet the lock is free: as if the folder did not keep locks at all.
    (tmp_path / LOCK).unlink()
    with pytest.raises(CaseInUse) as raised:
        CaseLock.take(tmp_path)
    assert raised.value.same_host
    assert raised.value.pid == holder_process.pid
    with CaseLock.take(tmp_path, take_over=True) as lock:
        assert lock.still_ours


@LINUX
@pytest.mark.parametrize(
    "changes",
    [{"boot": "an earlier start"}, {"started": "1"}, {"started": ""}, {"pid": 2**22 + 1}, {}],
    ids=["computer restarted", "number used again", "not told", "process gone", "left by this process"],
)
def test_an_old_note_of_this_computer_is_no_obstacle(tmp_path, changes):
    leave_note(tmp_path, **({"pid": os.getppid()} | changes if changes else {}))
    with CaseLock.take(tmp_path) as lock:
        assert lock.still_ours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        "null",
        '{"host": 3}',
        '{"host": "a", "machine": "b", "pid": "x", "boot": "", "started": "", "since": "", "token": ""}',
        '{"host": "a", "machine": "b", "pid": null, "boot": "", "started": "", "since": "", "token": ""}',
        "[" * 4000,
        "\ud83d",
        " " * 5000 + "{}",
    ],
)
def test_a_note_that_is_no_note_is_passed_over(tmp_path, text):
    (tmp_path / HOLDER).write_text(text, encoding="utf-8", errors="surrogatepass")
    with CaseLock.take(tmp_path) as lock:
        assert lock.still_ours


def test_a_holder_whose_note_cannot_be_read_is_on_this_computer(tmp_path, holder_process):
    (tmp_path / HOLDER).write_text("half a no")
    with pytest.raises(CaseInUse) as raised:
        CaseLock.take(tmp_path)
    assert raised.value.same_host
    assert (raised.value.holder, raised.value.host, raised.value.pid, raised.value.since) == (
        None,
        "",
        0,
        None,
    )
    assert holder_process.poll() is None


def test_a_note_cannot_put_anything_strange_on_the_screen(tmp_path):
    leave_note(tmp_path, machine="elsewhere", host="a\n\u202e\x1b[31m" + "b" * 500, since="yesterday")
    with pytest.raises(CaseInUse) as raised:
        CaseLock.take(tmp_path)
    assert raised.value.host.isprintable()
    assert len(raised.value.host) <= 64
    assert raised.value.since is None


def test_a_folder_where_nothing_can_be_written_opens_for_reading_only(tmp_path):
    (tmp_path / LOCK).mkdir()
    with pytest.raises(CannotLock, match="reading only") as raised:
        CaseLock.take(tmp_path)
    assert "Nothing was changed" in raised.value.advice
    with pytest.raises(CannotLock):
        CaseLock.take(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@LINUX
def test_a_file_system_that_takes_no_new_file_opens_for_reading_only():
    with pytest.raises(CannotLock):
        CaseLock.take(Path("/proc/self"))


def test_a_full_disk_opens_for_reading_only_and_frees_the_lock(tmp_path, monkeypatch):
    def fails(_path, _content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(lock_file, "write_safely", fails)
    with pytest.raises(CannotLock):
        CaseLock.take(tmp_path)
    monkeypatch.undo()
    with CaseLock.take(tmp_path) as lock:
        assert lock.still_ours


def test_a_note_that_cannot_be_removed_does_not_keep_the_lock(tmp_path, monkeypatch):
    lock = CaseLock.take(tmp_path)

    def fails(_path):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "unlink", fails)
    lock.release()
    monkeypatch.undo()
    assert (tmp_path / HOLDER).exists()
    with CaseLock.take(tmp_path) as again:
        assert again.still_ours


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_cannot_give_the_case_away(tmp_path):
    lock = CaseLock.take(tmp_path)
    child = replace(lock.holder, pid=os.getpid() + 1)
    ours, lock.holder = lock.holder, child
    lock.release()
    assert (tmp_path / HOLDER).exists()
    with pytest.raises(CaseInUse):
        CaseLock.take(tmp_path)
    lock.holder = ours
    lock.release()


def test_the_mark_of_this_computer_tells_neither_its_name_nor_its_id():
    mark = lock_file._machine()
    assert mark == lock_file._machine()
    assert len(mark) == 32
    for path in lock_file._MACHINE_IDS:
        assert not path.exists() or path.read_text().strip() not in mark


@LINUX
def test_the_start_of_a_process_is_read_past_a_strange_name(tmp_path, monkeypatch):
    monkeypatch.setattr(lock_file, "_PROCESSES", tmp_path)
    (tmp_path / "7").mkdir()
    fields = " ".join(str(n) for n in range(4, 30))
    (tmp_path / "7" / "stat").write_text(f"7 (a ) name (x) S {fields}\n")
    assert lock_file._started(7) == "22"
    (tmp_path / "7" / "stat").write_text("7 (cut) S 1 2\n")
    assert lock_file._started(7) == ""
    assert lock_file._started(8) == ""

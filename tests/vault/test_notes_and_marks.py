"""The note of a lock, the mark of a computer, the name of a copy, the spare: exactly as written here."""

import errno
import hashlib
import json
import os
import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secondop_desktop.vault import copy_place, generations, lock_file, spare
from secondop_desktop.vault.keys import subkey
from secondop_desktop.vault.lock_file import CaseLock

KEY, SALT = bytes(range(32)), bytes(range(16))
INNER = spare.Inner(b"s" * 32, "a-case")


def sha256(words):
    return hashlib.sha256(words.encode()).hexdigest()


@pytest.fixture
def known_computer(tmp_path, monkeypatch):
    """A computer whose ids and name are known; its mark."""
    for name in ("one", "two"):
        (tmp_path / name).write_text(f" {name} \nmore\n")
    monkeypatch.setattr(lock_file, "_MACHINE_IDS", (tmp_path / "one", tmp_path / "none", tmp_path / "two"))
    monkeypatch.setattr(socket, "gethostname", lambda: "ada")
    return sha256("secondop lock onetwo ada")[:32]


def test_the_mark_of_a_computer_stays_the_same_in_every_version(known_computer):
    assert lock_file.this_computer() == known_computer


def test_the_mark_of_a_copy_stays_the_same_in_every_version(vault, known_computer):
    wanted = sha256(f"secondop copy {known_computer} {vault.folder.resolve()}")[:8]
    assert generations.origin_of(vault) == wanted


def test_a_note_says_who_took_the_case_and_when(tmp_path, frozen_clock, known_computer):
    with CaseLock.take(tmp_path, clock=frozen_clock) as lock:
        note = json.loads((tmp_path / "holder.json").read_text("utf-8"))
        token = note.pop("token")
        assert len(token) == 16
        assert note == {
            "host": "ada",
            "machine": known_computer,
            "pid": os.getpid(),
            "boot": lock_file._boot(),
            "started": lock_file._started(os.getpid()),
            "since": "2026-03-02T15:30:00+00:00",
        }
        assert lock.holder == lock_file._read(tmp_path)
        assert lock.still_ours


def test_only_the_very_process_of_a_note_counts_as_running():
    parent = os.getppid()
    here = lock_file._boot()
    started = lock_file._started(parent)
    if not here or not started:
        pytest.skip("the system does not tell when it or a process started")
    note = lock_file.Holder("ada", "m", parent, here, started, "", "t")
    assert lock_file._is_running(note)
    for other in (
        replace(note, pid=os.getpid(), started=lock_file._started(os.getpid())),
        replace(note, started=""),
        replace(note, started="1"),
        replace(note, boot="another"),
        replace(note, boot=""),
        replace(note, pid=2**30),
    ):
        assert not lock_file._is_running(other), other


@pytest.mark.parametrize(("length", "known"), [(4096, True), (4097, False)])
def test_a_note_that_is_longer_than_ours_is_none_of_ours(tmp_path, length, known):
    note = dict.fromkeys(("host", "machine", "boot", "started", "since", "token"), "x") | {"pid": 7}
    said = json.dumps(note)[:-1]
    (tmp_path / "holder.json").write_text(said + " " * (length - len(said) - 1) + "}")
    found = lock_file._read(tmp_path)
    assert (found is not None) == known
    if known:
        assert (found.pid, found.host, found.token) == (7, "x", "x")


def test_a_name_is_shown_without_what_cannot_be_seen_and_not_endlessly():
    assert lock_file._printable("A\x1b[2J\u202eda\n") == "A[2Jda"
    assert lock_file._printable("x" * 100) == "x" * 64
    with pytest.raises(TypeError):
        lock_file._printable(7)


def test_the_moment_of_a_note_that_is_none_is_not_known():
    assert lock_file._moment("2026-03-02T09:30:00+00:00") == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert lock_file._moment("yesterday") is None


def test_the_spare_can_be_read_by_its_description_alone(tmp_path):
    spare.keep(tmp_path, KEY, SALT, INNER)
    whole = (tmp_path / "case.spare").read_bytes()
    assert whole[:24] == b"SOSPARE\x01" + SALT
    inside = AESGCM(subkey(KEY, "spare")).decrypt(whole[24:36], whole[36:], whole[:24])
    assert json.loads(inside) == {"secret": (b"s" * 32).hex(), "case_id": "a-case"}
    found = spare.read(tmp_path)
    assert found.salt == SALT
    assert found.open(KEY) == INNER
    assert found.open(bytes(32)) is None


@pytest.mark.parametrize(
    "changed", [{"key": bytes(32)}, {"salt": b"t" * 16}, {"inner": spare.Inner(b"s", "b")}]
)
def test_a_good_spare_is_left_alone_and_another_one_replaced(tmp_path, changed):
    spare.keep(tmp_path, KEY, SALT, INNER)
    first = (tmp_path / "case.spare").read_bytes()
    spare.keep(tmp_path, KEY, SALT, INNER)
    assert (tmp_path / "case.spare").read_bytes() == first
    wanted = {"key": KEY, "salt": SALT, "inner": INNER} | changed
    spare.keep(tmp_path, **wanted)
    assert spare.read(tmp_path).salt == wanted["salt"]
    assert spare.read(tmp_path).open(wanted["key"]) == wanted["inner"]


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (b"", False),
        (b"SOSPARE\x02" + bytes(99), False),
        (b"SOSPARE\x01" + bytes(27), False),
        (b"SOSPARE\x01" + bytes(28), True),
    ],
)
def test_what_is_too_short_for_a_spare_is_none(tmp_path, content, known):
    assert spare.read(tmp_path) is None
    (tmp_path / "case.spare").write_bytes(content)
    assert (spare.read(tmp_path) is not None) == known
    if known:
        assert spare.read(tmp_path).open(KEY) is None


def test_a_place_for_copies_holds_exactly_this(tmp_path):
    place = tmp_path / "copies"
    assert not copy_place.is_there(place)
    copy_place.prepare(place)
    assert copy_place.is_there(place)
    assert {path.name for path in place.iterdir()} == {"generations", "blobs", "README.txt"}
    (place / "README.txt").write_text("my own words")
    copy_place.prepare(place)
    assert (place / "README.txt").read_text() == "my own words"
    (place / "README.txt").write_text("")
    copy_place.prepare(place)
    assert (place / "README.txt").read_text().startswith("These are encrypted copies")


def test_a_half_made_file_says_who_may_sweep_it(tmp_path):
    copy_place.prepare(tmp_path)
    mine, theirs = (copy_place.new_part(tmp_path, origin) for origin in ("aaaaaaaa", "bbbbbbbb"))
    assert mine.parent == tmp_path / "generations"
    assert mine.name.startswith("aaaaaaaa-")
    assert (mine.suffix, len(mine.name)) == (".part", 8 + 1 + 16 + 5)
    journal = mine.with_name(f"{mine.name}-journal")
    for file in (mine, journal, theirs):
        file.touch()
    copy_place.sweep_parts(tmp_path, "aaaaaaaa")
    assert list(mine.parent.iterdir()) == [theirs]


@pytest.mark.parametrize(
    ("number", "what", "advice"),
    [
        (errno.ENOSPC, "is full", "Make some room"),
        (errno.EDQUOT, "is full", "Make some room"),
        (errno.EFBIG, "too large", "on another disk"),
        (errno.EROFS, "may not write", "that you can write in"),
        (errno.EACCES, "may not write", "that you can write in"),
        (errno.EPERM, "may not write", "that you can write in"),
        (errno.EIO, "cannot be reached", "connected"),
        (None, "cannot be reached", "connected"),
    ],
)
def test_each_trouble_of_a_place_ends_by_saying_what_is_safe(number, what, advice):
    told = copy_place.trouble(OSError(number, "x"))
    assert what in told.what
    assert told.what.endswith(" Your case is safe, and so are the copies made before.")
    assert advice in told.advice


def test_copies_are_listed_by_number_and_told_apart_from_anything_else(tmp_path):
    copy_place.prepare(tmp_path)
    folder = tmp_path / "generations"
    good = [
        "000002-20260302T153000Z-aaaaaaaa.db",
        "000010-20200101T000000Z-aaaaaaaa.db",
        "000002-20260302T153001Z-aaaaaaaa.db",
        "000002-20260302T153000Z-bbbbbbbb.db",
        "123456789012-20260302T153000Z-00000000.db",
    ]
    odd = [
        "000003-20261302T153000Z-aaaaaaaa.db",
        "3-20260302T153000Z-aaaaaaaa.db",
        "000003-20260302T153000Z-aaaaaaaa.db.part",
        "000003-20260302T153000Z-AAAAAAAA.db",
    ]
    for name in (*good, *odd):
        (folder / name).touch()
    (folder / "000004-20260302T153000Z-aaaaaaaa.db").mkdir()
    (folder / "000005-20260302T153000Z-aaaaaaaa.db").symlink_to(folder / good[0])
    found = generations.listed(tmp_path)
    assert [one.file.name for one in found] == [good[4], good[1], good[2], good[3], good[0]]
    assert found[-1].place == tmp_path
    assert found[-1].made == datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    assert (found[-1].number, found[-1].origin) == (2, "aaaaaaaa")
    assert generations.next_number([tmp_path, tmp_path / "none"]) == 123456789013
    assert generations.next_number([tmp_path / "none"]) == 1
    assert generations.next_number([]) == 1

"""Attachments when the disk fails, fills up or is read-only: nothing left over, nothing lost."""

import errno
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.vault import blob_format as form
from secondop_desktop.vault import blobs
from secondop_desktop.vault.blob_errors import BlobsReadOnly, UnreadableBlob
from secondop_desktop.vault.blobs import BlobStore
from tests.vault.blob_parts import (
    KEY,
    LONG_AGO,
    NOW,
    SEGMENT,
    content_of,
    files_in,
    keep,
    path_of,
)


class Unplugged(io.RawIOBase):
    """A file on a stick that was pulled out."""

    def seek(self, *_place):
        raise OSError(errno.EIO, "Input/output error")


def test_a_disk_that_does_not_answer_is_told_apart_from_damage(store):
    name = keep(store, content_of(2 * SEGMENT)).name
    with store.open(name) as reader:
        disk, reader._file = reader._file, Unplugged()
        with pytest.raises(UnreadableBlob, match="did not let"):
            reader.read_range(SEGMENT, 1)
        reader._file = disk
        assert len(reader.read_all()) == 2 * SEGMENT


def test_a_disk_that_fails_while_a_blob_is_opened_leaves_no_file_open(store, monkeypatch):
    name = keep(store, b"abc").name

    def fails(_descriptor):
        raise OSError(errno.EIO, "Input/output error")

    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir())) if opened.is_dir() else 0
    monkeypatch.setattr(os, "fstat", fails)
    with pytest.raises(UnreadableBlob):
        store.open(name)
    monkeypatch.undo()
    assert before == (len(list(opened.iterdir())) if opened.is_dir() else 0)


def test_progress_is_told_and_a_stop_leaves_nothing_behind(store):
    content = content_of(4 * SEGMENT)
    told = []
    blob = store.keep(io.BytesIO(content), Progress(lambda f, _: told.append(f)), expected=len(content))
    assert told == [0.0, 0.25, 0.5, 0.75]
    told.clear()
    store.verify(blob.name, Progress(lambda f, _: told.append(f)))
    assert told == [0.0, 0.25, 0.5, 0.75]
    path_of(store, blob.name).unlink()
    stopping = Progress(lambda f, _: told.append(f), lambda: len(told) > 5)
    with pytest.raises(Cancelled):
        store.keep(io.BytesIO(content), stopping)
    assert files_in(store) == []


def test_a_source_that_breaks_off_is_told_and_leaves_nothing_behind(store):
    class Stick(io.BytesIO):
        def read(self, wanted=-1):
            if self.tell() >= SEGMENT:
                raise OSError(errno.EIO, "Input/output error")
            return super().read(wanted)

    with pytest.raises(UserError, match="could not be read to its end"):
        store.keep(Stick(content_of(3 * SEGMENT)))
    assert files_in(store) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EFBIG, "cannot hold a file as large"),
        (errno.EIO, "could not be written"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_takes_no_more_is_told_and_nothing_is_lost(store, monkeypatch, number, said, call):
    older = keep(store, b"older").name

    def fails(*_args, **_options):
        raise OSError(number, os.strerror(number))

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    else:
        monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(UserError, match=said) as raised:
        keep(store, content_of(2 * SEGMENT))
    monkeypatch.undo()
    assert "Nothing was lost" in raised.value.what
    assert raised.value.advice
    assert list(store.names()) == [older]
    assert files_in(store) == [path_of(store, older)]
    store.verify(older)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_disk_that_refuses_while_more_is_written_is_believed_the_first_time(store, monkeypatch, which):
    """A disk tells a lost page only once: an fsync after that one may say that all is well."""
    told, real = [], os.fsync

    def refuses_once(descriptor):
        told.append(descriptor)
        if len(told) == which + 1:
            raise OSError(errno.EIO, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(blobs, "_FLUSH_EVERY", SEGMENT)
    store.folder.mkdir(exist_ok=True)
    monkeypatch.setattr(os, "fsync", refuses_once)
    with pytest.raises(UserError, match="could not be written"):
        keep(store, content_of(12 * SEGMENT))
    monkeypatch.undo()
    assert files_in(store) == []
    assert keep(store, content_of(12 * SEGMENT)).new


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(store):
    class Slow(io.RawIOBase):
        def __init__(self):
            self.taken = b""

        def write(self, content):
            if len(self.taken) % 2:
                self.taken += bytes(content[:3])
                return min(3, len(content))
            self.taken += bytes(content[:1])
            return 1

    slow = Slow()
    blobs._write_all(slow, b"all of these bytes")
    assert slow.taken == b"all of these bytes"


FILL = """
import io, resource, signal, sys
from pathlib import Path
from secondop_desktop.base.errors import UserError
from secondop_desktop.vault.blobs import BlobStore
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    BlobStore(Path(sys.argv[1]), bytes(32)).keep(io.BytesIO(bytes(1_000_000)))
except UserError as error:
    sys.stdout.write(error.sentence)
"""


def test_a_real_limit_of_the_file_system_leaves_no_half_file(tmp_path):
    pytest.importorskip("resource", reason="this system has no limit for the size of a file")
    folder = tmp_path / "blobs"
    done = subprocess.run([sys.executable, "-c", FILL, folder], capture_output=True, text=True, check=True)
    assert "cannot hold a file as large" in done.stdout
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_part_that_cannot_be_removed_does_not_hide_what_went_wrong(store, monkeypatch):
    keep(store, b"older")

    def fails(*_args, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    monkeypatch.setattr(Path, "unlink", fails)
    with pytest.raises(UserError, match="disk is full"):
        keep(store, b"newer")


@pytest.mark.skipif(os.name != "posix", reason="modes of this kind exist on POSIX systems only")
@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_only_the_owner_can_look_at_anything_whatever_the_umask(store, mask):
    before = os.umask(mask)
    try:
        name = keep(store, b"private").name
    finally:
        os.umask(before)
    assert stat.S_IMODE(path_of(store, name).stat().st_mode) == 0o600
    assert stat.S_IMODE(path_of(store, name).parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_everything_reaches_the_disk_before_the_name_does(store, monkeypatch):
    steps = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor):
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        where = Path(f"/proc/self/fd/{descriptor}").readlink() if kind == "folder" else None
        steps.append((kind, where.relative_to(store.folder.parent).as_posix()[:8] if where else None))
        real_fsync(descriptor)

    def replace(path, target):
        steps.append(("rename", None))
        return real_replace(path, target)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the order can only be seen where the system names open files")
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    name = keep(store, b"abc").name
    shelf = f"blobs/{name[:2]}"
    made, shelved = [("folder", "."), ("folder", ".")], ("folder", "blobs")
    assert steps == [*made, ("file", None), shelved, ("rename", None), ("folder", shelf), shelved]
    steps.clear()
    assert not keep(store, b"abc").new
    assert steps == [("file", None), ("folder", shelf), ("folder", "blobs")]


def test_a_case_open_for_reading_is_never_written_to(store):
    name = keep(store, b"abc").name
    looking = BlobStore(store.folder, KEY, read_only=True)
    with looking.open(name) as reader:
        assert reader.read_all() == b"abc"
    for change in (lambda: keep(looking, b"new"), lambda: looking.sweep([], 0, NOW)):
        with pytest.raises(BlobsReadOnly):
            change()
    assert list(looking.names()) == [name]


def test_names_are_listed_in_order_and_strange_files_are_passed_over(store):
    assert list(store.names()) == []
    names = sorted(keep(store, bytes([n])).name for n in range(20))
    (store.folder / "zz").mkdir()
    (store.folder / "zz" / ("0" * 64)).write_bytes(b"")
    (store.folder / "notes.txt").write_text("hello")
    (store.folder / names[0][:2] / "desktop.ini").write_text("hello")
    (store.folder / names[0][:2] / ("f" * 64 if names[0][0] != "f" else "0" * 64)).write_text("elsewhere")
    assert list(store.names()) == names


def test_a_folder_that_cannot_be_looked_into_is_said_in_a_sentence(tmp_path):
    (tmp_path / "blobs").write_text("a file where the folder should be")
    with pytest.raises(UserError, match="cannot be looked into"):
        list(BlobStore(tmp_path / "blobs", KEY).names())


def aged(path):
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_only_old_blobs_nobody_knows_are_swept(store):
    known, orphan, young = (keep(store, text).name for text in (b"known", b"orphan", b"young"))
    aged(path_of(store, known))
    aged(path_of(store, orphan))
    os.utime(path_of(store, young), (NOW.timestamp() - 3000, NOW.timestamp() - 3000))
    part, young_part = store.folder / "old.part", store.folder / "young.part"
    part.write_bytes(b"half")
    aged(part)
    young_part.write_bytes(b"half")
    os.utime(young_part, (NOW.timestamp() - 3000, NOW.timestamp() - 3000))
    assert store.orphans({known}, 86_400, NOW) == [orphan]
    swept = store.sweep({known}, 86_400, NOW)
    assert swept == blobs.Swept((orphan,), parts=1)
    assert set(store.names()) == {known, young}
    assert young_part.exists()
    assert not part.exists()


def test_what_cannot_be_swept_now_stays_for_the_next_time(store, monkeypatch):
    orphan = keep(store, b"orphan").name
    aged(path_of(store, orphan))
    part = store.folder / "old.part"
    part.write_bytes(b"half")
    aged(part)

    def fails(*_args, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "unlink", fails)
    assert store.sweep([], 0, NOW) == blobs.Swept((), 0)
    monkeypatch.undo()
    assert store.sweep([], 0, NOW) == blobs.Swept((orphan,), 1)


def test_a_file_whose_age_cannot_be_known_is_not_swept(store, monkeypatch):
    orphan = keep(store, b"orphan").name
    aged(path_of(store, orphan))
    stat_of = Path.stat

    def fails(path, **options):
        if path.name == orphan:
            raise OSError(errno.EIO, "Input/output error")
        return stat_of(path, **options)

    monkeypatch.setattr(Path, "stat", fails)
    assert store.orphans([], 0, NOW) == []
    monkeypatch.undo()
    assert store.orphans([], 0, NOW) == [orphan]


def test_a_blob_larger_than_the_counter_allows_is_a_bug():
    cipher = form.BlobCipher(KEY, form.MAGIC + bytes(32))
    with pytest.raises(ValueError, match="pebibyte"):
        cipher.lock(2**32, True, b"")

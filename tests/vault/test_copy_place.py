"""A place for copies: attached files are copied once and proved, and its troubles are told in sentences."""

import errno
import os

import pytest

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.vault import copy_place, generations
from secondop_desktop.vault.blob_errors import BlobsReadOnly, DamagedBlob, MissingBlob
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.copy_place import PlaceTrouble
from tests.vault.blob_parts import KEY, content_of, keep, path_of
from tests.vault.copy_parts import attach, blob_in, cut, failing, flip, names_of, parts_in


@pytest.fixture
def place(tmp_path):
    place = tmp_path / "copies"
    copy_place.prepare(place)
    return place


def whole(vault, place, name):
    return vault.blobs.beside(place / "blobs").has(name, thorough=True)


def test_a_place_is_for_its_owner_and_says_in_one_sentence_what_it_is(tmp_path):
    place = tmp_path / "stick" / "copies"
    assert not copy_place.is_there(place)
    copy_place.prepare(place)
    assert copy_place.is_there(place)
    assert {folder.stat().st_mode & 0o777 for folder in (place, place / "blobs")} == {0o700}
    written = (place / "README.txt").read_text()
    copy_place.prepare(place)
    assert written == (place / "README.txt").read_text()
    assert written.count(".") == 2


def test_a_place_that_does_not_answer_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.is_dir", failing(errno.EIO))
    assert not copy_place.is_there(tmp_path)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EFBIG, "too large"),
        (errno.EROFS, "may not write"),
        (errno.EACCES, "may not write"),
        (errno.EIO, "cannot be reached"),
        (errno.ENOENT, "cannot be reached"),
    ],
)
def test_each_trouble_of_a_disk_says_what_is_safe_and_what_to_do(number, said):
    told = copy_place.trouble(OSError(number, ""))
    assert said in told.what
    assert "Your case is safe" in told.what
    assert told.advice


def test_a_disk_that_knows_no_owners_is_no_obstacle(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.chmod", failing(errno.EPERM))
    copy_place.prepare(tmp_path / "copies")
    assert copy_place.is_there(tmp_path / "copies")


def test_a_disk_that_cannot_flush_folders_is_no_obstacle_but_one_that_fails_is(tmp_path, monkeypatch):
    monkeypatch.setattr(copy_place.paths, "sync_folder", failing(errno.EINVAL))
    copy_place.prepare(tmp_path / "copies")
    monkeypatch.setattr(copy_place.paths, "sync_folder", failing(errno.EIO))
    with pytest.raises(PlaceTrouble):
        copy_place.prepare(tmp_path / "copies")


def test_a_file_is_read_back_from_the_disk_where_the_system_knows_how(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_bytes(b"words")
    copy_place.flush(file)
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    copy_place.flush(file)
    assert file.read_bytes() == b"words"


def test_files_are_copied_once_as_they_lie(vault, place):
    name = attach(vault)
    assert generations.copy_blobs(vault, names_of(vault), place) == []
    copy = blob_in(place, name)
    assert copy.read_bytes() == path_of(vault.blobs, name).read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    before = copy.stat().st_ino
    generations.copy_blobs(vault, names_of(vault), place, thorough=True)
    assert copy.stat().st_ino == before
    assert parts_in(place) == []


def test_a_damaged_or_missing_file_of_the_case_is_named_and_the_others_are_copied(vault, place):
    good, damaged, cut_short, gone = (attach(vault, content_of(300_000 + n), str(n)) for n in range(4))
    flip(path_of(vault.blobs, damaged), 280_000)
    cut(path_of(vault.blobs, cut_short))
    path_of(vault.blobs, gone).unlink()
    troubled = generations.copy_blobs(vault, names_of(vault), place)
    assert {error.name for error in troubled} == {damaged, cut_short, gone}
    assert {type(error) for error in troubled if error.name == gone} == {MissingBlob}
    assert list(vault.blobs.beside(place / "blobs").names()) == [good]
    assert parts_in(place) == []


def test_a_file_that_is_damaged_in_the_case_stays_whole_in_the_place(vault, place):
    name = attach(vault)
    generations.copy_blobs(vault, names_of(vault), place)
    flip(path_of(vault.blobs, name), 280_000)
    assert generations.copy_blobs(vault, names_of(vault), place, thorough=True) == []
    assert whole(vault, place, name)


@pytest.mark.parametrize("spoil", [cut, lambda file: file.write_bytes(b""), lambda file: file.unlink()])
def test_a_file_that_is_cut_short_or_gone_in_the_place_is_replaced(vault, place, spoil):
    name = attach(vault)
    generations.copy_blobs(vault, names_of(vault), place)
    spoil(blob_in(place, name))
    assert generations.copy_blobs(vault, names_of(vault), place) == []
    assert whole(vault, place, name)


def test_a_damaged_middle_is_found_only_by_reading_to_the_end(vault, place):
    name = attach(vault)
    generations.copy_blobs(vault, names_of(vault), place)
    flip(blob_in(place, name), 280_000)
    generations.copy_blobs(vault, names_of(vault), place)
    assert not whole(vault, place, name)
    generations.copy_blobs(vault, names_of(vault), place, thorough=True)
    assert whole(vault, place, name)


def test_a_place_that_takes_no_file_says_so_and_leaves_no_half_one(vault, place, monkeypatch):
    attach(vault)
    monkeypatch.setattr(copy_place, "flush", failing(errno.ENOSPC))
    with pytest.raises(PlaceTrouble, match="full"):
        generations.copy_blobs(vault, names_of(vault), place)
    assert parts_in(place) == []


def test_a_place_that_does_not_keep_a_file_as_written_says_so(vault, place, monkeypatch):
    name = attach(vault)
    monkeypatch.setattr(copy_place, "flush", lambda part: flip(part, 280_000))
    with pytest.raises(PlaceTrouble):
        generations.copy_blobs(vault, names_of(vault), place)
    assert not vault.blobs.beside(place / "blobs").has(name)
    assert parts_in(place) == []


def test_a_stop_between_two_files_leaves_the_first_one(vault, place):
    attach(vault, b"one")
    attach(vault, b"two")
    told = []
    stopping = Progress(lambda fraction, _: told.append(fraction), lambda: len(told) == 1)
    with pytest.raises(Cancelled):
        generations.copy_blobs(vault, names_of(vault), place, stopping)
    assert len(list(vault.blobs.beside(place / "blobs").names())) == 1
    assert parts_in(place) == []


def test_a_store_for_reading_takes_nothing(store, tmp_path):
    name = keep(store, b"words").name
    closed = BlobStore(tmp_path / "closed", KEY, read_only=True)
    with pytest.raises(BlobsReadOnly):
        closed.take(name, store, tmp_path / "part")


def test_a_file_of_another_case_is_not_taken(store, tmp_path):
    name = keep(store, b"words").name
    strange = BlobStore(tmp_path / "strange", bytes(32))
    with pytest.raises(DamagedBlob):
        strange.take(name, strange.beside(store.folder), tmp_path / "part")

"""Folders that outlive a power cut, and what one leaves behind of a file that was half written."""

import errno
import os

import pytest

from secondop_desktop.base import paths

posix_only = pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder cannot be flushed")


@pytest.fixture
def flushed(monkeypatch):
    """The folders that were flushed, in order."""
    found, flush = [], paths.sync_folder
    monkeypatch.setattr(paths, "sync_folder", lambda folder: (found.append(folder), flush(folder)))
    return found


def test_each_new_folder_is_flushed_into_the_one_above_it(tmp_path, flushed):
    assert paths.private_folder(tmp_path / "a" / "b" / "c").is_dir()
    assert flushed == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    paths.new_folder(tmp_path / "a" / "b")
    assert len(flushed) == 3, "a folder that is there costs nothing"


@posix_only
def test_new_folders_above_are_private_too(tmp_path):
    paths.new_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_disk_that_cannot_flush_a_folder_still_gets_one(tmp_path, monkeypatch, number):
    def refuse(_folder):
        raise OSError(number, "no")

    monkeypatch.setattr(paths, "sync_folder", refuse)
    paths.new_folder(tmp_path / "a")
    assert (tmp_path / "a").is_dir()


def test_a_disk_that_fails_while_a_folder_is_flushed_is_told(tmp_path, monkeypatch):
    def fail(_folder):
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(paths, "sync_folder", fail)
    with pytest.raises(OSError, match="no"):
        paths.new_folder(tmp_path / "a")


def test_a_file_in_the_way_is_told(tmp_path):
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(OSError, match="a"):
        paths.new_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a").read_bytes() == b"mine"


def test_a_drive_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr(paths.Path, "is_dir", lambda _folder: False)
    with pytest.raises(OSError, match="exists"):  # above a drive there is nothing to be made
        paths.new_folder(paths.Path(os.sep))


def test_half_written_files_are_swept_and_no_others(tmp_path):
    mine = (".notes.part", "report.12.part", ".x.12.parts", "a.part")
    for name in (".holder.json.4711.part", ".case.spare.1.part", *mine):
        (tmp_path / name).write_bytes(b"half")
    paths.sweep_parts(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(mine)


def test_what_cannot_be_swept_stays(tmp_path):
    (tmp_path / ".holder.json.4711.part").mkdir()
    paths.sweep_parts(tmp_path)
    assert (tmp_path / ".holder.json.4711.part").is_dir()

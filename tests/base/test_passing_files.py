"""A file for another program is private, only to read, and gone when it is swept."""

import os
import stat

import pytest

from secondop_desktop.base import passing_files, paths


@pytest.fixture(autouse=True)
def runtime(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "runtime_folder", lambda: paths.private_folder(tmp_path / "run"))
    return tmp_path / "run"


@pytest.fixture(params=[0o000, 0o022, 0o077])
def mask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_only_its_owner_can_open_it_and_nobody_can_change_it(mask, runtime):
    file = passing_files.put(b"Grade 1", "record.txt")
    assert file.read_bytes() == b"Grade 1"
    assert file.name == "record.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o400
    for folder in (file.parent, file.parent.parent, runtime):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_files_of_one_name_do_not_meet():
    one, other = (passing_files.put(text, "record.txt") for text in (b"one", b"other"))
    assert one.read_bytes() == b"one"
    assert other.read_bytes() == b"other"


def test_a_sweep_takes_all_of_them_with_what_a_viewer_left_beside(runtime):
    file = passing_files.put(b"Grade 1", "record.txt")
    (file.parent / ".~lock.record.txt#").write_text("viewer")
    assert passing_files.sweep()
    assert list((runtime / "outside").iterdir()) == []
    assert passing_files.sweep()


def test_a_file_that_is_held_fast_is_told_of(monkeypatch):
    passing_files.put(b"Grade 1", "record.txt")
    monkeypatch.setattr(passing_files.shutil, "rmtree", lambda *_args, **_more: None)
    assert not passing_files.sweep()


def test_a_folder_that_cannot_be_looked_into_is_no_crash(monkeypatch):
    def refuse():
        raise PermissionError

    monkeypatch.setattr(paths, "runtime_folder", refuse)
    assert not passing_files.sweep()

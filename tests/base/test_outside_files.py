"""What is saved outside a case is there whole or not at all; what a power cut left goes at the next start."""

import os

import pytest
from filelock import FileLock

from secondop_desktop.base import outside_files, paths

SHEET = "Questions for Dr Lee.pdf"


class PowerCut(BaseException):
    """The end of everything, at a chosen moment."""


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


@pytest.fixture
def notes(private_home):
    return paths.data_folder() / "unfinished"


def noted(notes):
    return [one for one in notes.iterdir() if one.name != "lock"] if notes.is_dir() else []


@pytest.fixture
def cut(monkeypatch):
    """Let the power go when a file is about to get its name; what was written stays as it is."""

    def at(name):
        real = paths.Path.replace

        def replace(self, target):
            if target.name == name:
                raise PowerCut
            return real(self, target)

        monkeypatch.setattr(paths.Path, "replace", replace)
        monkeypatch.setattr(outside_files, "_clear", lambda _note: None)

    yield at
    monkeypatch.undo()


def left_by(cut, monkeypatch, stick):
    cut(SHEET)
    with pytest.raises(PowerCut):
        outside_files.write(stick / SHEET, b"half of it")
    monkeypatch.undo()


def test_a_file_is_written_whole_and_no_note_of_it_stays(stick, notes):
    outside_files.write(stick / SHEET, b"old")
    outside_files.write(stick / SHEET, b"new")
    assert (stick / SHEET).read_bytes() == b"new"
    assert (stick / SHEET).stat().st_mode & 0o777 == 0o600
    assert [one.name for one in stick.iterdir()] == [SHEET]
    assert noted(notes) == []


def test_what_a_power_cut_left_is_taken_away_at_the_next_start(stick, notes, cut, private_home, monkeypatch):
    home = paths.data_folder()
    (stick / SHEET).write_bytes(b"old")
    left_by(cut, monkeypatch, stick)
    assert len(list(stick.iterdir())) == 2
    monkeypatch.setattr(paths, "data_folder", lambda: home)
    outside_files.sweep()
    assert [one.name for one in stick.iterdir()] == [SHEET]
    assert (stick / SHEET).read_bytes() == b"old"
    assert noted(notes) == []


def test_a_stick_that_is_not_there_is_waited_for(stick, notes, cut, monkeypatch):
    home = paths.data_folder()
    left_by(cut, monkeypatch, stick)
    monkeypatch.setattr(paths, "data_folder", lambda: home)
    away = stick.rename(stick.with_name("in the drawer"))
    outside_files.sweep()
    assert len(noted(notes)) == 1
    away.rename(stick)
    outside_files.sweep()
    assert list(stick.iterdir()) == []
    assert noted(notes) == []


def test_a_note_that_speaks_of_something_else_takes_nothing_away(stick, notes):
    paths.private_folder(notes)
    mine = stick / "mine.pdf"
    mine.write_bytes(b"mine")
    for number, content in enumerate((os.fsencode(mine), b"", b"\0", os.fsencode(stick))):
        (notes / f"{number}").write_bytes(content)
    outside_files.sweep()
    assert mine.read_bytes() == b"mine"
    assert noted(notes) == []


def test_nothing_is_swept_while_another_program_writes(stick, notes, cut, monkeypatch):
    home = paths.data_folder()
    left_by(cut, monkeypatch, stick)
    monkeypatch.setattr(paths, "data_folder", lambda: home)
    with FileLock(notes / "lock"):
        outside_files.sweep()
        assert len(noted(notes)) == 1
        outside_files.write(stick / "another.pdf", b"whole")
    assert (stick / "another.pdf").read_bytes() == b"whole"
    outside_files.sweep()
    assert [one.name for one in stick.iterdir()] == ["another.pdf"]


def test_a_home_that_takes_nothing_keeps_nobody_from_saving(stick, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setattr(paths, "data_folder", lambda: blocked / "below")
    outside_files.write(stick / SHEET, b"whole")
    assert (stick / SHEET).read_bytes() == b"whole"
    outside_files.sweep()


def test_a_write_that_fails_leaves_neither_half_a_file_nor_a_note(stick, notes, monkeypatch):
    real = os.fsync

    def full(handle):
        if os.fstat(handle).st_size == len(b"too much"):
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        outside_files.write(stick / SHEET, b"too much")
    assert list(stick.iterdir()) == []
    assert noted(notes) == []

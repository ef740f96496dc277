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


@pytest.fixture(autouse=True)
def notes(tmp_path, monkeypatch):
    """A data folder of each test's own: others may have left something half written."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return paths.data_folder() / "unfinished"


def noted(notes):
    return [one for one in notes.iterdir() if one.name != "lock"] if notes.is_dir() else []


def let_the_power_go(patch):
    """End everything when the file is about to get its name; what was written stays as it is."""
    real = paths.Path.replace

    def replace(self, target):
        if target.name == SHEET:
            raise PowerCut
        return real(self, target)

    patch.setattr(paths.Path, "replace", replace)
    patch.setattr(paths.Path, "unlink", lambda *_, **__: None)


def left_by(monkeypatch, stick):
    with monkeypatch.context() as patch:
        let_the_power_go(patch)
        with pytest.raises(PowerCut):
            outside_files.write(stick / SHEET, b"half of it")


def test_a_file_is_written_whole_and_no_note_of_it_stays(stick, notes):
    outside_files.write(stick / SHEET, b"old")
    outside_files.write(stick / SHEET, b"new")
    assert (stick / SHEET).read_bytes() == b"new"
    assert (stick / SHEET).stat().st_mode & 0o777 == 0o600
    assert [one.name for one in stick.iterdir()] == [SHEET]
    assert noted(notes) == []


def test_what_a_power_cut_left_is_taken_away_at_the_next_start(stick, notes, monkeypatch):
    (stick / SHEET).write_bytes(b"old")
    left_by(monkeypatch, stick)
    assert len(list(stick.iterdir())) == 2
    outside_files.sweep()
    assert [one.name for one in stick.iterdir()] == [SHEET]
    assert (stick / SHEET).read_bytes() == b"old"
    assert noted(notes) == []


def test_no_note_and_no_hidden_file_holds_the_name_that_was_chosen(stick, notes, monkeypatch):
    left_by(monkeypatch, stick)
    (note,) = noted(notes)
    (half,) = stick.iterdir()
    assert os.fsdecode(note.read_bytes()) == str(half)
    assert half.read_bytes() == b"half of it"
    assert not any(word in f"{note.read_bytes()!r} {half}" for word in ("Questions", "Lee", "pdf"))


def test_a_stick_that_is_not_there_is_waited_for(stick, notes, monkeypatch):
    left_by(monkeypatch, stick)
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


def test_nothing_is_swept_while_another_program_writes(stick, notes, monkeypatch):
    left_by(monkeypatch, stick)
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

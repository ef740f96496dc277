"""A PDF is saved whole or not at all, and what keeps it from being saved is told in a sentence."""

import errno
import os
from pathlib import Path

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.flows.print_sheet import save

OLD = b"%PDF-old" * 500


@pytest.fixture
def file(tmp_path):
    """An older sheet of that name."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "Sheet.pdf").write_bytes(OLD)
    return folder / "Sheet.pdf"


def lies_there(file):
    """Everything in the folder of a file, hidden things too."""
    return {one.name: one.read_bytes() for one in file.parent.iterdir()}


def test_a_saved_sheet_replaces_the_older_one_and_is_for_nobody_else(file):
    save(b"%PDF-new", file)
    assert lies_there(file) == {"Sheet.pdf": b"%PDF-new"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_sheet_in_pieces_is_saved_as_one(file):
    save((bytes([n]) * 1000 for n in range(50)), file)
    assert file.read_bytes() == b"".join(bytes([n]) * 1000 for n in range(50))


def test_a_file_that_may_only_be_read_is_left_as_it_is(file):
    file.chmod(0o400)
    with pytest.raises(UserError, match="may only be read") as said:
        save(b"%PDF-new", file)
    assert "Sheet.pdf" in said.value.what
    assert lies_there(file) == {"Sheet.pdf": OLD}


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EFBIG, "too large for that disk"),
        (errno.EIO, "could not be saved there"),
        (errno.EROFS, "may not write in that folder"),
    ],
)
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_whatever_the_disk_refuses_the_older_file_stays_and_nothing_else_is_left(
    file, monkeypatch, number, sentence, call
):
    def refuse(*_args, **_more):
        raise OSError(number, os.strerror(number))

    def pieces():
        yield b"%PDF-new"
        if call == "write":
            refuse()

    if call == "fsync":
        monkeypatch.setattr("os.fsync", refuse)
    if call == "replace":
        monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(UserError, match=sentence) as said:
        save(pieces(), file)
    monkeypatch.undo()
    assert "Your case is safe." in said.value.what
    assert said.value.advice.endswith(".")
    assert lies_there(file) == {"Sheet.pdf": OLD}


def test_a_file_that_another_program_holds_open_says_so(file, monkeypatch):
    def held(*_):
        raise PermissionError(errno.EACCES, "in use")  # as Windows answers then

    monkeypatch.setattr("pathlib.Path.replace", held)
    with pytest.raises(UserError, match="open in another program"):
        save(b"%PDF-new", file)
    monkeypatch.undo()
    assert lies_there(file) == {"Sheet.pdf": OLD}


def test_a_folder_that_may_only_be_read_says_so(file, monkeypatch):
    opened = os.open

    def refuse(path, flags, *more, **named):
        if flags & os.O_CREAT and str(path).startswith(str(file.parent)):
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *more, **named)

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(UserError, match="may not write in that folder"):
        save(b"%PDF-new", file.with_name("other.pdf"))
    monkeypatch.undo()
    assert lies_there(file) == {"Sheet.pdf": OLD}


@pytest.mark.skipif(not os.access("/proc/self", os.R_OK), reason="this system has no folder nobody can fill")
def test_a_folder_of_the_system_that_takes_no_file_says_so():
    with pytest.raises(UserError, match="Your case is safe"):
        save(b"%PDF-new", Path("/proc/self/sheet.pdf"))


def test_a_device_that_is_full_says_so(file):
    full = file.with_name("full.pdf")
    try:
        full.symlink_to("/dev/full")
        with full.open("wb", buffering=0) as device, pytest.raises(OSError, match="space"):
            device.write(b"x")
    except OSError:
        pytest.skip("this system has no device that is always full")
    save(b"%PDF-new", full)
    assert not full.is_symlink(), "a link is replaced, what it leads to is not written to"
    assert full.read_bytes() == b"%PDF-new"


@pytest.mark.parametrize(
    "name",
    [
        "Fragebogen für Dr. Müller.pdf",
        "ورقة.pdf",
        "名前 📄.pdf",
        "two\nlines.pdf",
        "-rf *.pdf",
        "a'b\"c$(d).pdf",
        "." * 60 + ".pdf",
        "n" * 251 + ".pdf",
    ],
)
def test_any_name_that_the_disk_takes_is_good(file, name):
    target = file.with_name(name)
    save(b"%PDF-new", target)
    assert lies_there(file) == {"Sheet.pdf": OLD, name: b"%PDF-new"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("n" * 300 + ".pdf", "does not take that name"),
        ("gone/Sheet.pdf", "not there any more"),
        ("Sheet.pdf/Sheet.pdf", "not there any more"),
    ],
)
def test_a_place_that_cannot_be_is_told_in_a_sentence(file, name, sentence):
    with pytest.raises(UserError, match=sentence):
        save(b"%PDF-new", file.with_name("x").parent / name)
    assert lies_there(file) == {"Sheet.pdf": OLD}


def test_a_folder_of_that_name_is_not_replaced(file):
    folder = file.with_name("Folder.pdf")
    folder.mkdir()
    with pytest.raises(UserError, match="a folder of that name"):
        save(b"%PDF-new", folder)
    assert [one.name for one in sorted(file.parent.iterdir())] == ["Folder.pdf", "Sheet.pdf"]

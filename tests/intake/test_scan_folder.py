"""The folder of the scanner: what is new and whole, and what is left alone because it is not."""

import os
import sys
from dataclasses import replace

import pytest

from secondop_desktop.intake import scan_folder
from secondop_desktop.intake.scan_folder import (
    STEADY_LOOKS,
    STEADY_LOOKS_WITHOUT_END,
    Look,
    Scan,
    being_written,
    look,
)

PDF = b"%PDF-1.7\n...\n%%EOF\n"


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "Scans"
    folder.mkdir()
    return folder


def looks(folder, times, before=None, known=()):
    found = before or Look()
    for _ in range(times):
        found = look(folder, found, known)
    return found


def names(found):
    return [scan.name for scan in found.whole]


def test_a_file_is_whole_when_several_looks_found_it_the_same(scans):
    (scans / "a.pdf").write_bytes(PDF)
    assert names(looks(scans, STEADY_LOOKS - 1)) == []
    assert names(looks(scans, STEADY_LOOKS)) == ["a.pdf"]


def test_a_file_that_grows_between_two_looks_waits_anew(scans):
    (scans / "a.jpg").write_bytes(b"one")
    found = looks(scans, STEADY_LOOKS - 1)
    (scans / "a.jpg").write_bytes(b"one two")
    found = looks(scans, STEADY_LOOKS - 1, found)
    assert names(found) == []
    assert names(looks(scans, 1, found)) == ["a.jpg"]


def test_a_pdf_without_its_last_line_may_still_be_written_page_by_page(scans):
    (scans / "a.pdf").write_bytes(b"%PDF-1.7\n...")
    found = looks(scans, STEADY_LOOKS_WITHOUT_END - 1)
    assert names(found) == []
    assert names(looks(scans, 1, found)) == ["a.pdf"]


def test_what_is_temporary_hidden_empty_or_no_scan_is_left_alone(scans, tmp_path):
    left_alone = (
        "~$a.pdf",
        "a.pdf.part",
        "b.part.pdf",
        "tmp1.pdf",
        ".a.pdf",
        "a.docx",
        "empty.pdf",
        "c.pdf.tmp",
    )
    for name in left_alone:
        (scans / name).write_bytes(b"" if name == "empty.pdf" else PDF)
    (scans / "folder.pdf").mkdir()
    (tmp_path / "outside.pdf").write_bytes(PDF)
    (scans / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    assert names(looks(scans, STEADY_LOOKS_WITHOUT_END + 1)) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who has a file open")
def test_a_file_that_is_open_for_writing_is_not_whole(scans):
    path = scans / "a.jpg"
    with path.open("wb") as out:
        out.write(b"half")
        out.flush()
        assert being_written(path)
        assert names(looks(scans, STEADY_LOOKS)) == []
    assert not being_written(path)
    with path.open("rb"):
        assert not being_written(path)
    assert names(looks(scans, STEADY_LOOKS)) == ["a.jpg"]


def test_other_systems_do_not_tell_who_writes(scans, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    path = scans / "a.jpg"
    with path.open("wb"):
        assert not being_written(path)


def test_known_files_are_not_opened_again(scans, monkeypatch):
    (scans / "a.pdf").write_bytes(PDF)
    known = looks(scans, 1).marks()
    monkeypatch.setattr(scan_folder, "being_written", lambda _: pytest.fail("it was looked into"))
    assert names(looks(scans, STEADY_LOOKS, known=known)) == ["a.pdf"]


def test_the_oldest_scan_comes_first(scans):
    for name, at in (("new.pdf", 2_000_000_000), ("old.pdf", 1_000_000_000)):
        (scans / name).write_bytes(PDF)
        os.utime(scans / name, (at, at))
    assert names(looks(scans, STEADY_LOOKS)) == ["old.pdf", "new.pdf"]


def test_a_mark_tells_files_apart_by_name_size_and_time():
    scan = Scan("a.pdf", 10, 20)
    others = [replace(scan, name="b.pdf"), replace(scan, size=11), replace(scan, changed=21)]
    assert len({one.mark() for one in (scan, *others)}) == 4
    assert Scan("\udcff.pdf", 1, 1).mark()


def test_a_folder_that_is_gone_is_an_error_for_whoever_asked(scans):
    scans.rmdir()
    with pytest.raises(FileNotFoundError):
        look(scans, Look())


def test_nothing_in_the_folder_is_ever_changed(scans):
    (scans / "a.pdf").write_bytes(PDF)
    before = (scans / "a.pdf").stat()
    looks(scans, STEADY_LOOKS + 1)
    after = (scans / "a.pdf").stat()
    for part in ("st_mtime_ns", "st_size", "st_ino"):
        assert getattr(before, part) == getattr(after, part)

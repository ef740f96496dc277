"""Folders and many files from a terminal: each is told about, and one that cannot come keeps none out."""

from secondop_desktop.cli.__main__ import DONE, PROBLEM
from tests.reading.made_files import docx, letter, paragraph


def folder_of(tmp_path):
    folder = tmp_path / "papers"
    (folder / "2026").mkdir(parents=True)
    (folder / "letter.docx").write_bytes(docx(paragraph("margins free")))
    (folder / "2026" / "slides.eml").write_bytes(letter(attachments=[("values.txt", b"Hemoglobin 13.1")]))
    (folder / "visit.mp3").write_bytes(b"ID3\3" + bytes(40))
    (folder / "empty.pdf").write_bytes(b"")
    (folder / ".hidden").write_bytes(b"left by a system")
    return folder


def test_a_folder_is_taken_in_and_each_file_is_told_about(secondop, made, tmp_path):
    answer = secondop("record", "add", made, folder_of(tmp_path))
    assert answer.code == PROBLEM
    lines = answer.out.splitlines()
    assert "letter.docx was taken in." in lines
    assert "slides.eml was taken in." in lines
    assert "empty.pdf was not taken in." in lines
    assert any(line.startswith("visit.mp3: This is a sound recording.") for line in lines)
    assert lines[-1] == "3 files were taken in."
    assert "hidden" not in answer.out
    assert "empty" in answer.err


def test_what_is_inside_is_read_in_the_same_go_and_found(secondop, made, tmp_path):
    secondop("record", "add", made, folder_of(tmp_path))
    read = secondop("read", made)
    assert read.code == DONE
    assert read.out.startswith("3 records were read.\n")
    assert "visit: This is a sound recording." in read.out
    (hit,) = secondop("search", made, "Hemoglobin", "--json").data
    assert hit["title"] == "values"
    assert secondop("check", made).code == DONE


def test_twice_is_told_and_adds_nothing(secondop, made, tmp_path):
    folder = folder_of(tmp_path)
    (folder / "empty.pdf").unlink()
    secondop("record", "add", made, folder)
    again = secondop("record", "add", made, folder, "--json")
    assert again.code == DONE
    assert [one["already_here"] for one in again.data] == [True] * 3
    assert secondop("info", made, "--json").data["records"] == 3

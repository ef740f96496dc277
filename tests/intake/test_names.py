"""Titles that can be read, whatever a file was called."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.intake.names import (
    LONGEST_NAME,
    LONGEST_TITLE,
    bare_name,
    clean_title,
    ending,
    name_for_disk,
)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("pathology_report_2026.pdf", "pathology report 2026"),
        ("/home/ann/Documents/scan 3.PDF", "scan 3"),
        ("C:\\Users\\Ann\\befund.jpeg", "befund"),
        ("Dr. Okafor, letter", "Dr. Okafor, letter"),
        ("CT 12.03.2026", "CT 12.03.2026"),
        ("scan.pdf.pdf", "scan"),
        ("lab%20values__final.txt", "lab values final"),
        ("MRI  of   the\tliver.tif", "MRI of the liver"),
        ("Größe\u0308.png", unicodedata.normalize("NFC", "Größe\u0308")),
        (".hidden.pdf", "hidden"),
        ("手紙.heic", "手紙"),
    ],
)
def test_a_title_is_the_readable_part_of_a_name(name, title):
    assert clean_title(name) == title


@pytest.mark.parametrize(
    "name", ["", ".", "..", "///", "\\\\", ".pdf", "_.pdf", "\u202e\u200b", "\x00\x01", "\ud800", "- - -.jpg"]
)
def test_a_name_that_says_nothing_still_gives_a_title(name):
    assert clean_title(name) == "Record without a name"


def test_a_name_cannot_climb_out_of_its_folder():
    assert bare_name("../../etc/passwd") == "passwd"
    assert bare_name("..\\..\\windows\\win.ini") == "win.ini"
    assert clean_title("../../etc/passwd") == "passwd"


def test_marks_that_turn_the_writing_direction_cannot_hide_an_ending():
    disguised = "report\u202efdp.exe"
    assert bare_name(disguised) == "reportfdp.exe"
    assert ending(bare_name(disguised)) == "exe"


def test_joiners_that_a_language_needs_are_kept():
    assert clean_title("می\u200cخواهم.pdf") == "می\u200cخواهم"


def test_a_very_long_name_is_cut_and_keeps_its_ending():
    name = bare_name("a" * 400 + ".pdf")
    assert len(name) == LONGEST_NAME
    assert name.endswith(".pdf")
    assert len(bare_name("b" * 400)) == LONGEST_NAME


def test_a_very_long_title_is_cut_at_a_word():
    title = clean_title("many words about one small thing " * 10)
    assert len(title) <= LONGEST_TITLE
    assert title.endswith("thing…") or title[:-1].endswith(("many", "words", "about", "one", "small"))
    assert len(clean_title("x" * 500)) == LONGEST_TITLE


@given(st.text(max_size=300))
def test_no_title_holds_a_path_or_something_invisible(name):
    title = clean_title(name)
    assert 0 < len(title) <= LONGEST_TITLE
    assert title == title.strip()
    assert not set(title) & set("/\\\n\r\t")
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in title)
    assert unicodedata.is_normalized("NFC", title)


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Report 3 May.pdf", "Report 3 May.pdf"),
        ("Befund: Größe.pdf", "Befund- Größe.pdf"),
        ("C:report.pdf", "C-report.pdf"),
        ("report.pdf:hidden", "report.pdf-hidden"),
        ("..", ""),
        (".bashrc", "bashrc"),
        ("~root", "root"),
        ("-rf.pdf", "rf.pdf"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("report. . .", "report"),
        ("a\u2215b", "a-b"),
        ("ä" * 300 + ".pdf", "ä" * 98 + ".pdf"),
        ("ä" * 300 + "." + "b" * 40, "ä" * 100),
    ],
)
def test_a_name_to_save_under_is_one_plain_file_on_every_system(name, saved):
    assert name_for_disk(name) == saved

"""Office files, letters, archives, sound, film and programs are told apart by their bytes."""

import io
import zipfile

import pytest

from secondop_desktop.intake.examine import examine
from secondop_desktop.intake.kinds import INSIDE, KEPT, MEDIA_TYPES, bare_kind, nearly_same, promised
from tests.reading import made_files as made

MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s at 44,100 Hz: 417 bytes
AAC_FRAME = b"\xff\xf1\x50\x80\x01\x1f\xfc" + b"\0"  # eight bytes long
EXE = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + bytes(100)


def ole(name):
    return made.compound({name: b"x"})


def ftyp(brand):
    return b"\0\0\0\x18ftyp" + brand + bytes(12)


def kind_of(content, name="file"):
    return examine(io.BytesIO(content), name).kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (made.docx(""), "docx"),
        (made.docx("", ("word/vbaProject.bin", "x")), "docm"),
        (made.odt(""), "odt"),
        (made.odt("", mimetype="application/vnd.oasis.opendocument.text-template"), "odt"),
        (made.odt("", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (made.odt("", mimetype="application/epub+zip"), "unknown"),
        (made.zipped(("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")), "xlsx"),
        (made.zipped(("[Content_Types].xml", "x"), ("ppt/presentation.xml", "x")), "pptx"),
        (made.zipped(("[Content_Types].xml", "x"), ("3D/model.xml", "x")), "unknown"),
        (made.zipped(("META-INF/MANIFEST.MF", "x"), ("Main.class", "x")), "unknown"),
        (made.zipped(("scans/a.pdf", "x")), "zip"),
        (made.zipped(), "zip"),
        (b"what a program puts in front" + made.zipped(("a", "x")), "unknown"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("PowerPoint Document"), "ppt"),
        (ole("EncryptedPackage"), "locked"),
        (ole("Something else"), "unknown"),
        (made.msg(), "msg"),
        (made.RTF, "rtf"),
        (made.PAGE.encode(), "html"),
        (b"\xef\xbb\xbf<!-- saved by a browser -->\n<HTML><body>x</body></HTML>", "html"),
        ("<html>Größe</html>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?>\n<ClinicalDocument/>', "text"),
        (b"<p>only a piece", "text"),
        (made.letter(), "email"),
        (b"From: Dr Lee\nTo: Margaret\nDate: 3 March\nSubject: slides\n\na memo", "text"),
        (b"From someone Tue Mar 3\nFrom: a@b\nReceived: by c\n\nx", "email"),
        (b"ID3\x03\0\0\0\0\0\x0f" + bytes(20), "mp3"),
        (MP3_FRAME * 3, "mp3"),
        (MP3_FRAME + b"no second frame", "unknown"),
        (AAC_FRAME[:3] + b"\x80\x01\x1f\xfc\0" + b"\xff\xf1" + bytes(9), "aac"),
        (ftyp(b"M4A "), "m4a"),
        (ftyp(b"qt  "), "mov"),
        (ftyp(b"3gp4"), "3gp"),
        (ftyp(b"mp42"), "mp4"),
        (b"OggS\0\2" + bytes(20) + b"OpusHead", "ogg"),
        (b"fLaC\0\0\0\x22", "flac"),
        (b"#!AMR\n\x3c", "amr"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "wav"),
        (b"RIFF\x24\0\0\0AVI LIST", "avi"),
        (b"\x1aE\xdf\xa3\x01webm", "mkv"),
        (EXE, "program"),
        (b"MZ is how this note begins", "text"),
        (b"\x7fELF\2\1\1", "program"),
    ],
)
def test_every_kind_is_known_whatever_its_name(content, kind):
    found = examine(io.BytesIO(content), "no ending")
    assert (found.kind, found.media_type, found.size) == (kind, MEDIA_TYPES[kind], len(content))


def test_a_word_file_inside_an_archive_does_not_make_it_a_word_file():
    assert kind_of(made.zipped(("letter.docx", made.docx("")), packing=zipfile.ZIP_STORED)) == "zip"


def test_what_was_cut_off_is_told_by_its_first_parts():
    assert kind_of(made.docx(made.paragraph("x" * 5000))[:-40]) == "docx"
    assert kind_of(made.zipped(("a.txt", b"x"))[:-30]) == "zip"


def test_a_list_of_contents_that_lies_is_only_a_list():
    content = bytearray(made.zipped(("a.txt", b"x")))
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 20] = b"\xff" * 8
    assert kind_of(bytes(content)) == "zip"


@pytest.mark.parametrize("start", [b"<!--" * 20_000, b" " * 60_000, b"<!-- a -->" * 6000, b"A: b\n" * 12_000])
def test_beginnings_made_to_be_slow_are_told_at_once(start):
    assert kind_of(start + b"x") in ("text", "html")


@pytest.mark.parametrize(
    ("content", "name", "lies"),
    [
        (EXE, "report.pdf", True),
        (EXE, "setup.exe", False),
        (made.RTF, "letter.doc", False),
        (ftyp(b"mp42"), "visit.m4a", False),
        (made.docx(""), "letter.docm", False),
        (made.docx(""), "letter.zip", True),
        (ole("EncryptedPackage"), "letter.docx", False),
        (ole("EncryptedPackage"), "scan.jpg", True),
        (made.letter(), "letter.txt", False),
        (made.zipped(("a", "x")), "scans.zip", False),
    ],
)
def test_a_name_lies_only_when_it_misleads(content, name, lies):
    assert examine(io.BytesIO(content), name).name_lies is lies


def test_the_table_of_kinds_is_whole():
    assert set(KEPT) <= set(MEDIA_TYPES)
    assert all(bare_kind(kind) in MEDIA_TYPES for kind in MEDIA_TYPES)
    assert bare_kind("email" + INSIDE) == "email"
    assert (promised("jpg"), promised("opus"), promised("nothing")) == ("jpeg", "ogg", "")
    assert nearly_same("pdf", "pdf")
    assert not nearly_same("pdf", "docx")

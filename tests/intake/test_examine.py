"""A file is what its bytes say, whatever its name promises."""

import io
import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base.errors import UserError
from secondop_desktop.intake.examine import MEDIA_TYPES, STEP, examine

HEADS = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "bmp": b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00",
    "text": b"Hemoglobin 13.1 g/dL\n",
    "unknown": b"\x01\x02\x03\x04\x14\x00\x00\x00",
}


def kind_of(content, name="file"):
    return examine(io.BytesIO(content), name).kind


@pytest.mark.parametrize("kind", HEADS)
def test_every_kind_is_known_by_its_bytes(kind):
    found = examine(io.BytesIO(HEADS[kind] + b" and more\n" * 3), "no ending at all")
    assert (found.kind, found.media_type, found.name_lies) == (kind, MEDIA_TYPES[kind], False)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"MM\x00*\x00\x00\x00\x08", "tiff"),
        (b"II+\x00\x08\x00\x00\x00", "tiff"),
        (b"junk from a mail program\r\n%PDF-1.4\n\x00", "pdf"),
        (b"\x00" * 1100 + b"%PDF-1.4", "unknown"),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf", "heic"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf", "unknown"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42", "mp4"),
        (b"\x00\x00\x00\x18ftypzzzz\x00\x00\x02\x00zzzzzzzz", "unknown"),
        (b"BMW was the car\x00\x00\x00\x00\x00\x00\x00", "unknown"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "wav"),
        (b"RIFF\x24\x00\x00\x00ACON\0\0\0\0", "unknown"),
        (b"{\\rtf1\\ansi Dear colleague}", "rtf"),
        (b"%!PS-Adobe-3.0\n", "unknown"),
    ],
)
def test_look_alikes_are_told_apart(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        "Größe 12 mm – „fein“\n".encode(),
        "Größe 12 mm\r\n".encode("cp1252"),
        "Größe".encode("utf-16"),
        b"\xfe\xff" + "Dr Nguyễn".encode("utf-16-be"),
        b"\xef\xbb\xbfwith a mark",
        "日本語の手紙".encode(),
        b"page one\fpage two\n\x1a",
    ],
)
def test_text_in_the_usual_alphabets_is_text(content):
    assert kind_of(content) == "text"


@pytest.mark.parametrize(
    "content",
    [b"text with a \x00 in it", b"\x1b[31m escape", b"\xff\xfe\x00\xd8\x00\x00", b"\x81\x8d\x90 no letters"],
)
def test_bytes_that_no_one_can_read_are_not_text(content):
    assert kind_of(content) == "unknown"


def test_a_letter_cut_by_the_end_of_a_step_is_still_text():
    content = b"a" * (STEP - 1) + "é".encode() + b"b" * 10
    assert kind_of(content) == "text"


def test_one_zero_byte_at_the_far_end_makes_it_something_else_than_text():
    assert kind_of(b"a" * (3 * STEP) + b"\x00") == "unknown"


def test_the_size_is_that_of_all_the_bytes():
    content = os.urandom(2 * STEP + 17)
    assert examine(io.BytesIO(content), "x").size == len(content)


def test_a_file_whose_kind_is_known_at_once_is_not_read_to_its_end():
    stream = io.BytesIO(b"%PDF-1.7\n" + os.urandom(9 * STEP))
    reads = []
    stream.read = lambda count, read=stream.read: reads.append(count) or read(count)
    assert examine(stream, "x.pdf").kind == "pdf"
    assert reads == [STEP]


def test_an_empty_file_is_refused_with_a_sentence():
    with pytest.raises(UserError) as caught:
        examine(io.BytesIO(b""), "folder/report.pdf")
    assert "“report.pdf” is empty" in caught.value.what
    assert caught.value.advice


@pytest.mark.parametrize(
    ("kind", "name", "lies"),
    [
        ("png", "scan.pdf", True),
        ("pdf", "scan.PDF", False),
        ("unknown", "report.pdf", True),
        ("jpeg", "IMG_1.JPEG", False),
        ("heic", "IMG_1.jpg", True),
        ("pdf", "letter.docx", True),
        ("unknown", "letter.docx", True),
        ("unknown", "letter.rar", False),
        ("text", "bundle.json", False),
        ("pdf", "invoice.pdf.exe", True),
        ("pdf", "Dr. Okafor", False),
    ],
)
def test_a_name_that_promises_something_else_is_noticed(kind, name, lies):
    assert examine(io.BytesIO(HEADS[kind]), name).name_lies is lies


class Long(io.RawIOBase):
    """A long plain text that would be noticed if it were held as a whole."""

    def __init__(self, size):
        self.size, self.at, self.asked = size, 0, []

    def read(self, count=-1):
        self.asked.append(count)
        given = min(count, self.size - self.at)
        self.at += given
        return b"a" * given

    def seek(self, offset, whence=os.SEEK_SET):
        self.at = self.size + offset if whence == os.SEEK_END else offset
        return self.at


def test_a_long_text_is_looked_at_step_by_step():
    stream = Long(64 << 20)
    tracemalloc.start()
    try:
        found = examine(stream, "big")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (found.kind, found.size) == ("text", 64 << 20)
    assert set(stream.asked) == {STEP}
    assert most < 8 * STEP


@given(st.binary(min_size=1, max_size=300), st.text(max_size=40))
def test_any_bytes_under_any_name_are_examined(content, name):
    found = examine(io.BytesIO(content), name)
    assert found.kind in MEDIA_TYPES
    assert found.size == len(content)

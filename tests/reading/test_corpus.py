"""Odd, broken and real files from elsewhere all open or say why not; none of them hangs."""

import csv
import re
from pathlib import Path

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.intake.examine import examine
from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import Protected, Unreadable
from secondop_desktop.reading.pages import needs_eyes, read_page
from secondop_desktop.reading.reader import Eyes
from tests.reading.conftest import CORPUS

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the sample files from elsewhere are not here")

with Path(__file__).with_name("corpus.csv").open(encoding="utf-8") as table:
    TABLE = {row["file"]: row for row in csv.DictReader(table)}
"""What each file is, its pages, the words in its text layers, and the words when pictures are read too."""
FILES = [CORPUS / name for name in TABLE]
OTHERS = ("*.dcm", "DICOMDIR*", "*.xml", "*.json")
"""Images, portal files and bundles, which are taken in by other ways."""
UNREADABLE = {
    "corrupted.heic": errors.BROKEN,
    "corrupted.hif": errors.BROKEN,
    "libreoffice-writer-password.pdf": errors.PROTECTED,
    "pdfjs-Pages-tree-refs.pdf": errors.BROKEN_PAGE,
    "pdfjs-REDHAT-1531897-0.pdf": errors.BROKEN,
}


def row_of(file):
    return TABLE[file.relative_to(CORPUS).as_posix()]


def look_at(reader, file):
    """Open a file, compare it with its row, and see its first pages."""
    row = row_of(file)
    with file.open("rb") as stream:
        kind = examine(stream, file.name).kind
    assert kind == row["kind"]
    opened = reader.open(file.read_bytes(), kind)
    assert opened.pages == int(row["pages"])
    words = sum(words_of(reader, number) for number in range(1, opened.pages + 1))
    assert words == pytest.approx(int(row["words"]), rel=0.03, abs=1)
    for number in range(1, min(opened.pages, 4) + 1):
        page = reader.page_text(number)
        assert all(0 <= side <= 1 for w in page.words for side in (w.x0, w.y0, w.x1, w.y1))
        if kind != "text":
            picture = reader.picture(number, 500)
            assert len(picture.rgb) == picture.width * picture.height * 3


def words_of(reader, number):
    """How many words the text layer of a page has; a page that is broken has none."""
    try:
        return len(reader.page_text(number).text.split())
    except Unreadable:
        return 0


def test_the_table_has_every_file_of_a_kind_that_is_read():
    others = {file for pattern in OTHERS for file in CORPUS.rglob(pattern)}
    images = {file for file in (CORPUS / "dicom").rglob("*") if "README" not in file.name}
    there = {file for file in CORPUS.rglob("*") if file.is_file()} - others - images
    assert there == set(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_opens_or_says_why_not(reader, file):
    try:
        look_at(reader, file)
        found = ""
    except UserError as error:
        found = getattr(error, "reason", "empty") if error.what.endswith(".") else "half a sentence"
    assert found == UNREADABLE.get(file.name, "empty" if file.stat().st_size == 0 else "")


def page_of(reader, name, number=1, **options):
    file = CORPUS / name
    with file.open("rb") as stream:
        reader.open(file.read_bytes(), examine(stream, file.name).kind, **options)
    return reader.page_text(number)


def test_a_locked_document_opens_with_its_password(reader):
    with pytest.raises(Protected):
        page_of(reader, "pdf/libreoffice-writer-password.pdf")
    assert page_of(reader, "pdf/libreoffice-writer-password.pdf", password="openpassword").text


def test_what_was_typed_into_a_real_form_is_read(reader):
    text = page_of(reader, "pdf/pdfjs-annotation-text-widget.pdf").text
    assert re.search(r"Single line, length 10 +Lorem ipsu$", text, re.MULTILINE)


def test_arabic_keeps_the_order_of_its_writer(reader):
    assert page_of(reader, "pdf/pdfjs-ArabicCIDTrueType.pdf").text.startswith("انواع الخطوط العربية")


def test_a_font_without_a_key_is_noticed(reader):
    assert needs_eyes(page_of(reader, "pdf/pdfjs-TAMReview.pdf", 2))
    assert not needs_eyes(page_of(reader, "pdf/pdfjs-TAMReview.pdf", 1))


@pytest.mark.slow
def test_a_real_scan_is_read(reader):
    truth = (CORPUS / "tiff" / "8071_093.3B.txt").read_text(encoding="utf-8").split()
    page_of(reader, "tiff/8071_093.3B.tif")
    with Eyes() as eyes:
        found = read_page(reader, eyes, 1).text.split()
    assert sum(word in found for word in truth) / len(truth) > 0.9
    words = " ".join(found)
    assert words.index("wandered around the house with the look of an injured puppy") < words.index(
        "gifts to parenting"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tiff/phototest.tif", "pdf/pdfjs-bitmap-mmr.pdf"])
def test_as_many_words_are_seen_as_the_table_says(reader, name):
    page_of(reader, name)
    with Eyes() as eyes:
        found = read_page(reader, eyes, 1).text.split()
    assert len(found) == pytest.approx(int(TABLE[name]["words seen"]), rel=0.1, abs=1)

"""The words of a scan are found where they stand, whichever way it lies, and without the network."""

import io
import re

import pytest
from PIL import Image

from secondop_desktop.reading.pages import Picture, read_page
from secondop_desktop.reading.reader import Eyes, Reader

REPORT = [
    "SURGICAL PATHOLOGY REPORT",
    "Invasive carcinoma of no special type, grade 2",
    "ER 95 %   PR 70 %   HER2 1+   Ki-67 12 %",
    "Largest focus in one core: 9 mm",
    "Levothyroxine 75 micrograms once a day",
]
MUST_FIND = {"carcinoma", "grade", "2", "95", "70", "HER2", "Ki-67", "12", "mm", "Levothyroxine", "75"}


@pytest.fixture(scope="module")
def eyes():
    with Eyes() as opened:
        yield opened


def words_in(page):
    """Words and numbers, whether or not a blank parts a number from its sign."""
    return set(re.findall(r"[\w-]+", page.text))


def as_picture(image):
    return Picture(image.width, image.height, image.tobytes())


@pytest.fixture(scope="module")
def scan(scan_of):
    return scan_of(REPORT, size=(1100, 480))


@pytest.fixture(scope="module")
def upright(eyes, scan):
    return eyes.read(as_picture(scan))


def test_the_words_of_a_clean_page_are_found(upright):
    assert words_in(upright) >= MUST_FIND
    assert upright.source == "ocr"
    assert upright.confidence > 0.9
    assert upright.turn == 0


def test_lines_come_in_the_order_of_the_page(upright):
    lines = upright.text.split("\n")
    assert len(lines) == len(REPORT)
    assert [line.split()[0] for line in lines] == [line.split()[0] for line in REPORT]


def test_words_stand_where_they_are_printed(upright):
    place = {word.text: word for word in upright.words}
    assert 80 / 480 < (place["SURGICAL"].y0 + place["SURGICAL"].y1) / 2 < 130 / 480
    assert place["SURGICAL"].x0 == pytest.approx(90 / 1100, abs=0.01)
    assert place["Levothyroxine"].y0 > place["HER2"].y1 > place["carcinoma"].y1
    assert all(0 <= w.x0 < w.x1 <= 1 and 0 <= w.y0 < w.y1 <= 1 for w in upright.words)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_read_all_the_same(eyes, scan, upright, turn):
    found = eyes.read(as_picture(scan.rotate(turn, expand=True)))  # this turns to the left
    assert words_in(found) >= MUST_FIND
    assert found.turn == turn
    straight = next(w for w in upright.words if w.text == "Levothyroxine")
    turned = next(w for w in found.words if w.text == "Levothyroxine")
    x, y = (straight.x0 + straight.x1) / 2, (straight.y0 + straight.y1) / 2
    expected = {90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[turn]
    assert (turned.x0 + turned.x1) / 2 == pytest.approx(expected[0], abs=0.02)
    assert (turned.y0 + turned.y1) / 2 == pytest.approx(expected[1], abs=0.02)


def test_an_empty_page_has_no_text(eyes):
    found = eyes.read(as_picture(Image.new("RGB", (400, 300), "white")))
    assert (found.text, found.words, found.source, found.confidence) == ("", (), "", 0)


def test_the_same_eyes_are_kept_for_the_next_page(eyes, upright):
    assert upright.text
    pid = eyes.pid
    eyes.read(as_picture(Image.new("RGB", (300, 200), "white")))
    assert eyes.pid == pid


def test_a_scanned_pdf_is_read_from_its_picture(eyes, scan):
    out = io.BytesIO()
    scan.save(out, "PDF", resolution=150)
    with Reader() as reader:
        reader.open(out.getvalue(), "pdf")
        page = read_page(reader, eyes, 1)
    assert page.source == "ocr"
    assert words_in(page) >= MUST_FIND
    assert page.width == pytest.approx(1100 * 72 / 150, abs=1)

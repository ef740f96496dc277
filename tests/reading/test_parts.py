"""A part of a page is drawn as sharp as a far larger page, and it is the same part for every kind of file."""

import io

import pytest
from PIL import Image, ImageChops

from secondop_desktop.reading import limits
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.pages import Picture, part_of

BOX = (0.25, 0.125, 0.75, 0.5)


def image(picture):
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)


def differs(one, other):
    """The share of full brightness by which two pictures differ on the average."""
    apart = ImageChops.difference(one.convert("L"), other.convert("L").resize(one.size))
    return sum(value * count for value, count in enumerate(apart.histogram())) / (
        one.width * one.height * 255
    )


@pytest.fixture(params=["pdf", "png"])
def opened(request, reader, pdf_of):
    """A page with a word in its left upper quarter, as a PDF and as a photo."""
    page = pdf_of([(150, 120, "Carcinoma of grade 2"), (60, 500, "End")], size=(400, 600))
    if request.param == "png":
        reader.open(page, "pdf")
        out = io.BytesIO()
        image(reader.picture(1, 800)).save(out, "PNG")
        reader.open(out.getvalue(), "png")
    else:
        reader.open(page, "pdf")
    return reader


def test_a_part_shows_what_lies_there_in_the_whole_page(opened):
    whole, part = opened.picture(1, 800), opened.part(1, 800, BOX)
    assert (part.width, part.height) == pytest.approx((400, 450), abs=2)
    assert differs(image(part), image(part_of(whole, BOX))) < 0.01
    assert min(part.rgb) < 100, "there is ink on it"


def test_a_part_of_a_pdf_is_sharp_where_the_whole_page_would_have_too_many_pixels(reader, pdf_of):
    reader.open(pdf_of([(150, 120, "Carcinoma of grade 2")], size=(400, 600)), "pdf")
    width = 8_000
    assert reader.picture(1, width).width < width
    part = reader.part(1, width, (0.4, 0.18, 0.5, 0.22))
    assert (part.width, part.height) == pytest.approx((800, 480), abs=2)
    huge = reader.part(1, 100_000, (0.0, 0.0, 1.0, 1.0))
    assert huge.width * huge.height <= limits.MOST_PIXELS_OUT


def test_another_page_follows_a_part_and_another_part_a_page(opened):
    first = opened.part(1, 600, BOX)
    assert opened.picture(1, 300).width == 300
    assert opened.part(1, 600, BOX) == first
    assert opened.part(1, 300, BOX).width == pytest.approx(150, abs=2)


@pytest.mark.parametrize("box", [(0.5, 0.1, 0.5, 0.9), (0.9, 0.1, 0.2, 0.9), (2.0, 2.0, 3.0, 3.0)])
def test_a_box_without_room_is_refused(opened, box):
    with pytest.raises(Unreadable):
        opened.part(1, 600, box)


def test_a_part_has_at_least_one_pixel():
    rows = Picture(2, 2, bytes(range(12)))
    assert part_of(rows, (0.0, 0.0, 1.0, 1.0)) == rows
    assert part_of(rows, (0.99, 0.99, 1.0, 1.0)) == Picture(1, 1, bytes((9, 10, 11)))
    assert part_of(rows, (0.0, 0.5, 1.0, 1.0)).rgb == bytes(range(6, 12))

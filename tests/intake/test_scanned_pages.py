"""Scanned pages become one PDF in memory: each in its size, none blurred, black and white without loss."""

import io
import random

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from secondop_desktop.intake.picture_stream import Raw
from secondop_desktop.intake.scanned_pages import packed, pdf_of


def gradient(bands, size=(300, 400)):
    picture = Image.linear_gradient("L").resize(size)
    if bands == 3:
        picture = Image.merge("RGB", (picture, picture.rotate(180), picture))
    return Raw(*size, bands, picture.tobytes())


def stripes(width=203, height=150):
    """One bit a pixel, 1 is black: the left half is black. The rows do not end with a byte."""
    picture = Image.new("1", (width, height), 1)
    picture.paste(0, (0, 0, width // 2, height))
    return Raw(width, height, 0, ImageChops.invert(picture.convert("L")).convert("1").tobytes())


def shown(pdf, number=0, scale=1.0):
    document = pypdfium2.PdfDocument(pdf)
    picture = document[number].render(scale=scale).to_pil()
    document.close()
    return picture


def test_all_pages_stand_in_one_pdf_each_as_large_as_its_paper():
    pages = [packed(gradient(3, (1240, 1754)), 150), packed(gradient(1), 100), packed(stripes(), 100)]
    with pikepdf.open(io.BytesIO(pdf_of(pages))) as pdf:
        sizes = [[round(float(side)) for side in page.MediaBox[2:]] for page in pdf.pages]
    assert sizes == [[595, 842], [216, 288], [146, 108]]


@pytest.mark.parametrize("bands", [1, 3])
def test_grey_and_colour_look_as_they_were_scanned(bands):
    raw = gradient(bands)
    page = shown(pdf_of([packed(raw, 72)])).convert("RGB")
    original = Image.frombytes("RGB" if bands == 3 else "L", (300, 400), raw.pixels).convert("RGB")
    difference = ImageChops.difference(page, original)
    assert max(high for _, high in difference.getextrema()) <= 8


def test_black_and_white_keeps_every_pixel():
    raw = stripes()
    page = shown(pdf_of([packed(raw, 72)])).convert("1")
    assert page.size == (203, 150)
    assert [page.getpixel((x, 75)) for x in (0, 100, 102, 202)] == [0, 0, 255, 255]


def test_a_small_picture_of_each_page_is_there_to_look_at():
    for raw in (gradient(3), gradient(1), stripes()):
        small = packed(raw, 300).thumb
        assert max(small.width, small.height) <= 220
        assert len(small.pixels) == small.width * small.height * 3
    assert packed(stripes(), 300).thumb.pixels[:3] == b"\0\0\0"


def test_a_page_of_text_takes_little_room():
    page = packed(gradient(1, (2480, 3508)), 300)
    assert len(page.packed) < 1_000_000


def test_nothing_in_the_pdf_tells_who_made_it_or_when():
    with pikepdf.open(io.BytesIO(pdf_of([packed(gradient(1), 100)]))) as pdf:
        assert "/Info" not in pdf.trailer


def test_a_page_full_of_noise_is_packed_as_well():
    """What cannot be made small needs more room than a packer may have set aside."""
    noise = random.Random(7).randbytes(3_000_000)  # noqa: S311 - noise, not a key
    assert len(packed(Raw(1000, 1000, 3, noise), 300).packed) > 500_000

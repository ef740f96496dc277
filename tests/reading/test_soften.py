"""Hard edges are softened, on faxes and copies only."""

import io

import numpy as np
import pytest
from PIL import Image

from secondop_desktop.reading.soften import has_hard_edges, softened
from tests.data.make_corpus import sample


def pixels_of(page):
    with Image.open(io.BytesIO(page.file)) as picture:
        return np.asarray(picture.convert("RGB"))


@pytest.mark.parametrize(
    ("wear", "hard"),
    [
        ("clean 200 dpi", False),
        ("clean 150 dpi", False),
        ("JPEG 40, 150 dpi", False),
        ("fax 204x196", True),
        ("fax 204x98", True),
        ("photocopy", True),
    ],
)
def test_faxes_and_copies_are_told_from_scans(wear, hard):
    assert has_hard_edges(pixels_of(sample("lab table", wear, 7))) is hard


def test_a_scan_is_left_as_it_is():
    page = pixels_of(sample("lab table", "clean 150 dpi", 7))
    assert softened(page) is page


def test_a_fax_gets_shades_between_black_and_white():
    page = pixels_of(sample("lab table", "fax 204x196", 7))
    assert set(np.unique(page)) == {0, 255}
    soft = softened(page)
    assert soft.shape == page.shape
    assert len(np.unique(soft)) > 50


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_an_empty_page_has_no_edges(grey):
    assert not has_hard_edges(np.full((40, 30, 3), grey, np.uint8))

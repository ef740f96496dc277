"""Photos of a telephone are read from real files, since the decoder that is shipped cannot write any."""

import pytest

from secondop_desktop.intake.examine import examine
from secondop_desktop.reading.errors import Unreadable
from tests.reading.conftest import CORPUS

PHOTOS = CORPUS / "heic"
pytestmark = pytest.mark.skipif(not PHOTOS.is_dir(), reason="the sample files from elsewhere are not here")


@pytest.mark.parametrize(
    ("name", "size", "photos"),
    [
        ("zPug_3.heic", (64, 64), 3),
        ("L_8__128x128.heif", (128, 128), 1),
        ("RGB_10__29x100.heif", (29, 100), 1),
    ],
)
def test_a_photo_of_a_telephone_is_decoded(reader, name, size, photos):
    content = (PHOTOS / name).read_bytes()
    assert reader.open(content, "heic").pages == photos
    page, picture = reader.page_text(1), reader.picture(1, 4000)
    assert (page.width, page.height) == (picture.width, picture.height) == size
    assert len(set(picture.rgb)) > 20, "a picture has more than one colour"


def test_every_photo_of_a_burst_is_a_page(reader):
    reader.open((PHOTOS / "zPug_3.heic").read_bytes(), "heic")
    shown = [reader.picture(number, 4000) for number in (1, 2, 3)]
    assert [(one.width, one.height) for one in shown] == [(64, 64), (64, 64), (96, 64)]
    assert len({one.rgb for one in shown}) == 3


def test_a_photo_can_be_made_smaller(reader):
    reader.open((PHOTOS / "zPug_3.heic").read_bytes(), "heic")
    small = reader.picture(1, 16)
    assert (small.width, small.height) == (16, 16)


@pytest.mark.parametrize("keep", [12, 100, 600, 5_000, 20_000])
def test_a_photo_that_breaks_off_is_refused_or_shown(reader, keep):
    content = (PHOTOS / "zPug_3.heic").read_bytes()[:keep]
    try:
        reader.open(content, "heic")
        shown = len(reader.picture(1, 64).rgb)
    except Unreadable as refused:
        shown = 0 if "kept" in refused.what else -1
    assert shown in (0, 64 * 64 * 3)


def test_photos_are_known_by_their_content():
    for name in ("zPug_3.heic", "L_8__128x128.heif", "RGB_10__29x100.heif"):
        with (PHOTOS / name).open("rb") as stream:
            found = examine(stream, "IMG_0001.jpg")
        assert (found.kind, found.media_type, found.name_lies) == ("heic", "image/heic", True)

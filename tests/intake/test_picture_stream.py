"""Bare pixels that come in pieces of any size; what is no whole page is refused."""

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.intake import picture_stream
from secondop_desktop.intake.picture_stream import PictureStream, Raw

GREY = b"P5\n# SANE data follows\n3 2\n255\nabcdef"


def received(content, step=None):
    stream = PictureStream()
    for at in range(0, len(content), step or len(content)):
        stream.add(content[at : at + (step or len(content))])
    return stream.whole()


@pytest.mark.parametrize("step", [1, 2, 7, None])
def test_a_picture_is_the_same_in_pieces_of_any_size(step):
    assert received(GREY, step) == Raw(3, 2, 1, b"abcdef")
    assert received(b"P6\n1 2\n255\n123456", step) == Raw(1, 2, 3, b"123456")


@pytest.mark.parametrize("step", [1, 2, None])
def test_pixels_that_look_like_a_number_are_pixels(step):
    assert received(b"P4\n16 2\n12\n ", step) == Raw(16, 2, 0, b"12\n ")
    assert received(b"P5\n2 1\n255\n 9", step) == Raw(2, 1, 1, b" 9")


def test_it_is_known_how_much_has_come():
    stream = PictureStream()
    assert stream.fraction() == 0.0
    stream.add(GREY[:-3])
    assert stream.fraction() == 0.5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        GREY[:-1],
        GREY + b"g",
        b"P6\n1 1\n65535\n123456",
        b"P5\n0 5\n255\n",
        b"P5\n999999 999999\n255\n",
        b"\x89PNG" + b"\0" * 600,
        b"P5\n" + b"#" * 600,
    ],
)
def test_what_is_no_whole_page_is_refused(content):
    with pytest.raises(UserError, match="not a whole page"):
        received(content) if content else PictureStream().whole()


def test_a_page_far_too_large_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(picture_stream, "MOST_BYTES", 5)
    with pytest.raises(UserError):
        PictureStream().add(b"P5\n3 2\n255\n")

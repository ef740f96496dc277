"""Photos, scans and faxes of every kind come out upright and in RGB."""

import io

import pytest
from PIL import Image

from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import Unreadable

RED, BLUE = (200, 30, 30), (30, 30, 200)
FORMATS = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WEBP", "bmp": "BMP"}


def two_halves(width=120, height=80):
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def pixel(picture, x, y):
    """The colour at a place given in fractions."""
    at = (int(y * picture.height) * picture.width + int(x * picture.width)) * 3
    return tuple(picture.rgb[at : at + 3])


def near(colour, wanted):
    return all(abs(a - b) < 40 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_picture_is_decoded(reader, saved, kind):
    opened = reader.open(saved(two_halves(), FORMATS[kind]), kind)
    assert (opened.pages, opened.kind) == (1, kind)
    page = reader.page_text(1)
    assert (page.width, page.height, page.text, page.source) == (120, 80, "", "")
    picture = reader.picture(1, 1000)
    assert (picture.width, picture.height) == (120, 80)
    assert near(pixel(picture, 0.25, 0.5), RED)
    assert near(pixel(picture, 0.75, 0.5), BLUE)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_whichever_way_the_camera_was_held(reader, saved, kind, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    reader.open(saved(two_halves(), FORMATS[kind], exif=exif), kind)
    page, picture = reader.page_text(1), reader.picture(1, 1000)
    sides = (120, 80) if orientation < 5 else (80, 120)
    assert (page.width, page.height) == (picture.width, picture.height) == sides
    red = {1: (0.2, 0.5), 2: (0.8, 0.5), 3: (0.8, 0.5), 4: (0.2, 0.5)}
    red |= {5: (0.5, 0.2), 6: (0.5, 0.2), 7: (0.5, 0.8), 8: (0.5, 0.8)}
    assert near(pixel(picture, *red[orientation]), RED)


def test_a_big_photo_is_made_as_small_as_asked(reader, saved):
    reader.open(saved(two_halves(4000, 3000), "JPEG"), "jpeg")
    small = reader.picture(1, 500)
    assert (small.width, small.height) == (500, 375)
    assert near(pixel(small, 0.25, 0.5), RED)
    again = reader.picture(1, 2000)
    assert (again.width, again.height) == (2000, 1500)
    assert reader.page_text(1).width == 4000


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_pixels_of_every_sort_become_rgb(reader, saved, mode):
    grey = Image.new("L", (40, 30), 255)
    grey.paste(0, (20, 0, 40, 30))
    image = (
        grey.convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else grey.convert(mode)
    )
    reader.open(saved(image, "TIFF"), "tiff")
    picture = reader.picture(1, 100)
    assert near(pixel(picture, 0.2, 0.5), (255, 255, 255))
    assert near(pixel(picture, 0.8, 0.5), (0, 0, 0))


def test_what_is_see_through_stands_on_white_paper(reader, saved):
    reader.open(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"), "png")
    assert pixel(reader.picture(1, 20), 0.5, 0.5) == (255, 255, 255)


def test_every_page_of_a_fax_is_there(reader):
    out = io.BytesIO()
    colours = [(40 * n, 0, 0) for n in range(5)]
    first, *others = (Image.new("RGB", (30 + n, 40), colour) for n, colour in enumerate(colours))
    first.save(out, "TIFF", save_all=True, append_images=others)
    assert reader.open(out.getvalue(), "tiff").pages == 5
    for number in (5, 1, 3):
        assert reader.picture(number, 100).width == 29 + number
        assert near(pixel(reader.picture(number, 100), 0.5, 0.5), colours[number - 1])


def test_a_tiff_that_leads_back_to_its_first_page_comes_to_an_end(reader, saved):
    image = two_halves(8, 8)
    content = bytearray(saved(image, "TIFF"))
    start = int.from_bytes(content[4:8], "little")
    entries = int.from_bytes(content[start : start + 2], "little")
    after = start + 2 + 12 * entries
    content[after : after + 4] = content[4:8]
    assert reader.open(bytes(content), "tiff").pages < 10


def opened_and_seen(reader, content, kind):
    reader.open(content, kind)
    return reader.picture(1, 200)


@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_picture_is_refused_with_a_sentence(reader, saved, kind):
    whole = saved(Image.effect_noise((200, 200), 90).convert("RGB"), FORMATS[kind])
    with pytest.raises(Unreadable) as caught:
        opened_and_seen(reader, whole[: len(whole) // 2], kind)
    assert caught.value.reason in (errors.BROKEN, errors.BROKEN_PAGE)
    assert "kept" in caught.value.what


def test_a_kind_is_only_read_by_its_own_decoder(reader, saved):
    with pytest.raises(Unreadable):
        reader.open(saved(two_halves(), "PNG"), "jpeg")
    with pytest.raises(Unreadable) as caught:
        reader.open(saved(two_halves(), "GIF"), "unknown")
    assert caught.value.reason == errors.NO_READER


@pytest.mark.parametrize(
    ("dpi", "expected"),
    [((204, 98), (204, 208)), ((204, 196), (204, 104)), ((98, 204), (425, 100)), ((204, 204), (204, 100))],
)
def test_a_fax_whose_dots_are_not_square_is_shown_as_it_was_sent(reader, saved, dpi, expected):
    reader.open(saved(two_halves(204, 100).convert("1"), "TIFF", compression="group4", dpi=dpi), "tiff")
    page, picture = reader.page_text(1), reader.picture(1, 10_000)
    assert (page.width, page.height) == (picture.width, picture.height) == expected


@pytest.mark.parametrize("dpi", [(0, 0), (1, 300), (300, 0)])
def test_a_resolution_that_makes_no_sense_is_passed_over(reader, saved, dpi):
    reader.open(saved(two_halves(), "TIFF", dpi=dpi), "tiff")
    assert (reader.page_text(1).width, reader.page_text(1).height) == (120, 80)

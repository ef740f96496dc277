"""A page is found in a photo of paper, cut out, straightened and lit evenly; none is made up."""

import json

import cv2
import numpy as np
import pytest
from PIL import Image

from secondop_desktop.case import photos
from secondop_desktop.reading import errors, photo_light
from secondop_desktop.reading.errors import Refused, Unreadable
from secondop_desktop.reading.page_finder import find_page, in_order
from secondop_desktop.reading.photo_pack import (
    AS_TAKEN,
    GREY,
    KIND,
    NO_PICTURE,
    PAPER,
    WHOLE,
    Shot,
    good,
    packed,
    unpacked,
)
from secondop_desktop.reading.photo_reader import PhotoReader, look_of_answer
from secondop_desktop.reading.photos import Photos
from tests.reading.photo_scenes import TABLES, TROUBLES, bare_table, jpeg, scene, typeset
from tests.reading.photo_scenes import errors as off

ALLOWED = 0.01
"""How far a corner may be off, as a share of the page's longer side; on A4 that is 3 mm."""


@pytest.fixture(scope="module")
def page():
    return typeset()


@pytest.fixture(scope="module")
def photo(page):
    """A photo with its truth: a sheet on dark wood with a shadow across."""
    return scene(page, 5, "dark wood", "shadow")


def shown(shot, width=400):
    picture = Photos(packed([shot])).picture(1, width)
    return np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_page_is_found_on_any_table_and_in_any_light(page, table, trouble):
    seen = scene(page, 7 + TABLES.index(table), table, trouble, size=(1200, 900))
    found = find_page(seen.rgb)
    assert found is not None
    assert off(found, seen).max() < ALLOWED


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_it_does_not_matter_how_the_phone_was_held(photo, turn):
    turned = np.ascontiguousarray(np.rot90(photo.rgb, turn // 90))
    found = np.array(find_page(turned))
    back = {
        90: lambda c: (1 - c[1], c[0]),
        180: lambda c: (1 - c[0], 1 - c[1]),
        270: lambda c: (c[1], 1 - c[0]),
    }
    assert off(in_order(np.array([back[turn](c) for c in found])), photo).max() < ALLOWED


@pytest.mark.parametrize("table", ["dark wood", "bright table", "grey cloth"])
def test_on_a_bare_table_no_page_is_found(table):
    assert find_page(bare_table(3, table)) is None


def test_a_photo_that_is_nothing_but_paper_is_taken_whole(page):
    look = Photos(packed([Shot(jpeg(page), "jpeg")])).look(1)
    assert not look["found"]
    assert look["corners"] == [list(corner) for corner in WHOLE]


def test_the_page_comes_out_straight_and_in_its_true_shape(page, photo):
    shot = Shot(jpeg(photo.rgb), "jpeg", tuple(map(tuple, photo.corners.tolist())), 0, AS_TAKEN)
    straight = shown(shot)
    assert straight.shape[0] / straight.shape[1] == pytest.approx(2**0.5, abs=0.01)
    small = cv2.resize(page, straight.shape[1::-1], interpolation=cv2.INTER_AREA)
    grey = [cv2.cvtColor(one, cv2.COLOR_RGB2GRAY).astype(np.float32) for one in (small, straight)]
    ink = [one - cv2.GaussianBlur(one, (0, 0), 12) for one in grey]
    assert np.corrcoef(ink[0].ravel(), ink[1].ravel())[0, 1] > 0.6


def test_the_same_photo_with_the_same_corners_gives_the_same_pixels(photo):
    shot = Shot(jpeg(photo.rgb), "jpeg", tuple(map(tuple, photo.corners.tolist())), 90, PAPER)
    assert (shown(shot) == shown(shot)).all()


def test_a_shadow_is_taken_off_and_the_paper_is_white(photo):
    shot = Shot(jpeg(photo.rgb), "jpeg", tuple(map(tuple, photo.corners.tolist())), 0, AS_TAKEN)
    before, after = shown(shot), photo_light.even(shown(shot), in_colour=True)

    def paper(pixels):
        blocks = pixels[: pixels.shape[0] // 50 * 50, : pixels.shape[1] // 50 * 50].max(axis=2)
        return np.percentile(blocks.reshape(-1, 50, blocks.shape[1] // 50, 50), 80, axis=(1, 3))

    assert np.ptp(paper(before)) > 60
    assert np.ptp(paper(after)) < 25
    assert np.median(paper(after)) > 235


def test_even_light_keeps_pencil_a_stamp_and_a_dark_picture():
    sheet = np.full((1000, 700, 3), 205, np.uint8)
    cv2.putText(sheet, "pencil", (60, 120), cv2.FONT_HERSHEY_SIMPLEX, 1, (172, 172, 172), 2)
    cv2.circle(sheet, (500, 250), 60, (170, 60, 60), 8)
    sheet[500:900, 100:600] = 40
    sheet[600:700, 250:350] = 90
    even = photo_light.even(sheet, in_colour=True).astype(int)
    grey = photo_light.even(sheet, in_colour=False).astype(int)
    assert even[20, 20].min() > 235
    assert even[90:125, 60:200].min() < 225  # pencil is still darker than paper
    stamp = even[250, 560]
    assert stamp[0] - stamp[2] > 60  # red
    assert np.ptp(grey[250, 560]) == 0
    assert even[650, 300].mean() > even[560, 300].mean() + 30  # what stands in the dark picture
    assert even[560, 300].mean() < 150


def test_a_turn_by_the_camera_and_one_by_hand_both_count(photo):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    upright = np.ascontiguousarray(np.rot90(photo.rgb))
    content = jpeg(upright, exif=exif.tobytes())
    assert shown(Shot(content, "jpeg", WHOLE, 0, AS_TAKEN)).shape[:2] == (300, 400)
    assert shown(Shot(content, "jpeg", WHOLE, 90, AS_TAKEN), 300).shape[:2] == (400, 300)


def test_blurred_dark_and_small_photos_are_told_from_good_ones(page):
    def look(blur=0.0, dim=1.0, size=(1600, 1200)):
        rgb = scene(page, 5, "dark wood", size=size).rgb
        rgb = cv2.GaussianBlur(rgb, (0, 0), blur) if blur else rgb
        content = jpeg((rgb * dim).astype(np.uint8))
        return look_of_answer(json.loads(json.dumps(Photos(packed([Shot(content, "jpeg")])).look(1))))

    large = look(size=(3000, 2250))
    assert (large.blurred, large.dark, large.small) == (False, False, False)
    assert look(blur=6).blurred
    assert look(dim=0.2).dark
    assert look(size=(1000, 750)).small


def test_photos_packed_together_come_out_as_they_went_in():
    shots = [Shot(b"one", "jpeg"), Shot(b"", NO_PICTURE, WHOLE, 90, GREY), Shot(b"three", "png")]
    assert unpacked(packed(shots)) == shots


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\0\0\0\2{}",
        b"\xff\xff\xff\xff[]",
        packed([Shot(b"photo", "jpeg")])[:-1],
        packed([Shot(b"photo", "jpeg")]) + b"x",
        packed([Shot(b"photo", "jpeg", ((0, 0), (1, 1), (1, 0), (0, 1)))]),
        packed([Shot(b"photo", "jpeg", WHOLE, 45)]),
        packed([Shot(b"photo", "jpeg", WHOLE, 0, "lamp")]),
    ],
)
def test_what_was_not_packed_here_is_refused(broken):
    with pytest.raises(Refused):
        unpacked(broken)


@pytest.mark.parametrize(
    "corners",
    [
        ((0, 0), (1, 0), (1, 1)),
        ((0, 0), (1, 0), (1, 1.2), (0, 1)),
        ((0, 0), (0, 1), (1, 1), (1, 0)),
        ((0, 0), (1, 0), (0.2, 0.2), (0, 1)),
        ((0, 0), (float("nan"), 0), (1, 1), (0, 1)),
    ],
)
def test_corners_that_make_no_page_are_known(corners):
    assert good(WHOLE)
    assert not good(corners)


def test_one_photo_that_cannot_be_read_leaves_the_others_alone(photo):
    shots = [Shot(b"\xff\xd8 no photo", "jpeg"), Shot(jpeg(photo.rgb), "jpeg"), Shot(b"", NO_PICTURE)]
    file = Photos(packed(shots))
    assert file.opened().pages == 3
    assert file.picture(2, 100).width == 100
    for number in (1, 3):
        with pytest.raises(Refused, match=errors.BROKEN):
            file.picture(number, 100)
    with pytest.raises(Refused, match=errors.NO_PAGE):
        file.picture(4, 100)


def test_the_worker_looks_and_draws_without_anything_it_may_not_have(photo):
    with PhotoReader() as reader:
        look = reader.look(Shot(jpeg(photo.rgb), "jpeg"))
        assert look.found
        assert off(look.corners, photo).max() < ALLOWED
        assert reader.open(packed([Shot(jpeg(photo.rgb), "jpeg", look.corners)]), KIND).pages == 1
        assert reader.picture(1, 300).width == 300
        with pytest.raises(Unreadable):
            reader.look(Shot(b"nothing of the kind", "png"))


def test_the_photos_of_a_full_record_and_a_huge_one_fit_into_the_worker(photo):
    """As many bytes as one record may have; and the 48 million dots of a new phone."""
    corners = tuple(map(tuple, photo.corners.tolist()))
    huge = jpeg(cv2.resize(photo.rgb, (8000, 6000)), quality=80)
    large = jpeg(cv2.resize(photo.rgb, (4000, 3000)))
    rest = Shot(bytes(photos.MOST_BYTES - len(huge) - len(large)), "jpeg")
    with PhotoReader() as reader:
        assert reader.look(Shot(huge, "jpeg")).found
        assert reader.open(packed([Shot(huge, "jpeg", corners), Shot(large, "jpeg", corners), rest]), KIND)
        assert reader.picture(1, 2480).width == 2480
        assert reader.picture(2, 3508).height > 2000


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"corners": "abcd"},
        {"corners": [[0, 0]] * 4, "width": 9, "height": 9, "across": 9, "sharp": 1, "bright": 1},
        {"corners": WHOLE, "width": -9, "height": 9, "across": 9, "sharp": 1, "bright": 1},
        {"corners": WHOLE, "width": 9, "height": True, "across": 9, "sharp": 1, "bright": 1},
        {"corners": WHOLE, "width": 9, "height": 9, "across": 9, "sharp": "very", "bright": 1},
        {"corners": WHOLE, "width": 9, "height": 9, "across": 9, "sharp": float("nan"), "bright": 1},
    ],
)
def test_an_answer_that_is_no_look_is_refused(header):
    with pytest.raises(Unreadable):
        look_of_answer(header)

"""When a text layer is enough, when the picture has to be looked at, and which of the two is believed."""

import pytest

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.reading.pages import (
    LONGEST_SIDE,
    OCR,
    TEXT_LAYER,
    PageText,
    Picture,
    better,
    is_garbage,
    letters,
    needs_eyes,
    read_page,
    width_for_ocr,
)

REPORT = "Invasive carcinoma of no special type, grade 2. " * 12
PICTURE = Picture(1, 1, b"\0\0\0")


class File:
    """A file with one page, as a reader would give it."""

    def __init__(self, layer, kind="pdf"):
        self.layer, self.kind, self.widths = layer, kind, []

    def page_text(self, number):
        assert number == 1
        return self.layer

    def picture(self, number, width_px):
        self.widths.append(width_px)
        return PICTURE


class Sees:
    """Eyes that see what they are told."""

    def __init__(self, text):
        self.text, self.looked = text, 0

    def read(self, picture):
        assert picture is PICTURE
        self.looked += 1
        return PageText(self.text, source=OCR if self.text else "", confidence=0.9)


def layer(text, pictures=0.0, on_pictures=0):
    source = TEXT_LAYER if text else ""
    return PageText(text, (), source, 1.0, 595, 842, pictures=pictures, letters_on_pictures=on_pictures)


def test_a_real_text_layer_is_enough():
    eyes = Sees("never asked")
    assert read_page(File(layer(REPORT)), eyes, 1).source == TEXT_LAYER
    assert eyes.looked == 0


def test_a_scan_without_text_is_looked_at():
    file = File(layer("", pictures=1.0))
    found = read_page(file, Sees(REPORT), 1)
    assert (found.source, found.text, found.confidence) == (OCR, REPORT, 0.9)
    assert (found.width, found.height) == (595, 842)
    assert file.widths == [round(595 * 300 / 72)]


def test_a_scan_that_carries_only_a_stamp_is_looked_at():
    stamped = layer("RECEIVED 12 MAR 2026 HARROW MILL", pictures=0.98, on_pictures=26)
    assert read_page(File(stamped), Sees(REPORT), 1).text == REPORT


def test_a_scan_that_the_scanner_read_already_is_not_read_again():
    assert not needs_eyes(layer(REPORT, pictures=1.0, on_pictures=letters(REPORT)))


def test_a_typed_letter_with_a_scan_pasted_below_is_looked_at():
    both = layer("Dear colleague, please see below. " * 10, pictures=0.4)
    assert needs_eyes(both)
    assert read_page(File(both), Sees(both.text + REPORT), 1).source == OCR


def test_a_letter_with_a_photo_keeps_its_exact_text():
    photo = layer(REPORT, pictures=0.4)
    assert read_page(File(photo), Sees(REPORT.replace("grade 2", "grade Z")), 1) is photo


def test_a_small_logo_does_not_matter():
    assert not needs_eyes(layer(REPORT, pictures=0.05))


def test_letters_without_meaning_are_looked_at_and_never_believed():
    noise = layer("\ue001\ue002 \ue003\ufffd" * 30)
    assert needs_eyes(noise)
    assert read_page(File(noise), Sees(REPORT), 1).text == REPORT
    assert read_page(File(noise), Sees(""), 1).text == ""


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        ("ER 95 %, PR 80 %", False),
        ("", False),
        ("10⁹/L – 4.0 µg", False),
        ("日本語", False),
        ("\ue000\ue001ab", True),
        ("one \ufffd in a long line of text", False),
    ],
)
def test_garbage_is_told_from_text(text, garbage):
    assert is_garbage(text) is garbage


def test_two_typed_words_win_over_a_picture_that_says_nothing_more():
    typed = layer("Page 7")
    assert better(typed, PageText("Page 7", source=OCR)) is typed
    assert better(typed, PageText("", source="")) is typed


def test_a_garbled_layer_stays_for_a_person_to_look_at_when_nothing_can_be_seen():
    garbled = PageText("\ufffd\ufffd\ufffd\ufffd\ufffd habibi", source=TEXT_LAYER, width=300, height=300)
    kept = better(garbled, PageText("", source=""))
    assert (kept.text, kept.source, kept.confidence) == (garbled.text, TEXT_LAYER, 0.0)
    assert better(PageText(""), PageText("")).confidence == 1.0


def test_plain_text_is_never_looked_at():
    eyes = Sees("x")
    assert read_page(File(layer("hm"), kind="text"), eyes, 1).text == "hm"
    assert eyes.looked == 0


def test_a_stopped_page_is_cancelled_before_the_eyes_are_asked():
    stops = iter([False, True])
    eyes = Sees(REPORT)
    with pytest.raises(Cancelled):
        read_page(File(layer("")), eyes, 1, Progress(stopped=lambda: next(stops)))
    assert eyes.looked == 0


@pytest.mark.parametrize(
    ("width", "height", "kind", "expected"),
    [
        (595, 842, "pdf", 2479),
        (842, 1191, "pdf", round(842 * LONGEST_SIDE / 1191)),
        (4000, 3000, "jpeg", LONGEST_SIDE),
        (900, 600, "png", 900),
        (14400, 10, "pdf", LONGEST_SIDE),
        (0, 0, "pdf", LONGEST_SIDE),
    ],
)
def test_a_page_is_drawn_at_300_dpi_unless_that_is_too_big(width, height, kind, expected):
    assert width_for_ocr(PageText(width=width, height=height), kind) == expected

"""Pages of text are drawn as sheets of paper: every word stands where its place says, none is left out."""

import pytest
from PIL import Image

from secondop_desktop.reading.drawn import HEIGHT, WIDTH, DrawnText
from secondop_desktop.reading.plain import LETTERS, LINES, paginated, text_page

REPORT = "Pathology report\n\nER\t95 %\tpositive\nProgesterone receptor\t80 %\tpositive\nGröße ≥ 3 mm, α 0,5"


def sheet_of(drawn, across=1190):
    picture = drawn.picture(across)
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).convert("L")


def ink(sheet, word):
    box = (word.x0 * sheet.width, word.y0 * sheet.height, word.x1 * sheet.width, word.y1 * sheet.height)
    return sheet.crop(tuple(round(side) for side in box)).getextrema()[0]


def test_every_word_is_drawn_where_its_place_says_and_nothing_else_is():
    drawn = DrawnText(REPORT)
    words = drawn.words()
    sheet = sheet_of(drawn)
    assert [word.text for word in words] == REPORT.split()
    assert all(ink(sheet, word) < 100 for word in words)
    for word in words:
        left, top, right, bottom = word.x0 * WIDTH, word.y0 * HEIGHT, word.x1 * WIDTH, word.y1 * HEIGHT
        sheet.paste(
            255, (round(2 * left) - 2, round(2 * top) - 2, round(2 * right) + 4, round(2 * bottom) + 3)
        )
    assert sheet.getextrema()[0] > 200


def test_columns_of_a_table_stand_below_each_other():
    places = {word.text: word for word in DrawnText("ER\t95\nPR\t80").words()}
    assert places["95"].x0 == places["80"].x0 > places["ER"].x1


@pytest.mark.parametrize(
    "text",
    [
        "x" * LETTERS * LINES,
        "\n".join("word " * 19 for _ in range(LINES)),
        "\n".join("W" * (LETTERS - 1) for _ in range(LINES)),
        "a\tb\tc\td\te\tf\tg\th\ti\tj\n" * LINES,
        " " * 5000 + "far out",
    ],
)
def test_whatever_fits_on_a_page_of_text_fits_on_the_sheet(text):
    for page in paginated(text):
        words = DrawnText(page).words()
        assert "".join(word.text for word in words) == "".join(page.split())
        assert all(0 <= side <= 1 for w in words for side in (w.x0, w.y0, w.x1, w.y1))


@pytest.mark.parametrize("text", ["日本語の手紙", "سلام", "नमस्ते", "ภาษาไทย"])
def test_letters_that_would_be_drawn_wrongly_are_not_drawn(text):
    assert not DrawnText(f"Report {text}").can
    page = text_page(f"Report {text}")
    assert (page.width, page.words, page.text) == (0.0, (), f"Report {text}")


def test_ticked_boxes_and_unknown_signs_are_drawn_and_keep_their_own_text():
    drawn = DrawnText("☒ agreed ☐ declined \U0001f60a thanks")
    assert [word.text for word in drawn.words()] == ["☒", "agreed", "☐", "declined", "\U0001f60a", "thanks"]
    assert ink(sheet_of(drawn), drawn.words()[0]) < 100


def test_an_empty_page_is_an_empty_sheet():
    assert DrawnText("").can
    assert sheet_of(DrawnText("")).getextrema() == (255, 255)


def test_a_sheet_is_never_larger_than_may_be_handed_over():
    picture = DrawnText("x").picture(100_000)
    assert picture.width * picture.height <= 24_000_000


def test_a_letter_is_looked_at_like_any_other_page(reader):
    reader.open(REPORT.encode(), "text")
    page, picture = reader.page_text(1), reader.picture(1, 595)
    assert (page.width, page.height) == (picture.width, picture.height) == (595, 842)
    assert [word.text for word in page.words][:2] == ["Pathology", "report"]

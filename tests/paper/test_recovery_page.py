"""The recovery sheet can be read, typed and scanned, and keeps the whole key on one page."""

import dataclasses
import io

import pikepdf
import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.style import PaperStyle


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("big", [False, True])
def test_the_whole_key_is_on_the_first_page(key_on_paper, read, page, big):
    first = read.pages(draw.recovery_sheet(key_on_paper, PaperStyle(page, large=big)))[0].split()
    for number, line in enumerate(key_on_paper.lines, start=1):
        place = first.index(f"{number}.")
        assert first[place + 1 : place + 4] == line.split()[1:]


def test_ordinary_print_is_a_single_page(key_on_paper, read, either_page):
    assert len(read.pages(draw.recovery_sheet(key_on_paper, either_page))) == 1


def test_the_signs_of_the_key_are_large_on_every_sheet(key_on_paper, read, either_page):
    assert 18.0 in read.sizes(draw.recovery_sheet(key_on_paper, either_page))


def test_lines_without_numbers_of_their_own_are_numbered(key_on_paper, read, a4):
    bare = dataclasses.replace(key_on_paper, lines=("ABCD EFGH", "3 KLMN"))
    words = read.pages(draw.recovery_sheet(bare, a4))[0].split()
    assert words[words.index("1.") : words.index("1.") + 3] == ["1.", "ABCD", "EFGH"]
    assert words[words.index("2.") : words.index("2.") + 3] == ["2.", "3", "KLMN"]


def test_long_groups_of_words_go_on_in_the_next_row(key_on_paper, read, a4, squeeze):
    line = " ".join(f"understanding{n}" for n in range(9))
    text = read.text(draw.recovery_sheet(dataclasses.replace(key_on_paper, lines=(line,)), a4))
    assert squeeze("1." + line) in text


def test_the_sheet_says_what_it_is_and_where_to_keep_it(key_on_paper, read, a4):
    text = " ".join(read.pages(draw.recovery_sheet(key_on_paper, a4))[0].split())
    assert text.startswith(
        "Recovery sheet For the case: Hạnh Printed on: 2 May 2026 This sheet opens your case"
    )
    assert "Keep it on paper" in text
    assert "Keep this sheet safe. It opens your case." in text
    assert "medical" not in text


def test_the_square_is_a_figure_with_words_and_is_left_out_when_it_would_be_empty(key_on_paper, read, a4):
    pdf = draw.recovery_sheet(key_on_paper, a4)
    assert "Figure" in read.tags(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/XObject" not in document.pages[0].Resources
    without = draw.recovery_sheet(dataclasses.replace(key_on_paper, qr_text=""), a4)
    assert "Figure" not in read.tags(without)


def test_the_lines_are_a_list(key_on_paper, read, a4):
    tags = read.tags(draw.recovery_sheet(key_on_paper, a4))
    assert tags.count("LI") == tags.count("Lbl") == tags.count("LBody") == len(key_on_paper.lines)
    assert tags.index("H2") < tags.index("L")

"""Paper, margins and type sizes are those that tired eyes can read."""

import pytest

from secondop_desktop.paper.style import MARGIN, MM, RULING, PaperStyle


@pytest.mark.parametrize(("page", "width", "height"), [("A4", 210, 297), ("Letter", 215.9, 279.4)])
def test_a_page_has_its_true_size_and_an_inch_of_margin(page, width, height):
    style = PaperStyle(page)
    assert style.width == pytest.approx(width * MM, abs=0.1)
    assert style.height == pytest.approx(height * MM, abs=0.1)
    assert MARGIN == 72
    assert style.frame == pytest.approx(style.height - 144)
    assert style.column == pytest.approx(style.width - 144)


def test_body_text_has_12_to_14_points_and_headings_16_to_18(either_page):
    for sizes in either_page.ladder:
        assert 12 <= sizes.body <= 14
        assert 16 <= sizes.heading <= sizes.title <= 18


def test_large_print_has_18_points_and_lines_under_six_inches():
    for page in ("A4", "Letter"):
        style = PaperStyle(page, large=True)
        assert all(sizes.body == 18 for sizes in style.ladder)
        assert style.column < 6 * 72


def test_ruled_lines_leave_room_for_handwriting():
    assert RULING >= 8 * MM

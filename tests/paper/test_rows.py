"""Strips of a page know their height, and labels keep beside the words they belong to."""

import pytest

from secondop_desktop.paper.rows import Block, Row, Setting, beside, led_by, space, together, with_bar
from secondop_desktop.paper.style import RULING, PaperStyle
from secondop_desktop.paper.tagged import Element


@pytest.fixture
def setting():
    style = PaperStyle("A4")
    return Setting(style, style.ladder[0])


@pytest.fixture
def noted():
    """Rows that write down their name and where they are drawn."""
    places = []

    def row(name, height=10):
        return Row(height, lambda _canvas, top: places.append((name, top)))

    return row, places


def test_rows_as_one_are_drawn_below_each_other(noted):
    row, places = noted
    whole = together([row("a"), row("b", 5), row("c")])
    whole.draw(None, 100)
    assert whole.height == 25
    assert places == [("a", 100), ("b", 90), ("c", 85)]


def test_columns_start_at_the_same_height(noted):
    row, places = noted
    rows = beside([row("left", 30)], [row("right"), row("below")])
    assert [one.height for one in rows] == [30, 10]
    rows[0].draw(None, 100)
    assert places == [("left", 100), ("right", 100)]


def test_a_label_of_two_lines_is_drawn_before_its_words(noted):
    row, places = noted
    first, *rest = led_by([row("Plan of"), row("Dr. Okafor")], [row("one"), row("two"), row("three")])
    first.draw(None, 100)
    assert [name for name, _top in places] == ["Plan of", "Dr. Okafor", "one", "two"]
    assert first.height == 20
    assert len(rest) == 1


def test_a_label_longer_than_its_words_takes_the_room_it_needs(noted):
    row, _places = noted
    (first,) = led_by([row("a"), row("b"), row("c")], [row("word")])
    assert first.height == 30


def test_a_very_long_label_can_be_divided_like_its_words(noted):
    row, _places = noted
    assert len(led_by([row("label")] * 9, [row("words")])) == 9


def test_a_bar_changes_no_height():
    assert [row.height for row in with_bar([space(10), space(20)])] == [10, 20]


def test_a_block_is_filled_where_it_says(noted):
    row, places = noted
    block = Block([row("text"), row("line")], filler=row("more"), filler_at=1).filled(2)
    for one in block.rows:
        one.draw(None, 0)
    assert [name for name, _top in places] == ["text", "more", "more", "line"]
    assert block.filler is None


def test_a_paragraph_has_one_row_for_each_line(setting):
    rows = setting.text(Element("P"), "word " * 60)
    assert len(rows) > 3
    assert {round(row.height, 6) for row in rows} == {round(13 * 1.32, 6)}


def test_short_facts_share_a_line_and_long_ones_do_not(setting):
    assert len(setting.labelled(Element("Sect"), [("Born:", "1961"), ("Phone:", "555-0143")])) == 1
    assert len(setting.labelled(Element("Sect"), [("Born:", "1961 " * 12), ("Phone:", "555-0143")])) == 2
    assert setting.labelled(Element("Sect"), []) == []


def test_lines_to_write_on_are_never_closer_than_the_words_beside_them(setting):
    assert setting.ruling == RULING
    large = PaperStyle("A4", large=True)
    assert Setting(large, large.ladder[0]).ruling > 18 * 1.5

"""Blocks keep together where they can, are divided where they must, and none is lost or drawn twice."""

from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.paper.pages import paginate, spread
from secondop_desktop.paper.rows import Block, Row, space

FRAME = 100.0


def rows(*heights):
    return [space(height) for height in heights]


def used(page):
    return sum(block.height + block.gap for block in page) - (page[-1].gap if page else 0)


def test_a_block_that_does_not_fit_moves_whole_to_the_next_page():
    pages = paginate([Block(rows(60)), Block(rows(20, 30))], FRAME)
    assert [len(page) for page in pages] == [1, 1]


def test_a_block_longer_than_a_page_is_divided_between_rows():
    pages = paginate([Block(rows(50)), Block(rows(*[10] * 25))], FRAME)
    assert [used(page) for page in pages] == [100, 100, 100]


def test_the_first_two_lines_of_a_long_paragraph_stay_together():
    pages = paginate([Block(rows(85)), Block(rows(*[10] * 20))], FRAME)
    assert [used(page) for page in pages] == [85, 100, 100]


def test_the_last_two_lines_of_a_long_paragraph_stay_together():
    pages = paginate([Block(rows(*[10] * 21))], FRAME)
    assert [used(page) for page in pages] == [100, 90, 20]


def test_rows_after_the_tail_are_never_parted():
    block = Block(rows(*[10] * 9, 20, 20, 20), tail=8)
    last = paginate([block], FRAME)[-1]
    assert used(last) == 70


def test_the_first_page_can_keep_room_for_a_sentence():
    pages = paginate([Block(rows(10))] * 10, FRAME, FRAME - 25)
    assert [len(page) for page in pages] == [7, 3]


def test_room_to_spare_becomes_lines_to_write_on_but_not_more_than_two():
    line = space(10)
    block = Block(rows(20, 10), filler=line, filler_at=2)
    (page,) = spread([[block, block]], FRAME)
    assert [b.height for b in page] == [50, 50]
    (page,) = spread([[block]], FRAME)
    assert page[0].height == 50
    (page,) = spread([[block, block, Block(rows(30))]], FRAME)
    assert used(page) == 90


def test_a_page_without_room_gets_no_more_lines():
    block = Block(rows(95), filler=space(10))
    assert spread([[block], []], FRAME) == [[block], []]


@given(st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=12), max_size=12), st.integers(0, 20))
def test_every_row_is_drawn_once_and_in_order(heights, gap):
    drawn = []
    named = [
        [Row(height, lambda _canvas, _top, name=(i, j): drawn.append(name)) for j, height in enumerate(one)]
        for i, one in enumerate(heights)
    ]
    for page in paginate([Block(one, gap) for one in named], FRAME):
        for row in (row for block in page for row in block.rows):
            row.draw(None, 0)
    assert drawn == [(i, j) for i, one in enumerate(heights) for j in range(len(one))]


@given(st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=30), max_size=12))
def test_no_page_is_fuller_than_it_can_be(heights):
    pages = paginate([Block(rows(*one), 5) for one in heights], FRAME)
    assert all(used(page) <= FRAME for page in pages)

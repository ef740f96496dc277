"""Two columns of running text are told from a table, a list, and one column with wide blanks."""

from dataclasses import dataclass

import pytest

from secondop_desktop.reading.columns import halves


@dataclass(frozen=True)
class Cell:
    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def cell(text, x, row, letter=10):
    return Cell(text, x, row * 20, x + letter * len(text), row * 20 + 15)


def in_rows(pieces):
    found = {}
    for piece in sorted(pieces, key=lambda p: (p.y0, p.x0)):
        found.setdefault(piece.y0, []).append(piece)
    return list(found.values())


def lines_read(pieces):
    return [" ".join(piece.text for piece in row) for block in halves(pieces, in_rows) for row in block]


PROSE = "some words of running text"


@pytest.mark.parametrize("count", [5, 8, 30])
def test_columns_are_read_one_after_the_other_from_five_lines_on(count):
    page = [cell(f"{PROSE} {side}{n:02d}", x, n) for n in range(count) for side, x in (("L", 0), ("R", 400))]
    expected = [f"{PROSE} {side}{n:02d}" for side in "LR" for n in range(count)]
    assert lines_read(page) == expected


def test_four_lines_side_by_side_are_read_across():
    page = [cell(f"{PROSE} {side}{n}", x, n) for n in range(4) for side, x in (("L", 0), ("R", 400))]
    assert lines_read(page) == [f"{PROSE} L{n} {PROSE} R{n}" for n in range(4)]


def test_short_cells_are_a_table_however_many_there_are():
    page = [cell(f"{side}{n}", x, n) for n in range(40) for side, x in (("value ", 0), ("unit ", 400))]
    assert lines_read(page) == [f"value {n} unit {n}" for n in range(40)]


def test_long_labels_with_short_values_are_read_across():
    page = []
    for n in range(12):
        page += [cell(f"{PROSE} {n}", 0, n), cell(f"{n}.5", 400, n)]
    assert lines_read(page) == [f"{PROSE} {n} {n}.5" for n in range(12)]


def test_a_line_across_the_page_parts_what_is_above_from_what_is_below():
    above = [cell(f"{PROSE} {side}{n}", x, n) for n in range(5) for side, x in (("L", 0), ("R", 400))]
    across = cell("a line that goes across the whole page from its left end to its right end", 0, 6)
    below = [cell(f"{PROSE} {side}{n}", x, n) for n in range(8, 13) for side, x in (("L", 0), ("R", 400))]
    found = lines_read([*below, across, *above])
    assert found[5] == f"{PROSE} R0"
    assert found[10] == across.text
    assert found[11] == f"{PROSE} L8"
    assert len(found) == 21


def test_one_column_is_left_as_it_is():
    page = [
        cell("one long line of text that fills the page from side to side " + str(n), 0, n) for n in range(20)
    ]
    assert lines_read(page) == [piece.text for piece in page]


def test_a_page_without_anything_has_nothing_to_read():
    assert lines_read([]) == []


def test_headings_and_last_lines_of_paragraphs_do_not_make_a_table_of_a_column():
    def column(side, x, first):
        prose = [f"{PROSE} {side}{n}" for n in range(4)]
        lines = ["FINDINGS", *prose[:3], "of no size", "BONES", prose[3]]
        return [cell(text, x, first + n * 1.1) for n, text in enumerate(lines)]

    page = [*column("L", 0, 0), *column("R", 400, 0.4)]
    found = lines_read(page)
    assert found[:7] == [piece.text for piece in column("L", 0, 0)]
    assert found[7:] == [piece.text for piece in column("R", 400, 0.4)]

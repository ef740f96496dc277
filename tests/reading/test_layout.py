"""Pieces of text come out in the order in which a person reads them."""

import math

from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.reading.layout import WIDEST_GAP, Piece, rows, straightened, text_of


def line(text, x, y, letter=10, height=20):
    return Piece(text, x, y, x + letter * len(text), y + height)


def read(pieces):
    return text_of(rows(pieces))


def test_lines_are_read_from_top_to_bottom():
    assert read([line("third", 0, 80), line("first", 0, 0), line("second", 0, 40)]) == "first\nsecond\nthird"


def test_the_cells_of_a_table_stay_in_their_row():
    table = [
        *(line(text, 0, y) for y, text in ((0, "Hemoglobin"), (30, "Platelets"), (60, "Sodium"))),
        *(line(text, 200, y + 2) for y, text in ((0, "13.1"), (30, "248"), (60, "139"))),
        *(line(text, 300, y - 2) for y, text in ((0, "g/dL"), (30, "10⁹/L"), (60, "mmol/L"))),
    ]
    found = [row.split() for row in read(table).split("\n")]
    assert found == [
        ["Hemoglobin", "13.1", "g/dL"],
        ["Platelets", "248", "10⁹/L"],
        ["Sodium", "139", "mmol/L"],
    ]


def test_a_gap_becomes_blanks_in_proportion():
    assert read([line("ab", 0, 0), line("cd", 50, 0)]) == "ab   cd"
    assert read([line("ab", 0, 0), line("cd", 21, 0)]) == "ab cd"
    assert read([line("ab", 0, 0), line("cd", 5000, 0)]) == "ab" + " " * WIDEST_GAP + "cd"


def test_a_wide_space_between_lines_becomes_an_empty_line():
    assert read([line("above", 0, 0), line("below", 0, 100)]) == "above\n\nbelow"


def prose(words, x, count, start=0):
    return [
        line(f"{words} {number:02d} and so on for a while", x, start + number * 30) for number in range(count)
    ]


def test_two_columns_of_running_text_are_read_one_after_the_other():
    page = [*prose("left", 0, 8), *prose("right", 400, 8)]
    found = [row.split()[0] for row in read(page).split("\n")]
    assert found == ["left"] * 8 + ["right"] * 8


def test_a_heading_across_both_columns_stays_above_them():
    heading = line("A heading that goes across the whole width of the page, both columns of it", 0, 0)
    page = [heading, *prose("left", 0, 8, 60), *prose("right", 400, 8, 60)]
    found = [row.split()[0] for row in read(page).split("\n") if row]
    assert found == ["A"] + ["left"] * 8 + ["right"] * 8


def test_four_columns_are_read_one_after_the_other():
    page = [piece for n in range(4) for piece in prose(f"column{n}", 400 * n, 8)]
    found = [row.split()[0] for row in read(page).split("\n")]
    assert found == [f"column{n}" for n in range(4) for _ in range(8)]


def test_a_list_of_names_and_values_is_not_taken_for_two_columns():
    page = []
    for number in range(10):
        page += [line(f"Name of test {number}", 0, number * 30), line(f"{number}.5 mg/dL", 400, number * 30)]
    assert [len(row) for row in rows(page)] == [2] * 10


def tilted(pieces, degrees):
    slope = math.tan(math.radians(degrees))
    out = []
    for piece in pieces:
        left, right = piece.x0 * slope, piece.x1 * slope
        top, bottom = piece.y0 + min(left, right), piece.y1 + max(left, right)
        out.append(Piece(piece.text, piece.x0, top, piece.x1, bottom, right - left))
    return out


def test_a_page_that_lies_aslant_is_read_in_its_own_rows():
    straight = []
    for number in range(12):
        straight += [
            line(f"row {number:02d} begins here and", 0, number * 30),
            line("ends there", 900, number * 30),
        ]
    for degrees in (-3, -1, 1, 3):
        found = read(tilted(straight, degrees)).split("\n")
        assert [row.split()[1] for row in found] == [f"{n:02d}" for n in range(12)]
        assert all(row.endswith("ends there") for row in found)


def test_a_straight_page_is_not_turned():
    page = [line("some line of text", 0, y) for y in range(0, 300, 30)]
    assert [turned.y0 for turned, _ in straightened(page)] == [piece.y0 for piece in page]


def test_writing_up_the_margin_does_not_tear_the_rows_apart():
    page = [line(f"row {n}", 100, n * 30) for n in range(5)]
    margin = Piece("SAMPLE COPY", 0, 0, 18, 150)
    assert read([margin, *page]).split("\n")[:5] == [f"row {n}" for n in range(5)]
    assert "SAMPLE COPY" in read([margin, *page])


def test_nothing_on_a_page_is_no_text():
    assert read([]) == ""
    assert read([line("   ", 0, 0)]) == ""


sides = st.floats(-1000, 1000, allow_nan=False)
boxes = st.builds(
    lambda text, x, y, w, h, rise: Piece(text, x, y, x + abs(w), y + abs(h), rise),
    *(st.text("ab c", max_size=8), sides, sides, sides, sides, sides),
)


@given(st.lists(boxes, max_size=40))
def test_no_piece_is_ever_lost_or_doubled(pieces):
    found = [piece for row in rows(pieces) for piece in row]
    key = [(p.text, p.x0, p.y0, p.x1, p.y1) for p in pieces if p.text.strip()]
    assert sorted((p.text, p.x0, p.y0, p.x1, p.y1) for p in found) == sorted(key)
    assert text_of(rows(pieces)).split() == " ".join(piece.text for piece in found).split()


def test_letters_without_any_width_worth_the_name_are_no_reason_to_stop():
    thin, far = Piece("a", 0.0, 0.0, 8e-310, 0.0, 0.0), Piece("b", 1.0, 0.0, 1.0, 0.0, 0.0)
    assert text_of(rows([thin, far])).split() == ["a", "b"]

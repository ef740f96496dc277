"""Lists that no spreadsheet takes for formulas, and that come back as they were."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.handover import csv_file

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
FORMULA = st.builds(lambda sign, rest: sign + rest, st.sampled_from("=+-@\t\r\n＝＋－＠'"), CELLS)


@given(st.lists(st.tuples(CELLS | FORMULA, CELLS | FORMULA), max_size=5))
def test_every_cell_comes_back(rows):
    content = csv_file.write(("a", "=b"), rows)
    assert csv_file.read(content) == [["a", "=b"], *map(list, rows)]


@given(st.lists(st.tuples(FORMULA), min_size=1, max_size=5))
def test_no_cell_that_a_spreadsheet_sees_begins_like_a_formula(rows):
    text = csv_file.write(("a",), rows).decode("utf-8-sig")
    for (cell,) in csv.reader(io.StringIO(text, newline="")):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_a_file_begins_so_that_spreadsheets_know_its_letters():
    assert csv_file.write(("ä",), []) == b'\xef\xbb\xbf"\xc3\xa4"\r\n'


def test_a_very_long_answer_comes_back():
    assert csv_file.read(csv_file.write(("a",), [("x" * 300_000,)]))[1] == ["x" * 300_000]

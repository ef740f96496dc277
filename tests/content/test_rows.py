"""The table of what works names tests that are there, and says plainly what is not there yet."""

import re

import pytest

from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "mission-rows.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| ")]
DONE = [[cell.strip() for cell in row] for row in ROWS if row[0].strip() != "what"]


def test_every_row_has_a_place_or_says_not_yet():
    assert len(DONE) >= 50
    for what, where, shown in DONE:
        assert where, what
        assert shown or "not yet" in where, what


@pytest.mark.parametrize("row", [row for row in DONE if row[2]], ids=lambda row: row[0])
def test_a_row_that_works_names_a_test_that_is_there(row):
    (path,) = re.findall(r"`([\w/.]+)`", row[2])
    text = (ROOT / path).read_text(encoding="utf-8")
    assert "def " in text


def test_the_eight_stages_are_all_there():
    assert re.findall(r"^## (\d)\.", PAGE, re.MULTILINE) == list("12345678")

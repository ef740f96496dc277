"""The sheet on paper is read back line by line, and nothing of it is told."""

import pytest

from secondop_desktop.base.errors import FieldError
from secondop_desktop.flows import open_case, sheet_drill
from secondop_desktop.vault.recovery import LINES


def test_every_line_is_asked_for_sooner_or_later():
    assert {sheet_drill.choose_line() for _ in range(400)} == set(range(1, LINES + 1))


def test_the_right_line_of_this_case_is_taken_and_others_are_not(vault):
    lines = open_case.recovery_lines(vault)
    for number, line in enumerate(lines, start=1):
        sheet_drill.check_line(vault, number, line)
    with pytest.raises(FieldError, match="This is line 4") as refused:
        sheet_drill.check_line(vault, 3, lines[3])
    assert refused.value.field == sheet_drill.FIELD
    with pytest.raises(FieldError, match="Please type line 3"):
        sheet_drill.check_line(vault, 3, "  ")

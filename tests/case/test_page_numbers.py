"""Page numbers are told in few words."""

import pytest

from secondop_desktop.case.page_numbers import in_words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], ""), ([3], "3"), ([1, 2], "1–2"), ([7, 2, 4, 5, 6, 6], "2, 4–7"), (range(1, 41), "1–40")],
)
def test_numbers_in_a_row_are_told_as_one(numbers, words):
    assert in_words(numbers) == words

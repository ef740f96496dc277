"""Words of every script break where their readers expect it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.paper.breaks import clusters, stretches
from secondop_desktop.paper.text import Words


def drawn(text, width):
    return ["".join(part for _font, part in line.pieces) for line in Words().lines(text, width)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("chemotherapy", ["chemotherapy"]),
        ("您同意吗？", ["您", "同", "意", "吗？"]),
        ("（第二）意见", ["（第", "二）", "意", "见"]),
        ("「はい」と。", ["「は", "い」", "と。"]),
        ("チャート", ["チャー", "ト"]),
        ("HER2阳性", ["HER2", "阳", "性"]),
        ("진단에", ["진단에"]),
    ],
)
def test_a_line_may_end_between_two_characters_of_east_asia_but_not_before_a_mark(word, parts):
    assert stretches(word) == parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("क्षमा", ["क्ष", "मा"]),
        ("เด็ก", ["เด็", "ก"]),
        ("é", ["é"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("", []),
    ],
)
def test_marks_and_joined_letters_are_never_parted(text, pieces):
    assert list(clusters(text)) == pieces


@given(st.text(alphabet="您同意。「」はーabc 진단12\n", max_size=80), st.floats(min_value=3, max_value=20))
def test_nothing_but_blanks_is_lost_and_no_line_is_too_long(text, width):
    ready = Words().ready(text)
    lines = Words().lines(ready, width)
    said = "".join(part for line in lines for _font, part in line.pieces)
    assert said.replace(" ", "") == re.sub(r"\s", "", ready)
    blanks = 0.002 * ready.count(" ")  # of another typeface they are a thousandth wider
    assert all(line.width <= width + blanks + 1e-6 for line in lines)


def test_chinese_fills_its_lines():
    text = "您同意这个诊断吗我担心等待四周的风险" * 4
    lines = Words().lines(text, 20)
    assert all(line.width > 18 for line in lines[:-1])
    assert [line.more for line in lines] == [False] * len(lines)


def test_korean_breaks_between_its_words():
    lines = drawn("진단에 동의하십니까 수술 전에", 7)
    assert lines == ["진단에", "동의하십니까", "수술 전에"]

"""The language of the search line: what is read out of what people type."""

from datetime import date

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.search.match import expression
from secondop_desktop.search.query import MOST_TERMS, parse, replaced

TODAY = date(2026, 3, 10)


def read(typed):
    return parse(typed, TODAY)


def wanted(typed):
    """The wanted words, ways to say one thing joined by a bar, an unfinished word with a star."""
    return [
        "|".join(" ".join(term.words) + ("*" if term.begins else "") for (term,) in way)
        for way in read(typed).wanted
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("liver scan", ["liver", "scan*"]),
        ("liver scan ", ["liver", "scan"]),
        ("met* liver ", ["met*", "liver"]),
        ('"lymph node" liver ', ["lymph node", "liver"]),
        ("“lymph node” «de mama» ", ["lymph node", "de mama"]),
        ('"lymph no', ["lymph no*"]),
        ("14.5 mm", ["14 5", "mm*"]),
        ("grade 3", ["grade", "3"]),
        ("x", ["x"]),
        ("ER-positive ", ["ER positive"]),
        ("ER+ ", ["ER"]),
        ("pain or ache ", ["pain|ache"]),
        ("pain OR ache or sore liver ", ["pain|ache|sore", "liver"]),
        ("nausea and vomiting ", ["nausea", "vomiting"]),
        ("mets or", ["mets"]),
        ("or liver ", ["or", "liver"]),
        ('pain "or" ache ', ["pain", "or", "ache"]),
        ("why not wait ", ["why", "not", "wait"]),
        ("no lymphovascular invasion ", ["no", "lymphovascular", "invasion"]),
        ("http://x y:z ", ["http x", "y z"]),
        ("¡dolor! ¿qué? ", ["dolor", "qué"]),
        ("() ** + : ", []),
        ("", []),
    ],
)
def test_words_phrases_and_alternatives_are_read(typed, found):
    assert wanted(typed) == found


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("scan -brain", ["brain"]),
        ("scan −brain", ["brain"]),
        ("scan NOT brain", ["brain"]),
        ('scan -"left breast"', ["left breast"]),
        ("scan or -brain", ["brain"]),
        ("T-cell", []),
        ("scan - brain", []),
        ("scan NOT", []),
    ],
)
def test_a_minus_sign_or_not_in_capitals_leaves_out(typed, left_out):
    assert [" ".join(term.words) for term in read(typed).unwanted] == left_out


def test_not_at_the_end_is_a_word_until_something_follows():
    assert wanted("scan NOT") == ["scan", "NOT*"]


@pytest.mark.parametrize(
    "typed", ["kind:note liver", "tipo:note liver", "KIND: note liver", 'kind:"note" liver']
)
def test_a_kind_is_read_in_english_and_spanish(typed):
    assert read(typed).kinds == ("note",)
    assert wanted(typed) == ["liver*"]


def test_from_may_hold_a_name_in_quotes():
    assert read('from:"dr lee" de:kestrel ').origins == ("dr lee", "kestrel")


@pytest.mark.parametrize(
    ("typed", "after", "before"),
    [
        ("after:2026-03", PartialDate(2026, 3), None),
        ("since:2025 before:2026", PartialDate(2025), PartialDate(2026)),
        ("después:2025 antes:2026", PartialDate(2025), PartialDate(2026)),
        ("after:3 march 2026 liver", PartialDate(2026, 3, 3), None),
        ("after:march 2026 liver", PartialDate(2026, 3), None),
        ('before:"14 May 2026"', None, PartialDate(2026, 5, 14)),
        ("before:14.05.2026", None, PartialDate(2026, 5, 14)),
        ("after: 2026", PartialDate(2026), None),
    ],
)
def test_dates_are_read_as_people_write_them(typed, after, before):
    query = read(typed)
    assert (query.after, query.before) == (after, before)
    assert not query.remarks
    assert wanted(typed) in ([], ["liver*"])


def test_a_date_that_nobody_can_read_is_told_and_left_out():
    query = read("after:easter liver")
    assert query.after is None
    assert "easter" in query.remarks[0]
    assert "all dates were searched" in query.remarks[0]
    assert "which number is the day" in read("after:03/04/2026 x").remarks[0]


def test_a_date_that_is_still_being_typed_is_no_mistake():
    for typed in ("after:", "after:2", "after:20", "after:202"):
        assert not read(typed).remarks


def test_a_minus_before_a_limit_is_told_and_left_out():
    query = read("liver -kind:note")
    assert query.kinds == ()
    assert "note" in query.remarks[0]


def test_only_so_many_words_are_searched():
    assert len(read("word " * 500).wanted) == MOST_TERMS


def test_an_empty_line_asks_for_nothing_and_a_limit_alone_asks_for_something():
    assert not read("")
    assert not read("-brain")
    assert read("kind:note")


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("liver scan ", '("liver") AND ("scan")'),
        ("liver sca", '("liver") AND ("sca"*)'),
        ('"lymph node" or met', '("lymph node" OR "met"*)'),
        ("scan -brain -liver", '(("scan")) NOT ("brain" OR "liver")'),
        ('a" OR page_find:b NEAR(c', '("a") AND ("OR page find b NEAR c")'),
        ("-brain", ""),
        ("", ""),
    ],
)
def test_a_query_becomes_an_expression_of_words_in_quotes(typed, match):
    query = read(typed)
    assert expression(query.wanted, query.unwanted) == match


def test_a_better_word_takes_the_place_of_the_typed_one_and_nothing_else_changes():
    query = read('kind:note "the" biospy -brian livr')
    terms = [term for way in query.wanted for (term,) in way]
    better = [(terms[1], "biospy", "biopsy"), (terms[2], "livr", "liver")]
    assert replaced(query, better) == 'kind:note "the" biopsy -brian liver'

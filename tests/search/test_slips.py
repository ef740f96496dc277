"""Slips of OCR: signs that look alike are found in forms that stand in the case, and facts never change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.search.slips import MOST_FORMS, forms


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("lymph", "iymph"),
        ("invasive", "lnvasive"),
        ("biopsy", "bl0psy"),
        ("tumor", "turnor"),
        ("internal", "intemal"),
        ("clinical", "cl1nical"),
        ("mets", "met5"),
        ("1500", "15oo"),
        ("pd05", "pdo5"),
        ("bb88", "bbb8"),
    ],
)
def test_signs_that_look_alike_are_exchanged(word, form):
    assert form in forms(word)


@pytest.mark.parametrize("word", ["ln", "idc", "her", "15", "150", "abc"])
def test_short_words_have_no_slips(word):
    assert forms(word) == set()


@pytest.mark.parametrize(
    ("word", "other"), [("fall", "fail"), ("1500", "1800"), ("solo", "5010"), ("mail", "mall")]
)
def test_another_word_or_another_number_is_no_slip(word, other):
    assert other not in forms(word)


@settings(max_examples=200)
@given(st.text("01580losbimrnxe", min_size=1, max_size=30))
def test_forms_never_become_numbers_and_are_not_too_many(word):
    found = forms(word)
    assert word not in found
    assert not any(form.isdigit() for form in found)
    assert len(found) <= MOST_FORMS


def test_a_page_that_was_misread_is_found_and_the_slip_is_told(look, write_record):
    write_record("Fax", "Suspicious for lnvasive carcinoma.", "An invasive process.", "Nothing.")
    found = look("invasive")
    assert [hit.page for hit in found.hits] == [2, 1]
    assert found.also == ("lnvasive",)


def test_a_right_page_stands_before_a_misread_one(look, write_record):
    write_record("Fax", "A turnor.", *["A tumor of the left breast and much else besides."] * 3)
    assert [hit.page for hit in look('tumor or "x"').hits][-1] == 1


def test_words_in_quotes_have_no_slips(look, write_record):
    write_record("Fax", "Suspicious for lnvasive carcinoma.")
    assert look('"invasive"').hits == ()

"""Words are found however they are written, and nothing is ever guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop import glossary

WORDS = glossary.load("en")


def key_of(typed):
    found = WORDS.look_up(typed)
    return found.key if found is not None else None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("biopsy", "biopsy"),
        ("Biopsies", "biopsy"),
        ("biopsied", "biopsy"),
        ("BIOPSY", "biopsy"),
        ("“biopsy”,", "biopsy"),
        ("lymph nodes", "lymph-node"),
        ("Lymph-Node", "lymph-node"),
        ("lymph\nnode", "lymph-node"),
        ("metastases", "metastasis"),
        ("diagnoses", "diagnosis"),
        ("staged", "stage"),
        ("masses", "mass"),
        ("neutrophil", "neutrophils"),
        ("x ray", "x-ray"),
        ("X-rays", "x-ray"),
        ("Ki 67", "ki-67"),
        ("Hodgkin’s lymphoma", "hodgkin-lymphoma"),
        ("hodgkin's lymphoma", "hodgkin-lymphoma"),
        ("anti-mullerian hormone", "amh"),
        ("anti-Müllerian Hormone", "amh"),
        ("Stage IIIA", "stage-3"),
        ("stage 4", "stage-4"),
        ("NSCLC", "non-small-cell-lung-cancer"),
        ("haemoglobin", "hemoglobin"),
        ("tumour", "tumor"),
    ],
)
def test_a_word_is_found_in_each_of_its_forms(typed, key):
    assert key_of(typed) == key


@pytest.mark.parametrize(
    "typed",
    [
        "ER+",
        "ER-positive",
        "ER positive",
        "er positive",
        "estrogen receptor-positive",
        "ER +".replace(" ", ""),
    ],
)
def test_a_plus_says_the_same_as_positive(typed):
    assert key_of(typed) == "er-positive"


@pytest.mark.parametrize(
    "typed",
    [
        "HER2-",
        "HER2−",
        "HER2 negative",
        "HER2-negative",
        "HER-2 negative",
        "HER2-\nnegative",
        "her2-neg".replace("neg", "negative"),
    ],
)
def test_a_minus_says_the_same_as_negative_also_over_the_end_of_a_line(typed):
    assert key_of(typed) == "her2-negative"


def test_a_hyphen_at_the_end_of_a_line_is_no_minus():
    assert key_of("HER2-\npositive") == "her2-positive"
    assert key_of("lymph node- ") == "lymph-node"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("RT", "rt"),
        ("PET", "pet-scan"),
        ("PETs", "pet-scan"),
        ("FISH", "fish"),
        ("BUN", "blood-urea-nitrogen"),
    ],
)
def test_a_short_form_that_is_an_everyday_word_counts_in_capitals_only(typed, key):
    assert key_of(typed) == key
    assert key_of(typed.lower()) is None


def test_capital_letters_tell_two_short_forms_apart():
    assert key_of("eGFR") == "glomerular-filtration-rate"
    assert key_of("EGFR") == "egfr"
    assert key_of("egfr") is None


@pytest.mark.parametrize(
    "typed", ["zebra", "arms", "cycling", "pain", "", "  ", "+", "12", "…", "cart", "gist", "x" * 500]
)
def test_what_is_not_known_is_not_guessed(typed):
    assert WORDS.look_up(typed) is None


def test_a_short_form_with_several_meanings_says_all_of_them(words):
    plain = words.by_key["er"].plain
    assert words.look_up("ER") is words.by_key["er"]
    assert "estrogen" in plain
    assert "emergency" in plain


def found_in(text):
    return [(text[start:end], entry.key) for start, end, entry in WORDS.find_in(text)]


def test_the_longest_name_at_each_place_is_found():
    text = "Invasive ductal carcinoma with lymph node metastases; ER-/PR-, HER2-positive."
    assert found_in(text) == [
        ("Invasive ductal carcinoma", "invasive-ductal-carcinoma"),
        ("lymph node", "lymph-node"),
        ("metastases", "metastasis"),
        ("ER-", "er-negative"),
        ("PR-", "progesterone-receptor"),
        ("HER2-positive", "her2-positive"),
    ]


def test_a_name_never_reaches_over_a_comma_or_into_another_word():
    assert found_in("a lymph, node") == [("lymph", "lymphatic-system"), ("node", "lymph-node")]
    assert found_in("HER2b BRCA1x") == []


def test_the_opposite_of_a_name_is_not_taken_for_it():
    assert found_in("non-small cell lung cancer") == [
        ("non-small cell lung cancer", "non-small-cell-lung-cancer")
    ]
    assert found_in("non-Hodgkin lymphoma") == [("non-Hodgkin lymphoma", "non-hodgkin-lymphoma")]
    assert found_in("unresectable") == [("unresectable", "unresectable")]


def test_i_after_a_stage_is_a_number_only_where_it_can_be_one():
    assert found_in("At this stage I think so.") == [("stage", "stage")]
    assert found_in("It is stage I.") == [("stage I", "stage-1")]
    assert found_in("Stage I or II.")[0] == ("Stage I", "stage-1")


def test_in_a_line_of_capitals_they_say_nothing():
    assert ("ALL", "all") not in found_in("ALL MARGINS ARE NEGATIVE")
    assert found_in("ALL, in remission")[0] == ("ALL", "all")


def test_the_word_at_a_place_is_the_one_that_covers_it(words):
    text = "the lymph nodes were clear"
    start, end, entry = words.at(text, text.index("nodes") + 2)
    assert (text[start:end], entry.key) == ("lymph nodes", "lymph-node")
    assert words.at(text, text.index("were") + 2) is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("lympoma", "lymphoma"),
        ("byopsy", "biopsy"),
        ("mamogram", "mammogram"),
        ("chemotherpay", "chemotherapy"),
    ],
)
def test_a_slip_of_the_hand_is_recognized_but_not_looked_up(words, typed, key):
    assert words.look_up(typed) is None
    assert words.nearly(typed).key == key


@pytest.mark.parametrize("typed", ["lymphoma", "hyperthyroidism", "myoma", "stag", "lobotomy", "zebra", ""])
def test_what_may_be_another_word_is_not_offered(words, typed):
    assert words.nearly(typed) is None


def test_of_two_words_that_are_equally_near_none_is_offered(made):
    two = made("[a]\ntitle='A'\n[a.one]\nterm='wexford'\nplain='x'\n[a.two]\nterm='wexfort'\nplain='x'\n")
    assert two.nearly("wexforx") is None
    assert two.nearly("wexfords") is None
    assert two.look_up("wexfords").key == "one"


def test_words_that_begin_as_typed_come_before_those_that_hold_it_later(words):
    terms = [entry.term for entry in words.that_begin("node")]
    assert terms.index("node-positive") < terms.index("lymph node dissection")
    assert len(words.that_begin("")) == len(words.entries)
    assert words.that_begin("qqq") == []


def test_all_its_words_are_spelled_right_for_the_spell_checker():
    known = glossary.words("en")
    assert {"lymphoma", "her", "brca", "metastases", "müllerian"} <= known
    assert all(word.isalpha() and word == word.casefold() for word in known)


def test_another_language_without_a_glossary_gets_the_english_one(words):
    for code in ("en-GB", "xx", "../en", ""):
        assert glossary.load(code) is words


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_every_place_found_is_in_the_text_and_apart(text):
    last = 0
    for start, end, entry in WORDS.find_in(text):
        assert last <= start < end <= len(text)
        assert entry in WORDS.entries
        last = end
    WORDS.look_up(text)
    WORDS.nearly(text)

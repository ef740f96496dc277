"""Spelling help: when nothing is found, a word of the case that looks like the typed one is searched."""

from collections import Counter

import pytest

from secondop_desktop.search.vocabulary import Vocabulary, nearest

COUNTS = Counter(
    {"biopsy": 9, "lymph": 4, "lymphoma": 3, "margin": 2, "marrow": 2, "her2": 5, "carcinoma": 6}
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("biospy", "biopsy"),
        ("biopsi", "biopsy"),
        ("limph", "lymph"),
        ("lymfoma", "lymphoma"),
        ("carsinoma", "carcinoma"),
        ("marow", "marrow"),
        ("zebra", ""),
        ("abc", ""),
        ("her3", ""),
        ("1500", ""),
    ],
)
def test_the_nearest_word_of_the_case_is_taken(typed, meant):
    assert nearest(typed, COUNTS) == meant


def test_one_mistake_is_found_at_any_place_and_two_behind_the_second_letter(look, write_record):
    write_record("Report", "Carcinoma of the breast.")
    for typed in ("karcinoma", "acrcinoma", "arcinoma", "ccarcinoma", "carcnioma", "carsinona", "cracinoma"):
        assert look(f"{typed} ").instead.strip() == "carcinoma", typed


def test_of_two_words_as_near_the_commoner_one_is_taken():
    assert nearest("marrin", Counter({"marlin": 1, "martin": 7})) == "martin"


def test_a_known_name_counts_although_the_case_has_another_one():
    assert nearest("metastesis", COUNTS, {"metastasis"}) == "metastasis"


def test_a_misspelt_word_is_searched_as_it_was_meant(look, write_record):
    write_record("Report", "The biopsy shows scar tissue.")
    found = look("biospy scar")
    assert found.instead == "biopsy scar"
    assert [hit.page for hit in found.hits] == [1]


def test_what_was_typed_can_be_searched_all_the_same(look, write_record):
    write_record("Report", "The biopsy shows scar tissue.")
    found = look("biospy", spelling=False)
    assert (found.hits, found.instead) == ((), "")


def test_a_misspelt_name_finds_the_short_form_in_the_case(look, write_record):
    write_record("Report", "Liver mets.")
    found = look("metastesis")
    assert (found.instead, found.also) == ("metastasis", ("mets",))


def test_nothing_is_corrected_when_something_is_found(look, write_record):
    write_record("Report", "The biopsy shows scar tissue.", "Biospy of the skin.")
    found = look("biospy")
    assert (found.instead, [hit.page for hit in found.hits]) == ("", [2])


def test_words_in_quotes_are_never_corrected(look, write_record):
    write_record("Report", "The biopsy shows scar tissue.")
    assert look('"biospy"').hits == ()


def test_limits_stay_as_they_are_when_a_word_is_corrected(look, write_record):
    write_record("Report", "The biopsy shows scar tissue.", kind="pathology")
    assert look("kind:pathology biospy").instead == "kind:pathology biopsy"
    assert look("kind:lab biospy").hits == ()


def test_the_words_of_the_case_are_those_of_pages_and_of_ones_own(vault, write_record):
    write_record("Elbow", "Tissue, tissue and Größe.")
    with vault.read() as session:
        words = Vocabulary(session)
        assert words.near("tisue") == Counter({"tissue": 1})
        assert words.near("lebow") == Counter({"elbow": 1})
        assert words.near("zebra") == Counter()
        assert words.there(["tissue", "elbow", "zebra"]) == {"tissue"}
        assert (words.has("elbow"), words.has("elb"), words.begins("elb"), words.begins("elz")) == (
            True,
            False,
            True,
            False,
        )

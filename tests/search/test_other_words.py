"""Other names for the same thing: the file that ships, and what a search makes of it."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from secondop_desktop import glossary
from secondop_desktop.base import shipped
from secondop_desktop.search import same_words
from secondop_desktop.search.query import parse
from secondop_desktop.search.same_words import gathered, key, load, widened
from secondop_desktop.search.words import words_of

FILE = shipped.table(same_words.FILE)["same"]
ENTRIES = same_words.entries()
TWO_MEANINGS = {"aml", "scc", "pcp"}
UNDONE_BY = ("non", "not", "no", "un", "in", "sin")


def others(typed):
    """All that is searched for a line beside what was typed."""
    ways = widened(parse(typed + " ", date(2026, 3, 10)), load())
    return [" ".join(term.words) for way in ways for both in way for term in both if not term.was_typed]


def test_the_file_has_only_what_is_read():
    for entry in FILE:
        assert set(entry) <= {"word", "names", "capitals"}, entry
        assert all(name == name.strip() and words_of(name) for name in entry["names"])


def test_no_name_stands_both_in_the_glossary_and_in_the_file():
    """Each name is written down in one place only; the file adds what the glossary does not say."""
    told = defaultdict(set)
    for entry in (*glossary.load("en").entries, *glossary.load("es").entries):
        told[entry.key] |= {key(name) for name in (entry.term, *entry.also)}
    everywhere = set().union(
        *(names for other, names in told.items() if len(names) > 1 and other not in same_words.ALONE)
    )
    for entry in FILE:
        own = {key(name) for name in entry["names"]}
        assert not own & (told[entry["word"]] if "word" in entry else everywhere), entry


def test_no_name_stands_twice_in_an_entry_and_short_forms_with_two_meanings_are_known():
    for names, _ in ENTRIES:
        assert len({key(name) for name in names}) == len(names), names
    counted = Counter(name for names, capitals in ENTRIES for name in {*map(key, (*names, *capitals))})
    assert {name for name, count in counted.items() if count > 1} == TWO_MEANINGS


def test_every_entry_leads_from_each_name_to_another_one():
    same = load()
    for names, capitals in ENTRIES:
        for name in (*names, *capitals):
            assert same.of(name.upper()), name
            assert len(words_of(name)) <= same_words.MOST_WORDS, name


def test_no_name_is_a_part_of_its_own_opposite():
    """Whoever looks for a thing must not be shown its opposite as if it were another name for it."""
    known = {key(name) for names, _ in ENTRIES for name in names}
    for name in known:
        words = name.split()
        undone = [" ".join(words[at + 1 :]) for at, word in enumerate(words) if word in UNDONE_BY]
        assert not known.intersection(undone), name


def test_an_entry_for_a_word_that_the_glossary_does_not_have_is_a_fault(monkeypatch):
    table = {"same": [{"word": "no-such-word", "names": ["nada"]}]}
    shown = {same_words.FILE: table, same_words.GLOSSARY: {}, same_words.SPANISH: {}}
    monkeypatch.setattr(same_words.shipped, "table", lambda name: shown[name])
    with pytest.raises(ValueError, match="no-such-word"):
        same_words.entries()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("IDC", "invasive ductal carcinoma"),
        ("mets", "metastases"),
        ("metástasis", "mets"),
        ("CXR", "chest X ray"),
        ("chest x-ray", "CXR"),
        ("bx", "biopsy"),
        ("biopsy", "biopsia"),
        ("LN", "lymph nodes"),
        ("ER+", "estrogen receptor positive"),
        ("ER−", "estrogen receptor negative"),
        ("ER-positive", "estrogen receptor positive"),
        ("HER2", "HER 2"),
        ("her-2 positive", "HER2 positive"),
        ("stage 4", "stage IV"),
        ("invasive ductal carcinoma", "IDC"),
        ("non-small cell lung cancer", "NSCLC"),
        ("Herceptin", "trastuzumab"),
        ("TAMOXIFENO", "Nolvadex"),
    ],
)
def test_a_short_form_finds_the_long_one_and_the_other_way_round(typed, meant):
    assert meant in others(typed)


@pytest.mark.parametrize(
    "typed", ["zebra", "ductal", '"mets"', '"lymph node"', "er", "all", "pet", "net", "small cell"]
)
def test_a_word_with_no_other_name_in_quotes_or_of_every_day_stays_alone(typed):
    assert others(typed) == []


@pytest.mark.parametrize(
    ("typed", "meant"), [("ALL", "acute lymphoblastic leukemia"), ("ER", "estrogen receptor")]
)
def test_some_short_forms_count_in_capitals_only(typed, meant):
    assert meant in others(typed)
    assert others(typed.lower()) == []


def test_a_short_form_with_two_meanings_finds_both():
    assert {"squamous cell carcinoma", "spinal cord compression"} <= set(others("SCC"))
    assert "spinal cord compression" not in others("squamous cell carcinoma")


def test_positive_never_finds_negative():
    for typed in (
        "ER+",
        "ER positive",
        "PR+",
        "HER2+",
        "HER2 positive",
        "HR+",
        "receptores hormonales positivos",
    ):
        assert not [name for name in others(typed) if "neg" in name.lower()], typed
    for typed in ("ER-", "ER negative", "PR-", "HER2-", "HER2 negative", "HR-"):
        assert not [name for name in others(typed) if "pos" in name.lower()], typed


def test_the_longest_name_in_a_line_counts():
    same = gathered([(["lymph node", "LN"], []), (["lymph node biopsy", "LNB"], [])])
    ways = widened(parse("left lymph node biopsy ", date(2026, 3, 10)), same)
    assert [[" ".join(w for term in both for w in term.words) for both in way] for way in ways] == [
        ["left"],
        ["lymph node biopsy", "LNB"],
    ]


def test_what_was_found_beside_the_typed_words_is_told(look, write_record):
    write_record("Scan", "Widespread metastases.", "Mets in the liver.", "Nothing new.")
    found = look("mets")
    assert sorted(hit.page for hit in found.hits) == [1, 2]
    assert found.also == ("metastases",)
    assert found.words_in(next(hit for hit in found.hits if hit.page == 1)) == "metastases"


def test_words_in_quotes_find_only_themselves(look, write_record):
    write_record("Scan", "Widespread metastases.", "Mets in the liver.")
    assert [hit.page for hit in look('"mets"').hits] == [2]

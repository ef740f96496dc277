"""The entries that ship are many, right in form, plain, short, calm, and different from one another."""

import re
import tomllib
from collections import Counter
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from secondop_desktop import glossary
from secondop_desktop.base.paths import resources
from secondop_desktop.glossary.writing import folded, key
from tests.house.test_catalogue import BANNED, BRITISH, ByVowels

WORDS, PALABRAS = glossary.load("en"), glossary.load("es")
BOTH = pytest.mark.parametrize("words", [WORDS, PALABRAS], ids=["en", "es"])
LEAST = 220
MOST_WORDS, MOST_SENTENCES, MOST_WORDS_OF_AN_EXAMPLE = 60, 3, 22
HIGHEST_GRADE = 7
LEAST_EASE = 60
"""Of the Fernández Huerta measure: from 60 on a text is of ordinary difficulty, from 80 on it is easy."""
HIGHEST_GRADE_OF_AN_EXAMPLE = 8.5
MAY_NAME_THE_AIM = {"curative-intent"}
"""It has to say what is meant, as an aim and not as a promise."""
TELLS_WHAT_TO_DO = re.compile(
    r"\b(?:you have|you should|you must|you need|your|please|make sure|talk to|ask your|call your|avoid)\b",
    re.IGNORECASE,
)
"""Advice, and words that would tell a person that the illness is theirs."""
ALIKE = 90
TWINS = {
    ("colectomy", "gastrectomy"),
    ("colectomy", "thyroidectomy"),
    ("colostomy", "ileostomy"),
    ("concordant", "discordant"),
    ("contralateral", "ipsilateral"),
    ("false-negative", "false-positive"),
}
"""One word makes all the difference between them."""
BANNED_IN_SPANISH = re.compile(
    r"[!¡]|\bluch|\bbatalla|\bv[íi]ctima|\bsufr|\bmilagro|\bgarant|\bcurar|\bterminal|\bmort|\bmuert|\bmorir"
    r"|\busted|\btienes?\b (?:usted|cáncer)|\bsu médico|\bdebería|\bpregunte|\bhable con|\bevite\b",
    re.IGNORECASE,
)
"""What frightens, promises, advises or tells a person that the illness is theirs."""
SHORT_FORM = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z0-9-]*|[a-z]+[A-Z][A-Za-z]*)\b")
SPEAKS_FOR_ITSELF = {"MRI", "CT", "PET", "DNA", "ADN", "II", "III", "IV"}
"""Short forms that are better known than what they stand for, and Roman numbers."""


@pytest.fixture
def grade(monkeypatch):
    """The Flesch-Kincaid grade of a text, by textstat, without fetching a dictionary of sounds."""
    import textstat

    monkeypatch.setattr("textstat.backend.counts._count_syllables.get_cmudict", lambda lang: ByVowels())
    return textstat.textstat.flesch_kincaid_grade


def every_text():
    for entry in WORDS.entries:
        yield entry.key, entry.plain
        if entry.example:
            yield entry.key, entry.example


def sentences(text):
    return [part for part in re.split(r"(?<=[.?])\s+(?=[A-Z0-9])", text) if part]


def alike(one, other):
    """Whether two texts say nearly the same."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) >= ALIKE


@BOTH
def test_there_are_many_in_every_group(words):
    assert len(words.entries) >= LEAST
    assert all(len(group.entries) >= 15 for group in words.groups)


@BOTH
def test_keys_are_unique_and_no_name_leads_to_two_entries(words):
    keys = Counter(entry.key for entry in words.entries)
    assert not [found for found, times in keys.items() if times > 1]
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", found) for found in keys)
    known = {}
    for entry in words.entries:
        for name in {entry.term, *entry.also, *entry.forms} - set(entry.capitals):
            assert known.setdefault(key(name), entry.key) == entry.key, name
    capitals = Counter(name for entry in words.entries for name in entry.capitals)
    assert not [name for name, times in capitals.items() if times > 1]
    assert not [
        name for name in capitals if key(name) in known and known[key(name)] != words.look_up(name).key
    ]


@BOTH
def test_every_name_leads_to_its_entry_and_is_found_in_a_sentence(words):
    for entry in words.entries:
        for name in entry.names:
            assert words.look_up(name) is entry, name
            text = f"He spoke of {name}."
            assert (text.index(name), entry) in [(start, hit) for start, _, hit in words.find_in(text)], name


@BOTH
def test_links_lead_to_other_entries(words):
    for entry in words.entries:
        assert set(entry.see) <= words.by_key.keys(), entry.key
        assert entry.key not in entry.see
        assert len(set(entry.see)) == len(entry.see)
        assert 1 <= len(entry.see) <= 4, entry.key


@BOTH
def test_entries_stand_in_the_order_of_their_terms_within_their_group(words):
    for group in words.groups:
        terms = [folded(entry.term) for entry in group.entries]
        assert terms == sorted(terms), group.key


@BOTH
def test_every_text_is_one_to_three_short_sentences(words):
    for entry in words.entries:
        assert entry.plain == " ".join(entry.plain.split()), entry.key
        assert entry.plain.endswith("."), entry.key
        assert entry.plain[0].isupper() or entry.plain[0].isdigit(), entry.key
        assert len(entry.plain.split()) <= MOST_WORDS, entry.key
        assert 1 <= len(sentences(entry.plain)) <= MOST_SENTENCES, entry.key
        assert len(entry.example.split()) <= MOST_WORDS_OF_AN_EXAMPLE, entry.key


def test_every_text_can_be_read_by_nearly_everybody(grade):
    hard = {entry.key: grade(entry.plain) for entry in WORDS.entries if grade(entry.plain) > HIGHEST_GRADE}
    assert not hard
    spoken = {e.key: grade(e.example) for e in WORDS.entries if e.example}
    assert not {found: level for found, level in spoken.items() if level > HIGHEST_GRADE_OF_AN_EXAMPLE}


def test_the_spanish_texts_are_easy_to_read():
    from textstat import textstat

    textstat.set_lang("es")
    hard = {e.key: textstat.fernandez_huerta(e.plain) for e in PALABRAS.entries}
    textstat.set_lang("en_US")
    assert not {found: ease for found, ease in hard.items() if ease < LEAST_EASE}
    assert sum(hard.values()) / len(hard) > 80


def test_every_english_word_has_a_spanish_one_with_the_same_links():
    assert PALABRAS.by_key.keys() == WORDS.by_key.keys()
    assert [group.key for group in PALABRAS.groups] == [group.key for group in WORDS.groups]
    for key_, entry in WORDS.by_key.items():
        assert set(PALABRAS.by_key[key_].see) == set(entry.see), key_
        assert PALABRAS.by_key[key_].group == entry.group, key_


def test_both_languages_name_the_same_numbers():
    number = re.compile(r"\d+(?:\.\d+)?")
    for found, entry in WORDS.by_key.items():
        assert set(number.findall(entry.plain)) == set(number.findall(PALABRAS.by_key[found].plain)), found


def test_a_spanish_reader_finds_words_of_an_english_report():
    assert PALABRAS.look_up("lymph nodes").term == "ganglio linfático"
    assert PALABRAS.look_up("Ganglio linfatico").term == "ganglio linfático"
    assert PALABRAS.look_up("RE+").key == PALABRAS.look_up("ER-positive").key == "er-positive"
    assert PALABRAS.look_up("muestra") is None  # an everyday word: "the report shows"


def test_no_spanish_text_frightens_promises_or_advises():
    found = [
        (entry.key, hit[0]) for entry in PALABRAS.entries if (hit := BANNED_IN_SPANISH.search(entry.plain))
    ]
    assert not found
    assert BANNED_IN_SPANISH.search("Pregunte a su médico.")


def test_no_text_frightens_promises_blames_or_advises():
    said = [(found, hit[0]) for found, text in every_text() if (hit := BANNED.search(text))]
    assert {found for found, _ in said} <= MAY_NAME_THE_AIM
    told = [(found, hit[0]) for found, text in every_text() if (hit := TELLS_WHAT_TO_DO.search(text))]
    assert not told


@pytest.mark.parametrize("line", ["You have stage 2.", "Ask your doctor.", "Avoid it."])
def test_the_search_for_advice_finds_it(line):
    assert TELLS_WHAT_TO_DO.search(line)


def test_spelling_is_american_and_british_forms_lead_there():
    assert not [(found, text) for found, text in every_text() if BRITISH.search(text)]
    assert not [entry.term for entry in WORDS.entries if BRITISH.search(entry.term)]
    assert WORDS.look_up("leukaemia").key == "leukemia"


@BOTH
def test_every_short_form_in_a_text_is_the_word_itself_or_explained(words):
    unclear = []
    for entry in words.entries:
        near = [name for other in (entry, *words.linked(entry)) for name in other.names]
        explained = {key(part) for name in near for part in (name, *name.split())}
        for short in set(SHORT_FORM.findall(entry.plain)) - SPEAKS_FOR_ITSELF:
            if key(short) not in explained and not re.search(f"(?:or|o) {short}", entry.plain):
                unclear.append((entry.key, short))
    assert not unclear


@BOTH
def test_no_two_entries_say_nearly_the_same(words):
    pairs = combinations(words.entries, 2)
    found = {(one.key, other.key) for one, other in pairs if alike(one.plain, other.plain)}
    assert found <= TWINS


def test_the_search_for_doubles_finds_one():
    assert alike("A lump of cells that grew here.", "A lump of cells that grew there.")
    assert not alike("A doctor for the skin.", "A drug that makes bone stronger.")


@pytest.mark.parametrize("name", ["en.toml", "es.toml"])
def test_quotes_and_apostrophes_are_those_of_print(name):
    text = (resources() / "glossary" / name).read_text(encoding="utf-8")
    for group in tomllib.loads(text).values():
        for entry in group.values():
            values = entry.values() if isinstance(entry, dict) else [entry]
            assert not [value for value in values if re.search(r"[\"'`]", value)]

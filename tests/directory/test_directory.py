"""The places to look: every entry is whole, plain, dated, and for a type of cancer that exists."""

import re
import tomllib

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.paths import resources
from secondop_desktop.directory import centers, places

WHOLE = places.load()
_VOCABULARY = tomllib.loads((resources() / "questions/en/vocabulary.toml").read_text(encoding="utf-8"))
TYPES = {one["key"] for one in _VOCABULARY["cancer_type"]}
NAMED = (
    "Mass General Brigham",
    "Cleveland Clinic",
    "Johns Hopkins",
    "Dana-Farber",
    "Barrow",
    "Yale",
    "Stanford",
    "Colorectal Cancer Alliance",
    "International Myeloma Foundation",
    "American Society of Clinical Oncology",
    "American Cancer Society",
    "Commission on Cancer",
)


@pytest.mark.parametrize("name", NAMED)
def test_every_place_the_project_names_is_there(name):
    assert any(name in entry.name for entry in WHOLE.entries)


def test_every_entry_is_dated_and_said_once():
    assert all(entry.as_of >= PartialDate(2025) for entry in WHOLE.entries)
    names = [entry.name.casefold() for entry in WHOLE.entries]
    assert len(names) == len(set(names)) >= 70
    assert {entry.kind for entry in WHOLE.entries} == set(WHOLE.kinds)


def test_every_type_of_cancer_but_the_open_ones_has_a_group_of_its_own():
    known = {key for entry in WHOLE.entries for key in entry.cancer_types}
    assert known <= TYPES
    grouped = {key for entry in WHOLE.of_kind("foundation") for key in entry.cancer_types}
    assert TYPES - grouped == {"not_known"}


def test_entries_for_the_type_come_first_and_others_are_left_out():
    shown = WHOLE.of_kind("finder", "thyroid")
    assert "Thyroid" in shown[0].name
    assert all(entry.fits("thyroid") for entry in shown)
    assert len(shown) < len(WHOLE.of_kind("finder"))


@pytest.mark.parametrize("entry", WHOLE.entries, ids=lambda entry: entry.key)
def test_an_entry_is_plain_and_promises_nothing(entry):
    text = f"{entry.name}. {entry.what} {entry.find}"
    assert not re.search(
        r"\b(best|leading|top|world-class|renowned|guarantee\w*|cure[sd]?|!)", text, re.IGNORECASE
    )
    assert all(len(sentence.split()) <= 28 for sentence in re.split(r"(?<=[.?])\s", entry.what))
    assert entry.find.endswith((".", "”."))
    assert not entry.site or re.fullmatch(r"[a-z0-9.-]+\.(org|gov|com)", entry.site)


def test_another_language_falls_back_to_english():
    assert places.load("qps").entries == WHOLE.entries


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('as_of = "2026-01"\n[kind]\na = "A"\n[a.x]\nname = "X"', "needs"),
        (
            'as_of = "2026-01"\n[kind]\na = "A"\n[a.x]\nname = "X"\nwhat = "W"\nfind = "F"\nodd = 1',
            "nobody reads",
        ),
        ('as_of = "2026-01"\n[kind]\na = "A"\n[b.x]\nname = "X"', "no kind"),
    ],
)
def test_a_bad_file_is_named(tmp_path, monkeypatch, text, said):
    (tmp_path / "directory").mkdir()
    (tmp_path / "directory/en.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("secondop_desktop.base.shipped.resources", lambda: tmp_path)
    places.load.cache_clear()
    with pytest.raises(ValueError, match=said):
        places.load()
    places.load.cache_clear()


def test_the_list_of_the_institute_is_whole():
    there = centers.load()
    assert len(there.centers) == 66
    assert there.as_of == PartialDate(2026, 1)
    assert there.official_list.startswith("https://www.cancer.gov/")
    assert sum(len(there.in_state(state)) for state in there.states) == 66
    assert all(re.fullmatch("[A-Z]{2}", state) for state in there.states)
    assert there.in_state("ZZ") == ()

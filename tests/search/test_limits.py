"""The limits of a search: kind, from whom, and the date."""

from datetime import date

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, doctors, documents, notes
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.search.limits import KIND_WORDS, OF_RECORDS, limits_of
from secondop_desktop.search.own_families import FAMILIES
from secondop_desktop.search.query import parse
from secondop_desktop.search.words import folded


def limits(typed):
    return limits_of(parse(typed, date(2026, 3, 10)))


@pytest.fixture
def filled(vault, write_record, frozen_clock):
    """Marrow in two records of two places, and in the notes of a visit."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Nguyễn", hospital="Kestrel Bay"))
        visit = appointments.keep(
            session, Appointment(day="2026-03-05", doctor_id=doctor.id, place="Kestrel Bay")
        )
        notes.write(session, visit.id, "The marrow is fine.", frozen_clock.now())
    write_record(
        "Aspirate", "Bone marrow.", kind="pathology", facility="St Anne’s", dated=PartialDate(2025, 11)
    )
    write_record(
        "Letter", "Marrow again.", kind="clinic_letter", doctor_id=doctor.id, dated=PartialDate(2026)
    )
    write_record("Undated", "Marrow, no date.", kind="lab")


def titles(found):
    return sorted(hit.title for hit in found.hits)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("marrow kind:note", ["Dr Nguyễn, 5 March 2026"]),
        ("marrow kind:pathology", ["Aspirate"]),
        ("marrow kind:letter kind:lab", ["Letter", "Undated"]),
        ("marrow tipo:carta", ["Letter"]),
        ("marrow kind:record", ["Aspirate", "Letter", "Undated"]),
        ("marrow kind:not", ["Dr Nguyễn, 5 March 2026"]),
        ("marrow from:anne", ["Aspirate"]),
        ("marrow from:nguyen", ["Dr Nguyễn, 5 March 2026", "Letter"]),
        ("marrow from:nguyen from:kestrel", ["Dr Nguyễn, 5 March 2026"]),
        ("marrow after:2026-03", ["Dr Nguyễn, 5 March 2026", "Letter"]),
        ("marrow before:2026", ["Aspirate"]),
        ("marrow after:2025-12 before:2026-02", ["Letter"]),
        ("marrow after:2025 kind:pathology from:zebra", []),
    ],
)
def test_only_what_is_inside_the_limits_is_found(look, filled, typed, found):
    assert titles(look(typed)) == found


def test_a_limit_without_words_lists_everything_inside_it(look, filled):
    assert titles(look("kind:pathology")) == ["Aspirate"]
    assert [hit.kind for hit in look("kind:note").hits] == ["note"]
    assert sorted(hit.kind for hit in look("after:2026").hits) == ["appointment", "document", "note"]


def test_words_that_are_left_out_are_left_out_of_a_list_too(look, filled):
    assert titles(look("kind:record -aspirate")) == ["Letter", "Undated"]
    assert look("kind:note -marrow").hits == ()


def test_a_kind_that_nobody_knows_is_told_and_all_kinds_are_searched(look, filled):
    found = look("marrow kind:zebra")
    assert len(found.hits) == 4
    assert "zebra" in found.remarks[0]


def test_what_a_date_leaves_out_is_told():
    assert limits("after:2026-03 before:14.05.2026").remarks == (
        "Only what has a date, from March 2026 on.",
        "Only what has a date, before 14 May 2026.",
    )


def test_every_kind_that_can_be_named_is_a_kind_of_something():
    kinds = {kind for meant in KIND_WORDS.values() for kind in meant}
    assert set(documents.KINDS) - {"other"} == OF_RECORDS
    assert {family.kind for family in FAMILIES} | {"page"} | OF_RECORDS == kinds | {"wanted"}
    for words in KIND_WORDS:
        assert words == folded(words)


def test_a_word_names_one_kind_only():
    words = [word for known in KIND_WORDS for word in known.split()]
    assert len(set(words)) == len(words)

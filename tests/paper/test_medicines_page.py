"""Medicines on paper: as they were told, taken and only named apart, and what nobody told is called so."""

import dataclasses

import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_own import MedicineGroup, MedicineLine, MedicineList
from secondop_desktop.paper.style import PaperStyle
from tests.paper.test_margins import outside
from tests.paper.test_side_by_side_page import fields

A4 = PaperStyle("A4")
STYLES = [PaperStyle(page, large=large) for page in ("A4", "Letter") for large in (False, True)]
WHOLE = MedicineLine(
    name="Letrozole",
    other_name="Femara",
    kind="Prescription",
    strength="2.5 mg",
    dose="1 tablet",
    route="By mouth",
    how_often="Once a day",
    reason="Hormone therapy",
    named_by="Dr Lee said, 3 March 2026",
    started="5 March 2026",
    side_effects="Hot flushes",
    pharmacy="Corner pharmacy",
    note="With breakfast",
)
LIST = MedicineList(
    person="Margaret Ellison",
    birth_date="9 March 1965",
    phone="555-0164",
    contact="Tom, 555-0165",
    printed_on="15 May 2026",
    allergies="Penicillin: rash",
    taken=(WHOLE, MedicineLine("Metformin")),
    own_lines=("Vitamin D, one a day",),
    others=(
        MedicineGroup(
            "Named, not taken", (MedicineLine("Tamoxifen"),), "How it was named", "I do not take them."
        ),
        MedicineGroup(
            "Not taken any more",
            (MedicineLine("Ibuprofen", stopped="May 2025", stopped_why="Pain"),),
            "How I took it",
        ),
    ),
    columns=frozenset({"reason", "named_by", "started"}),
)


def words_of(pdf, read):
    return " ".join(" ".join(read.pages(pdf)).split())


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.page}-{s.large}")
def test_the_list_says_every_word_that_was_told(style, read):
    pdf = draw.medicines(LIST, style)
    said = words_of(pdf, read)
    for words in (
        "Medicines of Margaret Ellison", "Born: 9 March 1965", "Phone: 555-0164", "List of: 15 May 2026",
        "Allergies: Penicillin: rash", "Taken now", "Letrozole", "Other name: Femara", "Strength: 2.5 mg",
        "Kind: Prescription", "Pharmacy: Corner pharmacy", "Side effects: Hot flushes",
        "My note: With breakfast",
        "Hormone", "therapy", "Vitamin D, one a day", "Named, not taken", "I do not take them.", "Tamoxifen",
        "Not taken any more", "Ibuprofen", "May 2025", "Pain", "Is this list complete?",
    ):  # fmt: skip
        assert words in said, words
    told = read.text(pdf)
    for words in (
        "Howmuch:1tablet",
        "Howoften:Onceaday",
        "Inwhichway:Bymouth",
        "DrLeesaid,3March2026",
        "Since:5March",
    ):
        assert words in told or style.large, words
    assert not read.complaints(pdf)
    assert outside(pdf, dataclasses.replace(style, landscape=True)) == []


def test_what_nobody_told_is_called_not_noted(read):
    said = words_of(draw.medicines(dataclasses.replace(LIST, taken=LIST.taken[1:], others=()), A4), read)
    assert "Strength: not noted" in said
    assert "How much: not noted" in said
    assert "How often: not noted" in said
    assert "mg" not in said


def test_taken_and_only_named_are_never_in_one_table(read):
    told = read.poppler("pdfinfo", "-struct-text", pdf=draw.medicines(LIST, A4))
    order = (
        "Allergies", "Taken now", "Letrozole", "Metformin", "Noted in my own words", "Vitamin D",
        "Named, not taken", "Tamoxifen", "Not taken any more", "Ibuprofen", "Is this list complete?",
    )  # fmt: skip
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    assert told.count("Table") == 3


def test_no_noted_allergy_is_not_said_to_be_none(read):
    for draws in (draw.medicines, draw.medicine_card):
        empty = words_of(draws(MedicineList(), A4), read)
        assert "Allergies: Nothing is noted. Please ask me." in empty
        hidden = words_of(draws(MedicineList(allergies=None), A4), read)
        assert "llerg" not in hidden


def test_an_empty_list_can_be_written_by_hand(read):
    pdf = draw.medicines(MedicineList(columns=frozenset({"reason"})), A4)
    assert "No medicine is noted as taken on this list. Please ask me." in words_of(pdf, read)
    assert fields(pdf).count("How I take it") == 6
    assert fields(pdf)[-1] == "What is missing:"


def test_a_list_from_which_something_was_left_off_says_so(read):
    partial = dataclasses.replace(LIST, partial=True)
    for draws in (draw.medicines, draw.medicine_card):
        assert "This is not my whole list." in words_of(draws(partial, A4), read)
        assert "This is not my whole list." not in words_of(draws(LIST, A4), read)


def test_a_list_that_is_not_whole_does_not_ask_to_be_called_complete(read):
    assert "complete" not in words_of(draw.medicines(dataclasses.replace(LIST, partial=True), A4), read)


def test_the_card_holds_what_is_taken_and_nothing_else_four_times(read):
    pdf = draw.medicine_card(LIST, A4)
    (page,) = read.pages(pdf)
    said = " ".join(page.split())
    for words in ("Medicines of Margaret Ellison", "Born: 9 March 1965", "Phone: 555-0164", "Tom, 555-0165",
                  "Allergies: Penicillin: rash", "Letrozole (Femara):", "1 tablet", "Vitamin D, one a day",
                  "List of: 15 May 2026"):  # fmt: skip
        assert said.count(words) == 4, words
    for words in ("Tamoxifen", "Ibuprofen", "Corner pharmacy"):
        assert words not in said, words
    assert not read.complaints(pdf)
    assert min(read.sizes(pdf)) >= 9.0


def test_the_card_is_read_aloud_once_and_its_copies_are_decoration(read):
    told = read.poppler("pdfinfo", "-struct-text", pdf=draw.medicine_card(LIST, A4))
    assert told.count("Margaret Ellison") == 1
    assert told.count("Vitamin D") == 1


def test_a_long_list_goes_on_on_further_cards_and_large_print_has_larger_cards(read):
    many = dataclasses.replace(
        LIST, taken=tuple(MedicineLine(f"Medicine{n}x", dose="1", how_often="daily") for n in range(60))
    )
    for style in STYLES:
        pdf = draw.medicine_card(many, style)
        said = read.text(pdf)
        assert [said.count(f"Medicine{n}x") for n in (0, 30, 59)] == [1, 1, 1]
        assert outside(pdf, style) == []
    assert sorted(read.sizes(draw.medicine_card(LIST, PaperStyle("A4", large=True))))[:2] == [13.0, 18.0]


def test_no_word_leaves_its_card(read):
    long = MedicineLine("M" * 200, "O" * 200, dose="wordz " * 300, how_often="x" * 90)
    data = MedicineList("P" * 200, allergies="a" * 300, taken=(long,), own_lines=("line " * 200,))
    for style in STYLES:
        pdf = draw.medicine_card(data, style)
        assert outside(pdf, style) == []
        assert read.text(pdf).count("wordz") == 300


def test_monstrous_lists_lose_nothing(read):
    long = " ".join(f"word{n}x" for n in range(3000))
    line = MedicineLine("M" * 200, reason=long, note="N" * 200)
    pdf = draw.medicines(dataclasses.replace(LIST, taken=(line,), allergies=long), A4)
    said = read.text(pdf)
    assert [said.count(f"word{n}x") for n in (0, 1500, 2999)] == [2, 2, 2]
    assert outside(pdf, PaperStyle("A4", landscape=True)) == []

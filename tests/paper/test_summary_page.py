"""The summary keeps to one page when it can, and names what moved when it cannot."""

import dataclasses
import re

import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import Fact, Moment, Summary

LABELS = (
    "The decision I want help with",
    "Diagnosis",
    "Key facts",
    "Timeline",
    "Treatment so far",
    "Plan of Dr. Okafor",
    "Medicines",
    "Other conditions",
    "Records I have",
    "Records missing",
    "My top questions",
    "With me today",
)


def words_of(data):
    """Every word that somebody entered."""
    for value in dataclasses.astuple(data):
        yield from flat(value)


def flat(value):
    if isinstance(value, str):
        yield value
    else:
        for one in value:
            yield from flat(one)


def test_an_ordinary_case_is_one_page(ordinary_case, read, either_page):
    assert len(read.pages(draw.summary(ordinary_case, either_page))) == 1


def test_the_parts_stand_in_the_order_a_doctor_reads_them(ordinary_case, read, a4, squeeze):
    tree = read.poppler("pdfinfo", "-struct-text", pdf=draw.summary(ordinary_case, a4))
    text = squeeze(re.sub(r'"\s*\n\s*"|"', "", tree))
    places = [text.index(squeeze(label), text.index("Allergies:")) for label in LABELS]
    assert places == sorted(places)


@pytest.mark.parametrize("big", [False, True])
def test_nothing_that_was_entered_is_missing(ordinary_case, read, a4, large, squeeze, big):
    long = dataclasses.replace(ordinary_case, medicines=tuple(f"Medicine {n} daily" for n in range(60)))
    for data in (ordinary_case, long):
        text = read.text(draw.summary(data, large if big else a4))
        missing = [words for words in words_of(data) if squeeze(words) not in text]
        assert not missing


def test_a_long_case_is_set_close_before_anything_moves_to_page_2(ordinary_case, read, either_page, squeeze):
    facts = tuple(Fact(f"Marker {n}", f"positive, {n} of 40 percent", f"Report {n}") for n in range(12))
    data = dataclasses.replace(ordinary_case, facts=facts)
    (page,) = read.pages(draw.summary(data, either_page))
    assert "Key facts: Marker 0: positive, 0 of 40 percent [1]; Marker 1:" in " ".join(page.split())
    assert "Sources: [1] Report 0; [2] Report 1;" in " ".join(page.split())
    assert not [words for words in words_of(data) if squeeze(words) not in squeeze(page)]
    pdf = draw.summary(data, dataclasses.replace(either_page, large=True))
    assert len(read.pages(pdf)) > 1, "large print is for reading: nothing in it is set close"


def test_what_moved_to_page_2_is_named_on_page_1(ordinary_case, read, a4):
    data = dataclasses.replace(ordinary_case, medicines=tuple(f"Medicine {n}, once a day" for n in range(60)))
    first, second = read.pages(draw.summary(data, a4))
    said = re.search(r"On page 2: ([^.]*)\.", " ".join(first.split()))[1].split("; ")
    assert "With me today" in said
    assert all(name in second for name in said)
    for name in ("Diagnosis", "Key facts", "My top"):
        assert name in first


def test_what_matters_most_stays_on_page_1(ordinary_case, read, a4):
    timeline = tuple(Moment("May", f"Event {n}") for n in range(400))
    first, *_rest = read.pages(draw.summary(dataclasses.replace(ordinary_case, timeline=timeline), a4))
    assert "Allergies: Penicillin" in first
    assert "Chemotherapy first" in " ".join(first.split())
    assert "Event 0" not in first


def test_a_case_that_is_long_in_every_part_flows_on_and_says_so(ordinary_case, read, a4):
    story = " ".join(f"sentence{n}." for n in range(900))
    pages = read.pages(draw.summary(dataclasses.replace(ordinary_case, diagnosis=story), a4))
    assert re.search(r"On page(s 2 to \d+| 2): .*Diagnosis", " ".join(pages[0].split()))
    assert re.findall(r"sentence\d+", " ".join(pages)) == [f"sentence{n}" for n in range(900)]


def test_the_moved_parts_are_read_after_page_1(ordinary_case, read, a4):
    data = dataclasses.replace(ordinary_case, medicines=tuple(f"Medicine {n}, once a day" for n in range(60)))
    pages = [page for page, _mark in marks_of(read.tree(draw.summary(data, a4)))]
    assert pages == sorted(pages)


def marks_of(node):
    for kid in node[1]:
        if isinstance(kid[0], str):
            yield from marks_of(kid)
        else:
            yield kid


def test_a_case_that_has_only_just_begun_is_a_page_with_what_there_is(read, a4):
    text = " ".join(read.pages(draw.summary(Summary(name="Anna"), a4))[0].split())
    assert text.startswith("Anna Allergies: none noted; please ask me")
    assert "Timeline" not in text
    assert "Summary of my case" in read.pages(draw.summary(Summary(name=""), a4))[0]


def test_each_fact_names_the_paper_it_was_read_from(ordinary_case, read, a4):
    text = " ".join(read.pages(draw.summary(ordinary_case, a4))[0].split())
    number = re.search(r"Stage: cT2 cN1 M0 \(IIB\) \[(\d)\]", text)[1]
    assert f"[{number}] staging CT, 20 March" in text
    assert "Ki-67: ≥ 20 %" in text
    assert "Source: Pathology report, Riverside Hospital, 12 March 2026" in text


def test_a_plan_without_a_name_is_still_a_plan(read, a4):
    text = read.pages(draw.summary(Summary(name="Anna", plan="Surgery first."), a4))[0]
    assert "Plan of my" in " ".join(text.split())


def test_large_print_sets_every_part_in_18_points(ordinary_case, read, large):
    assert read.sizes(draw.summary(ordinary_case, large)) == {24.0, 20.0, 18.0, 13.0}


def test_a_very_long_date_or_label_does_not_run_into_its_neighbour(read, a4, squeeze):
    data = Summary(
        name="Anna",
        birth_date="Some day in the spring of the year 1961, perhaps in March",
        facts=(Fact("A very long label that no column was made for", "x" * 90, "source"),),
        timeline=(Moment("Between Christmas and New Year 2025", "Event"),),
    )
    text = read.text(draw.summary(data, a4))
    assert all(squeeze(words) in text for words in ("Some day in the spring of the year 1961,", "x" * 90))
    assert "Event" in text


def test_what_cannot_be_printed_is_said_on_the_summary_too(read, a4):
    text = " ".join(read.pages(draw.summary(Summary(name="ꦗ"), a4))[0].split())
    assert text.startswith("[not printable: 1 character]")
    assert "Please note: 1 character on this sheet" in text

"""What a pathology report seems to state is found where it stands, and what it does not state is not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.findings.finding import NOT_DONE, TOPICS, topic_words
from secondop_desktop.findings.read import read
from tests.findings.reports import LAYOUTS, reports

PRECISION, RECALL = 0.98, 0.85


def found(text):
    return {(one.topic, one.meaning) for one in read(text)}


def measured(many):
    """How many facts were found rightly, found wrongly, and missed."""
    right = wrong = missed = 0
    for report in many:
        there = found(report.text)
        right += len(there & report.truth)
        wrong += len(there - report.truth)
        missed += len(report.truth - there)
    return right, wrong, missed


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_facts_are_found_in_every_layout(layout):
    dice = random.Random(layout.__name__)  # noqa: S311 - no secret
    right, wrong, missed = measured(layout(dice) for _ in range(40))
    assert right / (right + wrong) >= PRECISION
    assert right / (right + missed) >= RECALL


def test_what_is_found_stands_on_the_page_as_it_is_told():
    for report in reports(5):
        for one in read(report.text):
            assert " ".join(report.text[one.start : one.end].replace("-\n", "").split()) == one.words
            assert one.topic in TOPICS


def test_letters_that_were_misread_make_facts_missing_and_not_wrong():
    dice = random.Random(3)  # noqa: S311 - no secret
    right = wrong = 0
    for report in reports(12):
        letters = [dice.choice("lrnvae") if c.isalpha() and dice.random() < 0.005 else c for c in report.text]
        there = found("".join(letters))
        right += len(there & report.truth)
        wrong += len(there - report.truth)
    assert right / (right + wrong) >= PRECISION


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("ER and PR are negative.", {("er", "negative"), ("pr", "negative")}),
        ("The tumor is positive for ER and PR.", {("er", "positive"), ("pr", "positive")}),
        ("HER2 is not amplified.", {("her2", "negative")}),
        ("HER2 (IHC): 2+ (equivocal)", {("her2", "equivocal")}),
        ("HER2: not performed", {("her2", NOT_DONE)}),
        ("Ki-67: <5%", {("ki67", "<5%")}),
        ("PR: <1%", {("pr", "negative")}),
        ("Tumor size: 3.4 X 2.0 X 1.1 CM", {("size", "34 mm")}),
        ("Tumor size (mm): 18", {("size", "18 mm")}),
        ("Gleason score 3 + 4 = 7", {("grade", "3+4")}),
        ("Grade group: 2", {("grade", "grade group 2")}),
        ("Moderately to poorly differentiated adenocarcinoma",
         {("grade", "2-3"), ("type", "adenocarcinoma")}),
        ("pT1c N0 (sn) Mx", {("stage", "pT1c N0(sn) MX")}),
        ("Two of eighteen lymph nodes", {("nodes", "2/18")}),
        ("Axillary nodes: Number examined: 4\nNumber involved: 1", set()),
        ("Total number of lymph nodes examined: 4\nNumber of lymph nodes with metastases: 1",
         {("nodes", "1/4")}),
        ("Skin: MALIGNANT MELANOMA, SUPERFICIAL SPREADING TYPE",
         {("type", "malignant melanoma superficial spreading")}),
    ],
)  # fmt: skip
def test_one_statement_is_understood(text, facts):
    assert found(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "No evidence of invasive ductal carcinoma.",
        "Negative for adenocarcinoma.",
        "Differential diagnosis includes invasive lobular carcinoma.",
        "Invasive carcinoma is not identified.",
        "Prior biopsy: invasive ductal carcinoma, grade 3.",
        "Outside diagnosis: invasive ductal carcinoma, grade 3.",
        "CLINICAL HISTORY: grade 3 invasive ductal carcinoma, ER negative.",
        "GROSS DESCRIPTION:\nThe tumor measures 4 cm.\nMargins: positive with blue ink.",
        "Ki-67 of 20% or more is considered high.",
        "ER is positive when 1% of nuclei stain, per ASCO/CAP guidelines.",
        "Stage 3 chronic kidney disease. The ER visit lasted 2 of 3 hours.",
        "Nuclear grade: 3",
        "DCIS, high grade, size 12 mm",
        "12 of 12 lymph nodes negative.",
        "Lymph nodes: 5/3",
        "HER2 study of 40% of people",
        "",
    ],
)
def test_what_is_not_stated_is_not_offered(text):
    assert found(text) == set()


def test_a_report_that_takes_back_what_another_found_offers_its_own_only():
    text = "Outside HER2: positive.\nRepeat HER2 by FISH here: Not amplified."
    assert ("her2", "positive") not in found(text)


def test_a_word_divided_at_the_end_of_a_line_is_whole_again():
    (one,) = read("Sections show an invasive ductal carci-\nnoma.")
    assert (one.topic, one.words) == ("type", "invasive ductal carcinoma")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    for one in read(text):
        assert 0 <= one.start < one.end <= len(text)


def test_a_very_long_page_is_read_quickly_enough_to_end():
    assert found("ER " * 50_000) == set()
    assert found(("Tumor size " + "1" * 200 + " ") * 500) == set()


def test_every_topic_has_a_name():
    assert set(topic_words()) == set(TOPICS)

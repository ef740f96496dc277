"""What a paper says about itself: measured, because a wrong suggestion is worse than none."""

import sys
from collections import Counter
from datetime import date

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.intake.clues import clues
from tests.intake.made_up_reports import PAPERS

TODAY = date(2026, 5, 10)
FIELDS = ("kind", "dated", "facility", "title")


def first_of(text, field, today=TODAY):
    return next((clue for clue in clues([(1, text)], today) if clue.field == field), None)


def true_value(paper, field):
    value = getattr(paper, field)
    return PartialDate.from_iso(value) if field == "dated" and value else value


@pytest.fixture
def tell(capsys):
    """Writes a line of figures to the terminal, whatever is shown of tests."""

    def tell(line):
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return tell


def test_what_is_suggested_is_right_and_most_of_what_is_there_is_found(tell):
    count = Counter()
    wrong = []
    for name, paper in PAPERS.items():
        for field in FIELDS:
            clue, truth = first_of(paper.text, field), true_value(paper, field)
            right = clue is not None and str(clue.value).lower() == str(truth).lower()
            count[field, "suggested"] += clue is not None
            count[field, "right"] += right
            count[field, "there"] += truth is not None
            if clue is not None and not right:
                wrong.append(f"{name}: {field} is {truth!s}, not {clue.value!s} ({clue.words})")
    for field in FIELDS:
        right, suggested, there = (count[field, word] for word in ("right", "suggested", "there"))
        tell(f"{field}: {right} of {suggested} suggestions right, {right} of {there} found")
    assert wrong == []
    for field in FIELDS:
        assert count[field, "right"] >= 0.9 * count[field, "there"], field


@pytest.mark.parametrize("name", PAPERS)
def test_each_suggestion_names_its_page_and_words_that_stand_there(name):
    text = PAPERS[name].text
    for clue in clues([(4, text)], TODAY):
        assert clue.page == 4
        assert " ".join(clue.words.rstrip("…").split()) in " ".join(text.split())
        assert clue.why.endswith(".")


def every_date(text, today=TODAY):
    return [clue.value.iso() for clue in clues([(1, text)], today) if clue.field == "dated"]


def test_several_dates_come_with_the_report_first_and_never_that_of_birth():
    text = PAPERS["biopsy of the breast"].text
    assert every_date(text) == ["2026-02-17", "2026-02-11", "2026-02-12"]


def test_a_date_to_come_is_none_of_the_paper():
    assert every_date("Date: 11 May 2026") == []
    assert every_date("Date: 10 May 2026") == ["2026-05-10"]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Reported: 03/04/2026", []),
        ("Reported: 03/04/2026\nDunmore, OH 44101", ["2026-03-04"]),
        ("Reported: 03/04/2026\nAshby AB1 2CD", ["2026-04-03"]),
        ("Reported: 03/04/2026\nDunmore, OH 44101\nAshby AB1 2CD", []),
        ("Reported: 03/04/2026\nCollected: 28/03/2026", ["2026-04-03", "2026-03-28"]),
        ("Reported: 04/04/2026", ["2026-04-04"]),
        ("Reported: 2026-04-03", ["2026-04-03"]),
        ("Reported: 3rd of April 2026", ["2026-04-03"]),
        ("Reported: 03-Apr-2026", ["2026-04-03"]),
        ("Reported: 03.04.26\nCollected: 30.03.26", ["2026-04-03", "2026-03-30"]),
        ("Fecha: 3 de abril de 2026", ["2026-04-03"]),
        ("Reported: 31/02/2026", []),
        ("Reported: 12.5.3 and 120/80/65", []),
    ],
)
def test_which_number_is_the_month_is_only_believed_when_the_paper_tells(text, dated):
    assert every_date(text) == dated


@pytest.mark.parametrize(
    "text",
    [
        "DOB: 03 Apr 2026",
        "Date of birth 3 April 2026",
        "Fecha de nacimiento: 3 de abril de 2026",
        "Next appointment: 3 April 2026",
        "Próxima cita: 3 de abril de 2026",
        "Printed 3 April 2026",
        "FAX 3 April 2026 14:22",
        "Compared with the study of 3 April 2026",
        "She has felt well since 3 April 2026 and wants to travel.",
        "When we met on the ward on 3 April 2026 she was well.",
    ],
)
def test_these_dates_are_not_the_date_of_a_paper(text):
    assert every_date(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("St Anne’s Hospital\nRadiology report", "St Anne’s Hospital"),
        ("Department of Radiology\nRadiology report", None),
        ("Hospital\nReport", None),
        ("Cancer Center\nReport", None),
        ("To: Larch Valley Hospital\nDear Sir", None),
        ("Dear Dr Lee\nI work at Larch Valley Hospital", None),
        ("Performed at: Larch Valley Hospital, 12 Orchard Road", "Larch Valley Hospital"),
        ("Hospital course: she did well", None),
        ("12 Orchard Road  |  Larch Valley Clinic  |  555-0110", "Larch Valley Clinic"),
        ("the hospital called me", None),
        ("Clínica Río Ebro\nInforme", "Clínica Río Ebro"),
    ],
)
def test_a_place_is_a_name_at_the_top_or_behind_a_label(text, place):
    clue = first_of(text, "facility")
    assert (clue.value if clue else None) == place


def test_a_heading_in_capitals_becomes_a_title_that_can_be_read():
    assert first_of("MRI BREAST WITH CONTRAST", "title").value == "MRI breast with contrast"
    assert first_of("Exam: CT CHEST   Date: 1 May 2026\nRADIOLOGY REPORT", "title").value == "CT chest"
    assert first_of("Procedure: " + "very long " * 12, "title") is None


def test_two_kinds_that_speak_equally_loud_give_none():
    assert first_of("RADIOLOGY REPORT\nDISCHARGE SUMMARY", "kind") is None


def test_numbers_of_the_blood_in_a_letter_do_not_make_it_a_test_result():
    lines = ("Progress", "Hemoglobin 11 g/dL", "Platelets 200", "Creatinine 0.9", "ALT 21", "CA 15-3 20")
    assert first_of("\n".join(lines), "kind") is None


def test_only_the_first_pages_are_looked_at_and_an_empty_record_says_nothing():
    pages = [(number, "nothing") for number in range(1, 4)]
    assert clues([*pages, (4, "Date: 1 May 2026")], TODAY) == []
    assert [clue.page for clue in clues([*pages[:2], (3, "Date: 1 May 2026")], TODAY)] == [3]
    assert clues([], TODAY) == clues([(1, " \n ")], TODAY) == []

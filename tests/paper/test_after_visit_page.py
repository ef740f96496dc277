"""After a visit: every line with what belongs to it, boxes for what is to be done, and never a word cut."""

import itertools

import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_own import SheetLine, SheetPart, VisitSheet
from secondop_desktop.paper.style import PaperStyle
from tests.paper.test_margins import outside
from tests.paper.test_side_by_side_page import fields

A4 = PaperStyle("A4")
STYLES = [PaperStyle(page, large=large) for page in ("A4", "Letter") for large in (False, True)]
VISIT = VisitSheet(
    doctor="Dr Hạnh",
    person="Margaret Ellison",
    when="Thursday 14 May 2026, 10:30",
    place="Clinic 4",
    printed_on="15 May 2026",
    parts=(
        SheetPart("Who was there", (SheetLine("Tom", mark="Writes for me"),)),
        SheetPart("What I understood", (SheetLine("It is small."),), "text"),
        SheetPart(
            "Questions and answers",
            (SheetLine("Can I wait?", "Four weeks.", "Dr Hạnh", "Important"), SheetLine("Why?", "Grade 2.")),
            "answers",
        ),
        SheetPart(
            "What happens next",
            (SheetLine("Send slides", "Tom, by May"), SheetLine("Ring", done=True)),
            "boxes",
        ),
        SheetPart("Words", (SheetLine("Ki-67", "A protein."),), "words"),
    ),
)


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.page}-{s.large}")
def test_everything_stands_on_it_in_order(style, read):
    pdf = draw.after_visit(VISIT, style)
    said = " ".join(" ".join(read.pages(pdf)).split())
    order = (
        "After the visit with Dr Hạnh", "Patient: Margaret Ellison",
        "When: Thursday 14 May 2026, 10:30",
        "Where: Clinic 4", "Printed on: 15 May 2026", "Who was there", "Tom (Writes for me)",
        "What I understood", "It is small.", "Questions and answers", "Can I wait? (Important)",
        "Answer: Four weeks.",
        "Who answered: Dr Hạnh", "Why?", "Answer: Grade 2.", "What happens next", "Send slides",
        "Tom, by May",
        "Ring", "Words", "Ki-67", "A protein.",
    )  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert not read.complaints(pdf)


def test_a_reader_meets_headings_and_lists(read):
    tags = read.tags(draw.after_visit(VISIT, A4))
    assert tags.count("H1") == 1
    assert tags.count("H2") == len(VISIT.parts)
    assert tags.count("L") == 4
    assert tags.count("LI") == tags.count("LBody") == 6


def test_what_is_not_known_is_left_out(read):
    (page,) = read.pages(draw.after_visit(VisitSheet(parts=VISIT.parts[:1]), A4))
    for words in ("Patient:", "When:", "Where:", "with"):
        assert words not in page, words


def test_a_visit_of_which_nothing_came_has_lines_to_write_on(read):
    pdf = draw.after_visit(VisitSheet("Dr Lee", empty="Nothing was written down."), A4)
    (page,) = read.pages(pdf)
    assert "Nothing was written down." in page
    assert fields(pdf)[0] == "My notes of this visit"
    gaps = sorted(y for _from, _to, y in read.rules(pdf)[0])
    assert min(b - a for a, b in itertools.pairwise(gaps[1:])) >= 8 * 72 / 25.4


def test_long_answers_go_on_and_lose_nothing(read):
    long = " ".join(f"word{n}x" for n in range(3000))
    part = SheetPart("A" * 200, (SheetLine("Q" * 200, long, "W" * 200, "M" * 80),), "answers")
    pdf = draw.after_visit(VisitSheet("D" * 200, "P" * 200, parts=(part,)), PaperStyle("Letter", large=True))
    said = read.text(pdf)
    assert [said.count(f"word{n}x") for n in (0, 1500, 2999)] == [1, 1, 1]
    assert outside(pdf, PaperStyle("Letter", large=True)) == []
